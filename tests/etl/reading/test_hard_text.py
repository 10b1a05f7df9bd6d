"""Text files that are almost right: bytes that come late, marks that never close, characters that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.findings import Refused
from etl.reading.extract import SAMPLE_BYTES, peek
from tests.etl.reading.tables import read

PLAIN = "100000,St Marys,1\n" * (SAMPLE_BYTES // 18 + 10)
LINES = PLAIN.count("\n")


def test_windows_bytes_after_a_long_plain_beginning_are_read_as_windows(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(("urn,name,n\n" + PLAIN).encode() + "100001,St Mary’s café,2\n".encode("cp1252"))
    _, rows, (finding,) = read(path)
    assert rows[-1] == ["100001", "St Mary’s café", "2"]
    assert (finding.rule, finding.severity, finding.row) == ("encoding_windows", "note", LINES + 2)


def test_windows_bytes_below_utf_8_are_told_of_and_both_are_read(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes("urn,name\n1,Zoë’s\n".encode() + "2,Zoë’s\n".encode("cp1252"))
    _, rows, (finding,) = read(path)
    assert rows == [["1", "Zoë’s"], ["2", "Zoë’s"]]
    assert (finding.rule, finding.severity, finding.row) == ("encoding_mixed", "warn", 3)


def test_line_ends_that_change_late_end_the_rows_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(("urn,name,n\n" + PLAIN).replace("\n", "\r\n").encode() + b"1,a,2\n3,b,4\n5,c,6\n")
    _, rows, findings = read(path)
    assert len(rows) == LINES + 3
    assert rows[-3:] == [["1", "a", "2"], ["3", "b", "4"], ["5", "c", "6"]]
    assert findings == []


def test_nul_between_letters_is_taken_out_and_told_of(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"la,n\nLe\x00eds,1\x00\nThurrock,2\n" + b"Barnet,3\n" * 20)
    _, rows, (finding,) = read(path)
    assert rows[0] == ["Leeds", "1"]
    assert (finding.rule, finding.message[:2]) == ("nul_removed", "2 ")


def test_a_quotation_mark_that_never_closes_is_named_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("la,n\nLeeds,1\n" + '"Thurrock,2\n' + "Barnet,3\n" * 50, encoding="utf-8")
    with pytest.raises(Refused, match="a quotation mark opens in row 3") as refused:
        read(path)
    assert refused.value.finding.row == 3


def test_a_file_cut_short_inside_quotation_marks_is_one_that_breaks_off(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('la,n,m\nLeeds,1,2\nThurrock,"4', encoding="utf-8")
    _, rows, (finding,) = read(path)
    assert (finding.rule, finding.row) == ("row_truncated", 3)
    assert rows[-1][:2] == ["Thurrock", "4"]


def test_a_file_whose_every_row_is_short_is_told_of_once(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("la,n,m\n" + "Leeds,1\n" * 3_000, encoding="utf-8")
    _, rows, (finding,) = read(path)
    assert len(rows) == 3_000
    assert finding.message.startswith("3,000 rows have fewer cells than the header")


def test_a_first_line_that_names_the_delimiter_is_believed(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("sep=;\nla;n\nLeeds;1,5\nThurrock;2,5\n", encoding="utf-8")
    assert peek(path).delimiter == ";"
    assert read(path, header_row=2)[1] == [["Leeds", "1,5"], ["Thurrock", "2,5"]]


def test_titles_with_line_ends_in_them_do_not_shift_the_rows(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('"Absence\nin England",\n\nla,n\nLeeds,1\n', encoding="utf-8")
    assert read(path, header_row=3) == (["la", "n"], [["Leeds", "1"]], [])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF document; ask the publisher for the table"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a picture"),
        (b"\x1f\x8b\x08\x00\x00\x00", "packed with gzip; unpack it"),
        (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it"),
        (b"Rar!\x1a\x07", "a RAR archive"),
        (b"SQLite format 3\x00", "an SQLite database; export the table"),
        (b"{\\rtf1 la,n}", "a text document"),
        (b"$FL2@(#) SPSS DATA FILE", "an SPSS data file; save it in SPSS as CSV"),
        (b'{"results": [1, 2]}', "JSON; ask for the table as CSV"),
        (
            b"\xd0\xcf\x11\xe0" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "password; take the password off",
        ),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600 + "WordDocument".encode("utf-16-le"), "a Word document; copy the table"),
        (b"\xef\xbb\xbf\r\n \r\n", "the file is empty"),
        (b",,,\n,,,\n", "no words and no figures"),
    ],
)
def test_a_file_of_another_kind_is_named_with_what_to_do(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "table.csv").write_bytes(content)
    with pytest.raises(Refused) as refused:
        peek(tmp_path / "table.csv")
    assert words in refused.value.finding.message


def test_a_table_whose_header_begins_like_another_kind_is_still_a_table(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("BZh,MZ\n1,2\n", encoding="utf-8")
    assert read(path)[1] == [["1", "2"]]
