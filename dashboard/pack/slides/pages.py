"""The slides of a pack in their order: cover, what changed, plan on a page, priorities, appendix."""

from __future__ import annotations

from pathlib import Path

from dashboard.analysis.words import listed
from dashboard.pack.model import Changes, Cover, Pack, Said, Turned
from dashboard.pack.slides import fit, master, style, table
from dashboard.pack.slides.appendix import appendix
from dashboard.pack.slides.deck import Deck, Paragraph, Run, rule, text, verdict
from dashboard.pack.slides.figures import plan_sheet
from dashboard.pack.slides.flow import flow, titled
from dashboard.pack.slides.priority import priority
from dashboard.pack.slides.table import Column, Sheet, TableRow

PLAN_SIZES = (10, 9, 8)
"""Sizes of type of the plan on a page, the largest in which it fits one slide; in the last one it goes on."""
ROOM = master.BOTTOM - master.TOP
ALL = master.RIGHT - master.LEFT


def write(pack: Pack, path: Path) -> int:
    """Write the slides; returns how many there are."""
    cover = pack.cover
    deck = Deck(
        foot=f"{cover.place} · board pack for {cover.meeting:%-d %B %Y} · {pack.foot}",
        title=f"{cover.plan}: board pack for {cover.meeting:%-d %B %Y}",
        subject=f"{cover.place}, {pack.foot}",
    )
    _cover(deck, pack)
    _changes(deck, pack)
    _plan(deck, pack)
    for part in pack.parts:
        priority(deck, pack, part)
    appendix(deck, pack)
    deck.file.save(str(path))
    return len(deck.file.slides)


def notes(pack: Pack, *more: str) -> str:
    """What stands in the notes of a slide: what is special to it, then source and snapshot."""
    files = listed(list(pack.sources), most=12)
    read = f"Figures read in: {files}." if files else "No figure of this plan is held."
    kept = "Verdicts are computed from published figures; delivery RAG is a person's judgement."
    return "\n".join([*filter(None, more), f"{pack.cover.figures}. {pack.foot}.", read, kept])


def _cover(deck: Deck, pack: Pack) -> None:
    cover = pack.cover
    subtitle = f"{cover.place}\n{cover.title}, {cover.meeting:%-d %B %Y}"
    slide = deck.cover(cover.plan, subtitle, notes=notes(pack, cover.vision or ""))
    rule(slide, left=72, top=300, wide=780, strong=True)
    lines: list[Paragraph] = [[Run(line, 18, number == 0)] for number, line in enumerate(cover.headline)]
    text(slide, lines, at=(72, 314, 780, 84), name="In brief", after=4)
    text(slide, _small_print(cover), at=(72, 404, 780, 100), name="What this pack rests on", after=3)


def _small_print(cover: Cover) -> list[Paragraph]:
    said = [f"{cover.figures}, judged as of {cover.judged:%-d %B %Y}. Snapshot {cover.snapshot}.", *cover.notes]
    size = fit.largest(said, [11, 10, 9, 8], wide=780, high=100, after=3)
    return [[Run(line, size, False, style.INK_2)] for line in said]


def _changes(deck: Deck, pack: Pack) -> None:
    found = pack.changes
    title = "What changed since we last met"
    if found.since is None:
        slide = deck.page(
            title, headline="Nothing earlier to compare with", eyebrow=pack.cover.place, notes=notes(pack)
        )
        said = [*_decided(found), [Run(found.why or "", 14)]]
        text(slide, said, at=(master.LEFT, master.TOP + 6, ALL, ROOM), name="Why", after=6)
        return
    headline = (
        f"Since {found.since}: {listed(list(found.counts), most=9) or 'nothing that this plan rests on has changed'}"
    )
    sheet = Sheet(
        (Column("What", 250), Column("Before", 150), Column("Now", 150), Column("Why", 338)), _turned(found), 11
    )
    if not sheet.rows:
        slide = deck.page(title, headline=headline, eyebrow=pack.cover.place, notes=notes(pack, headline))
        said = [*_decided(found), [Run("No measure has another verdict, and no figure or action has moved.", 14)]]
        text(slide, said, at=(master.LEFT, master.TOP + 6, ALL, ROOM), name="What changed", after=6)
        return
    flow(deck, sheet, title=title, headline=headline, eyebrow=pack.cover.place, notes=notes(pack, headline))


def _decided(found: Changes) -> list[Paragraph]:
    return [[Run(f"Decided at this meeting: {each}", 12)] for each in found.decisions]


def _turned(found: Changes) -> list[TableRow]:
    rows: list[TableRow] = []
    if found.verdicts:
        rows.append(_band("Measures with another verdict"))
        rows += [_flip(each) for each in found.verdicts]
    if found.figures:
        rows.append(_band("Figures that came or were revised"))
        rows += [_wide_line(line) for line in found.figures]
    if found.actions:
        rows.append(_band("Actions that moved"))
        rows += [TableRow([[[Run(name, 11, True)]], [[]], [[]], [[Run(what, 11)]]]) for name, what in found.actions]
    if found.decisions:
        rows.append(_band("Decided at this meeting"))
        rows += [_wide_line(line) for line in found.decisions]
    return rows


def _band(words: str) -> TableRow:
    return TableRow([[[Run(words, 12, True)]]], band=True)


def _wide_line(words: str) -> TableRow:
    """A sentence over the whole width of the table."""
    return TableRow([[[Run(words, 11)]]], band=True)


def _flip(each: Turned) -> TableRow:
    before = verdict(each.before) if each.before else [Run("not in the plan", 11, False, style.INK_2)]
    after = verdict(each.after) if each.after else [Run("no longer in the plan", 11, False, style.INK_2)]
    return TableRow([[[Run(each.name, 11, True)]], [before], [after], [[Run(each.why, 11)]]])


def _plan(deck: Deck, pack: Pack) -> None:
    """The plan: what is behind and how many verdicts of each kind over the table, which goes on where it must."""
    tally = "   ".join(f"{style.MARKS[said.word]} {count} {said.text}" for said, count in pack.tally)
    said = notes(pack, tally, *[f"{name}: {words}" for name, words in pack.hot])
    hot = f"{pack.hot_title}: {listed([name for name, _ in pack.hot], most=3)}" if pack.hot else pack.hot_title
    above = 34.0
    size = next((each for each in PLAN_SIZES if _fits(pack, each, above)), PLAN_SIZES[-1])
    sheet = plan_sheet(pack.parts, size=size)
    portions = table.split(sheet, first=ROOM - above, later=ROOM)
    for number, rows in enumerate(portions):
        title = titled("Plan on a page", number, len(portions))
        slide = deck.page(
            title, headline=hot if number == 0 else "The plan, continued", eyebrow=pack.cover.place, notes=said
        )
        top = master.TOP
        if number == 0:
            counts = [run for word, count in pack.tally for run in (*_counted(word, count), Run("    ", 12))]
            text(slide, [counts], at=(master.LEFT, top, ALL, 28), name="Verdicts of each kind")
            top += above
        table.draw(slide, sheet, rows, at=(master.LEFT, top), name=f"{title}: every measure and its verdict")


def _counted(word: Said, count: int) -> list[Run]:
    mark, words = verdict(word, size=12)
    return [mark, Run(f"{count} ", 12, True, words.colour), words]


def _fits(pack: Pack, size: float, above: float) -> bool:
    sheet = plan_sheet(pack.parts, size=size)
    return table.total_high(sheet, sheet.rows) <= ROOM - above
