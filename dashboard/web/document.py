"""The page around a screen: its head, the screen as HTML, and the dialog in which Dash shows a chart to be explored.

Dash's own page runs half a megabyte of script before anything is drawn. Here the screen comes with the page, and Dash's
scripts are named in a list: ``assets/explore.js`` asks for them when somebody reaches for a chart. Nothing in the page
is script itself, so that none need be allowed by the security policy.
"""

from __future__ import annotations

import json
import re

from dash import Dash
from markupsafe import escape

from dashboard.web.bundle import digest, fingerprinted, styles
from dashboard.web.plotly_bundle import PLOTLY

SITE = "Outcomes Board"
FONT = "fonts/source-sans-3-latin-wght-normal.woff2"
_TITLE, _SCREEN = "@@title@@", "@@screen@@"

INDEX = f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
{{%metas%}}
<meta name="color-scheme" content="light dark">
<title>{_TITLE}</title>
{{%css%}}
</head>
<body>
<div id="screen">{_SCREEN}</div>
<div id="announced" class="vh" role="status"></div>
<dialog id="explorer" aria-label="Explore the chart">
<form method="dialog"><button class="button">Close</button></form>
<p id="drawing" role="status">Drawing the chart …</p>
{{%app_entry%}}
</dialog>
{{%config%}}
{{%scripts%}}
{{%renderer%}}
</body>
</html>"""

_SCRIPT = re.compile(r'<script[^>]*? src="([^"]+)"[^>]*></script>\s*')
_STYLE = re.compile(r'<link rel="stylesheet" href="/assets/[^>]*>\s*')
_RENDERER = re.compile(r'<script id="_dash-renderer".*?</script>', re.DOTALL)
_UNUSED = "/dash_table/"
"""Dash's own table, which no screen has."""
_GRAPH = "/_dash-component-suites/dash/dcc/async-graph.js"
"""Dash's part around a Plotly chart, by the address under which it asks for it."""


class Document:
    """The page of an application, which each screen is put into. Made when the first is asked for: Dash finds its
    scripts then."""

    def __init__(self, app: Dash) -> None:
        with app.server.test_request_context("/"):
            page = app.index()
        sources = _SCRIPT.findall(page)
        own = [each for each in sources if each.startswith("/assets/")]
        dash = [each for each in sources if each not in own and _UNUSED not in each]
        later = json.dumps({"first": dash, "then": [_GRAPH, PLOTLY]})
        head = [
            f'<script src="{fingerprinted("theme.js")}"></script>',  # the colours the reader chose, before any paint
            f'<link rel="icon" href="{fingerprinted("favicon.svg")}" type="image/svg+xml">',
            f'<link rel="preload" href="{fingerprinted(FONT)}" as="font" type="font/woff2" crossorigin>',
            f'<link rel="stylesheet" href="{styles().address}">',
            *(f'<script defer src="{each}"></script>' for each in own),
        ]
        page = _STYLE.sub("", _SCRIPT.sub("", page)).replace("</head>", "\n".join([*head, "</head>"]))
        page = _RENDERER.sub(f'<script id="later" type="application/json">{later}</script>', page)
        self.digest = digest(page.encode())
        """Stands for all that is around a screen: a new release of a script or style is a new page."""
        self._head, rest = page.split(_TITLE)
        self._body, self._end = rest.split(_SCREEN)

    def page(self, title: str, markup: str) -> str:
        """The whole HTML page of a screen."""
        return f"{self._head}{escape(full_title(title))}{self._body}{markup}{self._end}"


def full_title(title: str) -> str:
    """What stands in the browser's tab: the screen's own name first."""
    return f"{title} – {SITE}" if title else SITE
