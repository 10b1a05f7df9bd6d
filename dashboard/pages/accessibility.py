"""``/accessibility``: the statement that the accessibility regulations ask of a public sector body, in its model form.

Who publishes it and whom to tell is the organisation's own: ``OUTCOMES_ORGANISATION`` and
``OUTCOMES_ACCESSIBILITY_CONTACT``. The rest says what the program does and what is known not to be right.
"""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.board import Board
from dashboard.components import layout
from dashboard.web.view import Query, View

PATH = "/accessibility"

PREPARED = "22 November 2026"
"""The day on which the statement was written and the tests behind it were last run."""

YOU_CAN = (
    "zoom in to 400% without text running off the screen",
    "reach and use everything with a keyboard alone, and see where you are",
    "read every chart as a sentence and as a table",
    "tell verdicts apart without colour: a word stands beside every mark",
    "choose light or dark colours, or those that your device asks for",
    "use the screens before any script has run, or without scripts, but for exploring a chart",
)
PROBLEMS = (
    (
        "Exploring a chart",
        "The window that opens from Explore needs a pointer to read single points: they cannot be reached with a "
        "keyboard. This fails WCAG 2.2 success criterion 2.1.1 (keyboard). The same numbers stand in the table behind "
        "the chart.",
    ),
    (
        "Wide tables",
        "Tables of many schools or indicators scroll sideways on a small screen or at a high zoom. They can be "
        "scrolled with a keyboard, and the first column is repeated to a screen reader as the head of each row.",
    ),
    (
        "Not tested with people",
        "The screens have not been tried by disabled people, nor in full with a screen reader, a magnifier or speech "
        "control. There may be problems that automatic tests cannot find.",
    ),
)


def view(board: Board, query: Query) -> View:  # noqa: ARG001 - every view takes the query
    """The whole statement."""
    settings = board.settings
    whose = settings.organisation or "The organisation that runs this board"
    children = [
        layout.heading(
            "Accessibility statement",
            lede=f"This statement applies to this Outcomes Board. {whose} runs it and wants as many people as possible "
            "to be able to use it.",
        ),
        _part("how", "How accessible this website is", [html.P("You can:"), _list(YOU_CAN), html.P(_KNOWN)]),
        _part("contact", "Feedback and contact information", _contact(settings.accessibility_contact)),
        _part("enforcement", "Enforcement procedure", _enforcement()),
        _part("status", "Compliance status", [html.P(_STATUS)]),
        _part("problems", "Content that is not accessible", _problems()),
        _part("tested", "Preparation of this statement", _tested()),
    ]
    return View("Accessibility statement", "", children, kind="statement")


_KNOWN = (
    "Some parts are not fully accessible yet: they are listed below under content that is not accessible. AbilityNet "
    "has advice on making your device easier to use if you have a disability, at mcmw.abilitynet.org.uk."
)
_STATUS = (
    "This website is partially compliant with the Web Content Accessibility Guidelines version 2.2 AA standard, "
    "because of the problems listed below."
)


def _part(id: str, title: str, body: list[Any]) -> html.Section:
    return layout.section(title, [html.Div(body, className="statement")], id=id)


def _list(items: tuple[str, ...]) -> html.Ul:
    return html.Ul([html.Li(each) for each in items], className="plain bullets")


def _contact(contact: str | None) -> list[Any]:
    asks = (
        "If you need something on these screens in another format (an accessible PDF, large print, easy read, audio), "
        "or find a problem that is not listed here"
    )
    if contact:
        whom: list[Any] = [f"{asks}, write to ", _address(contact), ". We reply within 10 working days."]
    else:
        whom = [f"{asks}, tell whoever gave you the address of this board: no contact has been entered here yet."]
    note = html.P(
        ["For whoever runs the board: set ", html.Code("OUTCOMES_ACCESSIBILITY_CONTACT"), " and ",
         html.Code("OUTCOMES_ORGANISATION"), "."],
        className="note",
    )  # fmt: skip
    return [html.P(whom)] if contact else [html.P(whom), note]


def _address(contact: str) -> Any:
    return html.A(contact, href=f"mailto:{contact}") if "@" in contact and " " not in contact else contact


def _enforcement() -> list[Any]:
    service = html.A("Equality Advisory and Support Service (EASS)", href="https://www.equalityadvisoryservice.com/")
    return [
        html.P(
            [
                "The Equality and Human Rights Commission (EHRC) is responsible for enforcing the Public Sector Bodies "
                "(Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018. If you are not happy with "
                "how we respond to your complaint, contact the ",
                service,
                ".",
            ]
        )
    ]


def _problems() -> list[Any]:
    listed = [item for title, text in PROBLEMS for item in (html.H3(title), html.P(text))]
    others = (
        "Files that others published and that were loaded here are linked, not shown: how accessible they are is up to "
        "their publishers. We claim no disproportionate burden."
    )
    return [*listed, html.H3("Content that is not within the scope of the regulations"), html.P(others)]


def _tested() -> list[Any]:
    return [
        html.P(f"This statement was prepared on {PREPARED} and last reviewed on {PREPARED}."),
        html.P(
            "Every kind of screen is tested each time the program is changed, in the Chromium browser at 1440 and 390 "
            "pixels, in light and in dark colours, with everything unfolded: by the axe checker against WCAG 2.0, 2.1 "
            "and 2.2 at levels A and AA, which finds no violation, and by driving the main tasks with the keyboard "
            "alone. Contrast of every pair of colours is computed. The tests were made by the program's own "
            "developers; nobody outside has audited it."
        ),
    ]
