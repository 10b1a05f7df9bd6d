"""What would change: the verdicts, gaps and ranks of each plan, and the figures behind them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard.analysis import words
from dashboard.answers.proposal import MOST_INDICATORS, Figures, Line, Overlap, PlanLines
from dashboard.components import layout, marks

MOST_LINES = 25
REFERENCE = {"place": "Places", "membership": "Memberships of schools", "inspection": "Inspection grades"}
Pair = tuple[str | None, str | None]


def section(
    counts: dict[str, int],
    plans: Sequence[PlanLines],
    figures: Sequence[Figures],
    reference: dict[str, Any],
    overlaps: Sequence[Overlap],
) -> html.Section:
    """Counts first, then the plans, then the figures with examples."""
    flips = sum(plan.flips for plan in plans)
    lines = sum(len(plan.lines) for plan in plans)
    tallied = (
        (counts["new"], "new figures" if counts["new"] != 1 else "new figure"),
        (counts["changed"], "changed"),
        (counts["gone"], "gone"),
        (lines, "lines of plans move" if lines != 1 else "line of a plan moves"),
        (flips, "verdicts flip" if flips != 1 else "verdict flips"),
    )
    parts: list[Any] = [
        html.Ul([html.Li([html.Strong(f"{count:,}"), f" {what}"]) for count, what in tallied], className="counts")
    ]
    if not plans:
        parts.append(layout.empty("No plan would read otherwise.", "Verdicts, gaps and ranks stay as they are."))
    for plan in plans:
        parts += [html.H3(plan.title), _lines(plan)]
    if figures:
        parts += [html.H3("Figures"), _figures(figures)]
    if overlaps:
        parts += [html.H3("Figures that two files give"), _overlaps(overlaps)]
    changed = [f"{REFERENCE[table]}: {each['new']:,} new, {each['gone']:,} gone" for table, each in reference.items()]
    if changed:
        parts.append(html.P(f"{'; '.join(changed)}.", className="note"))
    return layout.section("What would change", parts, id="changes")


def _overlaps(overlaps: Sequence[Overlap]) -> html.Ul:
    """What comes in and does not count, since another extract holds the key: never silently the last."""
    return html.Ul(
        [
            html.Li(
                f"{each.name}: {words.plural(each.claims, 'figure')} of two extracts; the one that does not count is "
                f"kept in the history ({each.because})."
            )
            for each in overlaps
        ],
        className="overlaps",
    )


def _lines(plan: PlanLines) -> html.Div:
    rows = [_line(each) for each in plan.lines[:MOST_LINES]]
    head = ("Measure and place", "Figure", "Gap to comparator", "Rank", "Verdict")
    table = html.Table(
        [
            html.Caption(f"{plan.title}: now, and after", className="vh"),
            html.Thead(html.Tr([html.Th(word, scope="col") for word in head])),
            html.Tbody(rows),
        ],
        className="preview",
    )
    more = len(plan.lines) - MOST_LINES
    note = [html.P(f"And {words.plural(more, 'more line')}.", className="note")] if more > 0 else []
    return html.Div([layout.scroll(table, label=plan.title), *note])


def _line(each: Line) -> html.Tr:
    about = " · ".join(part for part in (each.place, each.indicator) if part)
    return html.Tr(
        [
            html.Th([each.measure, html.Span(about, className="sub")], scope="row"),
            html.Td(_pair(each.figure), **{"data-head": "Figure"}),
            html.Td(_pair(each.gap), **{"data-head": "Gap"}),
            html.Td(_pair(each.rank), **{"data-head": "Rank"}),
            html.Td([*_verdicts(each.verdict), html.Span(each.reason, className="sub")]),
        ],
        className="flip" if each.flips else "",
    )


def _pair(pair: Pair) -> list[Any]:
    """Now and then; one of them where they are the same."""
    before, after = pair
    if before == after:
        return [html.Span(after, className="now same")] if after else [html.Span("–", className="quiet")]
    return [html.Span(before or "none", className="was"), *_becomes(), html.Span(after or "none", className="now")]


def _verdicts(pair: Pair) -> list[Any]:
    before, after = pair
    if before == after:
        return [marks.verdict(after, size="small")] if after else []
    was = marks.verdict(before, size="small") if before else html.Span("new line", className="was")
    now = marks.verdict(after) if after else html.Span("no longer there", className="now")
    return [was, *_becomes(), now]


def _becomes() -> list[Any]:
    return [html.Span("→", className="arrow", **{"aria-hidden": "true"}), layout.hidden(" becomes ")]


def _figures(figures: Sequence[Figures]) -> html.Div:
    rows = [
        [each.name, f"{each.new:,}", f"{each.changed:,}", f"{each.gone:,}", _examples(each)]
        for each in figures[:MOST_INDICATORS]
    ]
    table = layout.table(
        ["Indicator", "New", "Changed", "Gone", "For instance"], rows, caption="Figures that would differ",
        numbers=(1, 2, 3), name="differing",
    )  # fmt: skip
    more = len(figures) - MOST_INDICATORS
    note = [html.P(f"And {words.plural(more, 'more indicator')}.", className="note")] if more > 0 else []
    return html.Div([layout.scroll(table, label="Figures that would differ"), *note])


def _examples(each: Figures) -> html.Ul:
    return html.Ul(
        [html.Li([f"{example.key}: ", *_pair((example.before, example.after))]) for example in each.examples[:3]],
        className="examples",
    )
