"""A place's page in numbers: sums over members, who is counted, what it stands beside."""

from __future__ import annotations

import pytest

from dashboard.answers import comparators, directory, gap, member_tables, members, place, spines
from dashboard.answers.directory import Place
from dashboard.board import Board
from tests.dashboard.exampleshire import (
    A8,
    ABSENCE,
    ENGLAND,
    GOOD,
    KS2,
    LA,
    NORTH,
    ON,
    SOUTH,
    TRUST,
    UNFILLED,
    exampleshire,
)


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Board:
    return exampleshire(tmp_path_factory.mktemp("exampleshire") / "warehouse")


def _the(board: Board, place_id: str) -> Place:
    found = directory.place(board, place_id)
    assert found is not None
    return found


def _against(board: Board, place_id: str, key: str = "england", group: str = "all") -> comparators.Beside:
    here = _the(board, place_id)
    available = comparators.comparators(board, here, authority=comparators.authority_of(board, here, on=ON))
    chosen = comparators.chosen(available, key)
    assert chosen is not None
    return comparators.beside(board, chosen, board.catalogue.indicators, groups=[group])


def _figure(board: Board, place_id: str, indicator: str, key: str = "england") -> place.Figure:
    beside = _against(board, place_id, key)
    themes = place.profile(board, _the(board, place_id), group="all", phase="total", beside=beside, on=ON)
    return next(figure for theme in themes for figure in theme.figures if figure.indicator.id == indicator)


def _table(board: Board, place_id: str, *, phase: str = "total", within: str | None = None) -> members.Table:
    here = _the(board, place_id)
    chosen = member_tables.columns(board, [place_id], group="all", phase=phase, on=ON)
    schools = member_tables.schools_of(board, here, phase=phase, within=within, on=ON)
    return member_tables.of_schools(board, schools, chosen, group="all", beside=_against(board, place_id))


def test_a_cluster_is_the_sum_of_its_schools_and_not_the_mean_of_their_percentages(board: Board):
    figure = _figure(board, NORTH, KS2)
    assert figure.point is not None
    assert figure.point.value == pytest.approx(51.875), "8 of 10, 45 of 90, 30 of 60; their mean is 60"
    assert (figure.point.numerator, figure.point.denominator) == (83, 160)
    assert figure.cell.gap == pytest.approx(-11.125)
    assert figure.cell.standing == "behind"
    assert figure.cell.certain is True, "the 95 % interval of 83 of 160 ends at 59.5, England is at 63"


def test_a_school_that_has_closed_is_not_in_the_sum_nor_in_the_list(board: Board):
    names = [row.place.name for row in _table(board, NORTH).rows]
    assert names == ["Ash Primary School", "Beech Primary School", "Cedar Primary School", "Gorse High School"]


def test_attainment_8_is_weighted_by_cohort_and_marked_estimated(board: Board):
    figure = _figure(board, LA, A8)
    assert figure.point is not None
    assert figure.point.value == pytest.approx((50 * 100 + 40 * 300) / 400), "42.5, where the simple mean is 45"
    assert figure.point.status == "estimated"


def test_an_authority_with_a_published_figure_keeps_it(board: Board):
    figure = _figure(board, LA, KS2)
    assert figure.point is not None
    assert (figure.point.value, figure.point.basis) == (57.0, "printed")
    assert figure.change.amount == -3.0


def test_absence_by_school_is_never_summed_for_a_place(board: Board):
    themes = place.profile(board, _the(board, NORTH), group="all", phase="total", beside=None, on=ON)
    absence = [f for theme in themes for f in theme.figures if f.indicator.id == ABSENCE and f.point is not None]
    assert absence == [], "the file holds rates without sessions"


def test_a_primary_school_is_held_against_primary_schools(board: Board):
    table = _table(board, NORTH)
    index = table.column(ABSENCE)
    assert index is not None
    cells = {row.place.name: row.cells[index] for row in table.rows}
    assert cells["Beech Primary School"].comparator == 5.5, "England's primary schools, not the 7.1 of all schools"
    assert cells["Beech Primary School"].gap == pytest.approx(1.9)
    assert cells["Beech Primary School"].standing == "behind"
    assert cells["Beech Primary School"].certain is None, "a rate without counts has no interval"
    assert cells["Gorse High School"].status == "no_row"


def test_suppressed_and_not_applicable_stay_two_things(board: Board):
    table = _table(board, SOUTH)
    index = table.column(KS2)
    assert index is not None
    status = {row.place.name: row.cells[index].status for row in table.rows}
    assert status["Elder Infant School"] == "not_applicable"
    assert status["Fern Primary School"] == "suppressed"
    assert status["Hazel Academy"] == "no_row"


def test_rows_run_from_furthest_behind_and_withheld_or_tiny_ones_come_last_by_name(board: Board):
    """Ash has ten pupils: too few for a rank, so it stands with those that have none."""
    table = _table(board, LA)
    lead = table.column(KS2)
    names = [row.place.name for row in members.shown(table.rows, lead=lead)]
    assert names == [
        "Beech Primary School",
        "Cedar Primary School",
        "Damson Primary School",
        "Ash Primary School",
        "Elder Infant School",
        "Fern Primary School",
        "Gorse High School",
        "Hazel Academy",
    ]


