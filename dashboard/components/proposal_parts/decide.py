"""The decision: accept, discard, or read again; and how far the reading is before there is one."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.components import fields
from dashboard.components.svg import Svg
from etl.deciding.proposals import Proposal


def progress(made: Proposal, words: str) -> html.Div:
    """How far the reading is; a script asks every second and shows the answer when it is there."""
    done = made.progress or {}
    share = round(100 * done.get("done", 0) / done["of"]) if done.get("of") else 0
    bar = f'<progress max="100" value="{share}" aria-label="Reading"></progress>'
    return html.Div(
        [
            html.P(words, className="poll-words", role="status"),
            Svg(bar),
            html.P(html.A("Look again", href=f"/data/proposal/{made.id}", target="_self"), className="sub"),
        ],
        className="reading",
        **{"data-poll": f"/data/proposal/{made.id}/state.json", "data-state": made.state},
    )


def form(made: Proposal, *, who: str, token: str, usable: bool) -> html.Div | None:
    """What can be done with the files now; nothing once it is decided. ``usable``: something in them can be loaded."""
    here = f"/data/proposal/{made.id}"
    discard = fields.post(f"{here}/discard", [fields.button("Discard")], token=token, name="inline")
    if made.state == "waiting" and usable:
        accept = fields.post(
            f"{here}/accept", [fields.button("Accept and publish", main=True)], token=token, name="inline"
        )
        return _bar(
            [accept, discard],
            f"It will be logged as accepted by {who}. Nothing counts until you accept; boards see the new figures at "
            "once, and outcomes rollback serves the earlier ones again.",
        )
    if made.state in ("failed", "nothing_new", "waiting"):
        again = fields.post(f"{here}/again", [fields.button("Read again")], token=token, name="inline")
        return _bar([again, discard], f"It will be logged as done by {who}.")
    return None


def _bar(buttons: list[Any], note: str) -> html.Div:
    return html.Div([html.Div(buttons, className="buttons"), html.P(note, className="note")], className="decide")
