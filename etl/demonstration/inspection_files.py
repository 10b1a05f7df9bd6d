"""Ofsted's management information: the layout with overall grades, and the one of report cards (November 2025)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from etl.demonstration.county import LA_NAME, REGION_NAME, TRUSTS, YEARS, School
from etl.demonstration.files import Extract, Row
from etl.demonstration.inspections import AREAS, LAST_DAY, NOT_GRADED, Inspection, history
from etl.demonstration.register_files import establishment_type
from etl.demonstration.schools import schools

_OLD_FILES = (date(2023, 8, 31), date(2024, 8, 31))
_NEW_FILE = LAST_DAY
_GRADES = {1: "Outstanding", 2: "Good", 3: "Requires Improvement", 4: "Inadequate"}
_TITLE = "State-funded schools: latest inspections as at {day} (invented figures for demonstration)"

_SCHOOL = (
    *("Web Link (opens in new window)", "URN", "LAESTAB", "School name", "Ofsted phase", "Type of education"),
    *("School open date", "Sixth form", "Ofsted region", "Region", "Local authority", "Postcode"),
    *("Multi-academy trust UID", "Multi-academy trust name", "Total number of pupils"),
    *("Statutory lowest age", "Statutory highest age"),
)
_OLD_GRADES = (
    *("Overall effectiveness", "Category of concern", "Quality of education", "Behaviour and attitudes"),
    *("Personal development", "Effectiveness of leadership and management", "Safeguarding is effective?"),
    *("Early years provision (where applicable)", "Sixth form provision (where applicable)"),
)
_OLD = (
    *_SCHOOL,
    *("Inspection number of latest full inspection", "Inspection type", "Inspection type grouping"),
    *("Event type grouping", "Inspection start date", "Publication date"),
    "Does the latest full inspection relate to the URN of the current school?",
    *_OLD_GRADES,
)
_OEIF = "latest OEIF graded inspection"
_NEW = (
    *_SCHOOL,
    *("Inspection number of latest full inspection", "Inspection type", "Inspection type grouping"),
    *("Event type grouping", "Inspection start date", "Publication date"),
    "Does the latest full inspection relate to the URN of the current school?",
    *("Category of concern", "Safeguarding standards", "Safeguarding standards - date of grade"),
    *(column for area in AREAS for column in (area, f"{area} - date of grade")),
    *(f"Inspection number of {_OEIF}", f"Inspection start date of {_OEIF}", f"Publication date of {_OEIF}"),
    "Does the latest OEIF graded inspection relate to the URN of the current school?",
    *("Latest OEIF category of concern", "Latest OEIF overall effectiveness", "Latest OEIF quality of education"),
    *("Latest OEIF behaviour and attitudes", "Latest OEIF personal development"),
    *("Latest OEIF effectiveness of leadership and management", "Latest OEIF  safeguarding is effective?"),
    *("Latest OEIF early years provision", "Latest OEIF sixth form provision"),
)
_PHASES = {"alternative": "Pupil Referral Unit"}


def extracts() -> Iterator[Extract]:
    yield Extract("ofsted", "inspection_history.csv", ("URN", "Rating", "Inspection Date"), _history())
    for day in _OLD_FILES:
        rows = [_old(school, day) for school in _open_on(day)]
        yield _extract(day, _OLD, rows)
    yield _extract(_NEW_FILE, _NEW, [_new(school) for school in _open_on(_NEW_FILE)])


def _extract(day: date, header: tuple[str, ...], rows: list[Row]) -> Extract:
    name = f"Management_information_-_state-funded_schools_-_latest_inspections_as_at_{day.strftime('%d_%b_%Y')}.csv"
    said = {"period": f"{day:%Y-%m}", "release": "final"}
    filled = [{column: row.get(column, "NULL") for column in header} for row in rows]
    return Extract(
        "ofsted", name, header, filled, said=said, encoding="cp1252", title=_TITLE.format(day=f"{day:%d %B %Y}")
    )


def _history() -> list[Row]:
    """Every inspection with an overall grade, under the URN that the school had on its day."""
    before = {old.successor: old.urn for old in schools() if old.successor}
    return [
        {
            "URN": school.urn if str(inspection.day) >= school.opened else before[school.urn],
            "Rating": _GRADES[inspection.overall],
            "Inspection Date": f"{inspection.day:%Y%m%d}",
        }
        for school in schools()
        if not school.closed
        for inspection in reversed(history(school))
        if inspection.overall
    ]


def _open_on(day: date) -> list[School]:
    return [s for s in schools() if s.opened <= str(day) and (not s.closed or s.closed > str(day))]


def _about(school: School) -> dict[str, str | int | float]:
    row: dict[str, str | int | float] = {
        "URN": school.urn,
        "LAESTAB": school.laestab,
        "School name": school.name,
        "Ofsted phase": _PHASES.get(school.phase, school.phase.capitalize()),
        "Type of education": establishment_type(school)[1],
        "School open date": _day(date.fromisoformat(school.opened)),
        "Sixth form": "Does not have a sixth form",
        "Ofsted region": REGION_NAME,
        "Region": REGION_NAME,
        "Local authority": LA_NAME,
        "Total number of pupils": school.roll(YEARS[-1]),
        "Statutory lowest age": school.low_age,
        "Statutory highest age": school.high_age,
    }
    if school.trust:
        row |= {"Multi-academy trust UID": school.trust, "Multi-academy trust name": TRUSTS[school.trust]}
    return row


def _latest(school: School, day: date, *, report_card: bool | None = None) -> Inspection | None:
    """The last inspection whose report was out by ``day``, of one kind where asked for."""
    out = [i for i in history(school) if i.day + timedelta(days=40) <= day]
    return next((i for i in reversed(out) if report_card in (None, i.is_report_card)), None)


def _event(inspection: Inspection, school: School) -> dict[str, str | int | float]:
    own = inspection.day >= date.fromisoformat(school.opened)
    return {
        "Inspection number of latest full inspection": inspection.number,
        "Inspection type": "S5 Inspection",
        "Inspection type grouping": "Schools - S5",
        "Event type grouping": "Schools - S5",
        "Inspection start date": _day(inspection.day),
        "Publication date": _day(inspection.day + timedelta(days=40)),
        "Does the latest full inspection relate to the URN of the current school?": "Yes" if own else "No",
    }


def _old(school: School, day: date) -> Row:
    row, inspection = _about(school), _latest(school, day)
    if inspection is None or inspection.is_report_card:
        return row
    row |= _event(inspection, school)
    quality, behaviour, personal, leadership = inspection.areas
    return row | {
        "Overall effectiveness": inspection.overall or "Not judged",
        "Quality of education": quality,
        "Behaviour and attitudes": behaviour,
        "Personal development": personal,
        "Effectiveness of leadership and management": leadership,
        "Safeguarding is effective?": "No" if inspection.overall == 4 else "Yes",
        "Category of concern": "SWK" if inspection.overall == 4 else "NULL",
        "Early years provision (where applicable)": quality if school.low_age <= 4 else 9,
        "Sixth form provision (where applicable)": 9,
    }


def _new(school: School) -> Row:
    row = _about(school)
    if card := _latest(school, _NEW_FILE, report_card=True):
        row |= _event(card, school) | {
            "Safeguarding standards": "Met",
            "Safeguarding standards - date of grade": _day(card.day),
        }
        for area, grade in zip(AREAS, card.areas, strict=True):
            if grade != NOT_GRADED:
                row |= {area: grade, f"{area} - date of grade": _day(card.day)}
    if graded := _latest(school, _NEW_FILE, report_card=False):
        quality, behaviour, personal, leadership = graded.areas
        own = graded.day >= date.fromisoformat(school.opened)
        row |= {
            f"Inspection number of {_OEIF}": graded.number,
            f"Inspection start date of {_OEIF}": _day(graded.day),
            f"Publication date of {_OEIF}": _day(graded.day + timedelta(days=40)),
            "Does the latest OEIF graded inspection relate to the URN of the current school?": "Yes" if own else "No",
            "Latest OEIF overall effectiveness": graded.overall or "Not judged",
            "Latest OEIF quality of education": quality,
            "Latest OEIF behaviour and attitudes": behaviour,
            "Latest OEIF personal development": personal,
            "Latest OEIF effectiveness of leadership and management": leadership,
            "Latest OEIF  safeguarding is effective?": "No" if graded.overall == 4 else "Yes",
        }
    return row


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")
