"""Rules on what table a file holds: its dataset, its header and its columns."""

from __future__ import annotations

from etl.rules.rule import Rule

RULES = (
    Rule(
        "dataset_unknown",
        ("refuse",),
        "a layout that no dataset recognises",
        "Compare the header with the dataset that is named, if one is; describe a new layout on the data desk or with "
        "`outcomes map FILE`, and files like it are known from then on.",
    ),
    Rule(
        "names_synthetic",
        ("warn",),
        "schools or areas with names that are made up for a trial, such as Test School 1",
        "Ask whether this is the file that was meant; withdraw it if it was made for a trial.",
    ),
    Rule(
        "dataset_ambiguous",
        ("refuse",),
        "a layout that two datasets claim",
        "Say which it is with --dataset or in an extract.yaml, or tell the two apart with `absent` or `values` in "
        "their YAML.",
    ),
    Rule(
        "sheet_hidden",
        ("warn",),
        "a table that stands in a hidden sheet, and in no visible one",
        "Make sure that it is the sheet you mean; make it visible, or load the file that has it in view.",
    ),
    Rule(
        "indicators_none",
        ("refuse",),
        "a known table that holds no indicator of the catalogue",
        "Nothing is lost: no screen needs this file; add an indicator that reads from it if one should.",
    ),
    Rule(
        "rows_none",
        ("refuse",),
        "a header without a row below it",
        "Fetch or export the file again with its rows.",
    ),
    Rule(
        "rows_none_used",
        ("refuse",),
        "a table of which no row could be used",
        "See the findings of its rows; if there are none, the file is about other years, places or groups.",
    ),
    Rule(
        "header_duplicate",
        ("warn",),
        "two columns with one name",
        "Rename or delete one of the columns, so that it is plain which is read.",
    ),
    Rule(
        "header_blank",
        ("warn",),
        "a column of figures without a name",
        "Give the column its name in the header, or delete it.",
    ),
    Rule(
        "name_contradicts",
        ("warn",),
        "a file whose name says another subject, year, release or level than its content",
        "Make sure that it is the file you mean; rename it, or say with --release or extract.yaml what is right.",
    ),
    Rule(
        "column_extra",
        ("note",),
        "columns that nothing is read from",
        "Nothing is to be done, unless one of them is a figure you need: then add it to an indicator's sources.",
    ),
    Rule(
        "column_absent",
        ("note",),
        "an indicator of the dataset for which the file has no column",
        "If the column has a new name, add it to the dataset's aliases; if it is no longer published, do nothing.",
    ),
    Rule(
        "column_missing",
        ("refuse",),
        "a column without which no row can be read: the place, the period or the value",
        "Give the column the name that the message asks for, or add its new name to the dataset's aliases.",
    ),
    Rule(
        "personal_column",
        ("refuse",),
        "a column about single persons: pupils' numbers, names, dates of birth, home addresses",
        "Delete the file here and wherever it was sent, add the pupils up to counts, and load the counts.",
    ),
    Rule(
        "personal_cell",
        ("refuse",),
        "a unique pupil number in any cell",
        "Delete the file here and wherever it was sent, take the pupils' numbers out, and load the counts.",
    ),
)
