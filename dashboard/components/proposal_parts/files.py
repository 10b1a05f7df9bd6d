"""Each file of a proposal: what it was taken for, what became of its rows, what was found and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from dashboard.answers.proposal import File
from dashboard.components import fields, layout
from dashboard.components.addresses import address
from dashboard.components.desk_parts import findings
from dashboard.components.desk_parts.severity import tally
from etl.deciding.proposals import Proposal


def section(made: Proposal, files: Sequence[File], *, token: str) -> html.Section:
    """Every file with its findings; those of all files together can be downloaded."""
    parts: list[object] = []
    for number, each in enumerate(files):
        parts += [html.H3(each.name, className="file-name", id=f"file-{number}")] if len(files) > 1 else []
        parts += [_identity(each), _help(made, each, token=token)]
        if each.findings:
            parts += [tally(each.counts), findings.table(each.findings, label=f"Findings in {each.name}")]
        else:
            parts.append(layout.empty("Nothing was found.", "Every check passed."))
    if any(each.findings for each in files):
        parts.append(findings.download(f"/data/proposal/{made.id}/findings.csv"))
    title = "What was found"
    return layout.section(title, layout.present(parts), id="found")


def _identity(each: File) -> html.Dl:
    """What it was recognised as and what became of its rows."""
    figures = [f"{each.observations:,} figures"] if each.observations else []
    figures += [f"{each.reference:,} reference rows"] if each.reference else []
    rows = [f"{each.not_used:,} about something else"] if each.not_used else []
    rows += [f"{each.rejected:,} left out"] if each.rejected else []
    outcome = {"loaded": "can be used", "refused": "refused", "unchanged": "held already"}[each.outcome]
    tone = "strong-bad" if each.outcome == "refused" else ""
    pairs = (
        ("Recognised as", each.dataset.replace("_", " ") if each.dataset else "nothing known", None),
        ("Outcome", html.Span(outcome, className=tone), None),
        ("Rows", f"{each.read:,} read, {each.used:,} used", ", ".join(rows)),
        ("They make", " and ".join(figures) or "nothing", None),
    )
    return html.Dl(
        [
            html.Div(
                [html.Dt(name), html.Dd(layout.present([value, html.Span(sub, className="sub") if sub else None]))]
            )
            for name, value, sub in pairs
        ],
        className="identity",
    )


def _help(made: Proposal, each: File, *, token: str) -> html.Div | html.Form | None:
    """The way on from a refusal that the reader can mend here."""
    if made.state in ("accepted", "discarded"):
        return None
    if each.unknown:
        mapping = address(f"/data/proposal/{made.id}/map", file=each.name)
        return html.Div(
            [
                html.P([html.Strong("Nobody has described this layout yet. "), "Say what its columns hold, and files "
                        "like it are known from then on."]),
                html.A("Describe the layout", href=mapping, className="button main"),
            ],
            className="way-on",
        )  # fmt: skip
    if each.too_many_rejects:
        return fields.post(
            f"/data/proposal/{made.id}/again",
            [
                html.P([html.Strong("Much of this file would be left out. "), "If that is as it should be, read it "
                        "again and let the rest count. Your name is kept with it."]),
                fields.hidden(accept_rejects=each.name),
                fields.button("Accept the rows left out"),
            ],
            token=token,
            name="way-on",
        )  # fmt: skip
    return None
