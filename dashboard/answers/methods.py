"""What every number means, in words: the catalogue as the methods page prints it."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.analysis import words
from dashboard.analysis.change import material
from dashboard.board import Board
from etl.catalogue import Break, Catalogue, Indicator, Missing
from etl.groups import DIMENSIONS, label, mid_sentence
from etl.periods import Period
from etl.rules import STAGES, Rule

POLARITY = {
    "higher": "higher is better",
    "lower": "lower is better",
    "closer_to_zero": "closer to zero is better",
    "neutral": "neither more nor less is better: never judged, never coloured",
}
UNIT = {
    "percent": "per cent",
    "pp": "percentage points",
    "rate per 100 pupils": "number per 100 pupils",
    "rate per 100 teachers": "number per 100 teachers",
    "score": "score",
    "ratio": "ratio",
    "count": "number",
    "FTE count": "full-time equivalents",
    "GBP": "pounds",
}
SUMMED = {
    "ratio": "numerators added up, divided by denominators added up",
    "weighted_mean": "the mean of the members, weighted by their pupils",
    "school_count": "schools that have it, of all schools",
    "sum": "added up",
    "difference": "worked out from its two parts, never added up",
}
INTERVAL = {
    "wilson": "95% interval for a proportion (Wilson)",
    "poisson": "95% interval for a rate of events (Byar, exact Poisson under ten)",
    "published": "the interval that the publisher prints",
    "none": "none",
}
LEVEL = {
    "country": "England only",
    "region": "regions",
    "la": "local authorities",
    "trust": "trusts",
    "school": "schools",
    "icb": "integrated care boards of the NHS",
}
FREQUENCY = {
    "annual": "once a year",
    "termly": "every term",
    "monthly": "every month",
    "weekly": "every week",
    "discontinued": "no longer published",
    "local": "as it is collected",
    "irregular": "at no fixed time",
}
SOURCE = "Source"
SEVERITY = {
    "refuse": "the file is refused",
    "reject": "the row is left out",
    "warn": "loaded, with a warning",
    "note": "loaded, and noted",
}

Line = tuple[str, str | tuple[str, ...]]
"""A name and what stands beside it: one text, or several."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One indicator in words; ``id`` is its anchor, ``lines`` are (name, text or texts) without the blank ones.

    ``url`` is the address of what stands under :data:`SOURCE`. ``supports`` is the indicator that it stands beside.
    """

    id: str
    name: str
    meaning: str
    lines: tuple[Line, ...]
    url: str | None
    supports: Indicator | None


@dataclass(frozen=True, slots=True)
class Chapter:
    """One theme of the catalogue with its indicators."""

    id: str
    title: str
    definitions: tuple[Definition, ...]


def chapters(board: Board) -> tuple[Chapter, ...]:
    """Every indicator of the catalogue, by theme, in the catalogue's order."""
    return tuple(
        Chapter(
            theme.theme, theme.title, tuple(definition(indicator, board.catalogue) for indicator in theme.indicators)
        )
        for theme in board.catalogue.themes
    )


def definition(indicator: Indicator, catalogue: Catalogue) -> Definition:
    """One indicator in words; nothing that the catalogue leaves open is filled in."""
    publication = indicator.publication
    lines: list[tuple[str, str | tuple[str, ...] | None]] = [
        ("Numerator", indicator.numerator),
        ("Denominator", indicator.denominator),
        ("Unit", f"{UNIT[indicator.unit]}, printed {_decimals(indicator.decimals)}"),
        ("Better", "; ".join(filter(None, [POLARITY[indicator.polarity], indicator.polarity_note]))),
        ("Stage", indicator.stage),
        ("Pupil groups", _groups(indicator)),
        ("Smallest places", LEVEL[indicator.lowest_level]),
        ("Over several places", SUMMED[indicator.aggregation]),
        ("Chance", _chance(indicator)),
        ("Changes of method", tuple(_break(each, indicator) for each in sorted(indicator.breaks, key=_first))),
        ("Years without figures", tuple(_missing(each, indicator) for each in indicator.missing)),
        ("New figures", f"{FREQUENCY[indicator.frequency]}: {indicator.release}"),
        (SOURCE, f"{publication.publisher}, {publication.title}"),
        ("Licence", publication.licence),
        ("Small numbers", indicator.disclosure),
        ("Read from", _read_from(indicator, catalogue)),
        ("Notes", indicator.notes),
    ]
    return Definition(
        id=indicator.id,
        name=indicator.name,
        meaning=indicator.definition,
        lines=tuple((name, text) for name, text in lines if text),
        url=publication.url,
        supports=catalogue[indicator.of] if indicator.of else None,
    )


