"""A page that is no screen: a form's answer, a refusal, a pack being made, a failure. It asks nothing of the board."""

from __future__ import annotations

from markupsafe import Markup

from dashboard.web.bundle import fingerprinted, styles
from dashboard.web.document import full_title

_PAGE = Markup("""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{full_title}</title>
<script src="{theme}"></script>
<link rel="icon" href="{icon}" type="image/svg+xml">
<link rel="stylesheet" href="{styles}">
{head}</head>
<body>
<a class="skip" href="#main">Skip to main content</a>
<header class="mast"><div class="wrap mast-row"><a class="brand" href="/">Outcomes Board</a></div></header>
<main class="wrap" id="main">
<div class="head"><div><p class="eyebrow">{part}</p><h1>{title}</h1><p class="lede">{lede}</p></div></div>
{body}
</main>
</body>
</html>
""")


def plain_page(title: str, *, part: str, lede: str, body: Markup, head: Markup | None = None) -> str:
    """The whole HTML of a page of that ``title`` in a ``part`` of the site; words are escaped, markup is not.

    ``head`` is what else stands in the page's head.
    """
    return _PAGE.format(
        full_title=full_title(title),
        theme=fingerprinted("theme.js"),
        icon=fingerprinted("favicon.svg"),
        styles=styles().address,
        head=head or "",
        part=part,
        title=title,
        lede=lede,
        body=body,
    )
