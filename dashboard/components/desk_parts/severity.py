"""The severity of a finding as mark and word; its marks are never those of a verdict."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html

from dashboard.components.svg import Svg

WORDS = {"refuse": "file refused", "reject": "left out", "warn": "look at this", "note": "for the record"}
TONES = {"refuse": "bad", "reject": "bad", "warn": "watch", "note": "even"}

_OCTAGON = '<path class="fill" d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z"/><path class="sign" d="M4 8h8"/>'
_TRIANGLE = '<path class="fill" d="M8 1l7.3 13.5H.7z"/><path class="sign" d="M8 5.6v4.2m0 1.4v1.7"/>'
_CIRCLE = '<circle class="line" cx="8" cy="8" r="7"/><path class="line" d="M8 7v5m0-8v1.7"/>'
_DRAWINGS = {"refuse": _OCTAGON, "reject": _OCTAGON, "warn": _TRIANGLE, "note": _CIRCLE}


def severity(word: str) -> html.Span:
    """Mark and word."""
    return html.Span([_mark(word), html.Span(WORDS[word])], className=f"severity tone-{TONES[word]}")


def tally(counts: Mapping[str, int]) -> html.Ul | html.Span:
    """How many findings of each severity, the gravest first; a file without any says so."""
    found = [word for word in WORDS if counts.get(word)]
    if not found:
        return html.Span("none", className="quiet")
    items = [
        html.Li([_mark(word), html.Span(f"{counts[word]:,} {WORDS[word]}")], className=f"severity tone-{TONES[word]}")
        for word in found
    ]
    return html.Ul(items, className="severities")


def _mark(word: str) -> Svg:
    return Svg(
        f'<svg class="mark tone-{TONES[word]}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        f"{_DRAWINGS[word]}</svg>",
        className="mark-box",
    )
