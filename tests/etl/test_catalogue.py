"""The catalogue and the datasets agree with each other, with the periods and with the groups."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl import groups
from etl.catalogue import Catalogue, Indicator, load_catalogue
from etl.datasets import Dataset, load_datasets
from etl.periods import Period

DATA = Path(__file__).parents[2] / "data"
CATALOGUE: Catalogue = load_catalogue(DATA / "catalogue")
DATASETS: dict[str, Dataset] = load_datasets(DATA / "catalogue" / "datasets")

every_indicator = pytest.mark.parametrize("indicator", CATALOGUE.indicators.values(), ids=lambda i: i.id)


def test_seventy_four_indicators_of_the_plans_and_seven_that_support_one() -> None:
    supporting = [i for i in CATALOGUE.indicators.values() if i.of is not None]
    assert len(CATALOGUE.indicators) - len(supporting) == 74
    assert {i.id: i.of for i in supporting} == {
        "teacher_vacancy_count": "teacher_vacancy_rate",
        "teacher_temp_filled_count": "teacher_temp_filled_rate",
        "ofsted_report_card_grade_share": "ofsted_report_card_expected_pct",
        "social_care_rereferral_pct": "social_care_referral_nfa_pct",
        "national_target_eyfsp_gld_pct": "eyfsp_gld_pct",
        "suspension_count": "suspension_rate",
        "permanent_exclusion_count": "permanent_exclusion_rate",
    }


def test_fourteen_indicators_are_collected_locally_and_no_published_figure_but_one_feeds_them() -> None:
    local = [i for i in CATALOGUE.indicators.values() if i.local]
    assert len(local) == 14
    # The one exception: the interactive tool has the mid-year school moves of children looked after.
    assert [i.id for i in local if i.sources] == ["pupil_mobility_pct"]


def test_no_two_indicators_share_a_name_or_a_short_name() -> None:
    for field in ("name", "short"):
        names = [getattr(i, field).casefold() for i in CATALOGUE.indicators.values()]
        assert sorted(names) == sorted(set(names)), field


@every_indicator
def test_breaks_and_missing_years_are_periods_of_the_indicators_own_kind(indicator: Indicator) -> None:
    named = [b.period for b in indicator.breaks]
    for gap in indicator.missing:
        named += [*gap.periods, *(p for p in (gap.before, gap.after) if p is not None)]
    for code in named:
        Period(code, indicator.time_identifier)
    assert len({b.period for b in indicator.breaks}) == len(indicator.breaks)


@every_indicator
def test_breakdowns_are_dimensions_or_groups(indicator: Indicator) -> None:
    groups.expand(indicator.breakdowns)


@every_indicator
def test_sources_name_a_dataset_and_only_groups_that_exist(indicator: Indicator) -> None:
    for source in indicator.sources:
        dataset = DATASETS[source.dataset]
        assert source.group is None or source.group in groups.LABELS
        assert dataset.long == (source.series is not None), f"{source.dataset}: a long layout is read by series"


@every_indicator
def test_an_indicator_derived_from_another_has_its_unit_and_decimals(indicator: Indicator) -> None:
    if indicator.derive is None:
        return
    rule = indicator.derive.complement or indicator.derive.difference
    assert rule is not None
    of = CATALOGUE[rule.of]
    assert of.time_identifier == indicator.time_identifier
    assert indicator.decimals >= of.decimals
    assert not indicator.sources, "worked out, so nothing else may claim it"


@every_indicator
def test_a_count_has_no_denominator_and_no_interval(indicator: Indicator) -> None:
    if indicator.unit in ("count", "FTE count") and not indicator.local:
        assert indicator.interval == "none"
        assert indicator.denominator.startswith("none")


@every_indicator
def test_events_have_poisson_intervals_and_sessions_none(indicator: Indicator) -> None:
    if indicator.id in ("suspension_rate", "permanent_exclusion_rate"):
        assert indicator.interval == "poisson"
    if "sessions" in indicator.denominator:
        assert indicator.interval == "none"


def test_key_stage_2_is_cut_where_its_tests_and_its_writing_framework_changed() -> None:
    breaks = {(b.period, b.strength) for b in CATALOGUE["ks2_rwm_exp_pct"].breaks}
    assert breaks == {("201516", "refuse"), ("201718", "refuse")}
    assert {(b.period, b.strength) for b in CATALOGUE["ks2_reading_exp_pct"].breaks} == {("201516", "refuse")}


def test_attainment_8_is_cut_at_the_grade_reforms_and_around_the_years_without_exams() -> None:
    assert [b.period for b in CATALOGUE["ks4_attainment8_avg"].breaks if b.strength == "refuse"] == [
        "201617",
        "201718",
        "201920",
        "202122",
        "202223",
    ]


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda d: d.id)
def test_a_dataset_feeds_an_indicator_or_reference_rows_or_says_why_it_does_not(dataset: Dataset) -> None:
    fed = any(s.dataset == dataset.id for i in CATALOGUE.indicators.values() for s in i.sources)
    assert fed or dataset.indicator or dataset.kind != "facts" or dataset.notes
