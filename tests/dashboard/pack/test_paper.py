"""The paper is what PDF/UA asks for, its plan fits one page, and its numbers are the command's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from dashboard.board import Board
from dashboard.pack.files import write
from dashboard.pack.made import pack_of
from tests.dashboard.pack.conftest import NEXT, SECOND, Made


@pytest.fixture(scope="module")
def paper(made: Made) -> PdfReader:
    return PdfReader(made.paper)


def test_it_is_tagged_in_english_with_its_title_shown_and_says_that_it_is_pdf_ua(paper: PdfReader) -> None:
    root = paper.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert paper.metadata.title == "Thurrock education priorities, 2017/18: board pack for 17 January 2030"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()


def test_its_pages_are_a4_across_in_the_typeface_of_the_house(paper: PdfReader) -> None:
    assert {(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in paper.pages} == {
        (842, 595)
    }
    fonts = {
        str(font.get_object()["/BaseFont"]) for page in paper.pages for font in page["/Resources"]["/Font"].values()
    }
    assert fonts
    assert all("SourceSans3" in font for font in fonts)


def test_every_page_of_the_pack_has_a_bookmark(paper: PdfReader) -> None:
    first = [each.title for each in paper.outline if not isinstance(each, list)]
    assert first[:3] == ["Thurrock education priorities, 2017/18", "What changed since we last met", "Plan on a page"]
    assert first[-1] == "How to read the verdicts"


def test_every_chart_has_words_for_who_cannot_see_it(paper: PdfReader, board: Board) -> None:
    alternatives = {
        str(each["/A"]["/Alt"] if "/Alt" not in each else each["/Alt"]).strip()
        for each in _tags(paper.trailer["/Root"]["/StructTreeRoot"])
        if each.get("/S") == "/Figure"
    }
    charts = pack_of(board, "thurrock", meeting=NEXT).charts
    assert len(charts) >= 3
    assert {chart.said for chart in charts} <= alternatives


def _tags(tag: Any) -> Iterator[Any]:
    tag = tag.get_object()
    if isinstance(tag, list):
        for each in tag:
            yield from _tags(each)
    elif isinstance(tag, dict) and tag.get("/Type") != "/MCR":
        yield tag
        if "/K" in tag:
            yield from _tags(tag["/K"])


def test_figure_gap_verdict_and_snapshot_stand_on_it(paper: PdfReader) -> None:
    plan = next(page.extract_text() for page in paper.pages if "Plan on a page" in page.extract_text())
    for words in ("58%", "4 percentage points behind England", "not met", "16.58%"):
        assert words in plan
    assert f"from snapshot {SECOND}" in " ".join(plan.split())


def test_the_number_of_pages_that_the_command_says_is_that_of_the_file(paper: PdfReader, made: Made) -> None:
    assert made.document["files"][1]["pages"] == len(paper.pages)


@pytest.mark.parametrize("times", [1, 4])
def test_the_plan_takes_one_page_however_many_lines_it_has(board: Board, tmp_path: Path, times: int) -> None:
    pack = pack_of(board, "thurrock", meeting=NEXT)
    parts = tuple(
        replace(part, figures=part.figures * times, charts=(), actions=(), waiting=part.waiting) for part in pack.parts
    )
    written = write(replace(pack, parts=parts), "pdf", folder=tmp_path, plan="thurrock")
    pages = [page.extract_text() for page in PdfReader(written.path).pages]
    at = next(number for number, page in enumerate(pages) if "Plan on a page" in page)
    assert parts[-1].figures[-1].name in pages[at]
    assert pages[at + 1].lstrip().startswith("Priority 1 of 5")
