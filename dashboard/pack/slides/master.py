"""The master set of the slides, made in code: 16 by 9, two layouts (cover, page), one typeface."""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from dashboard.figures import theme
from dashboard.pack.slides import style
from dashboard.pack.slides.fit import FONT

WIDE, HIGH = 960.0, 540.0
"""Points of a slide: 13⅓ by 7½ inches."""
LEFT, RIGHT = 36.0, 924.0
TOP = 108.0
"""Where the content of a page begins, below its title and headline."""
BOTTOM = 506.0
FOOT = 514.0
COVER, PAGE = "Cover", "Page"
_KEPT = {"Title Slide": COVER, "Section Header": PAGE}
_SCHEME = {
    "dk1": theme.INK,
    "lt1": theme.PAPER,
    "dk2": theme.PLACE,
    "lt2": "#f3f5f7",
    "accent1": theme.PLACE,
    "accent2": theme.ENGLAND,
    "accent3": theme.REGION,
    "accent4": theme.GROUP,
    "accent5": "#7d5800",
    "accent6": "#b3202c",
    "hlink": theme.PLACE,
    "folHlink": theme.GROUP,
}


def new() -> Any:
    """An empty presentation with the master set."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDE), Pt(HIGH)
    for layout in list(deck.slide_layouts):
        if layout.name in _KEPT:
            layout.name = _KEPT[layout.name]
        else:
            deck.slide_layouts.remove(layout)
    _theme(deck.slide_master.part)
    _place(deck.slide_master, title=(LEFT, 34.0, RIGHT - LEFT, 40.0))
    _title_style(deck.slide_master)
    _page(layout_named(deck, PAGE))
    _cover(layout_named(deck, COVER))
    return deck


def layout_named(deck: Any, name: str) -> Any:
    return next(layout for layout in deck.slide_layouts if layout.name == name)


def _theme(master: Any) -> None:
    part = next(each.target_part for each in master.rels.values() if each.reltype.endswith("/theme"))
    root = etree.fromstring(part.blob)
    space = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
    root.set("name", "Outcomes Board")
    for name, colour in _SCHEME.items():
        slot = root.find(f".//a:clrScheme/a:{name}", space)
        for child in list(slot):
            slot.remove(child)
        etree.SubElement(slot, qn("a:srgbClr")).set("val", colour[1:].upper())
    for face in root.findall(".//a:fontScheme/*/a:latin", space):
        face.set("typeface", FONT)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _title_style(master: Any) -> None:
    """Titles left, bold, in ink: the master's default is centred at 44 points."""
    level = master.element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    level.set("algn", "l")
    run = level.find(qn("a:defRPr"))
    run.set("sz", "2600")
    run.set("b", "1")


def _place(of: Any, *, title: tuple[float, float, float, float]) -> None:
    """Where title, foot and number stand; the date has no use, since the foot says which day."""
    for each in list(of.placeholders):
        kind = each.placeholder_format.type.name
        if kind in ("TITLE", "CENTER_TITLE"):
            _at(each, *title)
            each.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
        elif kind == "FOOTER":
            _at(each, LEFT, FOOT, 780.0, 16.0)
            _small(each, PP_ALIGN.LEFT)
        elif kind == "SLIDE_NUMBER":
            _at(each, RIGHT - 60, FOOT, 60.0, 16.0)
            _small(each, PP_ALIGN.RIGHT)
        elif kind == "DATE":
            each.element.getparent().remove(each.element)


def _page(layout: Any) -> None:
    _place(layout, title=(LEFT, 34.0, RIGHT - LEFT, 40.0))
    _drop_overrides(layout)
    for each in layout.placeholders:
        if each.placeholder_format.type.name == "BODY":
            _at(each, LEFT, 76.0, RIGHT - LEFT, 22.0)
            each.text_frame.vertical_anchor = MSO_ANCHOR.TOP
            _level(each, size=14, colour=style.INK_2)
    _rule(layout)


def _cover(layout: Any) -> None:
    _place(layout, title=(72.0, 96.0, 780.0, 120.0))
    _drop_overrides(layout)
    _edge(layout)
    for each in layout.placeholders:
        if each.placeholder_format.type.name == "SUBTITLE":
            _at(each, 72.0, 222.0, 780.0, 60.0)
            _level(each, size=20, colour=style.INK_2)


def _drop_overrides(layout: Any) -> None:
    """The default layouts style their titles themselves (capitals, 40 points, grey): the master's style shall hold."""
    for each in layout.placeholders:
        styles = each.element.find(f".//{qn('a:lstStyle')}")
        if styles is not None:
            for child in list(styles):
                styles.remove(child)


def _level(shape: Any, *, size: int, colour: RGBColor) -> None:
    styles = shape.element.find(f".//{qn('a:lstStyle')}")
    level = etree.SubElement(styles, qn("a:lvl1pPr"), marL="0", indent="0", algn="l")
    etree.SubElement(level, qn("a:buNone"))
    run = etree.SubElement(level, qn("a:defRPr"), sz=str(size * 100))
    fill = etree.SubElement(run, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=str(colour))


def _small(shape: Any, align: PP_ALIGN) -> None:
    styles = shape.element.find(f".//{qn('a:lstStyle')}")
    for child in list(styles):
        styles.remove(child)
    _level(shape, size=9, colour=style.INK_2)
    styles[0].set("algn", "r" if align is PP_ALIGN.RIGHT else "l")


def _rule(layout: Any) -> None:
    """The strong rule under the headline: structure is made by rules and white space."""
    _bar(layout, "Rule", (LEFT, 101.0, RIGHT - LEFT, 1.5), str(style.INK))


def _edge(layout: Any) -> None:
    """The dark blue edge of the cover."""
    _bar(layout, "Edge", (0.0, 0.0, 30.0, HIGH), str(style.PLACE))


def _bar(layout: Any, name: str, at: tuple[float, float, float, float], colour: str) -> None:
    """A filled bar that belongs to the layout, first in order, so that it lies under everything."""
    left, top, wide, high = (Pt(each) for each in at)
    layout.shapes._spTree.insert(
        2,
        etree.fromstring(
            f'<p:sp xmlns:p="{_NS["p"]}" xmlns:a="{_NS["a"]}"><p:nvSpPr><p:cNvPr id="90" name="{name}"/><p:cNvSpPr/>'
            f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" '
            f'cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr '
            f'val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
        ),
    )


_NS = {
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}


def _at(shape: Any, left: float, top: float, wide: float, high: float) -> None:
    shape.left, shape.top, shape.width, shape.height = Pt(left), Pt(top), Pt(wide), Pt(high)
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
