"""The release calendar: when each source's next figures are expected, and whether they have come. SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import escape

WIDTH, LEFT, TOP, ROW = 1200, 380, 28, 32
LONGEST_NAME = 50
MONTHS_BEFORE, MONTHS_SHOWN = 6, 12


@dataclass(frozen=True, slots=True)
class Entry:
    """One source: ``state`` and ``words`` as freshness gives them, ``expected`` the first of the month or unknown."""

    name: str
    state: str
    words: str
    expected: date | None


def calendar(entries: Sequence[Entry], *, today: date) -> str:
    """Twelve months around today, a row a source; a release missed before the first month stands at the left edge."""
    start = _first_of_month(today, -MONTHS_BEFORE)
    height = TOP + ROW * len(entries) + 8
    drawn = [_month(start, number, height) for number in range(MONTHS_SHOWN)]
    drawn += [_row(entry, number, start, today) for number, entry in enumerate(entries)]
    x = _x(today, start)
    drawn.append(f'<path class="cal-today" d="M{x:.1f} {TOP - 4}V{height - 4}"/>')
    told = "; ".join(f"{entry.name}: {entry.words}" for entry in entries)
    return (
        f'<svg class="cal" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="Release calendar around '
        f'{today.day} {today:%B %Y}"><desc>{escape(told)}</desc>{"".join(drawn)}</svg>'
    )


def _month(start: date, number: int, height: int) -> str:
    first = _first_of_month(start, number)
    x = _x(first, start)
    label = f"{first:%b %Y}" if number == 0 or first.month == 1 else f"{first:%b}"
    return f'<path class="cal-grid" d="M{x:.1f} {TOP}V{height - 8}"/><text x="{x + 4:.1f}" y="20">{label}</text>'


def _row(entry: Entry, number: int, start: date, today: date) -> str:
    y = TOP + ROW * number + ROW / 2
    drawn = [
        f'<path class="cal-grid" d="M0 {y + ROW / 2:.1f}H{WIDTH}"/>',
        f'<text class="cal-name" x="0" y="{y + 5:.1f}">{escape(_short(entry.name))}</text>',
    ]
    if entry.expected is None:
        drawn.append(f'<text x="{LEFT + 12}" y="{y + 5:.1f}">{escape(entry.words)}</text>')
        return "".join(drawn)
    x = min(max(_x(entry.expected, start), LEFT + 8), WIDTH - 8)
    mark = {
        "late": f'<path class="cal-late" d="M{x:.1f} {y - 7:.1f}l7 7-7 7-7-7z"/>',
        "due": f'<path class="cal-due" d="M{x:.1f} {y - 6:.1f}l7 12h-14z"/>',
    }.get(entry.state, f'<circle class="cal-next" cx="{x:.1f}" cy="{y:.1f}" r="5.5"/>')
    if entry.state == "late":
        drawn.append(f'<path class="cal-wait" d="M{x + 8:.1f} {y:.1f}H{_x(today, start):.1f}"/>')
    drawn.append(mark)
    words = f'class="cal-words {entry.state}" y="{y + 5:.1f}"'
    after_today = max(x, _x(today, start)) + 12 if entry.state in ("late", "due") else x + 12
    if after_today > WIDTH - 220:
        drawn.append(f'<text {words} x="{x - 12:.1f}" text-anchor="end">{escape(entry.words)}</text>')
    else:
        drawn.append(f'<text {words} x="{after_today:.1f}">{escape(entry.words)}</text>')
    return "".join(drawn)


def _short(name: str) -> str:
    """A name that fits its column; it stands in full in the table below."""
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def _x(day: date, start: date) -> float:
    months = (day.year - start.year) * 12 + day.month - start.month + (day.day - 1) / 31
    return LEFT + months / MONTHS_SHOWN * (WIDTH - LEFT)


def _first_of_month(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)
