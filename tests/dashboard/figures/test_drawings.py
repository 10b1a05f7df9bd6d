"""Dot rows, waterfall and strip put numbers where they belong."""

from __future__ import annotations

import re

import pytest

from dashboard.analysis.contribution import Contribution, Member, contributions
from dashboard.figures.dot_rows import dot_axis, dot_row, scale
from dashboard.figures.explore import explorable
from dashboard.figures.strip import Dot, strip
from dashboard.figures.waterfall import NARROW, waterfall
from etl.catalogue import Catalogue


@pytest.fixture
def split() -> Contribution:
    """8 of 10, 45 of 90 and 30 of 60 against 60 %: parts 1.25, -5.625 and -3.75 of a gap of -8.125 points."""
    members = [
        Member("urn/1", "Ash", 80.0, 10),
        Member("urn/2", "Beech", 50.0, 90),
        Member("urn/3", "Cedar <2>", 50.0, 60),
    ]
    found = contributions(members, reference=60.0, decimals=2)
    assert found is not None
    return found


def bars(svg: str, kind: str) -> list[tuple[float, float]]:
    """Left and right end of each bar of a kind."""
    found = re.findall(rf'class="{kind}" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', svg)
    return [(float(x), float(x) + float(width)) for x, width in found]


def test_percentages_of_groups_share_a_scale_from_0_to_100(catalogue: Catalogue) -> None:
    along = scale([19.0, 26.4, 70.1], catalogue["eyfsp_gld_pct"])
    assert (along.low, along.high) == (0.0, 100.0)
    assert along.x(50.0) == 190.0  # the middle of 380
    assert re.findall(r">([^<]+)</text>", dot_axis(along, catalogue["eyfsp_gld_pct"])) == [
        "0%", "25%", "50%", "75%", "100%",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([1.2, 4.3], (0.0, 2.0, 4.0, 6.0)),
        ([-0.6, 0.2], (-0.6, -0.4, -0.2, 0.0, 0.2)),
        ([0.0, 0.0], (0.0, 1.0)),
        ([12.0, 38.0], (0.0, 10.0, 20.0, 30.0, 40.0)),
        ([0.0, 240.0], (0.0, 100.0, 200.0, 300.0)),
    ],
)
def test_other_scales_hold_all_values_in_round_steps(
    catalogue: Catalogue, values: list[float], ticks: tuple[float, ...]
) -> None:
    assert scale(values, catalogue["ks4_progress8_avg"]).ticks == pytest.approx(ticks)


def test_a_group_is_a_full_dot_and_its_comparator_an_open_one(catalogue: Catalogue) -> None:
    along = scale([19.0, 70.1], catalogue["eyfsp_gld_pct"])
    svg = dot_row(50.0, 75.0, along=along)
    assert 'class="dots-place" cx="190.0"' in svg
    assert 'class="dots-england" cx="279.0"' in svg  # 12 + 0.75 x 356
    assert "dots-england" not in dot_row(50.0, None, along=along)


def test_each_bar_starts_where_the_last_one_ended(split: Contribution) -> None:
    svg = waterfall(split)
    (beech, cedar), (ash,) = bars(svg, "wf-behind"), bars(svg, "wf-ahead")
    assert beech[0] == pytest.approx(cedar[1], abs=0.11)
    assert ash[0] == pytest.approx(cedar[0], abs=0.11)
    (total,) = bars(svg, "wf-total")
    assert total == pytest.approx((ash[1], beech[1]), abs=0.21)


def test_the_printed_parts_add_up_to_the_printed_gap(split: Contribution) -> None:
    printed = re.findall(r'class="wf-value[^>]*>([^<]+)<', waterfall(split))
    assert printed[-2] == "+1.25"
    numbers = [float(text.replace("−", "-")) for text in printed]
    assert sum(numbers[:-1]) == pytest.approx(numbers[-1])
    assert numbers[-1] in (-8.12, -8.13)


def test_where_lower_is_better_the_parts_above_hold_it_back(split: Contribution) -> None:
    assert len(bars(waterfall(split, lower_is_better=True), "wf-behind")) == 1


def test_a_schools_name_cannot_become_markup(split: Contribution) -> None:
    assert "Cedar &lt;2&gt;" in waterfall(split)


def test_on_a_phone_the_names_stand_above_their_bars(split: Contribution) -> None:
    svg = waterfall(split, width=NARROW)
    assert 'class="wf only-narrow" viewBox="0 0 358 ' in svg
    assert '>Beech<tspan class="wf-size" dx="8">90 pupils</tspan>' in svg
    (total,) = bars(svg, "wf-total")
    assert total[1] == 294.0  # level with England, left of the column of numbers


def test_the_strip_holds_every_authority_once_and_marks_one(catalogue: Catalogue) -> None:
    dots = [Dot(f"E0{number}", f"Authority {number}", 60.0 + number % 5) for number in range(40)]
    figure = explorable({760: strip(dots, catalogue["ks2_rwm_exp_pct"], marked="E07", reference=62.0)}, room=760)
    others, own = figure.data
    assert (len(others.x), len(own.x)) == (39, 1)
    assert own.text == ("Authority 7: 62%",)
    places = list(zip([*others.x, *own.x], [*others.y, *own.y], strict=True))
    assert len(set(places)) == 40  # none hides another


def test_a_strip_reads_worse_to_better_from_left_to_right(catalogue: Catalogue) -> None:
    dots = [Dot("a", "A", 3.0), Dot("b", "B", 5.0)]
    start, end = strip(dots, catalogue["suspension_rate"], marked="a")["layout"]["xaxis"]["range"]
    assert start > end  # lower is better
    figure = explorable({760: strip(dots, catalogue["ks2_rwm_exp_pct"], marked="a")}, room=760)
    start, end = figure.layout.xaxis.range
    assert start < end
    ends = {annotation.text: annotation.x for annotation in figure.layout.annotations}
    assert (ends["← worse"], ends["better →"]) == (0, 1)
