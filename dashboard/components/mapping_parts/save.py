"""Keeping the layout: the YAML as it would be written, its name, and the button."""

from __future__ import annotations

from urllib.parse import urlencode

from dash import html

from dashboard.answers.new_layout import Described
from dashboard.components import fields, layout
from etl.layouts.starter import slug, yaml_text


def section(made: Described, *, here: str, state: dict[str, str], token: str, who: str) -> html.Section:
    """Save, and the same YAML to look at or take away."""
    text = yaml_text(made.layout, made.known.values())
    title = fields.text("title", "Name of the layout", value=made.layout.title, required=True)
    save = fields.post(
        here,
        [
            fields.hidden(state=urlencode(state)),
            title,
            fields.button("Save and read the file", main=True, disabled=bool(made.lacks)),
        ],
        token=token,
        name="save",
        label="Save the layout",
    )
    download = html.A("Download the YAML", href=f"{here}.yaml?{urlencode(state)}", download="")
    note = (
        f"{who} writes it to the catalogue as {slug(made.layout.title)}.yaml; nothing there is ever overwritten. Files "
        "with these columns are known from then on."
    )
    return layout.section(
        "Keep it",
        [
            save,
            layout.fold(
                "The YAML that will be written", [html.Pre(text, className="yaml", tabIndex="0"), html.P(download)]
            ),
        ],
        id="save",
        note=note,
    )
