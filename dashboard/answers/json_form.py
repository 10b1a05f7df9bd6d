"""The JSON of the command line, key by key as CONTRACT fixes it. Values are plain: text, numbers, null."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from dashboard.analysis.model import Judgement, MeasureVerdict, Origin, PlanVerdicts, Point
from dashboard.analysis.words import GRAIN
from dashboard.answers.holdings import Holding
from dashboard.answers.preview import PlanChange
from dashboard.answers.series import Shown

Document = dict[str, Any]


def shown(answer: Shown) -> Document:
    """The document of ``show``."""
    return {
        "indicator": answer.indicator.id,
        "place": {"id": answer.place_id, "name": answer.place_name},
        "unit": answer.indicator.unit,
        "decimals": answer.indicator.decimals,
        "series": [_point(point) for point in answer.series.points],
    }


def verdicts(answer: PlanVerdicts) -> Document:
    """The document of ``verdicts``: each measure's summary line followed by its details."""
    lines: list[Document] = []
    for measure in answer.measures:
        lines.append(_summary(measure))
        lines.extend(_detail(detail) for detail in measure.details)
    return {
        "plan": answer.plan,
        "place": answer.place_id,
        "as_of": answer.as_of.isoformat(),
        "measures": lines,
    }


def plan_changes(found: Sequence[PlanChange]) -> list[Document]:
    """What a waiting load would change in each plan: measures whose verdict flips, and the lines that differ."""
    return [
        {
            "plan": each.plan,
            "measures": [{"measure": m, "before": before, "after": after} for m, before, after in each.summaries],
            "lines": [
                {
                    "measure": flip.measure_id,
                    "target": flip.target,
                    "indicator": flip.indicator_id,
                    "group": flip.group_id,
                    "place": flip.place_id,
                    "before": asdict(flip.before) if flip.before else None,
                    "after": asdict(flip.after) if flip.after else None,
                }
                for flip in each.flips
            ],
        }
        for each in found
    ]


def catalogue(holdings: Sequence[Holding]) -> Document:
    """The document of ``catalogue``: what each indicator is, and what is held of it."""
    return {
        "indicators": [
            {
                "indicator": each.indicator.id,
                "name": each.indicator.name,
                "short": each.indicator.short,
                "theme": each.theme,
                "definition": each.indicator.definition.strip(),
                "unit": each.indicator.unit,
                "decimals": each.indicator.decimals,
                "polarity": each.indicator.polarity,
                "period_kind": each.indicator.time_identifier,
                "local": each.indicator.local,
                "publisher": each.indicator.publication.publisher,
                "observations": each.observations,
                "places": each.places,
                "first_end": each.first_end.isoformat() if each.first_end else None,
                "last_end": each.last_end.isoformat() if each.last_end else None,
            }
            for each in holdings
        ]
    }


def source(origin: Origin | None) -> str | None:
    """``file.csv, row 12``."""
    if origin is None:
        return None
    return origin.file_name if origin.row is None else f"{origin.file_name}, row {origin.row}"


def _point(point: Point) -> Document:
    return {
        "period": point.period.code,
        "period_kind": point.period.kind,
        "value": _number(point.value),
        "numerator": _number(point.numerator),
        "denominator": _number(point.denominator),
        "lower": _number(point.lower),
        "upper": _number(point.upper),
        "status": point.status,
        "release": point.release,
        "coverage": point.coverage,
        "source": source(point.origin),
    }


def _summary(measure: MeasureVerdict) -> Document:
    return {
        "line": "summary",
        "measure": measure.measure_id,
        "priority": measure.priority_id,
        "target": None,
        "target_type": measure.details[0].target_type,
        "indicator": None,
        "group": None,
        "place": measure.place_id,
        "period": None,
        "value": None,
        "comparator_value": None,
        "gap": None,
        "standing": None,
        "verdict": measure.verdict,
        "reason": measure.reason,
        "counts": measure.counts,
    }


def _detail(detail: Judgement) -> Document:
    return {
        "line": "detail",
        "measure": detail.measure_id,
        "priority": detail.priority_id,
        "target": detail.target,
        "target_type": detail.target_type,
        "indicator": detail.indicator_id,
        "group": detail.group_id,
        "place": detail.place_id,
        "period": detail.period.code if detail.period else None,
        "value": _number(detail.value),
        "comparator_value": _number(detail.comparator_value),
        "gap": _number(detail.gap),
        "standing": detail.standing,
        "verdict": detail.verdict,
        "reason": detail.reason,
        "counts": None,
    }


def _number(value: float | None) -> float | None:
    """The number without the noise of binary arithmetic, so that 0.1 + 0.2 reads 0.3."""
    return None if value is None else float(f"{value:.{GRAIN}g}")
