"""What stands below a table: blank rows, notes, sources and totals, which are no rows of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

LOOKED_AT = 200
"""Rows at the end of a table among which its foot is looked for."""

_NOTE = re.compile(
    r"(foot)?notes?\b|sources?\b|key\b|symbols?\b|©|\(c\) |crown copyright|copyright|https?:|\*+ |† ?|"
    r"\[[\w ]{1,8}\] |\(\w{1,2}\) |\d{1,2}[.)] |[a-z][.)] |[¹²³⁴⁵⁶⁷⁸⁹]|"
    r"(this|these|the) (table|figures|data|file|sheet|worksheet)|data (as|source|from|are)|"
    r"(produced|published|prepared|extracted|exported|downloaded|generated|printed|created|correct|last updated) |"
    r"(contact|email|telephone|for (more|further)|see also|see the|end of|please note|where |figures |percentages )",
    re.IGNORECASE,
)
_SURELY = re.compile(r"(foot)?notes?:|sources?:|©|\(c\) crown", re.IGNORECASE)
"""Words after which commas may cut the note into cells that look like figures."""
_TOTAL = re.compile(r"(grand |overall )?totals?\b|sum\b", re.IGNORECASE)
_MARKER = re.compile(r"[\[(]?(\d{1,2}|[a-z]|[*†‡]+)[\])]?[.:]?", re.IGNORECASE)
_NUMBER = re.compile(r"[-+−(£]*[\d][\d,.\s\u00a0\u2009\u202f]*([eE][-+]?\d+)?[%)]*")


def is_note(cells: Sequence[str]) -> bool:
    """Whether a row at the foot is blank or words about the table, not a row of it."""
    filled = [text for cell in cells if (text := cell.strip())]
    if not filled:
        return True
    if _SURELY.match(filled[0]):
        return True
    if any(_NUMBER.fullmatch(text) for text in filled[1:]):
        return False
    if len(filled) == 1:
        return bool(_NOTE.match(filled[0])) or (len(cells) > 2 and len(filled[0].split()) > 3)
    if len(filled) == 2 and _MARKER.fullmatch(filled[0]) and len(filled[1].split()) > 2:
        return True
    return bool(_NOTE.match(filled[0])) and len(filled[0].split()) > 1


def is_total(cells: Sequence[str], places: Sequence[str]) -> bool:
    """Whether a row at the foot adds up the others: it says so where its place should stand, or has no place at all.

    ``places`` are the row's cells that say its place.
    """
    filled = [text for cell in cells if (text := cell.strip())]
    where = [text for cell in places if (text := cell.strip())]
    if not filled or not _TOTAL.match(filled[0]) or any(not _TOTAL.match(text) for text in where):
        return False
    return any(_NUMBER.fullmatch(text) for text in filled[1:])


def foot_length(rows: Sequence[Sequence[str]], places: Sequence[int]) -> int:
    """How many of the last rows are no rows of the table; ``places`` are the columns that say the place."""
    length = 0
    for row in reversed(rows):
        if not (is_note(row) or is_total(row, [row[index] for index in places])):
            break
        length += 1
    return length
