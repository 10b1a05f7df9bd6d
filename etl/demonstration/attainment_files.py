"""Test and examination results: by school with small cohorts suppressed, and the county's own rows."""

from __future__ import annotations

from collections.abc import Iterator

from etl.demonstration.county import LA_NUMBER, TESTED
from etl.demonstration.files import PLACE_COLUMNS, SCHOOL_COLUMNS, Cell, Extract, Row, percent, tidy
from etl.demonstration.pupils import Results, Tally, county, results
from etl.demonstration.register_files import establishment_type
from etl.demonstration.schools import schools

SMALL = 5
"""Published results of this many pupils or fewer are withheld, and with one group its counterpart."""

NO_PROGRESS = ("202425",)
"""Their pupils sat no key stage 2 tests, so that Progress 8 could not be worked out."""

_TIME = ("time_period", "time_identifier", "geographic_level")
_BREAKDOWNS = {
    "all": ("All pupils", "Total"),
    "disadvantaged": ("Disadvantage status", "Disadvantaged"),
    "not_disadvantaged": ("Disadvantage status", "Disadvantaged all other"),
    "female": ("Sex", "Girls"),
    "male": ("Sex", "Boys"),
}
_COUNTERPART = {
    "disadvantaged": "not_disadvantaged",
    "not_disadvantaged": "disadvantaged",
    "female": "male",
    "male": "female",
}
_SUBJECTS = {
    "all": "Reading, writing and maths",
    "reading": "Reading",
    "writing": "Writing",
    "maths": "Maths",
    "science": "Science",
}
_KS2_VALUES = (
    *("eligible_pupil_count", "expected_standard_pupil_count", "higher_standard_pupil_count"),
    *("expected_standard_pupil_percent", "higher_standard_pupil_percent", "average_scaled_score"),
)
_KS2_FILTERS = ("version", "establishment_type_group", "breakdown_topic", "breakdown", "subject")
_GENDERS = {"all": "Total", "female": "Girls", "male": "Boys"}

_KS4 = (
    *("RECTYPE", "LEA", "ESTAB", "URN", "SCHNAME", "ICLOSE", "NFTYPE", "TPUP", "ATT8SCR", "P8PUP", "TP8ADJ", "P8MEA"),
    *("P8CILOW", "P8CIUPP", "PTL2BASICS_94", "PTL2BASICS_95", "EBACCAPS", "PTEBACC_E_PTQ_EE"),
    *("TFSM6CLA1A", "ATT8SCR_FSM6CLA1A", "ATT8SCR_NFSM6CLA1A"),
)


def extracts() -> Iterator[Extract]:
    header: tuple[str, ...] = (*_TIME, *PLACE_COLUMNS, *SCHOOL_COLUMNS, *_KS2_FILTERS, *_KS2_VALUES)
    yield Extract("attainment", "ks2_school_attainment_data.csv", header, _ks2_schools())
    header = (*_TIME, *PLACE_COLUMNS, *_KS2_FILTERS, *_KS2_VALUES)
    yield Extract("attainment", "ks2_regional_and_local_authority.csv", header, _ks2_county())
    for year in TESTED:
        said = {"period": year, "release": "final"}
        name = f"{2000 + int(year[2:4])}-{2001 + int(year[2:4])}_{LA_NUMBER}_ks4final.csv"
        yield Extract("attainment", name, _KS4, _ks4(year), said=said, encoding="utf-8-sig")
    header = (
        *_TIME,
        *PLACE_COLUMNS,
        *("lad_code", "lad_name", "characteristic", "characteristic_type", "gender"),
        *("children_number", "gld_number", "gld_percentage"),
    )
    yield Extract("attainment", "1_eyfsp_headline_measures.csv", header, _early_years())


def withheld(group: str, found: dict[str, Tally]) -> bool:
    """Whether a school's results of a group are too few to publish, its own or its counterpart's."""
    sizes = [found[name]["pupils"] for name in (group, _COUNTERPART.get(group, group))]
    return any(0 < size <= SMALL for size in sizes)


def _ks2_values(subject: str, tally: Tally, *, suppressed: bool) -> dict[str, Cell]:
    """Counts, percentages and the mean score; ``c`` where suppressed, ``z`` where the subject has none."""
    if suppressed:
        return dict.fromkeys(_KS2_VALUES, "c")
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


