"""A tree of components as HTML: every word escaped, switches without values, nothing of React's."""

from __future__ import annotations

import pytest
from dash import dcc, html

from dashboard.components.svg import Svg
from dashboard.web.markup import markup


@pytest.mark.parametrize(
    ("node", "written"),
    [
        (None, ""),
        ("5 < 6 & 7", "5 &lt; 6 &amp; 7"),
        (["one", None, 2], "one2"),
        (html.P("A", className="note", key="k", n_clicks=3), '<p class="note">A</p>'),
        (html.A("x", href='/?a=1&b="2"'), '<a href="/?a=1&amp;b=&#34;2&#34;">x</a>'),
        (html.Label("N", htmlFor="n"), '<label for="n">N</label>'),
        (html.Td("1", colSpan=2), '<td colspan="2">1</td>'),
        (html.Details([html.Summary("S")], open=True), "<details open><summary>S</summary></details>"),
        (html.Details([html.Summary("S")], open=False), "<details><summary>S</summary></details>"),
        (html.Option("O", value="", selected=True), '<option value="" selected>O</option>'),
        (html.Br(), "<br>"),
        (html.Div(**{"aria-label": "A & B"}), '<div aria-label="A &amp; B"></div>'),
        (html.Div(**{"data-row": 3}), '<div data-row="3"></div>'),
        (html.Div(style={"gridRow": 2, "--share": "4%"}), '<div style="grid-row:2;--share:4%"></div>'),
        (Svg("<svg></svg>", className="mark"), '<span class="mark"><svg></svg></span>'),
    ],
)
def test_a_component_is_written_as_the_browser_reads_it(node: object, written: str) -> None:
    assert markup(node) == written


def test_what_only_react_could_draw_is_refused() -> None:
    with pytest.raises(TypeError, match="Graph cannot be drawn by the server"):
        markup(html.Div(dcc.Graph()))
