"""A figure as Plotly shows it to somebody who explores it: the house style around what the server drew."""

from __future__ import annotations

import plotly.graph_objects as go

from dashboard.figures import theme
from dashboard.figures.drawn import Figure

TOOLBAR = 32
"""Pixels that Plotly's toolbar takes above the words at the top of a chart."""


def explorable(figure: Figure) -> go.Figure:
    """The figure with the house style, checked by Plotly; wide enough for its names, and with a choice of lines."""
    made = go.Figure(figure)
    bar = {"bgcolor": theme.CLEAR, "color": theme.INK_2, "activecolor": theme.PLACE}
    made.update_layout(template=theme.TEMPLATE, dragmode="zoom", height=None, autosize=True, modebar=bar)
    made.update_layout(margin_t=figure["layout"]["margin"]["t"] + TOOLBAR)
    made.update_xaxes(fixedrange=False, tickvals=None)
    made.update_yaxes(fixedrange=False)
    return made
