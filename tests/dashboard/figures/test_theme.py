"""The colours that Plotly writes are the tokens' own, and the stylesheet gives each back to its token."""

from __future__ import annotations

import pytest

from dashboard.figures import theme
from dashboard.figures.tokens import colours
from dashboard.settings import ROOT

FIGURES = (ROOT / "assets" / "figures.css").read_text(encoding="utf-8")


@pytest.mark.parametrize(("token", "colour"), theme.TOKENS.items())
def test_each_colour_is_its_tokens_value(token: str, colour: str) -> None:
    assert colour == colours("light")[token]


@pytest.mark.parametrize(("token", "colour"), theme.TOKENS.items())
@pytest.mark.parametrize("part", ["stroke", "fill"])
def test_the_stylesheet_points_each_colour_back_at_its_token(token: str, colour: str, part: str) -> None:
    rgb = ", ".join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    rule = f'.js-plotly-plot [style*="{part}: rgb({rgb})"] {{ {part}: var(--{token}) !important; }}'
    assert rule in FIGURES


def test_every_ink_is_one_of_those_colours() -> None:
    used = {colour for ink in theme.INKS.values() for colour in (ink.line, ink.text)}
    assert used <= set(theme.TOKENS.values())


def test_nothing_is_under_thirteen_pixels() -> None:
    assert theme.SMALL == 13
    assert theme.TEMPLATE["layout"]["font"]["size"] == 13
