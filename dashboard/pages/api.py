"""``/api``: how programs read this board. Made from the models of the API itself, with answers from what is held."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.api import problems
from dashboard.api.examples import Shown, examples
from dashboard.api.openapi import parameters_of
from dashboard.api.parameters import LARGEST_PAGE, USUAL_PAGE
from dashboard.api.resource import ROOT, Resource
from dashboard.api.resources import RESOURCES
from dashboard.board import Board
from dashboard.components import layout
from dashboard.web.view import Query, View

PATH = "/api"
DESCRIPTION = f"{ROOT}/openapi.json"
EVERYWHERE = ("format", "snapshot", "limit", "cursor")
"""Parameters that are explained once, at the top."""

MANNERS: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("Reading", ("Every address answers GET, HEAD and OPTIONS. Nothing can be written, and no key is needed.",)),
    (
        "Format",
        ("JSON; CSV with ", html.Code("format=csv"), " or ", html.Code("Accept: text/csv"), ", safe in a spreadsheet."),
    ),
    (
        "Words",
        ("Indicators, places, groups, phases and periods are taken by their ids or by their words on these screens: ",
         html.Code("place=Thurrock"), ", ", html.Code("period=2024/25"), ". A word that means nothing is refused with "
         "the nearest one; so is an unknown parameter."),
    ),
    (
        "Several values",
        ("A parameter that takes several stands several times: ", html.Code("place=Thurrock&place=England"), "."),
    ),
    (
        "Pages",
        (f"Lists come {USUAL_PAGE} items a page; ", html.Code("limit"), f" takes up to {LARGEST_PAGE:,}. Follow ",
         html.Code("page.next"), ", or the Link header, to the next one. A walk reads one snapshot from end to end, "
         "whatever is loaded meanwhile."),
    ),
    (
        "Caching",
        ("Every answer names its snapshot and carries an entity tag. Given back in ", html.Code("If-None-Match"),
         ", it is answered with 304 until there is something new."),
    ),
    (
        "As it was",
        (html.Code("snapshot="), " answers from an earlier state, as these screens do: figures, memberships and "
         "actions as of its day. Definitions are those of today."),
    ),
    (
        "Withheld figures",
        ("Have their status and no value, in either format. What a screen does not show is not here.",),
    ),
)  # fmt: skip


def view(board: Board, query: Query) -> View:  # noqa: ARG001 - every view takes the query
    """The whole page; every resource's name is an anchor (``/api#observations``)."""
    shown = examples(board)
    return View(
        title="API",
        current="methods",
        kind="api",
        children=[
            layout.heading(
                "API",
                eyebrow="For programs",
                lede="The figures, verdicts and actions of these screens, for a spreadsheet, a notebook or another "
                "system. It reads the same answers as the screens do, and shows what they show.",
                aside=_contents(),
            ),
            _manners(),
            layout.section(
                "Addresses",
                [_resource(each, shown.get(each.name)) for each in RESOURCES],
                id="addresses",
                note="Answers are cut to the first item of every list. Each address leads to the whole.",
            ),
            _problems(),
        ],
        foot=("This page is made from the program that answers, so it says what is done.",),
    )


def _contents() -> html.Nav:
    anchors = [*((each.name, each.title) for each in RESOURCES), ("problems", "Problems")]
    links = [html.Li(html.A(title, href=f"#{name}")) for name, title in anchors]
    return html.Nav([html.H2("On this page"), html.Ul(links)], className="contents", **{"aria-label": "On this page"})


def _manners() -> html.Section:
    rows = [html.Div([html.Dt(name), html.Dd(list(words))]) for name, words in MANNERS]
    described = html.P(
        ["For tools: ", html.A("the OpenAPI 3.1 description", href=DESCRIPTION), " of all that stands here."],
        className="note",
    )
    return layout.section("How to ask", [html.Dl(rows, className="meanings"), described], id="asking")


def _resource(resource: Resource[Any], shown: Shown | None) -> html.Div:
    said = [
        html.H3(resource.title),
        html.P(html.Code(resource.template), className="address"),
        html.P(resource.says),
        _parameters(resource),
    ]
    return html.Div([html.Div(said), _example(shown)], id=resource.name, className="method resource")


def _parameters(resource: Resource[Any]) -> Any:
    own = [each for each in parameters_of(resource) if each["name"] not in EVERYWHERE]
    rows = [
        html.Div([html.Dt([html.Code(each["name"]), _duty(each)]), html.Dd(_told(each))]) for each in own
    ]  # fmt: skip
    beside = [html.Code(name) for name in EVERYWHERE if name in resource.parameters.model_fields]
    listed: list[Any] = [part for code in beside for part in (code, ", ")][:-1]
    also = html.P(["Takes ", *listed, " too." if own else "."], className="sub")
    return html.Div([html.Dl(rows, className="meanings"), also] if rows else [also])


def _duty(parameter: dict[str, Any]) -> Any:
    return html.Span(" needed", className="sub") if parameter["required"] else None


def _told(parameter: dict[str, Any]) -> str:
    """What a parameter takes; the choices of one that has only a few."""
    schema, said = parameter["schema"], parameter["description"]
    several = " May stand several times." if schema.get("type") == "array" else ""
    usual = f" Left out, it is {schema['default']}." if schema.get("default") else ""
    return f"{said}{several}{usual}"


def _example(shown: Shown | None) -> html.Div:
    if shown is None:
        return html.Div(layout.empty("No example.", "Nothing is held that it could be shown with."))
    # Its own box to scroll in, upwards and downwards: always to be reached from the keyboard.
    answer = html.Div(
        html.Pre(html.Code(shown.answer)),
        className="answer",
        role="group",
        tabIndex="0",
        **{"aria-label": f"Answer to {shown.address}"},
    )
    return html.Div([html.P(html.A(shown.address, href=shown.address), className="address"), answer])


def _problems() -> html.Section:
    rows = [
        (html.Code(str(each.status)), html.Span(each.title, id=f"problem-{each.name}"), each.advice)
        for each in problems.KINDS
    ]
    table = layout.table(("Status", "What is wrong", "What to do"), rows, caption="Kinds of problem")
    return layout.section(
        "Problems",
        [
            layout.scroll(table, label="Problems"),
        ],
        id="problems",
        note="A request that cannot be answered gets application/problem+json (RFC 9457): what is wrong, which "
        "parameter, what was expected and what to do.",
    )
