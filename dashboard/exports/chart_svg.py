"""A chart as an SVG file that stands by itself: title above it, what it shows, where it is from below it.

All words are text in the file's own font stack, so that they can be searched, read out and edited; what looks so on
screen looks so in every program, since each element carries its own colours (:mod:`dashboard.exports.light_style`).
"""

from __future__ import annotations

import re
from textwrap import wrap
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from dashboard.exports.about import About
from dashboard.exports.light_style import dress, token, without_hidden

NAMESPACE = "http://www.w3.org/2000/svg"
MARGIN, NARROWEST = 24, 640
WIDEST = 800
"""Of the sizes that a chart is drawn in, the one for a file: as wide as a page of text."""
TITLE, BELOW, FOOT = 20, 14, 12
"""Sizes of the words around a chart."""
LEADING = 1.35
WIDTH_OF_A_LETTER = 0.48
"""Of the size: what a letter of the typeface takes on average, with some room to spare."""
_OF_A_PAGE = ("focusable", "aria-hidden", "tabindex")


def chart_svg(drawing: str, told: About) -> bytes:
    """The file. Raises ``ValueError`` where the drawing has no ``viewBox``, which every chart of the board has."""
    chart = _parsed(drawing)
    box = [float(each) for each in (chart.get("viewBox") or "").split()]
    if len(box) != 4:
        raise ValueError("the drawing has no viewBox to say how large it is")
    left, top, wide, high = box
    spill = _spill(chart)
    width = max(wide + spill, NARROWEST) + 2 * MARGIN
    page = ET.Element("svg", {"xmlns": NAMESPACE, "role": "img", "lang": "en-GB"})
    ET.SubElement(page, "title").text = told.title
    ET.SubElement(page, "desc").text = " ".join(filter(None, (_alternative(chart), *told.line)))
    ET.SubElement(page, "rect", {"width": "100%", "height": "100%", "fill": token("--paper")})
    y = MARGIN + 0.0
    y = _lines(page, [told.title], y, width, size=TITLE, weight="600", ink="--ink")
    y = _lines(page, [_below(told)], y, width, size=BELOW, weight="400", ink="--ink-2") + 12
    dress(chart)
    without_hidden(chart)
    chart.attrib |= {"x": f"{MARGIN}", "y": f"{y:g}", "width": f"{wide:g}", "height": f"{high:g}"}
    chart.set("viewBox", f"{left:g} {top:g} {wide:g} {high:g}")
    chart.set("style", f"{chart.get('style', '')};overflow:visible".strip(";"))
    _absolute(chart, told.address)
    page.append(chart)
    y = _lines(page, told.line, y + high + 16, width, size=FOOT, weight="400", ink="--ink-2") + MARGIN
    page.attrib |= {"width": f"{width:g}", "height": f"{y:.0f}", "viewBox": f"0 0 {width:g} {y:.0f}"}
    page.set("font-family", token("--font").replace('"', "'"))
    written: bytes = ET.tostring(page, encoding="utf-8", xml_declaration=True)
    return written


def _parsed(drawing: str) -> ET.Element:
    """The drawing as a tree, without what only means something inside a page; of one that is drawn in several sizes the
    largest that a page takes."""
    sizes = list(ET.fromstring(f"<sizes>{drawing}</sizes>"))  # noqa: S314 - the board's own, every word in it escaped
    fitting = [each for each in sizes if _width(each) <= WIDEST]
    chart = max(fitting, key=_width) if fitting else min(sizes, key=_width)
    for element in chart.iter():
        element.tag = element.tag.rpartition("}")[2]
        for name in _OF_A_PAGE:
            element.attrib.pop(name, None)
    chart.attrib.pop("xmlns", None)
    return chart


def _width(drawing: ET.Element) -> float:
    box = (drawing.get("viewBox") or "").split()
    return float(box[2]) if len(box) == 4 else 0.0


def _alternative(chart: ET.Element) -> str:
    """What the drawing says to who cannot see it."""
    told = chart.find("desc")
    return ". ".join(filter(None, (chart.get("aria-label"), told.text if told is not None else None)))


def _below(told: About) -> str:
    shows = f"{told.place}. {told.shows}" if told.place and told.place not in told.shows else told.shows
    return shows.rstrip(".") + "."


def _spill(chart: ET.Element) -> float:
    """Room for words at the right edge that run past the box: a screen lets them, a page cuts them off."""
    return 0.0 if chart.get("overflow") != "visible" else float(MARGIN)


def _lines(page: ET.Element, told: list[str], y: float, width: float, *, size: int, weight: str, ink: str) -> float:
    """Words in as many lines as they take; returns where the next may begin."""
    letters = int((width - 2 * MARGIN) / (size * WIDTH_OF_A_LETTER))
    for line in (part for each in told for part in wrap(each, letters, break_on_hyphens=False) if part.strip()):
        y += size * LEADING
        text = ET.SubElement(page, "text", {"x": f"{MARGIN}", "y": f"{y:.1f}", "font-size": f"{size}"})
        text.attrib |= {"font-weight": weight, "fill": token(ink)}
        text.text = line
    return y


def _absolute(chart: ET.Element, address: str) -> None:
    """Links of the screen lead back to the board from wherever the file is opened."""
    for link in chart.iter("a"):
        if (href := link.get("href")) is not None:
            link.set("href", urljoin(address, href))


def size(svg: bytes) -> tuple[float, float]:
    """Width and height of a file made here."""
    found = re.search(rb'viewBox="0 0 ([\d.]+) ([\d.]+)" font-family', svg)
    if found is None:
        raise ValueError("not a chart of the board: its size is not where it is written")
    return float(found[1]), float(found[2])
