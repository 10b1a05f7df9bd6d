"""One file as received, in words and facts."""

from __future__ import annotations

from pathlib import PurePosixPath

from dash import html

from dashboard.analysis import words
from dashboard.answers.desk import Extract
from dashboard.components import layout


def short_name(extract: Extract) -> str:
    """The file's name without its folders."""
    return PurePosixPath(extract.file_name).name


def sentence(extract: Extract) -> str:
    """What became of it."""
    if extract.outcome == "refused":
        return "The file was refused: nothing of it is held. Why stands below."
    said = f"{words.plural(extract.rows_read, 'row')} read, {extract.rows_used:,} used"
    if extract.rows_not_used:
        said += f", {extract.rows_not_used:,} of other indicators or crossed groups"
    if extract.rows_rejected:
        said += f", {extract.rows_rejected:,} left out"
    made = f"{words.plural(extract.observations, 'figure')}" if extract.observations else ""
    reference = words.plural(extract.reference_rows, "reference row") if extract.reference_rows else ""
    return f"{said}. They made {' and '.join(part for part in (made, reference) if part) or 'nothing'}."


def facts(extract: Extract) -> html.Dl:
    """What it was recognised as, whose it is, what it covers, who loaded it."""
    periods = [each for each in (extract.period_first, extract.period_last) if each]
    covers = " to ".join(dict.fromkeys(periods)) or "as the rows say"
    who = f"by {extract.loaded_by}" if extract.loaded_by else ""
    pairs = (
        ("Recognised as", extract.dataset_id.replace("_", " ") if extract.dataset_id else "nothing known", None),
        ("Publisher and licence", extract.publisher or "not stated", extract.licence),
        ("Periods", covers, extract.release),
        ("Loaded", f"{extract.loaded_at:%-d %B %Y, %H:%M}", who),
        ("Content", extract.sha256[:12], f"read in {extract.seconds:.1f} seconds" if extract.seconds >= 0.05 else None),
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
