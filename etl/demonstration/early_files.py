"""Early years and phonics as published: the county's rows only, with counts."""

from __future__ import annotations

from collections.abc import Iterator

from etl.demonstration.county import TESTED
from etl.demonstration.files import PLACE_COLUMNS, TIME_COLUMNS, Extract, Row, percent, tidy
from etl.demonstration.pupils import county, results

_PHONICS_FILTERS = (
    *("sex", "disadvantage_status", "fsm_status", "sen_provision", "first_language"),
    *("ethnicity_major", "ethnicity_minor"),
)
_PHONICS_GROUPS = {
    "all": ("sex", "Total"),
    "female": ("sex", "Girls"),
    "male": ("sex", "Boys"),
    "disadvantaged": ("fsm_status", "FSM eligible"),
    "not_disadvantaged": ("fsm_status", "FSM all other"),
    "sen_support": ("sen_provision", "SEN support"),
    "ehcp": ("sen_provision", "EHC plan"),
}
_EARLY_GROUPS = {
    "all": ("Total", "Total", "Total"),
    "female": ("Total", "Total", "Girls"),
    "male": ("Total", "Total", "Boys"),
    "disadvantaged": ("Free school meal eligibility", "Known to be eligible for free school meals", "Total"),
    "sen_support": ("SEN provision", "SEN support", "Total"),
    "ehcp": ("SEN provision", "EHC plan", "Total"),
    "no_sen": ("SEN provision", "No identified SEN", "Total"),
}
"""Characteristic, its type and gender. At this age the invented pupils with free meals are the disadvantaged ones."""


def extracts() -> Iterator[Extract]:
    header: tuple[str, ...] = (
        *TIME_COLUMNS,
        *PLACE_COLUMNS,
        *("lad_code", "lad_name", "characteristic", "characteristic_type", "gender"),
        *("children_number", "gld_number", "gld_percentage"),
    )
    yield Extract("attainment", "1_eyfsp_headline_measures.csv", header, _early_years())
    header = (
        *(*TIME_COLUMNS, *PLACE_COLUMNS, "version", "establishment_type_group", *_PHONICS_FILTERS, "year_group"),
        *("eligible_pupil_count", "expected_standard_pupil_count", "expected_standard_pupil_percent"),
    )
    yield Extract("attainment", "phonics_regional_and_local_authority.csv", header, _phonics())


def _early_years() -> list[Row]:
    rows: list[Row] = []
    for year in TESTED:
        for group, (characteristic, kind, gender) in _EARLY_GROUPS.items():
            tally = county(results("reception", year), group)
            rows.append(
                {
                    **tidy("Local authority", year),
                    "characteristic": characteristic,
                    "characteristic_type": kind,
                    "gender": gender,
                    "children_number": tally["pupils"],
                    "gld_number": tally["good_level"],
                    "gld_percentage": percent(tally["good_level"], tally["pupils"], 1),
                }
            )
    return rows


def _phonics() -> list[Row]:
    """The check in year 1 for the county: one column a pupil characteristic, ``Total`` in all but one."""
    rows: list[Row] = []
    for year in TESTED:
        for group, (column, word) in _PHONICS_GROUPS.items():
            tally = county(results("phonics", year), group)
            rows.append(
                {
                    **tidy("Local authority", year),
                    "version": "Final",
                    "establishment_type_group": "State-funded schools",
                    **{**dict.fromkeys(_PHONICS_FILTERS, "Total"), column: word},
                    "year_group": "Year 1",
                    "eligible_pupil_count": tally["pupils"],
                    "expected_standard_pupil_count": tally["expected"],
                    "expected_standard_pupil_percent": percent(tally["expected"], tally["pupils"]),
                }
            )
    return rows
