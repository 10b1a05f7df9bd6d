"""Colours, sizes and marks of the slides: the screen's tokens in light, as PowerPoint takes them."""

from __future__ import annotations

from pptx.dml.color import RGBColor

from dashboard.figures import theme


def of_hex(colour: str) -> RGBColor:
    """A colour of the theme (``#12436d``)."""
    red, green, blue = (int(colour.removeprefix("#")[place : place + 2], 16) for place in (0, 2, 4))
    return RGBColor(red, green, blue)


INK = of_hex(theme.INK)
INK_2 = of_hex(theme.INK_2)
PLACE = of_hex(theme.PLACE)
WHITE = RGBColor(0xFF, 0xFF, 0xFF)
RULE = of_hex(theme.RULE)
WASH = RGBColor(0xF3, 0xF5, 0xF7)

TONES = {
    "good": "17693A",
    "watch": "7D5800",
    "bad": "B3202C",
    "even": "4A5763",
    "part": "5A4510",
    "none": "5B6670",
}
"""The colours of verdicts, for marks and words only (tokens ``--st-…``)."""
RAG = {"red": "B3202C", "amber": "7D5800", "green": "17693A", "blue": "12436D"}
"""A person's judgement of delivery: a letter in its colour beside the word."""

MARKS = {
    "met": "✓",
    "done": "✓",
    "on_trajectory": "►",
    "within_margin": "◆",
    "off": "✗",
    "not_met": "✗",
    "overdue": "✗",
    "improved": "▲",
    "worse": "▼",
    "no_clear_change": "▬",
    "mixed": "◪",
    "due": "◔",
    "not_judged": "○",
    "not_compared": "○",
}
"""The screen's marks as letters, so that they stay in their line of an editable table; all differ in grey print."""
MARK_FONT = "Segoe UI Symbol"


def tone(word: str) -> RGBColor:
    """The colour of a tone."""
    return of_hex(TONES[word])
