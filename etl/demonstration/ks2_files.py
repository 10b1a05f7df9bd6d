"""Key stage 2: the performance table of each year, the tidy file of the latest, and the county's own rows."""

from __future__ import annotations

from collections.abc import Iterator

from etl.demonstration.county import LA_NUMBER, TESTED
from etl.demonstration.files import PLACE_COLUMNS, SCHOOL_COLUMNS, TIME_COLUMNS, Cell, Extract, Row, percent, tidy
from etl.demonstration.pupils import Tally, county, results, withheld
from etl.demonstration.register_files import establishment_type, years_in_full
from etl.demonstration.schools import schools

TIDY_FROM = "202425"
"""The first year of which the department publishes the schools' results as a tidy file as well."""

_BREAKDOWNS = {
    "all": ("All pupils", "Total"),
    "disadvantaged": ("Disadvantage status", "Disadvantaged"),
    "not_disadvantaged": ("Disadvantage status", "Disadvantaged all other"),
    "female": ("Sex", "Girls"),
    "male": ("Sex", "Boys"),
    "no_sen": ("SEN provision", "No identified SEN"),
    "sen_support": ("SEN provision", "SEN support"),
    "ehcp": ("SEN provision", "EHC plan"),
}
_SUBJECTS = {
    "all": "Reading, writing and maths",
    "reading": "Reading",
    "writing": "Writing",
    "maths": "Maths",
    "science": "Science",
}
_COUNTS = ("eligible_pupil_count", "expected_standard_pupil_count", "higher_standard_pupil_count")
_PERCENTS = ("expected_standard_pupil_percent", "higher_standard_pupil_percent", "average_scaled_score")
_FILTERS = ("version", "establishment_type_group", "breakdown_topic", "breakdown", "subject")
_TABLE = (
    *("RECTYPE", "LEA", "ESTAB", "URN", "SCHNAME", "NFTYPE", "RELDENOM", "TELIG", "TFSM6CLA1A"),
    *("PTRWM_EXP", "PTRWM_HIGH", "READ_AVERAGE", "MAT_AVERAGE", "PTREAD_EXP", "PTMAT_EXP", "PTWRITTA_EXP"),
    *("PTRWM_EXP_FSM6CLA1A", "PTRWM_EXP_NotFSM6CLA1A"),
)


def extracts() -> Iterator[Extract]:
    header = (*TIME_COLUMNS, *PLACE_COLUMNS, *SCHOOL_COLUMNS, *_FILTERS, *_PERCENTS)
    said = {"published": f"20{TIDY_FROM[4:]}-12-11"}
    yield Extract("attainment", "ks2_school_attainment_data.csv", header, _schools(), said=said)
    header = (*TIME_COLUMNS, *PLACE_COLUMNS, *_FILTERS, *_COUNTS, *_PERCENTS)
    yield Extract("attainment", "ks2_regional_and_local_authority.csv", header, _county())
    for year in TESTED:
        said = {"period": year, "release": "final", "published": f"{2002 + int(year[2:4])}-01-15"}
        name = f"{years_in_full(year)}_{LA_NUMBER}_ks2final.csv"
        yield Extract("attainment", name, _TABLE, _table(year), said=said, encoding="utf-8-sig")


def _values(subject: str, tally: Tally, *, suppressed: bool) -> dict[str, Cell]:
    """Percentages and the mean score, and counts for the county; ``c`` where suppressed, ``z`` of a subject without."""
    if suppressed:
        return dict.fromkeys((*_COUNTS, *_PERCENTS), "c")
    pupils = tally["pupils"]
    higher, scored = subject != "science", subject in ("reading", "maths")
    return {
        "eligible_pupil_count": pupils,
        "expected_standard_pupil_count": tally[f"{subject}_expected"],
        "higher_standard_pupil_count": tally[f"{subject}_higher"] if higher else "z",
        "expected_standard_pupil_percent": percent(tally[f"{subject}_expected"], pupils),
        "higher_standard_pupil_percent": percent(tally[f"{subject}_higher"], pupils) if higher else "z",
        "average_scaled_score": round(tally[f"{subject}_score"] / pupils) if scored and pupils else "z",
    }


def _filters(group: str, subject: str) -> dict[str, Cell]:
    topic, breakdown = _BREAKDOWNS[group]
    return {
        "version": "Final",
        "establishment_type_group": "All state-funded",
        "breakdown_topic": topic,
        "breakdown": breakdown,
        "subject": _SUBJECTS[subject],
    }


def _schools() -> list[Row]:
    return [
        {
            **tidy("School", year, school=school),
            **_filters(group, subject),
            **_values(subject, tally, suppressed=withheld(group, found)),
        }
        for year in TESTED
        if year >= TIDY_FROM
        for school in schools()
        if (found := results("ks2", year).get(school.urn))
        for group, tally in found.items()
        for subject in _SUBJECTS
    ]


def _county() -> list[Row]:
    return [
        {
            **tidy("Local authority", year),
            **_filters(group, subject),
            **_values(subject, county(results("ks2", year), group), suppressed=False),
        }
        for year in TESTED
        for group in _BREAKDOWNS
        for subject in _SUBJECTS
    ]


def _table(year: str) -> list[Row]:
    """A row a school with its number of pupils, percentages as text and ``SUPP`` for small cohorts."""
    rows: list[Row] = []
    for school in schools():
        if found := results("ks2", year).get(school.urn):
            who: dict[str, Cell] = {"RECTYPE": 1, "ESTAB": school.number, "URN": school.urn, "SCHNAME": school.name}
            kind = "AC" if establishment_type(school)[1].startswith("Academy") else "CY"
            rows.append({**who, "LEA": LA_NUMBER, "NFTYPE": kind, "RELDENOM": "Does not apply", **_table_values(found)})
    return rows


def _table_values(found: dict[str, Tally]) -> dict[str, Cell]:
    whole = found["all"]
    pupils, small = whole["pupils"], withheld("all", found)
    poor, others = found["disadvantaged"], found["not_disadvantaged"]
    hidden = small or withheld("disadvantaged", found)

    def share(part: float, of: int, *, withhold: bool) -> Cell:
        if not of:
            return "NE"
        return "SUPP" if withhold else f"{percent(part, of)}%"

    return {
        "TELIG": pupils,
        "TFSM6CLA1A": poor["pupils"],
        "PTRWM_EXP": share(whole["all_expected"], pupils, withhold=small),
        "PTRWM_HIGH": share(whole["all_higher"], pupils, withhold=small),
        "READ_AVERAGE": "SUPP" if small else round(whole["reading_score"] / pupils),
        "MAT_AVERAGE": "SUPP" if small else round(whole["maths_score"] / pupils),
        "PTREAD_EXP": share(whole["reading_expected"], pupils, withhold=small),
        "PTMAT_EXP": share(whole["maths_expected"], pupils, withhold=small),
        "PTWRITTA_EXP": share(whole["writing_expected"], pupils, withhold=small),
        "PTRWM_EXP_FSM6CLA1A": share(poor["all_expected"], poor["pupils"], withhold=hidden),
        "PTRWM_EXP_NotFSM6CLA1A": share(others["all_expected"], others["pupils"], withhold=hidden),
    }