def _ks2_filters(group: str, subject: str) -> dict[str, Cell]:
    topic, breakdown = _BREAKDOWNS[group]
    return {
        "version": "Final",
        "establishment_type_group": "All state-funded",
        "breakdown_topic": topic,
        "breakdown": breakdown,
        "subject": _SUBJECTS[subject],
    }


def _ks2_schools() -> list[Row]:
    return [
        {
            **tidy("School", year, school=school),
            **_ks2_filters(group, subject),
            **_ks2_values(subject, tally, suppressed=withheld(group, found)),
        }
        for year in TESTED
        for school in schools()
        if (found := results("ks2", year).get(school.urn))
        for group, tally in found.items()
        for subject in _SUBJECTS
    ]


def _ks2_county() -> list[Row]:
    return [
        {
            **tidy("Local authority", year),
            **_ks2_filters(group, subject),
            **_ks2_values(subject, county(results("ks2", year), group), suppressed=False),
        }
        for year in TESTED
        for group in _BREAKDOWNS
        for subject in _SUBJECTS
    ]


def _ks4(year: str) -> list[Row]:
    """A performance table: a row for each school (1) and one for the county (4), percentages as text."""
    found: Results = results("ks4", year)
    rows: list[Row] = []
    for school in schools():
        if school.urn in found:
            who: dict[str, Cell] = {
                "RECTYPE": 1,
                "ESTAB": school.number,
                "URN": school.urn,
                "SCHNAME": school.name,
                "ICLOSE": 0,
            }
            kind = "AC" if establishment_type(school)[1].startswith("Academy") else "CY"
            rows.append({**who, "LEA": LA_NUMBER, "NFTYPE": kind, **_ks4_values(found[school.urn], year)})
    whole = {group: county(found, group) for group in ("all", "disadvantaged", "not_disadvantaged")}
    return [*rows, {"RECTYPE": 4, "LEA": LA_NUMBER, "SCHNAME": "", **_ks4_values(whole, year)}]


def _ks4_values(groups: dict[str, Tally], year: str) -> dict[str, Cell]:
    tally = groups["all"]
    pupils, matched = tally["pupils"], tally["progress_pupils"]
    values: dict[str, Cell] = {
        "TPUP": pupils,
        "ATT8SCR": round(tally["attainment8"] / pupils, 1),
        "PTL2BASICS_94": f"{percent(tally['basics_94'], pupils)}%",
        "PTL2BASICS_95": f"{percent(tally['basics_95'], pupils)}%",
        "EBACCAPS": round(tally["ebacc_points"] / pupils, 2),
        "PTEBACC_E_PTQ_EE": f"{percent(tally['ebacc_entered'], pupils)}%",
        "TFSM6CLA1A": groups["disadvantaged"]["pupils"],
        "ATT8SCR_FSM6CLA1A": _mean_points(groups["disadvantaged"]),
        "ATT8SCR_NFSM6CLA1A": _mean_points(groups["not_disadvantaged"]),
    }
    if year in NO_PROGRESS:
        return values | dict.fromkeys(("P8PUP", "TP8ADJ", "P8MEA", "P8CILOW", "P8CIUPP"), "NA")
    progress, margin = tally["progress"] / matched, 1.96 * 1.1 / matched**0.5
    return values | {
        "P8PUP": matched,
        "TP8ADJ": 0,
        "P8MEA": round(progress, 2),
        "P8CILOW": round(progress - margin, 2),
        "P8CIUPP": round(progress + margin, 2),
    }


def _mean_points(tally: Tally) -> Cell:
    return round(tally["attainment8"] / tally["pupils"], 1) if tally["pupils"] > SMALL else "SUPP"


def _early_years() -> list[Row]:
    rows: list[Row] = []
    for year in TESTED:
        for group, gender in _GENDERS.items():
            tally = county(results("reception", year), group)
            rows.append(
                {
                    **tidy("Local authority", year),
                    "characteristic": "Total",
                    "characteristic_type": "Total",
                    "gender": gender,
                    "children_number": tally["pupils"],
                    "gld_number": tally["good_level"],
                    "gld_percentage": percent(tally["good_level"], tally["pupils"], 1),
                }
            )
    return rows
