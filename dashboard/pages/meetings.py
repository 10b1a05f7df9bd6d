"""``/plan/<plan>/meetings``: when the board met, what it decided, and the figures that it had before it."""

from __future__ import annotations

from datetime import date
from typing import Any

from dash import html

from dashboard.answers.errors import NotFoundError
from dashboard.answers.meetings import Meetings, meetings, next_day
from dashboard.answers.recorded import Meeting
from dashboard.board import Board
from dashboard.components import entries, layout
from dashboard.components.addresses import address
from dashboard.components.entry_form import closed, entry_form
from dashboard.components.pack_form import pack_form, pack_link
from dashboard.components.plan_nav import plan_nav
from dashboard.components.programme_parts.dates import day
from dashboard.components.scope import plan_choice
from dashboard.web.editing import Editor, editor
from dashboard.web.identity import is_demonstration
from dashboard.web.view import NotHere, Query, View

PATH = "/plan/<plan>/meetings"
FOOT = "Meetings and decisions are what people recorded, each change with its name and time."


def view(board: Board, query: Query, plan: str) -> View:
    """The meetings of a plan's board, the latest first; for somebody with a name the forms to add and change them."""
    try:
        found = meetings(board, plan)
    except NotFoundError as error:
        raise NotHere(str(error)) from error
    who = editor(board)
    parts: list[Any] = [
        layout.crumbs(("Plans", "/"), (found.plan.title, f"/plan/{plan}"), ("Meetings", None)),
        plan_nav(plan, "meetings", query),
        *layout.invented_banner(False, written=is_demonstration(board.settings)),
        _head(found),
        pack_form(plan, meeting=next_day(board, plan)),
        _add(found, who, today=board.today),
        _list(found, who),
    ]
    return View(
        f"Meetings, {found.plan.title}",
        "plans",
        parts,
        foot=(FOOT,),
        kind="actions",
        scope=(plan_choice(board.plans, plan, screen="/meetings"),),
    )


def _head(found: Meetings) -> html.Div:
    count = len(found.meetings)
    lede = f"{count} meeting{'s' if count != 1 else ''} on record." if count else None
    return layout.heading("Board meetings", eyebrow=found.plan.title, lede=lede)


def _add(found: Meetings, who: Editor, *, today: date) -> html.Div:
    if who.name is None:
        return html.Div(closed(who.why), className="write")
    form = entry_form(
        entries.meeting(found.choices(None)),
        entries.meeting_values(None, on=today, snapshot=found.current),
        action=f"/plan/{found.name}/meetings/add",
        token=who.token,
        who=who.name,
    )
    return html.Div(form, className="write")


def _list(found: Meetings, who: Editor) -> html.Section:
    if not found.meetings:
        why = (
            "A meeting has a date, its decisions, and the figures that the board had before it: from then on every "
            "screen can be opened as it was, and what has changed since can be told."
        )
        return layout.section("Meetings", [layout.empty("No meeting is on record.", why)], id="meetings")
    items = [html.Li(_meeting(found, each, who)) for each in found.meetings]
    return layout.section("Meetings", [html.Ol(items, className="story meetings")], id="meetings")


def _meeting(found: Meetings, each: Meeting, who: Editor) -> list[Any]:
    said: list[Any] = [html.H3([day(each.date), html.Span(each.title, className="meeting-title")])]
    if each.decisions:
        said.append(html.Ol([html.Li(decision) for decision in each.decisions], className="decisions"))
    else:
        said.append(html.P("No decision is recorded.", className="quiet"))
    said.append(_figures(found, each))
    said.append(html.P(pack_link(found.name, meeting=each.date), className="note"))
    if who.name is not None:
        said.append(
            entry_form(
                entries.meeting(found.choices(each.id)),
                entries.meeting_values(each, on=each.date, snapshot=None),
                action=f"/plan/{found.name}/meetings/{each.id}/edit",
                token=who.token,
                who=who.name,
                version=each.version,
                title=f"Change the meeting of {day(each.date)}",
            )
        )
    return said


def _figures(found: Meetings, each: Meeting) -> html.P:
    """The way to the plan as the board saw it, and to what has changed since."""
    had = found.had.get(each.id)
    if had is None:
        why = (
            "The figures it had before it are no longer kept." if each.snapshot_id else "No figures are kept from then."
        )
        return html.P(why, className="note")
    on = each.date.isoformat()
    saw = html.A("The plan as the board saw it", href=address(f"/plan/{found.name}", snapshot=had.snapshot, as_of=on))
    since = html.A("What has changed since", href=address(f"/plan/{found.name}/changes", since=on))
    stands_in = f" {had.note}" if had.note else ""
    return html.P(
        [saw, f", with the figures published on {day(had.built.date())}.{stands_in} ", since], className="note"
    )
