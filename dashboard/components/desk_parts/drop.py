"""Where files come in: dropped or chosen, sent with their progress, or the reason why not here."""

from __future__ import annotations

from dash import html

from dashboard.components import fields
from dashboard.components.svg import Svg
from dashboard.components.values import sized

# What the script fills in while it sends; hidden until there is something to say, and never seen without a script.
_SENDING = (
    '<div class="sending" hidden><p class="sending-words" role="status"></p>'
    '<progress max="100" value="0" aria-label="Upload"></progress>'
    '<button type="button" class="button" data-cancel>Cancel</button></div>'
    '<ul class="chosen" aria-label="Files chosen"></ul><p class="sending-trouble" role="alert"></p>'
)


def form(token: str, *, who: str, limit: int) -> html.Form:
    """Files in; ``who`` is the name that they will be logged under."""
    target = [
        html.P([html.Strong("Drop files here"), ", or choose them."]),
        fields.files("files", "Files to read"),
        html.P(
            f"CSV, XLSX, ODS, Parquet or a ZIP of them, {sized(limit)} at once. Nothing counts before you "
            "have seen what it would change.",
            className="sub",
        ),
        html.Details(
            [
                html.Summary("The files do not say their period"),
                html.Div(
                    [
                        fields.text("period", "Period", hint="2024/25"),
                        html.Label(
                            [
                                html.Span("Release"),
                                html.Select(
                                    [
                                        html.Option(words, value=value)
                                        for value, words in (
                                            ("", "as the files say"),
                                            ("provisional", "provisional"),
                                            ("revised", "revised"),
                                            ("final", "final"),
                                        )
                                    ],
                                    name="release",
                                ),
                            ],
                            className="choice",
                        ),
                    ],
                    className="fold pair",
                ),
            ]
        ),
        html.Div(
            [fields.button("Read the files", main=True), html.Span(f"as {who}", className="quiet")], className="go"
        ),
        Svg(_SENDING),
    ]
    return html.Form(
        [fields.hidden(token=token), *target],
        action="/data/upload",
        method="post",
        encType="multipart/form-data",
        className="drop",
        **{"data-upload": str(limit), "aria-label": "Upload files"},
    )


def off(why: str) -> html.Div:
    """Why nobody can upload here, and what would change that."""
    return html.Div(
        [html.P(html.Strong("Files are not taken here.")), html.P(why, className="sub")],
        className="drop off",
        role="note",
    )
