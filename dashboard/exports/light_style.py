"""The site's styles for drawings, worked out on each element: what a browser would do with the style sheets, in light.

A file that is taken away has no style sheet beside it and no custom properties in most programs that open it (Word,
PowerPoint, Inkscape), so every element is given its final fill, stroke and font.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

import cssselect2
import tinycss2

from dashboard.settings import ROOT

DRAWN = frozenset((
    "fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin",
    "stroke-opacity", "opacity", "font-family", "font-size", "font-weight", "font-style", "font-variant-numeric",
    "letter-spacing", "text-anchor", "dominant-baseline", "paint-order", "clip-path", "display", "visibility",
))  # fmt: skip
"""The properties that say how a drawing looks; the others place it on the screen."""

_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*))?\)")
_MIX = re.compile(r"color-mix\(in srgb, (?P<first>#[0-9a-f]{6}) (?P<share>\d+)%, (?P<second>#[0-9a-f]{6})\)")
_LIGHT_DARK = re.compile(r"light-dark\(\s*([^,()]+)\s*,[^()]*\)")


def dress(drawing: Element) -> None:
    """Write the styles that hold for each element of a drawing into its ``style``, the light colours for tokens.

    Its own attributes give way to the style sheets, and its own ``style`` goes before them, as in a browser.
    """
    matcher = _rules()
    for wrapped in cssselect2.ElementWrapper.from_xml_root(drawing).iter_subtree():
        element = wrapped.etree_element
        style: dict[str, str] = {}
        for _specificity, _order, _pseudo, declared in sorted(matcher.match(wrapped), key=lambda each: each[:2]):
            style |= declared
        style |= _declarations(tinycss2.parse_blocks_contents(element.get("style", ""), skip_whitespace=True))
        if element is drawing:
            style.pop("display", None)  # a drawing that is hidden at some widths is shown in its own file
        for name in DRAWN & set(element.keys()):
            element.set(name, _resolved(element.get(name, "")))
        if style:
            element.set("style", ";".join(f"{name}:{value}" for name, value in style.items()))


def without_hidden(drawing: Element) -> None:
    """Take out what is not shown (words that wait for a pointer), once a drawing is dressed."""
    for parent in list(drawing.iter()):
        for child in list(parent):
            if "display:none" in child.get("style", "") or "visibility:hidden" in child.get("style", ""):
                parent.remove(child)


@cache
def token(name: str) -> str:
    """The value of a token on white: ``--d-place`` is ``#12436d``. Raises ``KeyError`` for one there is not."""
    return _tokens()[name]


@cache
def _tokens() -> dict[str, str]:
    """Every custom property of the first ``:root`` of the tokens, where all are declared for light."""
    sheet = tinycss2.parse_stylesheet(
        (ROOT / "assets" / "tokens.css").read_text(encoding="utf-8"), skip_comments=True, skip_whitespace=True
    )
    first = next(rule for rule in sheet if rule.type == "qualified-rule")
    found = tinycss2.parse_blocks_contents(first.content, skip_comments=True, skip_whitespace=True)
    return {each.name: _light(tinycss2.serialize(each.value).strip()) for each in found if each.type == "declaration"}


@cache
def _rules() -> cssselect2.Matcher:
    """All rules that hold whatever the screen is: those for a width, for dark or for paper are left out."""
    matcher = cssselect2.Matcher()
    for path in sorted((ROOT / "assets").glob("*.css")):
        sheet = tinycss2.parse_stylesheet(path.read_text(encoding="utf-8"), skip_comments=True, skip_whitespace=True)
        for rule in sheet:
            if rule.type != "qualified-rule":
                continue
            declared = _declarations(
                tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            )
            if not declared:
                continue
            try:
                selectors = cssselect2.compile_selector_list(rule.prelude)
            except cssselect2.SelectorError:  # states of a browser (:has, :focus-visible), which no drawing is in
                continue
            for selector in selectors:
                matcher.add_selector(selector, declared)
    return matcher


def _declarations(parsed: Any) -> dict[str, str]:
    return {
        each.lower_name: _resolved(tinycss2.serialize(each.value).strip())
        for each in parsed
        if each.type == "declaration" and each.lower_name in DRAWN
    }


def _resolved(value: str) -> str:
    while found := _VARIABLE.search(value):
        known = _tokens().get(found[1], (found[2] or "").strip())
        value = value[: found.start()] + known + value[found.end() :]
    return _MIX.sub(_mixed, _light(value))


def _mixed(found: re.Match[str]) -> str:
    """``color-mix(in srgb, #000000 25%, #ffffff)`` as the one colour that it is: ``#bfbfbf``."""
    share = int(found["share"]) / 100
    pairs = ((int(found[name][at : at + 2], 16) for name in ("first", "second")) for at in (1, 3, 5))
    return "#" + "".join(f"{round(first * share + second * (1 - share)):02x}" for first, second in pairs)


def _light(value: str) -> str:
    return _LIGHT_DARK.sub(r"\1", value)