@dataclass(frozen=True, slots=True)
class Check:
    """One rule that extracts are held against; ``severity`` says what becomes of the file or row."""

    rule: str
    severity: str
    finds: str
    advice: str


def checks() -> tuple[tuple[str, tuple[Check, ...]], ...]:
    """Every rule of the loader by the stage at which it looks, in the order in which an extract passes them."""
    return tuple((stage.title, tuple(_check(rule) for rule in stage.rules)) for stage in STAGES if stage.rules)


def _check(rule: Rule) -> Check:
    severity = "; or ".join(SEVERITY[each] for each in rule.severities)
    return Check(rule.name, severity, f"{rule.finds[:1].upper()}{rule.finds[1:]}", rule.advice)


def _decimals(count: int) -> str:
    return "as a whole number" if count == 0 else f"with {words.plural(count, 'decimal')}"


def _groups(indicator: Indicator) -> str:
    """The groups behind the breakdown words, each once; an indicator without any has all pupils alone."""
    ids = dict.fromkeys(group for word in indicator.breakdowns for group in DIMENSIONS.get(word, (word,)))
    return ", ".join(label(group) for group in ("all", *ids))


def _chance(indicator: Indicator) -> str:
    """How a difference is told from chance, and what counts as one where that cannot be done."""
    step = words.difference(material(indicator), indicator) or str(material(indicator))
    if indicator.interval == "none":
        return f"no interval; a change of no more than {step} is no clear change"
    return f"{INTERVAL[indicator.interval]}; without numbers behind the figure, a change of more than {step} counts"


def _break(found: Break, indicator: Indicator) -> str:
    strength = "nothing is compared across it" if found.strength == "refuse" else "compared, with the reason told"
    return f"From {_period(found.period, indicator)} ({strength}): {found.reason}"


def _first(found: Break) -> str:
    return found.period


def _missing(found: Missing, indicator: Indicator) -> str:
    spans = [words.listed([_period(code, indicator) for code in found.periods])] if found.periods else []
    spans += [f"before {_period(found.before, indicator)}"] if found.before else []
    spans += [f"after {_period(found.after, indicator)}"] if found.after else []
    span = " and ".join(spans)
    return f"{span[:1].upper()}{span[1:]}: {found.reason}"


def _period(code: str, indicator: Indicator) -> str:
    """A period's words; a break may be told in years where the figures are terms or snapshots."""
    kinds = (indicator.time_identifier, "academic_year", "calendar_year", "snapshot", "term")
    for kind in kinds:
        try:
            return Period(code, kind).label
        except ValueError:
            continue
    raise ValueError(f"{indicator.id}: {code!r} is no period of any kind")


def _read_from(indicator: Indicator, catalogue: Catalogue) -> str | None:
    """The layouts that carry it, or the indicators that it is worked out from."""
    if indicator.derive is not None and indicator.derive.complement is not None:
        return f"100 minus {catalogue[indicator.derive.complement.of].short}, for the same pupils and year"
    if indicator.derive is not None and indicator.derive.difference is not None:
        parts = indicator.derive.difference
        of = catalogue[parts.of].short
        return f"{of}: {mid_sentence(label(parts.minuend))} minus {mid_sentence(label(parts.subtrahend))}"
    return ", ".join(dict.fromkeys(source.dataset for source in indicator.sources)) or None
