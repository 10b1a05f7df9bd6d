"""The gap as a series of its own: what a board asks is whether it closes."""

from __future__ import annotations

from dash import html

from dashboard.analysis import words
from dashboard.answers.indicator import IndicatorView
from dashboard.components import layout
from dashboard.components.svg import Svg
from dashboard.figures.gap_bars import gap_bars


def section(found: IndicatorView, than: str) -> html.Section | None:
    """Bars from zero, one a period, with the numbers in the table; nothing where the gap is known for no period."""
    if not any(point.gap is not None for point in found.gaps):
        return None
    rows = [
        [
            point.period.label,
            "no figure on one side" if point.gap is None else words.signed(point.gap, found.indicator),
            "not comparable with the years before" if point.broken else "",
        ]
        for point in found.gaps
    ]
    table = layout.table(["Period", f"Gap to {than}", ""], rows, caption=_caption(found, than), numbers=(1,))
    drawing = Svg(
        gap_bars(
            [(point.period.label, point.gap, point.broken) for point in found.gaps],
            decimals=found.indicator.decimals,
            polarity=found.indicator.polarity,
            title=_caption(found, than),
        )
    )
    return layout.section(
        f"The gap to {than}",
        [
            html.Figure(
                [
                    html.Figcaption(_caption(found, than), className="vh"),
                    layout.scroll(drawing, label=f"The gap to {than}"),
                    layout.fold("Table behind this chart", [table]),
                ]
            )
        ],
        id="gap",
        note=f"{found.place.name} less {than}. Below zero {_below(found)}.",
    )


def _caption(found: IndicatorView, than: str) -> str:
    return f"{found.indicator.name}: {found.place.name} less {than}"


def _below(found: IndicatorView) -> str:
    return {
        "higher": "is behind",
        "lower": "is ahead: lower is better",
        "closer_to_zero": "and above zero are judged by their distance from zero",
    }.get(found.indicator.polarity, "means less: neither side is better")
