"""``/methods``: what each number means, how verdicts are made, and the statistics behind them.

Written by nobody: the catalogue, the rules and the docstrings of the code that computes are printed as they stand.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from dash import html

from dashboard.analysis import words
from dashboard.answers import methods, statistics
from dashboard.answers.calibration import Band, calibration
from dashboard.board import Board
from dashboard.components import layout, marks
from dashboard.web.view import Query, View

PATH = "/methods"

FIGURES = (
    (
        "suppressed",
        "withheld because few pupils stand behind it; which rule it fell under is not said",
    ),
    ("not applicable", "the place has no such pupils or schools"),
    ("not available", "no figure was published, or too few members have one"),
    ("low", "above zero and below what is printed"),
    ("unreliable", "published with the warning not to rely on it"),
    ("estimated", "worked out from rounded figures, or by weighting"),
    ("0", "a true nought"),
)
BASES = (
    ("counts", "worked out here from the numerator and denominator of the file"),
    ("printed", "the percentage that the file prints, where it holds no counts"),
    ("derived", "worked out from other figures: 100 minus another, or one group minus another"),
    ("aggregated", "added up over schools or authorities, with how many of them have figures"),
)
LINES = (
    ("the place", "dark blue, on every screen"),
    ("England, or who it is compared with", "grey; a region or the neighbours turquoise"),
    ("target", "a thin dashed step from its date on"),
    ("way to the target", "a thin dotted line from where the plan began"),
    ("change of method", "a fine upright dash: no line and no comparison crosses it"),
    ("years without figures", "a grey band that says why; the line stops before it"),
)
PARTS = (
    ("verdicts", "How verdicts are made"),
    ("reading", "How to read the screens"),
    ("statistics", "Statistics"),
    ("chances", "Do the chances hold?"),
    ("checks", "How extracts are checked"),
)


def view(board: Board, query: Query) -> View:  # noqa: ARG001 - every view takes the query
    """The whole page; every indicator's id is an anchor (``/methods#ks2_rwm_exp_pct``)."""
    chapters = methods.chapters(board)
    return View(
        title="Methods",
        current="methods",
        kind="methods",
        children=[
            layout.heading(
                "Methods",
                lede="What each number means, how a verdict is reached, and what the marks and lines say. This page is "
                "made from the catalogue and from the program itself, so it says what is done.",
                aside=_contents(chapters),
            ),
            _verdicts(),
            _reading(),
            _statistics(),
            _chances(calibration(board.settings.data)),
            _checks(),
            *(_chapter(chapter) for chapter in chapters),
        ],
        foot=(
            "Definitions follow the publishers' own; the words are ours.",
            [html.A("For programs: the API", href="/api"), ", with every figure and verdict as JSON or CSV."],
        ),
    )


def _contents(chapters: tuple[methods.Chapter, ...]) -> html.Nav:
    parts = [*PARTS]
    parts += [(chapter.id, chapter.title) for chapter in chapters]
    links = [html.Li(html.A(title, href=f"#{anchor}")) for anchor, title in parts]
    return html.Nav([html.H2("On this page"), html.Ul(links)], className="contents", **{"aria-label": "On this page"})


def _verdicts() -> html.Section:
    key = html.Dl(
        [html.Div([html.Dt(marks.verdict(word)), html.Dd(meaning)]) for word, meaning in marks.MEANINGS.items()],
        className="verdict-key",
    )
    return layout.section(
        "How verdicts are made",
        [html.Div([_rule(rule) for rule in statistics.rules()], className="rules"), html.H3("The verdicts"), key],
        id="verdicts",
        note="A measure sets a target; the type of the target decides what is asked and which verdicts there are. "
        "Verdicts are computed. How well an action is delivered is a person's judgement and stands apart.",
    )


def _rule(rule: statistics.Rule) -> html.Div:
    words = ", ".join(marks.WORDS[word] for word in rule.verdicts)
    return html.Div(
        [
            html.H3(rule.title),
            html.P(rule.asks),
            html.P([html.Strong("Verdicts: "), words], className="sub"),
            *(_paragraph(text) for text in rule.how),
        ],
        id=f"target-{rule.type}",
        className="method",
    )


