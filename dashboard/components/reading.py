"""How each kind of screen is read, in a few lines, and what a first visitor is told."""

from __future__ import annotations

from dash import html

READING = {
    "plan": (
        "A plan on one page",
        (
            "One row is one measure of the plan. Along it: the latest figure, the gap to its comparator, the years "
            "before with the target, the verdict, the change since last year.",
            "The verdict answers the plan's own target. Since last year is another question, and may have "
            "another answer.",
            "A tinted cell asks for attention. Whatever is not judged says why, and stands again under who owes "
            "us data.",
        ),
    ),
    "priority": (
        "A priority",
        (
            "Each chart has this place in blue, its comparator in grey and the target as a dashed step. Lines stop "
            "where figures stop, and where the method changes.",
            "Beside it stands the verdict. How is this worked out opens the sum, with the file and row of every "
            "number.",
            "Below are the actions meant to move the figure. Red, amber and green are what people say, never computed.",
        ),
    ),
    "indicator": (
        "An indicator",
        (
            "First the years, then the gap as a line of its own: above nought is ahead, below is behind.",
            "What stands behind the gap shows how much of it each school or cluster makes; the parts add up to "
            "the whole.",
            "The strip holds all local authorities; the interval of a rank says how far it could lie by chance.",
        ),
    ),
    "place": (
        "A place or a school",
        (
            "Choose at the top which pupils, which phase and whom to compare with: everything below follows.",
            "Blue cells are ahead and orange ones behind; strong colours are more than chance.",
            "A withheld figure says so, and is never counted as nought.",
        ),
    ),
    "actions": (
        "Actions, support and meetings",
        (
            "Overdue comes first. The stage says how far an action is, the letter in a square what its lead "
            "says of it.",
            "The square sets what was delivered beside what has moved: delivered without movement is what to "
            "talk about.",
            "Published rules may ask whether a school's tier of support still fits. Only people change it.",
        ),
    ),
    "changes": (
        "What changed",
        (
            "Choose two moments. Verdicts that are others now come first, each with why.",
            "A figure may change because it is new, or because an old one was revised: the two are kept apart.",
            "The plan as it was opens any screen as the board saw it then.",
        ),
    ),
    "data": (
        "The data desk",
        (
            "Each file received is listed with what was used of it, and what was left out and why.",
            "Freshness is judged against each source's own calendar: late means that a release was due.",
            "Nothing is changed until somebody accepts it, and everything can be taken back.",
        ),
    ),
}
"""Title and what to know, by kind of screen."""

SAME = {"action": "actions", "places": "place", "glossary": "plan", "methods": "plan", "search": "plan"}
"""Kinds that are read like another."""

FIRST = (
    "Each row or chart is one measure of a plan; its verdict answers the target that the plan set.",
    "Words with dots below them are explained when you press them. Every verdict opens its own sum.",
    "What a screen is about stands at its top, and the search finds any place, school or indicator.",
)
"""Three things that a first visitor needs, and no more."""


def reading_address(kind: str) -> str:
    """The part of the reading guide for a kind of screen."""
    known = SAME.get(kind, kind)
    return f"/reading#{known}" if known in READING else "/reading"


def first_visit() -> html.Aside:
    """A strip for whoever is here for the first time: shown by ``assets/theme.js`` before anything is painted, put
    away for good by its button. Without script it is not there."""
    return html.Aside(
        [
            html.H2("New here? Three things to know"),
            html.Ol([html.Li(each) for each in FIRST]),
            html.P(
                [
                    html.Button("Got it", type="button", className="button", **{"data-first-visit-over": ""}),
                    html.A("How to read the screens", href="/reading"),
                ]
            ),
        ],
        className="first-visit",
        **{"aria-label": "For a first visit"},
    )
