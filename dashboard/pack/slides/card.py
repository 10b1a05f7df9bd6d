"""A chart with what belongs to it: its message, its verdict, and under it the sentences, the reason and the notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.pack.model import Chart
from dashboard.pack.slides import chart as charts
from dashboard.pack.slides import fit, style
from dashboard.pack.slides.deck import Paragraph, Run, text, verdict

NOTE_SIZES = (9, 8, 7)
SAID_SIZES = (12, 11, 10, 9)


def card(slide: Any, chart: Chart, *, at: tuple[float, float, float, float]) -> None:
    """Title and verdict, the chart, and under it what is to be said; every text in the room that is left for it."""
    left, top, wide, high = at
    head_size = fit.largest([chart.title], [13, 12, 11, 10], wide=wide / fit.BOLD, high=34)
    head = fit.height(chart.title, head_size, wide, bold=True)
    said = [*chart.sentences, chart.reason]
    notes = [*chart.notes, f"Source: {chart.source}"]
    spare = max(70.0, min(high * 0.36, 150.0))
    text(slide, [[Run(chart.title, head_size, True)]], at=(left, top, wide, head), name="Figure")
    text(slide, [verdict(chart.verdict, size=12)], at=(left, top + head + 2, wide, 16), name="Verdict")
    under = top + head + 22
    charts.draw(slide, chart, at=(left, under, wide, top + high - spare - under), name=f"Chart: {chart.title}")
    paragraphs = _told(said, notes, wide=wide, high=spare)
    text(slide, paragraphs, at=(left, top + high - spare, wide, spare), name="What it says", after=2)


def _told(said: Sequence[str], notes: Sequence[str], *, wide: float, high: float) -> list[Paragraph]:
    """Sentences above notes, in the largest sizes that fit; the notes of the slide hold what is cut."""
    for size in SAID_SIZES:
        for small in NOTE_SIZES:
            if _high(said, size, wide) + _high(notes, small, wide) <= high:
                return _paragraphs(said, size) + _paragraphs(notes, small, quiet=True)
    size, small = SAID_SIZES[-1], NOTE_SIZES[-1]
    room = high - min(_high(said, size, wide), high * 0.6)
    kept = fit.cut("  ".join(notes), small, wide=wide, high=room)
    words = [fit.cut(" ".join(said), size, wide=wide, high=high * 0.6)] if room <= high * 0.4 else said
    return _paragraphs(words, size) + _paragraphs([kept], small, quiet=True)


def _high(texts: Sequence[str], size: float, wide: float) -> float:
    return sum(fit.height(each, size, wide) + 2 for each in texts)


def _paragraphs(texts: Sequence[str], size: float, *, quiet: bool = False) -> list[Paragraph]:
    return [[Run(each, size, False, style.INK_2 if quiet else style.INK)] for each in texts]
