"""A slide's parts: its title, headline, foot and notes, blocks of text. Measures are points from the top left."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from dashboard.pack.model import Said
from dashboard.pack.slides import fit, master, style


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style."""

    text: str
    size: float = 11
    bold: bool = False
    colour: RGBColor = style.INK
    font: str | None = None


Paragraph = Sequence[Run]


def verdict(said: Said, *, size: float = 11, bold: bool = True) -> list[Run]:
    """A verdict's mark and words, in its colour."""
    colour = style.tone(said.tone)
    return [
        Run(f"{style.MARKS[said.word]} ", size, bold, colour, style.MARK_FONT),
        Run(said.text, size, bold, colour),
    ]


class Deck:
    """The slides as they are made; ``foot`` stands at the foot of each."""

    def __init__(self, *, foot: str, title: str, subject: str) -> None:
        self.file = master.new()
        self._foot = foot
        properties = self.file.core_properties
        properties.title, properties.subject, properties.author = title, subject, "Outcomes Board"
        properties.language, properties.keywords, properties.comments = "en-GB", "", ""

    def cover(self, title: str, subtitle: str, *, notes: str) -> Any:
        slide = self.file.slides.add_slide(master.layout_named(self.file, master.COVER))
        _write(slide.shapes.title, title, size=fit.largest([title], [40, 34, 28, 24], wide=700, high=116))
        _write(slide.placeholders[1], subtitle, size=fit.largest([subtitle], [20, 18, 16, 14], wide=760, high=58))
        self._finish(slide, notes)
        return slide

    def page(self, title: str, *, headline: str, eyebrow: str, notes: str) -> Any:
        """A page with its title (every one its own), the sentence under it, and the line above it."""
        slide = self.file.slides.add_slide(master.layout_named(self.file, master.PAGE))
        room = master.RIGHT - master.LEFT
        _write(slide.shapes.title, title, size=fit.largest([title], [26, 24, 22, 20, 18, 16], wide=room / 1.1, high=32))
        size = fit.largest([headline], [14, 13, 12, 11, 10, 9], wide=room, high=18)
        _write(slide.placeholders[1], fit.cut(headline, size, wide=room, high=24), size=size)
        if eyebrow:
            line = fit.cut(eyebrow, 11, wide=room, high=14)
            text(slide, [[Run(line, 11, False, style.INK_2)]], at=(master.LEFT, 20, room, 16), name="Where we are")
        self._finish(slide, notes)
        return slide

    def _finish(self, slide: Any, notes: str) -> None:
        """Foot and number are not taken over from the layout by themselves; notes hold source and snapshot."""
        for each in slide.slide_layout.placeholders:
            kind = each.placeholder_format.type.name
            if kind in ("FOOTER", "SLIDE_NUMBER"):
                made = copy.deepcopy(each.element)
                slide.shapes._spTree.append(made)
                if kind == "FOOTER":
                    _only_text(made, fit.cut(self._foot, 9, wide=780, high=12))
        slide.notes_slide.notes_text_frame.text = notes


def text(
    slide: Any,
    paragraphs: Sequence[Paragraph],
    *,
    at: tuple[float, float, float, float],
    name: str,
    after: float = 0.0,
    align: PP_ALIGN = PP_ALIGN.LEFT,
) -> Any:
    """A block of text in its room (left, top, width, height), from the top, without margins."""
    box = slide.shapes.add_textbox(*(Pt(each) for each in at))
    box.name = name
    frame = box.text_frame
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    fill(frame, paragraphs, after=after, align=align)
    return box


def fill(frame: Any, paragraphs: Sequence[Paragraph], *, after: float = 0.0, align: PP_ALIGN = PP_ALIGN.LEFT) -> None:
    """Write paragraphs into a frame of text or a cell."""
    for number, runs in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = align
        paragraph.space_after = Pt(after)
        for each in runs:
            made = paragraph.add_run()
            made.text = each.text
            made.font.size, made.font.bold = Pt(each.size), each.bold
            made.font.color.rgb = each.colour
            made._r.get_or_add_rPr().set("lang", "en-GB")
            if each.font:
                made.font.name = each.font
                _symbols(made, each.font)
        if not runs:
            paragraph.font.size = Pt(4)


def rule(slide: Any, *, left: float, top: float, wide: float, strong: bool = False) -> None:
    """A fine line across; it means nothing to who cannot see it, and says so."""
    line = slide.shapes.add_connector(1, Pt(left), Pt(top), Pt(left + wide), Pt(top))
    line.line.width = Pt(1.5 if strong else 0.5)
    line.line.color.rgb = style.INK if strong else style.RULE
    line.name = "Rule"
    decorative(line)


def describe(shape: Any, words: str) -> None:
    """The alternative text of a picture or a chart."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", words)


def decorative(shape: Any) -> None:
    """Mark a drawing that only divides the page, so that screen readers pass it over."""
    own = shape._element.xpath(".//p:cNvPr")[0]
    extension = own.makeelement(qn("a:extLst"), {})
    one = own.makeelement(qn("a:ext"), {"uri": "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"})
    space = "http://schemas.microsoft.com/office/drawing/2017/decorative"
    one.append(own.makeelement(f"{{{space}}}decorative", {"val": "1"}, nsmap={"adec": space}))
    extension.append(one)
    own.append(extension)


def _write(shape: Any, words: str, *, size: float) -> None:
    frame = shape.text_frame
    frame.text = words
    for paragraph in frame.paragraphs:
        paragraph.font.size = Pt(size)
        for run in paragraph.runs:
            run._r.get_or_add_rPr().set("lang", "en-GB")


def _only_text(element: Any, words: str) -> None:
    body = element.find(qn("p:txBody"))
    paragraphs = body.findall(qn("a:p"))
    for extra in paragraphs[1:]:
        body.remove(extra)
    for child in list(paragraphs[0]):
        paragraphs[0].remove(child)
    run = paragraphs[0].makeelement(qn("a:r"), {})
    words_ = run.makeelement(qn("a:t"), {})
    words_.text = words
    run.append(run.makeelement(qn("a:rPr"), {"lang": "en-GB"}))
    run.append(words_)
    paragraphs[0].append(run)


def _symbols(run: Any, font: str) -> None:
    """Marks lie outside Latin: the other three kinds of letters take the font too."""
    own = run._r.get_or_add_rPr()
    for kind in ("a:ea", "a:cs", "a:sym"):
        if own.find(qn(kind)) is None:
            own.append(own.makeelement(qn(kind), {"typeface": font}))
