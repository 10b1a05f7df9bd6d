"""A chart as a picture: the SVG file drawn at twice its size, with the board's typeface, so that it is sharp on paper.

What is to be known of it stands in the picture, and once more in the file's text fields.
"""

from __future__ import annotations

import struct
import tempfile
import zlib
from pathlib import Path
from typing import Any

from dashboard.exports.about import About
from dashboard.exports.chart_svg import size
from dashboard.settings import ROOT

SCALE = 2
POINTS_PER_INCH = 72
ARROWS = {"→": "›", "←": "‹"}
"""Signs that the typeface lacks, and what stands for them: one of another face would change the whole line's."""
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chart_png(svg: bytes, told: About) -> bytes:
    """The picture of a file that :func:`dashboard.exports.chart_svg.chart_svg` made: two pixels a unit."""
    width, height = size(svg)
    page = f'#set page(width: {width}pt, height: {height}pt, margin: 0pt)\n#image("chart.svg", width: 100%)'
    with tempfile.TemporaryDirectory(prefix="outcomes-chart-") as folder:
        text = svg.decode("utf-8")
        for sign, instead in ARROWS.items():
            text = text.replace(sign, instead)
        (Path(folder) / "chart.svg").write_text(text, encoding="utf-8")
        (Path(folder) / "page.typ").write_text(page, encoding="utf-8")
        drawn: bytes = _compiler_of(folder).compile(format="png", ppi=POINTS_PER_INCH * SCALE)
    return with_text(drawn, {"Title": told.title, "Description": told.shows, "Source": " ".join(told.line)})


def _compiler_of(folder: str) -> Any:
    import typst  # noqa: PLC0415 - takes a while to import

    return typst.Compiler(
        str(Path(folder) / "page.typ"), root=folder, font_paths=[str(ROOT / "assets" / "fonts")],
        ignore_system_fonts=True,
    )  # fmt: skip


def with_text(png: bytes, fields: dict[str, str]) -> bytes:
    """The picture with text fields (``iTXt``) after its head.

    Raises ``ValueError`` where it is no PNG.
    """
    if not png.startswith(SIGNATURE):
        raise ValueError("not a PNG: its first eight bytes are others")
    head = len(SIGNATURE) + 25  # the head is always 13 bytes, with length, name and sum around it
    written = b"".join(
        _chunk(b"iTXt", name.encode("latin-1") + b"\0\0\0\0\0" + text.encode()) for name, text in fields.items() if text
    )
    return png[:head] + written + png[head:]


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
