"""The screen of what changed in a plan, in words: since when, verdicts, ranks, figures, actions."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from dashboard.analysis import words
from dashboard.answers import directory, moments, resolve
from dashboard.answers.changed_words import Figures, Line, PlanLines, figures_of, plan_lines
from dashboard.answers.changes import ActionMoved, PlanChanges, plan_changes
from dashboard.answers.moments import Choice, Moment
from dashboard.answers.verdicts import verdicts
from dashboard.board import Board
from dashboard.register.model import ActionState
from dashboard.store import DamagedSnapshotError, NoSnapshotError
from etl.plans import Plan


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure whose own verdict flips, as the board reads it."""

    measure_id: str
    name: str
    before: str | None
    after: str | None
    because: str


@dataclass(frozen=True, slots=True)
class Action:
    """One action that stands otherwise: what turned (what, before, after), and what was written in between."""

    action_id: str
    name: str
    turned: tuple[tuple[str, str | None, str | None], ...]
    notes: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """What changed since the board last met, for the plan page: since when, counts in words, the first measures that
    flipped (name, verdict before and after) and how many more."""

    since: str
    counts: tuple[str, ...]
    flipped: tuple[tuple[str, str | None, str | None], ...]
    more: int


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """All that the screen shows. ``choices`` are the moments to reckon from; ``found`` is missing where there is
    nothing earlier to hold the present against, and ``why`` then says so."""

    name: str
    plan: Plan
    place: str | None
    place_name: str
    choices: tuple[Choice, ...]
    since: Moment | None
    until: Moment
    found: PlanChanges | None
    why: str | None
    measures: tuple[Measure, ...] = ()
    lines: PlanLines | None = None
    figures: tuple[Figures, ...] = ()
    actions: tuple[Action, ...] = ()
    invented: bool = False

    @property
    def flips(self) -> tuple[Line, ...]:
        return tuple(line for line in (self.lines.lines if self.lines else ()) if line.flips)

    @property
    def ranked(self) -> tuple[Line, ...]:
        """Lines whose rank moved, the furthest first."""
        moved = [line for line in (self.lines.lines if self.lines else ()) if line.gained]
        return tuple(sorted(moved, key=lambda line: -abs(line.gained or 0)))


def changes_page(
    board: Board, name: str, *, since: str | None = None, until: str | None = None, place: str | None = None
) -> ChangesPage:
    """What changed in a plan since a moment (default: when its board last met, else the snapshot before this one).

    Raises :class:`dashboard.answers.errors.NotFoundError` for a plan, place or moment that nobody knows.
    """
    begin = moments.moment(board, since, plan=name) if since else usual(board, name)
    end = moments.moment(board, until, plan=name) if until else None
    choices = moments.choices(board, name)
    now = end or moments.now(board)
    plan = board.plans[name]
    at = directory.place(board, resolve.place(board, place) if place else plan.body.places[0])
    called = at.name if at is not None else plan.body.name
    if begin is None:
        why = (
            "This is the first snapshot, so there is nothing earlier to hold it against. From the next load on, what "
            "came, what was revised and which verdicts flipped is told here."
        )
        return ChangesPage(name, plan, place, called, choices, None, now, None, why)
    found = plan_changes(board, name, since=begin, until=end, place=place)
    names = _names(board, found)
    measures = {measure.id: measure.short for _, measure in plan.all_measures}
    return ChangesPage(
        name=name,
        plan=plan,
        place=place,
        place_name=called,
        choices=choices,
        since=begin,
        until=now,
        found=found,
        why=None,
        measures=tuple(
            Measure(
                each.measure_id,
                measures.get(each.measure_id, each.measure_id),
                each.before,
                each.after,
                "; ".join(cause.words for cause in each.because),
            )
            for each in found.change.summaries
        ),
        lines=plan_lines(board, found.change, names),
        figures=_figures(board, found, names),
        actions=tuple(_action(plan, each) for each in found.actions),
        invented=verdicts(moments.at(board, end) if end else board, name, place=place).invented,
    )


def usual(board: Board, plan: str) -> Moment | None:
    """The moment that changes are reckoned from unless somebody says otherwise."""
    return moments.last_met(board, plan) or moments.before_last_load(board)


