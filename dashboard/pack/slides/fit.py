"""How much room a text takes on a slide, so that none ever runs off: widths of Arial, lines, heights in points."""

from __future__ import annotations

from collections.abc import Sequence

FONT = "Arial"
"""On every system, or replaced by one of the same widths (Helvetica, Liberation Sans)."""
LEADING = 1.2
"""A line's height in ems, as PowerPoint sets single spacing."""
SPARE = 1.04
"""Room for another program's rounding of widths."""
BOLD = 1.09
"""Bold Arial is wider; by letter it is 0 to 15 per cent, over words some 7."""

_WIDTHS = {
    191: "'",
    222: "ijl",
    260: "|",
    278: " !,./:;I[]\\ft",
    333: "()-`r",
    355: '"',
    389: "*",
    469: "^",
    500: "Jckvsxyz",
    556: "#$0123456789?L_abdeghnopqu",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@",
}
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHER = 700
"""Accented letters, dashes, marks: most are narrower."""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a line in points."""
    return sum(_WIDTH.get(letter, _OTHER) for letter in text) / 1000 * size * SPARE * (BOLD if bold else 1)


def lines(text: str, size: float, room: float, *, bold: bool = False) -> int:
    """How many lines a text takes in a width of ``room`` points; a word longer than the room is broken."""
    total = 0
    for paragraph in text.split("\n"):
        used, count = 0.0, 1
        for word in paragraph.split(" "):
            own = width(word, size, bold=bold)
            blank = width(" ", size, bold=bold) if used else 0.0
            if used and used + blank + own > room:
                count, used, blank = count + 1, 0.0, 0.0
            count += int(own // room) if own > room else 0
            used += blank + min(own, room)
        total += count
    return total


def height(text: str, size: float, room: float, *, bold: bool = False) -> float:
    """The height of a text in points."""
    return lines(text, size, room, bold=bold) * size * LEADING


def largest(texts: Sequence[str], sizes: Sequence[float], *, wide: float, high: float, after: float = 0.0) -> float:
    """The first of the ``sizes`` in which the paragraphs fit the room; the last one where none does."""
    for size in sizes:
        if sum(height(text, size, wide) + after for text in texts) <= high:
            return size
    return sizes[-1]


def cut(text: str, size: float, *, wide: float, high: float) -> str:
    """The text as far as the room goes, ending in " …" where some of it is left out."""
    if height(text, size, wide) <= high:
        return text
    words = text.split(" ")
    while words and height(" ".join(words) + " …", size, wide) > high:
        words.pop()
    return " ".join(words).rstrip(" ,;:.") + " …"
