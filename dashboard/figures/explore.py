"""A figure as Plotly shows it to somebody who explores it: the house style around what the server drew."""

from __future__ import annotations

from collections.abc import Mapping

import plotly.graph_objects as go

from dashboard.figures import theme
from dashboard.figures.drawn import WORDS_FIT, Figure, among_lines

TOOLBAR = 32
"""Pixels that Plotly's toolbar takes above the words at the top of a chart."""


def explorable(figures: Mapping[int, Figure], *, room: int) -> go.Figure:
    """The widest of the figures (by the width each was drawn at) that fits into ``room`` pixels, else the narrowest,
    with the house style and checked by Plotly."""
    figure = figures[max((width for width in figures if width <= room), default=min(figures))]
    made = go.Figure(figure)
    if room < WORDS_FIT:
        made.layout.annotations = [each for each in made.layout.annotations if among_lines(each.text) is None]
    bar = {"bgcolor": theme.CLEAR, "color": theme.INK_2, "activecolor": theme.PLACE}
    made.update_layout(template=theme.TEMPLATE, dragmode="zoom", height=None, autosize=True, modebar=bar)
    made.update_layout(margin_t=figure["layout"]["margin"]["t"] + TOOLBAR)
    made.update_xaxes(fixedrange=False, tickvals=None)
    made.update_yaxes(fixedrange=False)
    return made
