"""What only the county is published for: education, health and care plans in time, and young people not in education;
and the pupil census by school with its county row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from etl.demonstration.county import LA_NUMBER, YEARS, School
from etl.demonstration.draws import between, stream, successes
from etl.demonstration.files import PLACE_COLUMNS, TIME_COLUMNS, Extract, Row, percent, tidy
from etl.demonstration.pupils import Tally
from etl.demonstration.schools import open_in

_PLANS = {"2019": 0.55, "2020": 0.53, "2021": 0.51, "2022": 0.44, "2023": 0.42, "2024": 0.47}
"""Calendar year: the share of new plans that the county issued within 20 weeks."""

_NEET = {
    **{"2019": (0.031, 0.026), "2020": (0.029, 0.028), "2021": (0.030, 0.030), "2022": (0.029, 0.024)},
    **{"2023": (0.033, 0.027), "2024": (0.036, 0.025), "2025": (0.037, 0.023)},
}
"""Year: not in education, employment or training, and not known, of 16- and 17-year-olds."""

_SEN = {"primary": (0.024, 0.135), "secondary": (0.026, 0.12), "special": (0.99, 0.008), "nursery": (0.01, 0.11)}
_CENSUS_TYPES = {
    "primary": "State-funded primary",
    "secondary": "State-funded secondary",
    "special": "State-funded special school",
    "nursery": "Nursery",
    "alternative": "Pupil referral unit",
}
_CENSUS = (
    *("URN", "LA", "ESTAB", "SCHOOLTYPE", "NOR", "NORG", "NORB", "PNORG", "PNORB", "TSENELSE", "PSENELSE"),
    *("TSENELK", "PSENELK", "NUMEAL", "NUMENGFL", "NUMUNCFL", "PNUMEAL", "PNUMENGFL", "PNUMUNCFL"),
    *("NUMFSM", "NUMFSMEVER", "PNUMFSMEVER"),
)


def extracts() -> Iterator[Extract]:
    header: tuple[str, ...] = (
        *(*TIME_COLUMNS, *PLACE_COLUMNS, "breakdown_topic", "breakdown"),
        *("plans_issued_den", "plans_issued_den_ex", "plans_issued_within_20_weeks", "plans_issued_20_weeks_ex"),
        *("pc_plans_issued_within_20_weeks", "PC_plans_issued_20_weeks_ex"),
    )
    yield Extract("sen", "timeliness_20_week.csv", header, [_plans(year) for year in _PLANS], encoding="utf-8-sig")
    header = (
        *(*TIME_COLUMNS, *PLACE_COLUMNS, "Age", "Cohort_DJFavg"),
        *("NEET_not_known_percent", "NEET_percent", "Notknown_percent"),
    )
    yield Extract("neet", "UD_NEETNK_LA_dashboard.csv", header, [_neet(year) for year in _NEET])
    for year in YEARS:
        rows = [_census_row(school, tally) for school, tally in census(year).items()]
        said = {"period": year, "release": "final"}
        yield Extract("pupils", f"{year}_census.csv", _CENSUS, rows, said=said, encoding="utf-8-sig")


@cache
def census(year: str) -> dict[School, Tally]:
    """Pupils of every school in January: all, girls, with a plan, on SEN support, English not first, free meals."""
    return {school: _counted(school, year) for school in open_in(year)}


def _counted(school: School, year: str) -> Tally:
    own, random = stream("census", school.number), stream("census", school.number, year)
    pupils, since = school.roll(year), YEARS.index(year)
    plans, support = _SEN.get(school.phase, (0.2, 0.55))
    if school.phase in ("primary", "secondary"):
        plans, support = plans * 1.065**since, support * 1.02**since
    lift = own.lognormvariate(0, 0.25) if plans < 0.5 else 1.0
    with_plan = successes(random, pupils, between(0, plans * lift, 1))
    return Counter(
        pupils=pupils,
        girls=successes(random, pupils, 0.27 if school.phase == "special" else 0.49),
        plan=with_plan,
        support=min(pupils - with_plan, successes(random, pupils, between(0, support * lift, 0.7))),
        eal=successes(random, pupils, between(0.01, 0.4 * school.disadvantaged * own.lognormvariate(0, 0.6), 0.7)),
        unclassified=successes(random, pupils, 0.004),
        meals=successes(random, pupils, between(0.01, school.disadvantaged * (0.72 + 0.03 * since), 0.8)),
        ever=successes(random, pupils, school.disadvantaged),
    )


def _census_row(school: School, tally: Tally) -> Row:
    pupils = tally["pupils"]
    counts = {
        "NORG": tally["girls"],
        "NORB": pupils - tally["girls"],
        "TSENELSE": tally["plan"],
        "TSENELK": tally["support"],
        "NUMEAL": tally["eal"],
        "NUMENGFL": pupils - tally["eal"] - tally["unclassified"],
        "NUMUNCFL": tally["unclassified"],
        "NUMFSMEVER": max(tally["ever"], tally["meals"]),
    }
    shares = {("P" + name[1:] if name.startswith("T") else "P" + name): count for name, count in counts.items()}
    return {
        "URN": school.urn,
        "LA": LA_NUMBER,
        "ESTAB": school.number,
        "SCHOOLTYPE": _CENSUS_TYPES[school.phase],
        "NOR": pupils,
        **counts,
        **{name: percent(count, pupils, 1) for name, count in shares.items()},
        "NUMFSM": tally["meals"],
    }


def _plans(year: str) -> Row:
    random = stream("plans", year)
    issued = round(310 * 1.09 ** (int(year) - 2019))
    plain = issued - successes(random, issued, 0.06)
    in_time = successes(random, plain, _PLANS[year])
    with_exceptions = in_time + successes(random, issued - plain, 0.25)
    words = "All EHC plans issued"
    return {
        **tidy("Local authority", year, "Calendar year"),
        "breakdown_topic": words,
        "breakdown": words,
        "plans_issued_den": issued,
        "plans_issued_den_ex": plain,
        "plans_issued_within_20_weeks": with_exceptions,
        "plans_issued_20_weeks_ex": in_time,
        "pc_plans_issued_within_20_weeks": percent(with_exceptions, issued, 1),
        "PC_plans_issued_20_weeks_ex": percent(in_time, plain, 1),
    }


def _neet(year: str) -> Row:
    random, cohort = stream("neet", year), 10 * round(5_650 / 10 * 1.012 ** (int(year) - 2019))
    neet, unknown = (successes(random, cohort, share) for share in _NEET[year])
    return {
        **tidy("Local authority", year, "Calendar year"),
        "Age": "16-17",
        "Cohort_DJFavg": cohort,
        "NEET_not_known_percent": percent(neet + unknown, cohort, 1),
        "NEET_percent": percent(neet, cohort, 1),
        "Notknown_percent": percent(unknown, cohort, 1),
    }
