"""Which sources of the catalogue a dataset feeds."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from etl.catalogue import Catalogue, Indicator, Source
from etl.datasets import Dataset


@dataclass(frozen=True, slots=True)
class Bound:
    """One source of one indicator, numbered within the dataset."""

    number: int
    indicator: Indicator
    source: Source

    @property
    def kind(self) -> str:
        """The period kind that its series is kept by."""
        return self.source.period_kind or self.indicator.time_identifier


def bind(dataset: Dataset, catalogue: Catalogue) -> list[Bound]:
    """The sources that name the dataset, and those that it names itself; where its rows name their indicator, one for
    every indicator."""
    if dataset.indicator is not None:
        pairs = [
            (indicator, Source(dataset=dataset.id, series=indicator.id)) for indicator in catalogue.indicators.values()
        ]
    else:
        pairs = [
            (indicator, source)
            for indicator in catalogue.indicators.values()
            for source in indicator.sources
            if source.dataset == dataset.id
        ]
        pairs += [
            (
                catalogue[supplied.indicator],
                Source(dataset=dataset.id, **supplied.model_dump(exclude={"indicator"})),
            )
            for supplied in dataset.indicators
        ]
    return [Bound(number, indicator, source) for number, (indicator, source) in enumerate(pairs)]


def definition_hash(dataset: Dataset, bound: list[Bound]) -> str:
    """Changes when a file of the dataset would be read otherwise than before: its YAML, or a source's."""
    said = [
        dataset.model_dump(mode="json"),
        [
            [b.indicator.id, b.indicator.unit, b.indicator.time_identifier, b.source.model_dump(mode="json")]
            for b in bound
        ],
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