def test_the_list_narrows_to_a_phase_and_to_a_cluster(board: Board):
    assert len(_table(board, LA, phase="primary").rows) == 6
    assert {row.place.name for row in _table(board, LA, phase="primary", within=SOUTH).rows} == {
        "Damson Primary School",
        "Elder Infant School",
        "Fern Primary School",
    }


def test_each_school_of_a_cluster_adds_its_part_to_the_gap(board: Board):
    table = _table(board, NORTH)
    index = table.column(KS2)
    assert index is not None
    own = _figure(board, NORTH, KS2).point
    story = gap.story(table, index, own=own, reference=63.0)
    assert story.contribution is not None
    printed = {part.name: part.printed for part in story.contribution.parts}
    assert printed == {"Beech Primary School": -7.31, "Cedar Primary School": -4.88, "Ash Primary School": 1.06}
    assert story.contribution.printed_gap == pytest.approx(-11.13)
    assert [part.name for part in story.makers] == ["Beech Primary School", "Cedar Primary School"]
    assert story.rest == pytest.approx(80.0)
    assert story.rest_standing == "ahead"
    assert story.closing is not None
    assert story.closing.needed == 18, "63 % of 160 is 100.8: 101 pupils, 83 have it"


def test_absence_does_not_split_into_parts_and_says_why(board: Board):
    table = _table(board, NORTH)
    index = table.column(ABSENCE)
    assert index is not None
    story = gap.story(table, index, own=None, reference=7.1)
    assert story.contribution is None
    assert story.refusal is not None
    assert "no pupil numbers by school" in story.refusal


def test_ofsted_is_k_of_n_with_the_schools_that_do_not_meet_it_named(board: Board):
    table = _table(board, NORTH)
    index = table.column(GOOD)
    assert index is not None
    tally = gap.tally(table, index)
    assert tally is not None
    assert (tally.having, tally.of) == (2, 4)
    assert [school.name for school in tally.wanting] == ["Cedar Primary School", "Gorse High School"]
    figure = _figure(board, NORTH, GOOD)
    assert figure.point is not None
    assert (figure.point.numerator, figure.point.denominator) == (2, 4), "the page's sum is the same count"


def test_unfilled_places_are_each_schools_own_over_all_capacity(board: Board):
    figure = _figure(board, NORTH, UNFILLED)
    assert figure.point is not None
    assert figure.point.value == pytest.approx(100 * 30 / 1010)


def test_clusters_of_an_authority_stand_side_by_side(board: Board):
    chosen = member_tables.columns(board, [LA], group="all", phase="total", on=ON)
    scheme = next(each for each in directory.schemes(board, LA, on=ON) if each.scheme == "ward")
    table = member_tables.of_clusters(
        board, scheme.places, chosen, by="ward", group="all", beside=_against(board, LA), on=ON
    )
    index = table.column(KS2)
    assert index is not None
    values = {row.place.name: row.cells[index].value for row in table.rows}
    assert values["North"] == pytest.approx(51.875)
    assert values["South"] is None, "Damson has 410 of the 860 pupils of the two schools that take part: under 80 %"
    south = next(row.cells[index].point for row in table.rows if row.place.name == "South")
    assert south is not None
    assert (south.status, south.members_with_data, south.members) == ("not_available", 1, 2)


def test_neighbours_are_a_simple_mean_of_a_named_and_dated_set(board: Board):
    figure = _figure(board, LA, KS2, key="neighbours")
    assert figure.cell.comparator == pytest.approx(54.5), "50 to 59, each counting once"
    here = _the(board, LA)
    names = [each.name for each in comparators.comparators(board, here, authority=here)]
    assert names == [
        "England",
        "East of England",
        "Statistical neighbours (May 2025 set)",
        "Statistical neighbours (April 2021 set)",
    ]


def test_the_spine_places_an_authority_among_the_others_with_its_rank(board: Board):
    figure = _figure(board, LA, KS2)
    (spine,) = spines.spines(board, [figure], group="all")
    assert spine.spread.n == 22
    assert (spine.spread.low, spine.spread.high) == (50.0, 70.0)
    assert spine.rank is not None
    assert spine.rank.words == "joint 14th of 22", "another authority has 57 too; thirteen have 58 to 70"


def test_the_head_counts_open_schools_and_their_pupils(board: Board):
    head = place.header(board, _the(board, NORTH), on=ON)
    assert (head.schools, head.pupils) == (4, 70 + 600 + 400 + 900)
    assert head.authority is not None
    assert head.authority.name == "Exampleshire"


def test_a_former_authority_names_its_successor(board: Board):
    head = place.header(board, _the(board, "E10000999"), on=ON)
    assert [(each.name, each.since.isoformat()) for each in head.successors if each.since] == [
        ("Exampleshire", "2020-04-01")
    ]


def test_a_trust_is_summed_over_its_schools(board: Board):
    figure = _figure(board, TRUST, KS2)
    assert figure.point is not None
    assert (figure.point.numerator, figure.point.denominator) == (58, 70)


def test_england_has_nothing_to_stand_beside(board: Board):
    assert comparators.comparators(board, _the(board, ENGLAND), authority=None) == ()
