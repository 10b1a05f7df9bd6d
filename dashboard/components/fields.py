"""Fields of a form that Dash has no component for: the browser's own inputs, every word in them escaped."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from markupsafe import escape

from dashboard.components.layout import Children
from dashboard.components.svg import Svg


def hidden(**values: str) -> html.Div:
    """What a form carries along unseen."""
    fields = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in values.items()
    )
    return html.Div(Svg(fields), hidden=True)


def text(name: str, label: str, *, value: str = "", hint: str = "", required: bool = False) -> html.Label:
    """One line of text."""
    box = (
        f'<input type="text" name="{escape(name)}" value="{escape(value)}" placeholder="{escape(hint)}" '
        f'autocomplete="off" maxlength="200"{" required" if required else ""}>'
    )
    return html.Label([html.Span(label), Svg(box)], className="choice")


def files(name: str, label: str) -> Svg:
    """The browser's own chooser of files, several at once."""
    return Svg(
        f'<label class="files"><span>{escape(label)}</span>'
        f'<input type="file" name="{escape(name)}" multiple required></label>'
    )


def button(words: str, *, main: bool = False, disabled: bool = False) -> html.Button:
    """A button that sends its form."""
    return html.Button(words, type="submit", className="button main" if main else "button", disabled=disabled)


def post(action: str, children: Sequence[Children], *, token: str, name: str, label: str = "") -> html.Form:
    """A form that changes something: its answer is another screen."""
    named = {"aria-label": label} if label else {}
    return html.Form([hidden(token=token), *children], action=action, method="post", className=name, **named)
