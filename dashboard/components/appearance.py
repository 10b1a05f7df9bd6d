"""Light, dark, or as the device: a choice at the foot of every screen, kept in the reader's browser."""

from __future__ import annotations

from dash import html

CHOICES = (("", "As this device"), ("light", "Light"), ("dark", "Dark"))


def appearance() -> html.Label:
    """The choice of colours; ``assets/theme.js`` acts on it, so a browser without scripts does not show it."""
    options = [html.Option(words, value=value) for value, words in CHOICES]
    return html.Label(
        [html.Span("Colours"), html.Select(options, **{"data-theme-choice": ""})], className="choice appearance"
    )