def in_brief(found: PlanChanges) -> tuple[str, ...]:
    """The changes in a few counts: ``3 verdicts flipped``, ``12 new figures``; empty where nothing changed."""
    new, revised, gone = found.figures
    measures, lines = len(found.change.summaries), found.flipped
    counts = (
        (measures, f"{words.plural(measures, 'measure')} with another verdict"),
        (0 if measures else lines, f"{words.plural(lines, 'line')} with another verdict"),
        (new, words.plural(new, "new figure")),
        (revised, f"{words.plural(revised, 'figure')} revised"),
        (gone, f"{words.plural(gone, 'figure')} gone"),
        (found.ranks_moved, f"{words.plural(found.ranks_moved, 'rank')} moved"),
        (len(found.actions), f"{words.plural(len(found.actions), 'action')} moved"),
    )
    return tuple(said for count, said in counts if count)


def since_met(board: Board, name: str, *, place: str | None = None, most: int = 4) -> Brief | None:
    """What the plan page says of the time since its board last met; ``None`` where nothing earlier is kept, or can be
    read: the plan's own figures stand without it.

    Raises :class:`dashboard.answers.errors.NotFoundError` for a plan or place that nobody knows.
    """
    begin = usual(board, name)
    if begin is None:
        return None
    try:
        found = plan_changes(board, name, since=begin, place=place)
    except (DamagedSnapshotError, NoSnapshotError):
        return None
    measures = {measure.id: measure.short for _, measure in board.plans[name].all_measures}
    flipped = [
        (measures.get(each.measure_id, each.measure_id), each.before, each.after) for each in found.change.summaries
    ]
    return Brief(named(begin), in_brief(found), tuple(flipped[:most]), max(0, len(flipped) - most))


def named(moment: Moment) -> str:
    """``the board met on 9 July 2026, Summer meeting``, ``the figures of 1 March 2026, 09:00 UTC``."""
    if moment.title is not None:
        return f"the board met on {moment.day:%-d %B %Y}, {moment.title}"
    if moment.asked == moment.snapshot:
        return f"the figures of {moment.built:%-d %B %Y, %H:%M} UTC"
    return f"{moment.day:%-d %B %Y}"


def _figures(board: Board, found: PlanChanges, names: dict[str, str]) -> tuple[Figures, ...]:
    return tuple(
        figures_of(
            board,
            each.indicator,
            counts=(each.new, each.revised, each.gone),
            examples=[asdict(example) for example in each.examples],
            places=names,
            files=each.files,
        )
        for each in found.observed
    )


def _names(board: Board, found: PlanChanges) -> dict[str, str]:
    wanted = {flip.place_id for flip in found.change.flips}
    wanted |= {example.place for each in found.observed for example in each.examples}
    then, now = moments.at(board, found.since), moments.at(board, found.until)
    both = (directory.named(then, sorted(wanted)), directory.named(now, sorted(wanted)))
    return {place_id: place.name for names in both for place_id, place in names.items()}


def _action(plan: Plan, each: ActionMoved) -> Action:
    defined = next((action for _, action in plan.all_actions if action.id == each.action_id), None)
    said = (defined.outcome or (defined.text[0] if defined.text else None)) if defined else None
    return Action(
        action_id=each.action_id,
        name=said or f"{each.action_id}, no longer in the plan",
        turned=tuple(_turned(each.before, each.after)),
        notes=tuple(f"{note.at:%-d %B %Y}: {note.text}" for note in each.notes if note.text),
        evidence=tuple(f"{piece.at:%-d %B %Y}: {piece.text}" for piece in each.evidence),
    )


def _turned(before: ActionState | None, after: ActionState | None) -> list[tuple[str, str | None, str | None]]:
    """What turned, each with its words before and after; ``None`` where there was nothing."""
    if before is None or after is None:
        return [("In the plan", "yes" if before else "no", "yes" if after else "no")]
    pairs = (
        ("RAG", before.rag if before.rag != "none" else None, after.rag if after.rag != "none" else None),
        ("Stage", before.stage, after.stage),
        ("Forecast", _day(before.forecast), _day(after.forecast)),
        ("Started", _day(before.started), _day(after.started)),
        ("Withdrawn", _day(before.withdrawn), _day(after.withdrawn)),
    )
    return [(name, was, now) for name, was, now in pairs if was != now]


def _day(day: object) -> str | None:
    return f"{day:%-d %B %Y}" if day is not None else None
