"""Screens on paper, as Chromium prints them."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from tests.browser.visits import Visit

A3_LANDSCAPE, A4 = (1191, 842), (595, 842)
"""Width and height in points."""

SQUEEZED = """
() => [...document.querySelectorAll('main :is(th, td)')]
  .filter(each => each.offsetParent && each.innerText.trim())
  .filter(each => each.scrollWidth > each.clientWidth + 1 || each.clientWidth < 24)
  .map(each => `${each.clientWidth} for ${each.scrollWidth}: ${each.innerText.slice(0, 60)}`)
"""
"""Cells whose words do not find room in them."""


def printed(visit: Visit, path: str) -> PdfReader:
    visit.open(path)
    return PdfReader(io.BytesIO(visit.page.pdf(prefer_css_page_size=True, print_background=True)))


def size(paper: PdfReader) -> tuple[int, int]:
    box = paper.pages[0].mediabox
    return round(box.width), round(box.height)


@pytest.mark.parametrize("plan", ["thurrock", "lap_trust"])
def test_a_plan_is_one_sheet_of_a3_without_what_only_a_screen_needs(desk: Visit, plan: str):
    paper = printed(desk, f"/plan/{plan}")
    assert (len(paper.pages), size(paper)) == (1, A3_LANDSCAPE)
    said = paper.pages[0].extract_text()
    for word in ("Save as", "Link to this screen", "Methods", "Skip to main content"):
        assert word not in said
    assert f"Outcomes Board, /plan/{plan}, as it stood on" in " ".join(said.split())
    assert "not judged" in paper.pages[0].extract_text().partition("verdicts on")[2][:400]  # a term keeps its words


@pytest.mark.parametrize(
    "path", ["/place/E06000034", "/place/joint/cumbria", "/place/trust/99001", "/place/cluster/locality/column-vale"]
)
def test_words_of_tables_find_room_on_a4(desk: Visit, path: str):
    desk.open(path)
    desk.page.set_viewport_size({"width": 695, "height": 1000})  # A4 within its margins, in CSS pixels
    desk.page.emulate_media(media="print")
    assert desk.page.evaluate(SQUEEZED) == []
    desk.page.emulate_media(media="screen")


def test_another_screen_is_a4_and_says_where_it_is_from(desk: Visit):
    paper = printed(desk, "/indicator/ks2_rwm_exp_pct?place=E06000034")
    assert size(paper) == A4
    said = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    assert "Save as" not in said
    assert "1 of " in said
    assert "as it stood on" in said


def test_the_head_of_a_table_is_repeated_with_all_its_words(desk: Visit):
    paper = printed(desk, "/place/cluster/locality/column-vale/briefing")
    sheets = [" ".join(page.extract_text().split()) for page in paper.pages]
    heads = [said for said in sheets if "School Pupils" in said]
    assert len(heads) > 1
    for said in heads:
        assert "Good level of development" in said
        assert "Attainment 8" in said


@pytest.mark.parametrize("path", ["/place/E10999001", "/plan/thurrock/priority/t1", "/plan/lap_trust/support"])
def test_no_heading_stands_alone_at_the_foot_of_a_sheet(desk: Visit, path: str):
    desk.open(path)
    headings = desk.page.locator("main section > h2").all_inner_texts()
    paper = PdfReader(io.BytesIO(desk.page.pdf(prefer_css_page_size=True, print_background=True)))
    assert len(paper.pages) > 1
    for page in paper.pages:
        lines = [line.strip() for line in page.extract_text().splitlines() if line.strip()]
        assert not set(lines[-3:]) & set(headings), f"sheet {page.page_number + 1}: {lines[-4:]}"
