"""Every authority on the indicator: the strip, the rank, the table behind."""

from __future__ import annotations

from dash import html

from dashboard.analysis import words
from dashboard.analysis.rank import FEWEST
from dashboard.answers.authorities import Among
from dashboard.answers.indicator import IndicatorView
from dashboard.components import layout
from dashboard.components.addresses import indicator_address
from dashboard.components.chart import draw
from dashboard.figures.strip import WIDTHS, Dot, strip


def section(found: IndicatorView, than: str) -> html.Section | None:
    """All authorities at the period of the place's newest figure; nothing where none has one."""
    among = found.among
    if among is None or len(among.authorities) < 2:
        return None
    dots = [Dot(each.place_id, each.name, each.value) for each in among.authorities]
    label = f"{len(dots)} local authorities on {found.indicator.short}, {among.period.label}"
    figures = {
        width: strip(dots, found.indicator, marked=found.place.place_id, reference=among.centre, than=than, width=width)
        for width in WIDTHS
    }
    return layout.section(
        "All local authorities",
        [
            html.Figure(
                [
                    html.Figcaption(label, className="vh"),
                    draw(figures, id="chart-strip", name=label),
                    html.P(_sentence(found, among), className="note"),
                    _table(found, among),
                ]
            )
        ],
        id="authorities",
        note=f"{label}; {among.coverage.replace('_', '-')} schools.",
    )


def _sentence(found: IndicatorView, among: Among) -> str:
    rank = among.rank
    if rank is None:
        return f"No rank: {among.no_rank or f'{found.place.name} is no local authority'}."
    said = f"{found.place.name} is {rank.standing}{' (A is the best quarter)' if rank.of >= FEWEST else ''}."
    if rank.between is None:
        return f"{said} The source gives no pupil numbers, so there is no telling how far chance moves that rank."
    if not rank.similar:
        return f"{said} That is more than chance: no other lies within its interval."
    others = words.plural(rank.similar, "other differs", "others differ")
    return f"{said} Chance alone leaves it anywhere from {rank.between}: {others} from it by no more than chance."


def _table(found: IndicatorView, among: Among) -> html.Details:
    rows = [
        [
            html.A(each.name, href=indicator_address(found.indicator.id, each.place_id)),
            words.printed(each.value, found.indicator),
        ]
        for each in among.authorities
    ]
    table = layout.table(["Local authority", among.period.label], rows, caption="Best first", numbers=(1,))
    return layout.fold("Table behind this chart", [table])
