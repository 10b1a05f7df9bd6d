"""The server's drawing of a figure: the same numbers at the same places, in the tokens' colours, every word escaped."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from dashboard.analysis.model import Series
from dashboard.figures.drawn import svg
from dashboard.figures.line import BOTTOM, LEFT, NARROW, TOP, WIDE, Line, Size
from dashboard.figures.line import line as figure_of
from etl.catalogue import Catalogue
from etl.periods import Period
from tests.dashboard.figures.conftest import MakeSeries

TARGET = ((Period("202425", "academic_year"), 65.0), (Period("202526", "academic_year"), 65.0))


def drawing(series: Series, catalogue: Catalogue, *, size: Size = WIDE, name: str = "Thurrock") -> str:
    figure = figure_of([Line(series, name, "place")], catalogue["ks2_rwm_exp_pct"], target=TARGET, size=size)
    return svg(figure, width=size.width, name="A chart & more")


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_a_point_stands_where_its_period_and_its_value_meet(line: MakeSeries, catalogue: Catalogue, size: Size) -> None:
    # Two years from 2024/25 to the target's 2025/26; 60 on an axis from 50 to 66.2: worked out by hand below.
    drawn = drawing(line({"202425": 60.0}), catalogue, size=size)
    (x, y) = map(float, re.search(r'<circle cx="([\d.]+)" cy="([\d.]+)"', drawn).groups())  # type: ignore[union-attr]
    assert x == pytest.approx(LEFT + (size.width - size.right - LEFT) / 4, abs=0.1)
    low, high = figure_of(
        [Line(line({"202425": 60.0}), "T", "place")], catalogue["ks2_rwm_exp_pct"], target=TARGET, size=size
    )["layout"]["yaxis"]["range"]
    assert y == pytest.approx(size.height - BOTTOM - (60 - low) / (high - low) * (size.height - TOP - BOTTOM), abs=0.1)


def test_the_target_is_a_step_that_holds_until_its_next_year(line: MakeSeries, catalogue: Catalogue) -> None:
    drawn = drawing(line({"202425": 60.0}), catalogue)
    (step,) = re.findall(r'd="M[\d.]+ ([\d.]+)H[\d.]+V([\d.]+)" stroke="var\(--ink\)"', drawn)
    assert step[0] == step[1]
    assert 'stroke-dasharray="4 3"' in drawn


def test_it_is_sound_xml_and_a_name_from_a_file_stays_a_name(line: MakeSeries, catalogue: Catalogue) -> None:
    drawn = drawing(line({"202324": 58.0, "202425": 60.0}), catalogue, name='<b onload="x">')
    root = ElementTree.fromstring(drawn)
    assert root.attrib["aria-label"] == "A chart & more"
    assert not [each for each in root.iter() if each.tag == "b"]


def test_no_colour_stands_in_it_that_the_dark_could_not_change(line: MakeSeries, catalogue: Catalogue) -> None:
    assert not re.search(r"#[0-9a-fA-F]{3,6}|rgb", drawing(line({"202324": 58.0, "202425": 60.0}), catalogue))


def test_pointing_at_a_year_says_every_number_of_it(line: MakeSeries, catalogue: Catalogue) -> None:
    drawn = drawing(line({"202324": 58.0, "202425": 60.0}), catalogue)
    tips = [each.attrib["data-tip"] for each in ElementTree.fromstring(drawn).iter() if "data-tip" in each.attrib]
    assert "2024/25\nTarget: 65%\nThurrock: 60%" in tips
    assert "2023/24\nThurrock: 58%" in tips


def test_years_that_would_touch_are_left_out_from_the_left(line: MakeSeries, catalogue: Catalogue) -> None:
    years = {f"20{n}{n + 1}": 50.0 + n for n in range(15, 25)}
    shown = re.findall(r'class="lc-x"[^>]*>([^<]+)<', drawing(line(years), catalogue, size=NARROW))
    assert shown[-1] == "2025/26"
    assert 2 <= len(shown) <= 4


def test_words_among_the_lines_are_left_out_where_they_would_cover_them(line: MakeSeries, catalogue: Catalogue) -> None:
    gap = line({"201819": 65.0, "202122": 59.0})  # the summers of 2020 and 2021 had no assessments
    assert "cancelled" in drawing(gap, catalogue)
    assert "cancelled" not in drawing(gap, catalogue, size=NARROW)
