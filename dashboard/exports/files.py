"""The file of one table or chart of a screen, in the format asked for."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

from dashboard.exports.about import About, Screen, about
from dashboard.exports.chart_png import chart_png
from dashboard.exports.chart_svg import chart_svg
from dashboard.exports.exhibits import Exhibit, exhibits
from dashboard.exports.grid import Grid, grid
from dashboard.exports.names import file_name
from dashboard.exports.table_csv import table_csv
from dashboard.exports.table_xlsx import table_xlsx
from etl.catalogue import Catalogue

TYPES = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Every format by its ending, with its media type."""
LAYOUT = 1
"""Raised when files come to look different, so that a browser asks for them anew."""


class NoSuchFileError(LookupError):
    """The screen has no such table or chart, or not in that format; the message says what it has."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that can be made: what it is to hold, and ``tag``, which is another whenever its content would be."""

    exhibit: Exhibit
    told: About
    kind: str
    name: str
    table: Grid | None

    @property
    def tag(self) -> str:
        content = (LAYOUT, self.kind, self.told, self.table, self.exhibit.drawing)
        return blake2b(repr(content).encode(), digest_size=12).hexdigest()

    def content(self) -> bytes:
        """The file itself."""
        if self.kind in ("csv", "xlsx") and self.table is not None:
            return (table_csv if self.kind == "csv" else table_xlsx)(self.table, self.told)
        drawing = chart_svg(self.exhibit.drawing or "", self.told)
        return drawing if self.kind == "svg" else chart_png(drawing, self.told)


def wanted(exhibit_id: str, kind: str, screen: Screen, catalogue: Catalogue) -> Wanted:
    """What an address asks for; raises :class:`NoSuchFileError` with what the screen has instead."""
    there = exhibits(screen.children)
    exhibit = next((each for each in there if each.id == exhibit_id), None)
    if exhibit is None:
        has = "; ".join(f"{each.id} ({each.title})" for each in there) or "no table and no chart"
        raise NoSuchFileError(f"The screen {screen.at} has no table or chart {exhibit_id!r}. It has: {has}.")
    if kind not in exhibit.formats:
        raise NoSuchFileError(
            f"{exhibit_id} of {screen.at} cannot be had as {kind!r}. It can be had as: {', '.join(exhibit.formats)}."
        )
    return Wanted(
        exhibit,
        about(exhibit, screen, catalogue),
        kind,
        file_name(screen.title, exhibit.id, snapshot=screen.snapshot, kind=kind),
        grid(exhibit.table) if kind in ("csv", "xlsx") and exhibit.table is not None else None,
    )
