"""What people write down, from the command line: ``register note``, ``evidence``, ``judge``, ``support`` and
``meeting``, each an edit that names who makes it. What else is done with the register: :mod:`exchanging`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any

import typer
from rich.markup import escape

from dashboard.answers import resolve
from dashboard.answers.meetings import keep_days
from dashboard.board import Board
from dashboard.commands.common import AsJson, Warehouse, board, refuse, wants_json
from dashboard.register import KEEP
from dashboard.terminal import out, print_json

PlanName = Annotated[str, typer.Argument(metavar="PLAN", help="A plan, by the name of its file.")]
By = Annotated[str, typer.Option(metavar="NAME", help="Who says so; it is kept with the edit.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day it speaks of; today by default.")]
Text = Annotated[str, typer.Option(help="What is said, in a sentence or two.")]
Version = Annotated[
    int | None, typer.Option(help="Refuse unless this is still the version; without it the present one is edited.")
]
NONE = "none"
"""The word that clears a date or a stage."""


def note(
    plan: PlanName,
    action: Annotated[str, typer.Argument(help="The action's id.")],
    *,
    text: Text,
    by: By,
    at: Day = None,
    rag: Annotated[str | None, typer.Option(help="red, amber, green, blue (complete) or none.")] = None,
    stage: Annotated[str | None, typer.Option(help="explore, prepare, deliver, sustain, or none.")] = None,
    forecast: Annotated[str | None, typer.Option(metavar="DATE", help="When it is now expected, or none.")] = None,
    started: Annotated[str | None, typer.Option(metavar="DATE", help="When it began, or none.")] = None,
    version: Version = None,
    as_json: AsJson = False,
    warehouse: Warehouse = None,
) -> None:
    """Write down how an action is going; what is not given stays as it was."""
    register = editable(warehouse).register
    states = register.actions(plan)
    state = register.note(
        plan,
        action,
        by=by,
        version=version if version is not None else states[action].version if action in states else 0,
        text=text,
        at=at.date() if at else None,
        rag=KEEP if rag is None else rag,  # type: ignore[arg-type]  # the register checks the word
        stage=KEEP if stage is None else None if stage == NONE else stage,  # type: ignore[arg-type]
        forecast=_date(forecast, "--forecast"),
        started=_date(started, "--started"),
    )
    _said(state, as_json, f"Action {action}: {state.rag}, {state.stage or 'no stage'}; {len(state.notes)} notes.")


def evidence(
    plan: PlanName,
    action: Annotated[str, typer.Argument(help="The action's id.")],
    *,
    text: Text,
    by: By,
    at: Day = None,
    indicator: Annotated[str | None, typer.Option(help="The indicator whose figure it is.")] = None,
    as_json: AsJson = False,
    warehouse: Warehouse = None,
) -> None:
    """Add a piece of evidence to an action."""
    opened = editable(warehouse)
    found = opened.register.record_evidence(
        plan,
        action,
        by=by,
        text=text,
        at=at.date() if at else None,
        indicator_id=resolve.indicator(opened, indicator).id if indicator else None,
    )
    _said(found, as_json, f"Evidence {found.id} of action {action} is recorded.")


def judge(
    plan: PlanName,
    measure: Annotated[str, typer.Argument(help="The measure's id.")],
    *,
    by: By,
    outcome: Annotated[
        str | None, typer.Option(help="done or not_done for a milestone; met, partly or not_met for a judgement.")
    ] = None,
    met: Annotated[int | None, typer.Option(metavar="K", help="How many of all units meet it.")] = None,
    of: Annotated[int | None, typer.Option(metavar="N", help="How many units there are.")] = None,
    text: Annotated[str, typer.Option(help="The reason; a matter of judgement needs one.")] = "",
    target: Annotated[int, typer.Option(help="1, or 2 for a measure's second target.")] = 1,
    at: Day = None,
    version: Version = None,
    as_json: AsJson = False,
    warehouse: Warehouse = None,
) -> None:
    """Record what people say of a measure: a milestone, k of N, or a matter of judgement."""
    register = editable(warehouse).register
    known = [each for each in register.judgements(plan) if (each.measure_id, each.target) == (measure, target)]
    said = register.judge(
        plan,
        measure,
        by=by,
        version=version if version is not None else known[0].version if known else 0,
        target=target,
        at=at.date() if at else None,
        outcome=outcome,  # type: ignore[arg-type]  # the register checks the word
        met_units=met,
        all_units=of,
        text=text,
    )
    count = f", {said.met_units} of {said.all_units}" if said.all_units else ""
    _said(said, as_json, f"Measure {measure}: {said.outcome.replace('_', ' ')}{count}, {said.at:%-d %B %Y}.")


def support(
    place: Annotated[str, typer.Argument(help="A school's id, URN or name.")],
    category: Annotated[str, typer.Argument(help="stabilise, repair, improve or sustain.")],
    *,
    reason: Annotated[str, typer.Option(help="Why.")],
    by: By,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="From when; today by default.")] = None,
    evidence: Annotated[str, typer.Option(help="On what evidence.")] = "",
    support: Annotated[str, typer.Option(help="What support it gets.")] = "",
    next_review: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="When it is looked at again.")
    ] = None,
    plan: Annotated[str | None, typer.Option(help="The plan under which it is given.")] = None,
    version: Version = None,
    as_json: AsJson = False,
    warehouse: Warehouse = None,
) -> None:
    """Give a school a category of support; those that it had are kept."""
    opened = editable(warehouse)
    place_id = resolve.place(opened, place)
    known = opened.register.support().get(place_id, [])
    said = opened.register.set_support(
        place_id,
        by=by,
        version=version if version is not None else known[0].version if known else 0,
        category=category,  # type: ignore[arg-type]  # the register checks the word
        since=since.date() if since else None,
        reason=reason,
        evidence=evidence,
        support=support,
        next_review=next_review.date() if next_review else None,
        plan=plan,
    )
    _said(said, as_json, f"{place_id}: {said.category} since {said.since:%-d %B %Y}.")


def meeting(
    plan: PlanName,
    *,
    day: Annotated[datetime, typer.Option("--date", formats=["%Y-%m-%d"], help="The day of the meeting.")],
    title: Annotated[str, typer.Option(help="What it is called.")],
    by: By,
    decision: Annotated[list[str] | None, typer.Option(help="What was decided; may be repeated.")] = None,
    snapshot: Annotated[str | None, typer.Option(help="The snapshot that the board had before it.")] = None,
    number: Annotated[int | None, typer.Option("--meeting", help="The number of one to write anew.")] = None,
    version: Version = None,
    as_json: AsJson = False,
    warehouse: Warehouse = None,
) -> None:
    """Record a meeting of the plan's board, past or to come, or write one anew; the snapshot of its day is kept."""
    opened = editable(warehouse)
    register = opened.register
    told: dict[str, Any] = {
        "by": by,
        "date": day.date(),
        "title": title,
        "decisions": decision or (),
        "snapshot_id": snapshot,
    }
    if number is None:
        said = register.add_meeting(plan, **told)
    else:
        known = {each.id: each.version for each in register.meetings(plan)}
        read = version if version is not None else known.get(number, 0)
        said = register.edit_meeting(plan, number, version=read, **told)
    keep_days(opened, who=by)
    _said(said, as_json, f"Meeting {said.id} of {plan}: {said.title}, {said.date:%-d %B %Y}.")


def editable(warehouse: Any) -> Board:
    """The board of a register that people may write to: never the demonstration's, which is invented throughout."""
    opened = board(warehouse, empty_is_fine=True)
    if opened.settings.in_demonstration_folder:
        refuse("nothing is ever written into the demonstration's register; choose another --warehouse")
    return opened


def _date(given: str | None, option: str) -> Any:
    if given is None:
        return KEEP
    if given == NONE:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise typer.BadParameter(f"{given!r} is no date such as 2026-07-31", param_hint=option) from None


def _said(what: Any, as_json: bool, words: str) -> None:
    if wants_json(as_json):
        print_json(asdict(what))
    else:
        out.print(escape(words), soft_wrap=True)
