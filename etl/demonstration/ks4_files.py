"""Key stage 4: the performance table of each year, a row a school and one for the county."""

from __future__ import annotations

from collections.abc import Iterator

from etl.demonstration.county import LA_NUMBER, TESTED
from etl.demonstration.files import Cell, Extract, Row, percent
from etl.demonstration.pupils import Results, Tally, county, results, withheld
from etl.demonstration.register_files import establishment_type, years_in_full
from etl.demonstration.schools import schools

NO_PROGRESS = ("202425",)
"""Their pupils sat no key stage 2 tests, so that Progress 8 could not be worked out."""

_HEADER = (
    *("RECTYPE", "LEA", "ESTAB", "URN", "SCHNAME", "ICLOSE", "NFTYPE", "TPUP", "ATT8SCR", "P8PUP", "TP8ADJ", "P8MEA"),
    *("P8CILOW", "P8CIUPP", "PTL2BASICS_94", "PTL2BASICS_95", "EBACCAPS", "PTEBACC_E_PTQ_EE"),
    *("TFSM6CLA1A", "ATT8SCR_FSM6CLA1A", "ATT8SCR_NFSM6CLA1A", "P8MEA_FSM6CLA1A"),
)


def extracts() -> Iterator[Extract]:
    for year in TESTED:
        said = {"period": year, "release": "final"}
        name = f"{years_in_full(year)}_{LA_NUMBER}_ks4final.csv"
        yield Extract("attainment", name, _HEADER, _table(year), said=said, encoding="utf-8-sig")


def _table(year: str) -> list[Row]:
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
            rows.append({**who, "LEA": LA_NUMBER, "NFTYPE": kind, **_values(found[school.urn], year)})
    whole = {group: county(found, group) for group in ("all", "disadvantaged", "not_disadvantaged")}
    return [*rows, {"RECTYPE": 4, "LEA": LA_NUMBER, "SCHNAME": "", **_values(whole, year)}]


def _values(groups: dict[str, Tally], year: str) -> dict[str, Cell]:
    tally, poor, others = groups["all"], groups["disadvantaged"], groups["not_disadvantaged"]
    hidden = withheld("disadvantaged", groups) or not poor["pupils"]
    pupils, matched = tally["pupils"], tally["progress_pupils"]
    values: dict[str, Cell] = {
        "TPUP": pupils,
        "ATT8SCR": round(tally["attainment8"] / pupils, 1),
        "PTL2BASICS_94": f"{percent(tally['basics_94'], pupils)}%",
        "PTL2BASICS_95": f"{percent(tally['basics_95'], pupils)}%",
        "EBACCAPS": round(tally["ebacc_points"] / pupils, 2),
        "PTEBACC_E_PTQ_EE": f"{percent(tally['ebacc_entered'], pupils)}%",
        "TFSM6CLA1A": poor["pupils"],
        "ATT8SCR_FSM6CLA1A": "SUPP" if hidden else _mean(poor, "attainment8", 1),
        "ATT8SCR_NFSM6CLA1A": "SUPP" if hidden else _mean(others, "attainment8", 1),
    }
    if year in NO_PROGRESS:
        return values | dict.fromkeys(("P8PUP", "TP8ADJ", "P8MEA", "P8CILOW", "P8CIUPP", "P8MEA_FSM6CLA1A"), "NA")
    progress, margin = tally["progress"] / matched, 1.96 * 1.1 / matched**0.5
    return values | {
        "P8PUP": matched,
        "TP8ADJ": 0,
        "P8MEA": round(progress, 2),
        "P8CILOW": round(progress - margin, 2),
        "P8CIUPP": round(progress + margin, 2),
        "P8MEA_FSM6CLA1A": "SUPP" if hidden else _mean(poor, "progress", 2, of="progress_pupils"),
    }


def _mean(tally: Tally, thing: str, digits: int, *, of: str = "pupils") -> Cell:
    return round(tally[thing] / tally[of], digits)
