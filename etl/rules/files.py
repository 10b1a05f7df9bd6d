"""Rules on a file as it is received and opened, before anybody knows what it is about."""

from __future__ import annotations

from etl.rules.rule import Rule

RULES = (
    Rule(
        "file_missing",
        ("refuse",),
        "a path that leads to no file",
        "Check the path and its spelling, and give a file, a folder or an archive that exists.",
    ),
    Rule(
        "file_unreadable",
        ("refuse",),
        "a file that the system does not let us read",
        "Close the file in other programs, see that you may read it, and load it again.",
    ),
    Rule("file_empty", ("refuse",), "a file without any content", "Fetch or export the file again."),
    Rule(
        "format_unknown",
        ("refuse",),
        "a file that is neither text, workbook nor parquet, such as a web page or a PDF",
        "Download or export the table itself as CSV, XLSX, ODS or parquet.",
    ),
    Rule(
        "workbook_broken",
        ("refuse",),
        "a workbook that cannot be opened",
        "Open it in a spreadsheet program, take off any password, and save it as XLSX or CSV.",
    ),
    Rule(
        "parquet_broken",
        ("refuse",),
        "a parquet file that cannot be opened",
        "Fetch or export the file again; it is cut short or damaged.",
    ),
    Rule(
        "archive_broken",
        ("refuse",),
        "a zip file, or a member of one, that cannot be unpacked",
        "Fetch the archive again, or unpack it yourself and load the files.",
    ),
    Rule(
        "archive_path",
        ("refuse",),
        "an archive whose member names a path outside it",
        "Unpack it with care, see who made it, and load the files themselves.",
    ),
    Rule(
        "archive_nested",
        ("refuse",),
        "an archive inside an archive",
        "Unpack the inner archive and load its files.",
    ),
    Rule(
        "archive_too_large",
        ("refuse",),
        "an archive that unpacks to more than is believable",
        "Unpack it yourself and load the files that you need.",
    ),
    Rule(
        "archive_encrypted",
        ("refuse",),
        "an archive under a password",
        "Unpack it with its password and load the files.",
    ),
    Rule(
        "workbook_too_large",
        ("refuse",),
        "a workbook with a sheet that reaches further than memory does",
        "Delete what stands far from the table, or save the sheet as CSV and load that.",
    ),
    Rule(
        "encoding_windows",
        ("note",),
        "a file in the older Windows encoding",
        "Nothing is to be done; save as 'CSV UTF-8' where you can choose.",
    ),
    Rule(
        "encoding_mixed",
        ("warn",),
        "a file that is UTF-8 in one part and Windows-1252 in another",
        "Look at the names in the row that is given, and export the file again in one piece.",
    ),
    Rule(
        "nul_removed",
        ("note",),
        "a text file with NUL characters between its letters",
        "Nothing is to be done, unless cells look wrong: then export the file again.",
    ),
    Rule(
        "characters_lost",
        ("warn",),
        "characters that were lost before the file came here",
        "Export the file again as UTF-8 from the program that wrote it.",
    ),
    Rule(
        "quote_open",
        ("refuse",),
        "a quotation mark that opens a cell and never closes it",
        "Close or remove the mark in the row that is given, or export the file again.",
    ),
    Rule(
        "foot_left_out",
        ("note",),
        "notes, sources and totals below the table",
        "Nothing is to be done: they are no rows of the table; see that no true row is among them.",
    ),
    Rule(
        "row_truncated",
        ("warn",),
        "a last row that breaks off: the file is cut short",
        "Fetch the file again and load it in place of this one.",
    ),
    Rule(
        "row_ragged",
        ("warn", "reject"),
        "rows with fewer or more cells than the header",
        "Look for commas or line ends inside cells that are not quoted, and export the file again.",
    ),
    Rule(
        "read_failed",
        ("refuse",),
        "a file that cannot be read to its end",
        "Fetch or export the file again; if it fails again, report it with the message.",
    ),
    Rule(
        "same_content",
        ("note",),
        "a file whose content was loaded before under another name",
        "Nothing is to be done: the figures are there already.",
    ),
    Rule(
        "side_note",
        ("refuse",),
        "an extract.yaml beside the file that cannot be used",
        "Correct the key that the message names in the side note, and load again.",
    ),
)
