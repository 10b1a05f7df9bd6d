"""The table behind a small chart says what the chart was drawn from, on the screen and in the file alike."""

from __future__ import annotations

import re

from dashboard.components.behind import Numbers
from dashboard.figures.line import Line
from dashboard.settings import ROOT
from dashboard.web.markup import markup
from etl.catalogue import load_catalogue
from etl.periods import Period
from tests.dashboard.analysis.lines import counted, point, series

READING = load_catalogue(ROOT / "data" / "catalogue")["ks2_rwm_exp_pct"]
OWN = series(
    counted("201617", 110, 200, status="estimated"), point("201718", None, status="suppressed"),
    counted("201819", 138, 200), counted("202122", 140, 200, release="provisional"),
)  # fmt: skip
ENGLAND = series(point("201718", 62.0), point("201819", 64.0, release="provisional"), place="E92000001")
TARGET = ((Period("201819", "academic_year"), 70.0), (Period("202122", "academic_year"), 75.0))


def numbers(caption: str = "Figures") -> Numbers:
    lines = [Line(OWN, "A & <B>", "place"), Line(ENGLAND, "England", "england")]
    return Numbers(lines, READING, target=TARGET, caption=caption)


def words(html: str) -> list[str]:
    """The words of each cell and caption."""
    found = re.findall(r"<(?:th|td|caption)[^>]*>(.*?)</(?:th|td|caption)>", html)
    return [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in found]


def test_a_period_is_a_row_with_its_figures_or_why_there_is_none() -> None:
    caption, *said = words(markup(numbers()))
    assert caption == "Figures"
    rows = [said[at : at + 4] for at in range(0, len(said), 4)]
    assert rows[:4] == [
        ["Period", "A &amp; &lt;B&gt;", "England", "Target"],
        ["2016/17", "55% (estimated) 110 of 200", "No figure is held.", "–"],
        ["2017/18", "suppressed, small numbers", "62%", "–"],
        ["2018/19", "69% 138 of 200", "64% provisional", "70%"],
    ]
    assert [row[0] for row in rows[4:]] == ["2019/20", "2020/21", "2021/22"]
    for year in rows[4:6]:
        assert "pandemic" in year[1].lower(), "the catalogue says why nobody has a figure"
        assert year[1] == year[2]
    assert rows[6] == ["2021/22", "70% 140 of 200, provisional", "No figure is held.", "75%"]


def test_the_screen_and_the_file_have_the_same_words() -> None:
    on_screen, in_files = markup(numbers()), markup(numbers().table())
    assert words(on_screen) == words(in_files)
    assert on_screen.count('scope="row"') == in_files.count('scope="row"') == 6


def test_the_name_of_the_table_is_escaped() -> None:
    assert 'aria-label="Table: &lt;b&gt; &amp; &#34;c&#34;"' in markup(numbers('<b> & "c"'))