def _reading() -> html.Section:
    tables = [
        ("Lines and bands", LINES),
        ("Where a figure cannot be given, the reason is", FIGURES),
        ("How a figure was made", BASES),
    ]
    return layout.section(
        "How to read the screens",
        [each for title, pairs in tables for each in (html.H3(title), _pairs(pairs))],
        id="reading",
        note="A mark always stands beside its word. The arrow of improved and worse means better and worse, never up "
        "and down. Colour is never the only sign.",
    )


def _statistics() -> html.Section:
    body: list[Any] = []
    for subject, entries in statistics.statistics():
        body.append(html.H3(subject))
        for entry in entries:
            where = html.P(html.Code(entry.where), className="sub")
            body.append(layout.fold(entry.title, [*(_paragraph(text) for text in entry.paragraphs), where]))
    return layout.section(
        "Statistics",
        body,
        id="statistics",
        note="In the words of the functions that compute them.",
    )


def _chances(bands: tuple[Band, ...]) -> html.Section:
    """What was told and what came of it: a table for each thing that was asked."""
    body: list[Any] = []
    for asked, group in groupby(bands, key=lambda each: each.asked):
        found = list(group)
        rows = [
            (
                f"{each.low} to {each.high} %",
                words.number(each.forecasts, 0),
                f"{words.number(each.mean, 1)} %",
                f"{words.number(each.came_true, 1)} %",
            )
            for each in found
        ]
        head = ("Chance told", "Forecasts", "On average", "Came about")
        table = layout.table(head, rows, caption=f"Asked: {asked}", numbers=(1, 2, 3))
        body += [table, html.P(f"Source: {found[0].source}.", className="sub")]
    if not body:
        body = [layout.empty("No table.", "The back-test has not been run on this copy: make bench BENCH=calibration.")]
    return layout.section(
        "Do the chances hold?",
        body,
        id="chances",
        note="From every past year in which a chance would have been told, with nothing known of later years, what was "
        "told and how often it then came about one to three years on. Where the last two columns agree, a chance of "
        "30 % means 30 %.",
    )


def _checks() -> html.Section:
    tables = [
        layout.fold(
            f"{stage}: {words.plural(len(entries), 'rule')}",
            [layout.table(("Rule", "What becomes of it", "What to do"), [_check(e) for e in entries], caption=stage)],
        )
        for stage, entries in methods.checks()
    ]
    return layout.section(
        "How extracts are checked",
        tables,
        id="checks",
        note="Every file passes these rules before a figure of it counts. What they find is shown on the data desk, "
        "by the command and in the findings file, in the same words.",
    )


def _check(entry: methods.Check) -> tuple[Any, ...]:
    found = html.Span([entry.finds, html.Br(), html.Code(entry.rule)], id=f"check-{entry.rule}")
    return found, entry.severity, entry.advice


def _chapter(chapter: methods.Chapter) -> html.Section:
    return layout.section(chapter.title, [_definition(each) for each in chapter.definitions], id=chapter.id)


def _definition(entry: methods.Definition) -> html.Div:
    head: list[Any] = [html.H3(html.A(entry.name, href=f"/indicator/{entry.id}")), html.P(entry.meaning)]
    if entry.supports is not None:
        beside = html.A(entry.supports.short, href=f"#{entry.supports.id}")
        head.append(html.P(["Stands beside ", beside, "."], className="sub"))
    lines: list[Any] = [
        (name, html.A(text, href=entry.url) if name == methods.SOURCE and entry.url else _several(text))
        for name, text in entry.lines
    ]
    lines.append(("Identifier", html.Code(entry.id)))
    return html.Div([html.Div(head), _pairs(lines)], id=entry.id, className="method definition")


def _several(text: str | tuple[str, ...]) -> Any:
    """One text as it is, several as a list."""
    if isinstance(text, str):
        return text
    return text[0] if len(text) == 1 else html.Ul([html.Li(each) for each in text])


def _pairs(pairs: Any) -> html.Dl:
    return html.Dl([html.Div([html.Dt(name), html.Dd(value)]) for name, value in pairs], className="meanings")


def _paragraph(text: statistics.Text) -> html.P:
    return html.P([_named(piece) if code else piece for piece, code in text])


def _named(code: str) -> Any:
    """A name of the program: a verdict or a type of target in the screen's words, anything else as it is spelt."""
    titles = {rule.type: f"“{rule.title}”" for rule in statistics.rules()}
    return marks.WORDS.get(code) or titles.get(code) or html.Code(code)
