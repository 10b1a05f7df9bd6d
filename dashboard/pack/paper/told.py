"""A pack as the plain values that its paper is set from: words, numbers as printed, drawings as SVG."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from dashboard.analysis.words import listed
from dashboard.components.marks import MEANINGS
from dashboard.pack import wording
from dashboard.pack.model import Changes, Chart, Cover, Figure, Pack, Part, Said
from dashboard.pack.paper import drawing

Told = dict[str, Any]


def told(pack: Pack) -> Told:
    """Everything that ``pack.typ`` prints."""
    cover = pack.cover
    meeting = f"{cover.meeting:%-d %B %Y}"
    hot = f"{pack.hot_title}: {listed([name for name, _ in pack.hot], most=3)}" if pack.hot else pack.hot_title
    files = listed(list(pack.sources), most=20)
    return {
        "title": f"{cover.plan}: board pack for {meeting}",
        "description": f"{cover.place}, {pack.foot}",
        "landscape": True,
        "foot": f"{cover.place} · board pack for {meeting} · {pack.foot}",
        "marks": drawing.marks(),
        "cover": _cover(cover),
        "changes": _changes(pack.changes),
        "hot": hot,
        "tally": [{**asdict(said), "count": count} for said, count in pack.tally],
        "parts": [_part(part) for part in pack.parts],
        "definitions": [asdict(each) for each in pack.definitions],
        "owed": [asdict(each) for each in pack.owed],
        "meanings": [{**asdict(wording.said(word)), "meaning": words} for word, words in MEANINGS.items()],
        "sources": f"Figures read in: {files}." if files else "",
    }


def _cover(cover: Cover) -> Told:
    judged = f"{cover.figures}, judged as of {cover.judged:%-d %B %Y}. Snapshot {cover.snapshot}."
    return {
        "body": cover.body,
        "plan": cover.plan,
        "place": cover.place,
        "meeting": f"{cover.title}, {cover.meeting:%-d %B %Y}",
        "headline": list(cover.headline),
        "notes": [judged, *cover.notes],
        "vision": cover.vision,
    }


def _changes(found: Changes) -> Told:
    counts = listed(list(found.counts), most=9) or "nothing that this plan rests on has changed"
    return {
        "lede": f"Since {found.since}: {counts}" if found.since else "Nothing earlier to compare with",
        "why": found.why,
        "verdicts": [
            {"name": each.name, "before": _said(each.before), "after": _said(each.after), "why": each.why}
            for each in found.verdicts
        ],
        "figures": list(found.figures),
        "actions": [list(each) for each in found.actions],
        "decisions": list(found.decisions),
    }


def _part(part: Part) -> Told:
    not_judged = asdict(wording.said("not_judged"))
    before = ["", *(each.measure for each in part.figures)]
    return {
        "name": part.name,
        "eyebrow": f"{part.eyebrow}: {part.title}",
        "headline": part.headline,
        "figures": [
            _figure(each) | {"named": each.measure != was} for each, was in zip(part.figures, before, strict=False)
        ],
        "waiting": [
            {"measure": each.measure, "names": each.names, "why": each.why, "verdict": not_judged}
            for each in part.waiting
        ],
        "charts": [chart(each) for each in part.charts],
        "actions": [asdict(each) for each in part.actions],
        "loose": list(part.loose),
    }


def _figure(each: Figure) -> Told:
    return {
        "measure": each.measure,
        "name": each.name,
        "value": each.value,
        "period": each.period,
        "gap": each.gap,
        "verdict": asdict(each.verdict),
        "brief": each.brief if each.brief != each.gap else "",
        "since": _said(each.since),
        "amount": each.amount,
        "missing": each.missing or "",
    }


def chart(each: Chart) -> Told:
    """A chart with its drawing and its words."""
    return {
        "title": each.title,
        "said": each.said,
        "drawing": drawing.chart(each),
        "verdict": asdict(each.verdict),
        "reason": each.reason,
        "sentences": list(each.sentences),
        "notes": list(each.notes),
        "source": each.source,
    }


def _said(said: Said | None) -> Told | None:
    return asdict(said) if said is not None else None
