"""The house style of figures: the colours of ``assets/tokens.css`` by name, and one template for Plotly.

A figure holds the light values. What the server draws (:mod:`dashboard.figures.drawn`) gets the tokens themselves;
Plotly writes colours into each mark, where no custom property can reach them, and ``assets/figures.css`` re-points
exactly these values: dark mode and paper need no second figure.
"""

from __future__ import annotations

from dataclasses import dataclass

PAPER = "#ffffff"
INK = "#16212c"
INK_2 = "#4a5763"
RULE = "#d5dbe1"
RULE_2 = "#8a96a1"
PLACE = "#12436d"
ENGLAND = "#6b7681"
ENGLAND_TEXT = "#56616c"
REGION = "#28a197"
REGION_TEXT = "#17726b"
GROUP = "#801650"
BAND = "#eef1f4"
SPREAD = "#e1e6eb"
CLEAR = "rgba(0,0,0,0)"

TOKENS = {
    "paper": PAPER,
    "ink": INK,
    "ink-2": INK_2,
    "rule": RULE,
    "rule-2": RULE_2,
    "d-place": PLACE,
    "d-england": ENGLAND,
    "t-england": ENGLAND_TEXT,
    "d-region": REGION,
    "t-region": REGION_TEXT,
    "d-group": GROUP,
    "band": BAND,
    "spread": SPREAD,
}
"""Every colour that a figure may use, by the name of its token."""


@dataclass(frozen=True, slots=True)
class Ink:
    """How one line is drawn, and the colour of its name: a grey that a line may have is too pale for words."""

    line: str
    text: str
    dash: str = "solid"


INKS = {
    "place": Ink(PLACE, PLACE),
    "england": Ink(ENGLAND, ENGLAND_TEXT),
    "region": Ink(REGION, REGION_TEXT),
    "neighbours": Ink(RULE_2, INK_2, "2px,3px"),
    "group": Ink(GROUP, GROUP, "5px,3px"),
}
"""The place in dark blue, England in grey, always; the others are told apart by colour, dash and name."""

FONT = "'Source Sans 3', 'Segoe UI', system-ui, -apple-system, 'Helvetica Neue', Arial, sans-serif"
SMALL = 13
"""Pixels of chart annotation: nothing on screen is smaller."""

CONFIG = {
    "displaylogo": False,
    "modeBarButtons": [["zoom2d", "pan2d"], ["zoomIn2d", "zoomOut2d", "resetScale2d"]],
    "plotlyServerURL": "",
    "responsive": True,
    "scrollZoom": True,
    "locale": "en",
}
"""How a chart that is explored behaves: its toolbar zooms, pans and goes back; pictures are saved from the screen.

The buttons are named one by one: Plotly's own choice has one that uploads the chart to its makers' cloud."""

TEMPLATE = {
    "layout": {
        "font": {"family": FONT, "size": SMALL, "color": INK_2},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "colorway": [PLACE, ENGLAND, REGION, GROUP],
        "showlegend": False,
        "dragmode": False,
        "hovermode": "x unified",
        "hoverlabel": {"bgcolor": PAPER, "bordercolor": RULE_2, "font": {"family": FONT, "size": 14, "color": INK}},
        "xaxis": {
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "showline": True,
            "linecolor": RULE_2,
            "ticks": "",
            "tickfont": {"color": INK_2, "size": SMALL},
        },
        "yaxis": {
            "fixedrange": True,
            "gridcolor": RULE,
            "gridwidth": 1,
            "zeroline": False,
            "showline": False,
            "ticks": "",
            "tickfont": {"color": INK_2, "size": SMALL},
        },
    }
}
