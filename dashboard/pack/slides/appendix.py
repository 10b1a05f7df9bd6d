"""The appendix: what each indicator measures and how new its figures are, who owes us data, how verdicts read."""

from __future__ import annotations

from dashboard.components.marks import MEANINGS
from dashboard.pack import wording
from dashboard.pack.model import Pack
from dashboard.pack.slides import style
from dashboard.pack.slides.deck import Deck, Run, verdict
from dashboard.pack.slides.flow import flow
from dashboard.pack.slides.table import Column, Sheet, TableRow

SIZE = 10
EYEBROW = "Appendix"


def appendix(deck: Deck, pack: Pack) -> None:
    """Definitions and dates, debts where there are any, and how to read the verdicts."""
    said = f"{pack.cover.figures}. {pack.foot}."
    if pack.definitions:
        newest = "The newest period held of each figure, and who published it"
        flow(
            deck,
            _definitions(pack),
            title="What is measured, and how new it is",
            headline=newest,
            eyebrow=EYEBROW,
            notes=said,
        )
    if pack.owed:
        headline = "Figures that no one has supplied; without them these measures cannot be judged"
        flow(deck, _owed(pack), title="Who owes us data", headline=headline, eyebrow=EYEBROW, notes=said)
    headline = "The verdict answers the plan's own target; since last year is a separate change and may honestly differ"
    flow(deck, _reading(), title="How to read the verdicts", headline=headline, eyebrow=EYEBROW, notes=said)


def _definitions(pack: Pack) -> Sheet:
    columns = (Column("Indicator", 210), Column("What it measures", 400), Column("Newest", 70), Column("Source", 208))
    rows = [
        TableRow(
            [
                [[Run(each.name, SIZE, True)]],
                [[Run(each.words, SIZE)]],
                [[Run(each.newest, SIZE)]],
                [[Run(each.source, SIZE - 1, False, style.INK_2)]],
            ]
        )
        for each in pack.definitions
    ]
    return Sheet(columns, rows, SIZE)


def _owed(pack: Pack) -> Sheet:
    columns = (
        Column("Indicator", 200),
        Column("Who has it", 180),
        Column("What would fill it", 280),
        Column("Measures that wait for it", 228),
    )
    rows = [
        TableRow(
            [
                [[Run(each.indicator, SIZE, True)]],
                *([[Run(words, SIZE)]] for words in (each.owner, each.what, each.measures)),
            ]
        )
        for each in pack.owed
    ]
    return Sheet(columns, rows, SIZE)


def _reading() -> Sheet:
    columns = (Column("Verdict", 200), Column("What it means", 688))
    rows = [TableRow([[verdict(wording.said(word), size=12)], [[Run(words, 12)]]]) for word, words in MEANINGS.items()]
    return Sheet(columns, rows, 11)
