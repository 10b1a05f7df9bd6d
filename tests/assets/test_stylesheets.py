"""The stylesheets keep to one system: every colour, size of type and space is a token, and every pair can be read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from dashboard.figures.tokens import TOKENS, Theme, colours
from dashboard.settings import ROOT

SHEETS = sorted(path for path in (ROOT / "assets").glob("*.css") if path != TOKENS)
ON_SCREEN = [path for path in SHEETS if path.name != "print.css"]
"""Paper has points, and margins whose words know no custom property."""
TEXT, LARGE, MARK = 4.5, 3.0, 3.0
"""WCAG 2.2: text (1.4.3), text of 24 px or bold 18.7 px (1.4.3), parts of a drawing and edges of controls (1.4.11)."""

PAIRS = [
    ("ink", "paper", TEXT),
    ("ink", "wash", TEXT),
    ("ink", "wash-2", TEXT),
    ("ink-2", "paper", TEXT),
    ("ink-2", "wash", TEXT),
    ("ink-2", "wash-2", TEXT),
    ("ink-2", "st-bad-wash", TEXT),
    ("ink-2", "st-watch-wash", TEXT),
    ("link", "paper", TEXT),
    ("link", "wash", TEXT),
    ("link", "st-bad-wash", TEXT),
    ("link", "st-watch-wash", TEXT),
    ("link-hover", "paper", TEXT),
    ("link-hover", "wash", TEXT),
    ("btn-ink", "link", TEXT),
    ("btn-ink", "link-hover", TEXT),
    ("focus-ink", "focus", TEXT),
    ("d-place", "paper", TEXT),  # the place's name at the end of its line
    ("d-place", "wash", TEXT),
    ("t-england", "paper", TEXT),
    ("t-england", "wash", TEXT),
    ("t-region", "paper", TEXT),
    ("d-group", "paper", TEXT),
    ("d-england", "paper", MARK),
    ("d-england", "band", MARK),
    ("d-place", "band", MARK),
    ("d-place", "spread", MARK),
    ("d-place", "spread-2", MARK),
    ("d-region", "paper", MARK),
    ("d-more", "paper", MARK),
    ("d-target", "paper", MARK),
    ("d-remain", "paper", MARK),
    ("rule-2", "paper", MARK),  # the edge of a control
    ("st-good", "paper", TEXT),
    ("st-watch", "paper", TEXT),
    ("st-watch", "st-watch-wash", TEXT),
    ("st-bad", "paper", TEXT),
    ("st-bad", "wash", TEXT),
    ("st-bad", "st-bad-wash", TEXT),
    ("st-even", "paper", TEXT),
    ("st-even", "wash", TEXT),
    ("st-part", "paper", TEXT),
    ("st-part", "wash", TEXT),
    ("st-none", "paper", TEXT),
    ("st-none", "wash", TEXT),
    ("st-on", "st-good", MARK),
    ("st-on", "st-bad", MARK),
    ("ink", "rug-b2", TEXT),
    ("ink", "rug-b1", TEXT),
    ("ink", "rug-a1", TEXT),
    ("ink", "rug-a2", TEXT),
    ("ink-2", "rug-none", TEXT),
]
"""What is drawn on what, and how far apart the two must be."""

COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|rgba|hsl|oklch)\(|: *(?:white|black|red|grey|gray)\b", re.IGNORECASE)
TYPE = re.compile(r"(?<![\w-])font(?:-size)?: (?P<value>[^;]+);")
SPACE = re.compile(r"(?<![\w-])(?:padding|margin|gap|column-gap|row-gap)[a-z-]*: (?P<value>[^;]+);")
LITERAL = re.compile(r"\b(?:[2-9]|[1-9]\d+)px\b|\d(?:rem|em)\b")
"""One pixel is a hairline; whatever is more is a token."""


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, as WCAG 2.2 defines it."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def on_screen(sheet: str) -> str:
    """The rules of a stylesheet that are not for paper, whose sizes are points, without its comments."""
    kept, at = "", 0
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    for found in re.finditer(r"@media print \{", sheet):
        depth, end = 1, found.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(sheet[end], 0)
            end += 1
        kept, at = kept + sheet[at : found.start()], end
    return kept + sheet[at:]


def test_black_on_white_is_twenty_one_to_one_and_a_published_grey_is_what_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)  # the lightest grey that passes
    assert contrast("#777777", "#ffffff") < TEXT


@pytest.mark.parametrize("theme", get_args(Theme))
@pytest.mark.parametrize(("fore", "ground", "least"), PAIRS, ids=str)
def test_each_pair_can_be_told_apart_in_light_and_in_dark(fore: str, ground: str, least: float, theme: Theme) -> None:
    held = colours(theme)
    found = contrast(held[fore], held[ground])
    assert found >= least, f"{fore} on {ground}, {theme}: {found:.2f}, needs {least}"


def test_the_focus_is_seen_on_every_ground_by_one_of_its_two_colours() -> None:
    for theme in get_args(Theme):
        held = colours(theme)
        for ground in ("paper", "wash", "wash-2", "st-bad-wash", "st-watch-wash", "d-place", "link"):
            assert max(contrast(held[each], held[ground]) for each in ("focus", "focus-ink")) >= MARK, (theme, ground)


def test_light_and_dark_name_the_same_colours() -> None:
    light, dark = colours("light"), colours("dark")
    assert list(light) == list(dark)
    assert light["paper"] == "#ffffff"
    assert dark["paper"] == "#11181f"


@pytest.mark.parametrize("sheet", ON_SCREEN, ids=lambda path: path.name)
def test_no_stylesheet_writes_a_colour_of_its_own(sheet: Path) -> None:
    rules = on_screen(sheet.read_text(encoding="utf-8"))
    written = [line.strip() for line in rules.splitlines() if COLOUR.search(line.partition("{")[2] or line)]
    assert [line for line in written if not line.startswith((".js-plotly-plot", "#"))] == []


@pytest.mark.parametrize("sheet", ON_SCREEN, ids=lambda path: path.name)
def test_no_stylesheet_writes_a_size_or_a_space_of_its_own(sheet: Path) -> None:
    rules = on_screen(sheet.read_text(encoding="utf-8"))
    sizes = [each["value"] for each in TYPE.finditer(rules) if "var(--t-" not in each["value"]]
    assert [value for value in sizes if value != "inherit"] == []
    spaces = [each[0] for each in SPACE.finditer(rules) if "calc(" not in each["value"]]
    assert [space for space in spaces if LITERAL.search(space)] == []


def test_every_token_that_is_used_is_declared() -> None:
    declared = set(re.findall(r"(--[\w-]+):", TOKENS.read_text(encoding="utf-8")))
    for sheet in SHEETS:
        rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        own = set(re.findall(r"(--[\w-]+):", rules))
        handed = {"--pandemic-from", "--pandemic-to", "--rows"}  # written on an element that alone knows its measure
        assert set(re.findall(r"var\((--[\w-]+)", rules)) - declared - own <= handed, sheet.name
