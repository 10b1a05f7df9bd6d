"""One style sheet for the reader, made of those in assets, whose address changes with what is in them."""

from __future__ import annotations

from pathlib import Path

from dashboard.web.bundle import FOLDER, Styles, fingerprinted


def test_every_sheet_is_in_it_and_the_tokens_come_first() -> None:
    made = Styles().text
    assert made.startswith((FOLDER / "tokens.css").read_text(encoding="utf-8")[:80])
    for sheet in FOLDER.glob("*.css"):
        last_rule = sheet.read_text(encoding="utf-8").rstrip().splitlines()[-1]
        assert last_rule in made, sheet.name


def test_its_address_changes_with_its_content(tmp_path: Path) -> None:
    (tmp_path / "tokens.css").write_text(":root { --ink: black; }", encoding="utf-8")
    before = Styles(tmp_path).address
    assert Styles(tmp_path).address == before
    (tmp_path / "tokens.css").write_text(":root { --ink: white; }", encoding="utf-8")
    assert Styles(tmp_path).address != before


def test_the_typeface_in_it_is_the_one_that_the_page_asks_for_in_advance() -> None:
    assert f'url("{fingerprinted("fonts/source-sans-3-latin-wght-normal.woff2")}")' in Styles().text


def test_a_pattern_of_the_page_stays_in_the_page(tmp_path: Path) -> None:
    (tmp_path / "map.css").write_text(".none { fill: url(#hatch); }", encoding="utf-8")
    assert "url(#hatch)" in Styles(tmp_path).text
