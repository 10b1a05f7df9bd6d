"""Files that are no table, told by their first bytes, each with what to do instead."""

from __future__ import annotations

import zipfile
from pathlib import Path

from etl.findings import Finding

_BY_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF document", "ask the publisher for the table behind it, as CSV or XLSX"),
    (b"\x89PNG", "a picture (PNG)", "a picture of a table cannot be read; get the table itself"),
    (b"\xff\xd8\xff", "a picture (JPEG)", "a picture of a table cannot be read; get the table itself"),
    (b"GIF8", "a picture (GIF)", "a picture of a table cannot be read; get the table itself"),
    (b"II*\x00", "a picture (TIFF)", "a picture of a table cannot be read; get the table itself"),
    (b"MM\x00*", "a picture (TIFF)", "a picture of a table cannot be read; get the table itself"),
    (b"RIFF", "a picture, sound or film", "get the table itself, as CSV or XLSX"),
    (b"\x1f\x8b", "a file packed with gzip", "unpack it and load what is in it"),
    (b"BZh", "a file packed with bzip2", "unpack it and load what is in it"),
    (b"\xfd7zXZ", "a file packed with xz", "unpack it and load what is in it"),
    (b"(\xb5/\xfd", "a file packed with zstandard", "unpack it and load what is in it"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it and load the files, or pack them as a zip file"),
    (b"Rar!", "a RAR archive", "unpack it and load the files, or pack them as a zip file"),
    (b"SQLite format 3", "an SQLite database", "export the table as CSV"),
    (b"$FL2", "an SPSS data file", "save it in SPSS as CSV or XLSX"),
    (b"$FL3", "an SPSS data file", "save it in SPSS as CSV or XLSX"),
    (b"<stata_dta>", "a Stata data file", "save it in Stata as CSV or XLSX"),
    (b"ARROW1", "an Arrow (Feather) file", "save it as parquet or CSV"),
    (b"ORC", "an ORC file", "save it as parquet or CSV"),
    (b"Obj\x01", "an Avro file", "save it as parquet or CSV"),
    (b"\x89HDF", "an HDF5 file", "save it as parquet or CSV"),
    (b"{\\rtf", "a text document (RTF)", "copy the table into a spreadsheet and save it as XLSX or CSV"),
    (b"MZ", "a program", "it is no table and should not be here"),
    (b"\x7fELF", "a program", "it is no table and should not be here"),
)
_ACCESS = (b"Standard Jet DB", b"Standard ACE DB")
_PAGES = ("<!doctype", "<html", "<?xml", "<head", "<body", "<table")
_OLE_PARTS: tuple[tuple[str, str, str], ...] = (
    ("EncryptedPackage", "a workbook or document that is protected by a password", "take the password off"),
    ("WordDocument", "a Word document", "copy the table into a spreadsheet and save it as XLSX or CSV"),
    ("PowerPoint Document", "a PowerPoint presentation", "get the table itself, as CSV or XLSX"),
    ("__properties_version", "an e-mail message", "save its attachment and load that"),
)
_ZIP_PARTS: tuple[tuple[str, str, str], ...] = (
    ("word/document.xml", "a Word document", "copy the table into a spreadsheet and save it as XLSX or CSV"),
    ("ppt/presentation.xml", "a PowerPoint presentation", "get the table itself, as CSV or XLSX"),
    ("Index/Document.iwa", "an Apple Numbers document", "export it as XLSX or CSV"),
    ("META-INF/container.xml", "an electronic book", "get the table itself, as CSV or XLSX"),
)
_DOCUMENT_TYPES = {
    "application/vnd.oasis.opendocument.text": "a text document (ODT)",
    "application/vnd.oasis.opendocument.presentation": "a presentation (ODP)",
    "application/vnd.oasis.opendocument.graphics": "a drawing (ODG)",
}


def other_kind(head: bytes) -> Finding | None:
    """The refusal of a file whose first bytes tell that it is no table; ``None`` where they do not."""
    for magic, what, instead in _BY_MAGIC:
        if head.startswith(magic) and (len(magic) > 3 or not head[:64].isascii()):
            return _is(what, instead)
    if any(name in head[:64] for name in _ACCESS):
        return _is("an Access database", "export the table as CSV")
    return None


def page(text: str) -> Finding | None:
    """The refusal of text that is mark-up or JSON, and no rows of cells."""
    start = text[:2048].lstrip("\ufeff \r\n\t").lower()
    if "excel.sheet" in start:
        return _is("a workbook in the XML form of 2003", "open it in a spreadsheet program and save it as XLSX")
    if start.startswith(_PAGES):
        return _is("a web page or document, not a table", "download the CSV itself")
    if start.startswith("{") or start.startswith(('[{"', "[[", "[\n", "[\r\n")):
        return _is("JSON", "ask for the table as CSV")
    return None


def ole_kind(path: Path) -> Finding | None:
    """The refusal of an old Office file that is no workbook, or of a workbook under a password."""
    content = path.read_bytes() if path.stat().st_size < 1 << 26 else path.open("rb").read(1 << 20)
    for part, what, instead in _OLE_PARTS:
        if part.encode("utf-16-le") in content:
            return _is(what, f"{instead} and load it again" if "password" in what else instead)
    return None


def zip_kind(path: Path) -> Finding | None:
    """The refusal of a zip that is another program's document, is under a password, or is cut short."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:99].decode("ascii", "replace").strip() if "mimetype" in names else ""
            manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    except Exception:
        return Finding(
            "workbook_broken",
            "refuse",
            "this is a workbook or zip file that is cut short or damaged; fetch it again",
        )
    for part, what, instead in _ZIP_PARTS:
        if part in names:
            return _is(what, instead)
    if kind in _DOCUMENT_TYPES:
        return _is(_DOCUMENT_TYPES[kind], "copy the table into a spreadsheet and save it as XLSX or CSV")
    if b"encryption-data" in manifest:
        return _is("a workbook that is protected by a password", "take the password off and load it again")
    return None


def binary(text: str) -> Finding | None:
    """The refusal of what is no text: more than one character in twenty is one that no text has."""
    sample = text[:8192]
    strange = sum(
        (character < " " and character not in "\t\n\r\f\x1a") or "\x7f" <= character < "\xa0" or character == "\ufffd"
        for character in sample
    )
    if strange * 20 > len(sample):
        return Finding(
            "format_unknown",
            "refuse",
            "neither text, workbook nor parquet: it cannot be read. Export the table as CSV or XLSX",
        )
    return None


def _is(what: str, instead: str) -> Finding:
    return Finding("format_unknown", "refuse", f"this is {what}; {instead}")
