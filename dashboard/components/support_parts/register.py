"""The register of a place: how many schools in each category, each school's entry, and the questions of the rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard.analysis.support import Suggestion
from dashboard.answers.support import CATEGORIES, Supported, SupportRegister
from dashboard.components import layout, stacked
from dashboard.components.addresses import place_address
from dashboard.components.programme_parts.dates import day
from dashboard.components.support_parts.words import MEANINGS, category
from etl.support_rules import SupportRules

SHOWN = 20
"""Questions before the rest folds away."""


def board(found: SupportRegister) -> html.Section:
    """A column a category, with its schools."""
    columns = []
    for each in CATEGORIES:
        schools = found.of(each)
        links = [
            html.Li(
                [
                    _link(school),
                    html.Span(f"since {day(school.held.since)}" if school.held else "", className="sub"),
                ]
            )
            for school in schools
        ]
        columns.append(
            html.Div(
                layout.present(
                    [
                        html.H3([f"{each.capitalize()}: {len(schools)}", html.Span(MEANINGS[each], className="sub")]),
                        html.Ul(links, className="cards") if links else None,
                    ]
                ),
                className="stage",
            )
        )
    note = "Decided by people, with a reason and a date. Nothing here is worked out."
    return layout.section("Categories", [html.Div(columns, className="stage-board")], id="categories", note=note)


def entries(schools: Sequence[Supported]) -> html.Section:
    """Each school in the register: why, on what evidence, what was agreed, when it is looked at again."""
    head = ["School", "Category", "Reason and evidence", "Support agreed", "Next review"]
    rows = [stacked.row(head, _entry(school)) for school in schools]
    table = stacked.table(head, [rows], caption="Schools in the register, reviews that are due first", name="support")
    return layout.section("In the register", [table], id="entries")


def _entry(school: Supported) -> list[Any]:
    held = school.held
    if held is None:
        raise ValueError(f"{school.place.place_id} is not in the register")
    review: list[Any] = [day(held.next_review) if held.next_review else html.Span("none agreed", className="quiet")]
    if school.review_due:
        review.append(html.Span("review is due", className="sub late"))
    earlier = len(school.given) - 1
    return [
        _name(school),
        [
            category(held.category),
            html.Span(f"since {day(held.since)}", className="sub"),
            *([html.Span(f"{earlier} earlier", className="sub")] if earlier else []),
        ],
        [html.Span(held.reason), html.Span(held.evidence, className="sub")],
        held.support or html.Span("none recorded", className="quiet"),
        review,
    ]


def questions(found: SupportRegister, schools: Sequence[Supported]) -> html.Section:
    """What the rules ask, the gravest first; each with its evidence, to be answered by people."""
    if found.rules is None:
        body: list[Any] = [
            layout.empty("No rules.", "The catalogue has no support.yaml, so nothing is ever asked about a school.")
        ]
    elif not schools:
        body = [layout.empty("No question.", "The rules would have every school of this list where it is.")]
    else:
        body = [_question_table(schools[:SHOWN])]
        if len(schools) > SHOWN:
            body.append(layout.fold(f"{len(schools) - SHOWN} more", [_question_table(schools[SHOWN:])]))
    note = None
    if found.rules is not None:
        note = (
            f"{found.rules.title}, version {found.rules.version} of {day(found.rules.published)}. A question changes "
            "nothing: a category is given by somebody with a name, on the school's own screen."
        )
    return layout.section("Questions of the rules", body, id="questions", note=note)


def _question_table(schools: Sequence[Supported]) -> html.Div:
    """A body for each question, said once, with the schools that it is asked about and what it rests on."""
    head = ["School", "Category now", "On what evidence"]
    bodies = []
    for asked, those in _by_question(schools):
        about = "this school" if len(those) == 1 else f"these {len(those)} schools"
        words = [f"Should {about} be in ", html.Strong(asked.category), f"? {asked.because}"]
        question = html.Th(words, scope="rowgroup", role="rowheader", colSpan=len(head), className="asked")
        bodies.append([html.Tr(question, role="row"), *(_asked_about(head, school) for school in those)])
    return stacked.table(head, bodies, caption="Questions of the rules, the gravest first", name="questions")


def _by_question(schools: Sequence[Supported]) -> list[tuple[Suggestion, list[Supported]]]:
    """The schools under each question, in the order in which the questions come."""
    found: dict[tuple[str, str], tuple[Suggestion, list[Supported]]] = {}
    for school in schools:
        if school.asked is not None:
            key = (school.asked.category, school.asked.because)
            found.setdefault(key, (school.asked, []))[1].append(school)
    return list(found.values())


def _asked_about(head: Sequence[str], school: Supported) -> html.Tr:
    evidence = school.asked.evidence if school.asked else ()
    now = category(school.held.category) if school.held else html.Span("none given", className="quiet")
    return stacked.row(head, [_name(school), now, html.Ul([html.Li(each) for each in evidence], className="dashes")])


def published(rules: SupportRules) -> html.Section:
    """The rules themselves, in their order."""
    items = [html.Li([category(rule.category), html.Span(rule.because)]) for rule in rules.rules]
    body = [
        html.P(rules.note, className="plan-words"),
        html.Ol(items, className="rules"),
        html.P(
            [
                "The first that holds asks. They stand in ",
                html.Code("data/catalogue/support.yaml"),
                "; change them there.",
            ],
            className="note below",
        ),
    ]
    return layout.section("The rules", [layout.fold(rules.title, body)], id="rules")


def _link(school: Supported) -> html.A:
    return html.A(school.place.name, href=place_address(school.place.place_id) + "#support")


def _name(school: Supported) -> list[Any]:
    phase = school.place.phase
    return [_link(school), *([html.Span(phase.replace("_", " "), className="sub")] if phase else [])]
