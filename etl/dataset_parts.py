"""The parts of a dataset's YAML: how a file is recognised, and where period, group and numbers of a row stand.

Column names are compared without regard to case and to runs of spaces. Cells of maps (groups, phases, levels,
``where`` …) likewise. A row that a map does not know, or that ``keep`` leaves out, is *not used*: it is counted,
and is not an error.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from etl.catalogue import PeriodKind
from etl.yaml_file import Frozen

Words = str | tuple[str, ...]

SYMBOLS: dict[str, str] = {
    "z": "not_applicable",
    "na": "not_applicable",
    "n/a": "not_applicable",
    "ne": "not_applicable",
    "x": "not_available",
    "-": "not_available",
    "–": "not_available",
    "—": "not_available",
    "−": "not_available",
    ".": "not_available",
    "..": "not_available",
    ":": "not_available",
    "np": "not_available",
    "new": "not_available",
    "lowcov": "not_available",
    "dns": "not_available",
    "nr": "not_available",
    "c": "suppressed",
    "supp": "suppressed",
    "sp": "suppressed",
    "*": "suppressed",
    "u": "unreliable",
    "low": "low",
    "k": "low",
    "~": "low",
}
"""What a cell without a number says, in any dataset that does not say otherwise: DfE's z, x, c, low, k, u and their
forerunners ~ and :, the performance tables' words, LAIT's dash."""

BLANKS = ("", "null", "none")
"""Cells that say nothing at all: no observation is made of them."""


class Recognise(Frozen):
    """A file belongs to the dataset when it has ``columns``, none of ``absent``, and the ``values``."""

    columns: tuple[str, ...] = Field(
        min_length=1, description="every one must be there, under its own name or an alias"
    )
    absent: tuple[str, ...] = Field(default=(), description="columns that tell another dataset: none may be there")
    values: dict[str, tuple[str, ...]] = Field(
        default={}, description="column: words of which at least one occurs in the first rows of that column"
    )


class Crosstab(Frozen):
    """A table that was laid out for reading: years or groups run across, and every figure becomes a row of its own.

    ``rows`` names the columns on the left, which stay (a table tool leaves their headers blank: they are found by
    position); ``names`` names what the header rows say, one a header row from the top, a merged cell counting for the
    columns to its right; ``value`` names the figures. The rest of the dataset then reads these names as it would read
    the columns of a tidy file.
    """

    rows: tuple[str, ...] = Field(min_length=1)
    names: tuple[str, ...] = Field(min_length=1)
    value: str = "value"


class Reading(Frozen):
    """From bytes to a table of strings."""

    sheet: str | None = Field(default=None, description="regular expression for the sheets of a workbook to look at")
    header_row: int | None = Field(
        default=None,
        ge=1,
        description="row of the header; without it the first of the top 30 rows that has the recognised columns",
    )
    header_rows: int = Field(
        default=1,
        ge=1,
        le=4,
        description="rows that the header takes: the words of the upper ones are put before those below them "
        "(Girls over Number is `Girls Number`); a merged cell counts for the columns to its right",
    )
    crosstab: Crosstab | None = Field(default=None, description="figures that run across become rows")
    fill_down: tuple[str, ...] = Field(default=(), description="columns whose blank cells repeat the cell above")
    drop: tuple[str, ...] = Field(default=(), description="columns never stored (names of persons)")

    @model_validator(mode="after")
    def _a_name_for_each_header_row(self) -> Reading:
        if self.crosstab is not None and len(self.crosstab.names) != self.header_rows:
            raise ValueError(f"crosstab needs {self.header_rows} names, one for each of the header_rows")
        return self


class Mapped(Frozen):
    """The group, phase, coverage or release of a row: a constant, or by the words of one or several columns.

    ``map`` goes from our id to the words: ``{female: Girls}``, ``{all: [Total, All pupils]}``; with several columns
    each entry is a list of words, one per column, and ``*`` stands for any word:
    ``{ehcp: [[SEN provision, EHC plan, Total]]}``. A column that the file lacks reads as blank. ``vocabulary`` accepts
    our own ids and their words on screen as well. A row with none of them is ``otherwise``.
    """

    columns: tuple[str, ...] = ()
    map: dict[str, Words | tuple[tuple[str, ...], ...]] = Field(default={})
    constant: str | None = Field(default=None, description="for every row, or for rows whose columns are all blank")
    vocabulary: bool = False
    otherwise: Literal["not_used", "reject"] = Field(
        default="not_used", description="not_used: counted; reject: a finding names the row and the word"
    )

    @model_validator(mode="after")
    def _has_a_way(self) -> Mapped:
        if not self.columns and self.constant is None:
            raise ValueError("give columns with a map, or a constant")
        for words in self.map.values():
            rows = [words] if isinstance(words, str) else list(words)
            if any(not isinstance(row, str) and len(row) != len(self.columns) for row in rows):
                raise ValueError(f"every entry of the map needs {len(self.columns)} words, one a column")
            if len(self.columns) > 1 and any(isinstance(row, str) for row in rows):
                raise ValueError("with several columns, write [[word, word], [word, word]]")
        return self

    def entries(self) -> list[tuple[tuple[str, ...], str]]:
        """(words, id) in file order: the first that fits a row counts."""
        found = []
        for target, words in self.map.items():
            for row in [words] if isinstance(words, str) else words:
                found.append(((row,) if isinstance(row, str) else row, target))
        return found


class PeriodOf(Frozen):
    """The period of a row.

    ``by`` names the reader of the columns:

    * ``ees`` – ``columns: [time_period, time_identifier]``; also a year with ``Week 37`` or ``January`` in the second
      column. Without the second column (or with it blank) the kind is the source's, else the indicator's.
    * ``lait`` – LAIT's ``Years``: ``2025 (prov)``, ``2023/24``, ``2022-23``. The kind is the source's, else the
      indicator's; ``2025`` of a two-year kind ends in 2025 (202425). Releases in brackets are kept.
    * ``year`` – one column with a year in any common spelling (201516, 2015/16, 2015-16, 2016); kind as for lait
      unless ``kind`` is given.
    * ``date`` – one column with a date (``format``), read as the period of ``kind`` that it falls in.
    * ``declared`` – the file does not say: ``--period``, or ``extract.yaml`` beside the file, or else ``file_name``.
    """

    by: Literal["ees", "lait", "year", "date", "declared"] = "ees"
    columns: tuple[str, ...] = ("time_period", "time_identifier")
    kind: PeriodKind | None = Field(default=None, description="the kind, where the columns do not say it")
    format: str | None = Field(default=None, description="of a date, as strptime writes it: %d-%m-%Y")
    file_name: str | None = Field(
        default=None,
        description="regular expression with one group that is a period: (\\d{4}-\\d{4}); a finding says it was used",
    )


class Computed(Frozen):
    """A column worked out from others, by name: use it in a source like any column.

    ``sum``, ``difference`` (first minus the others), ``excess`` (first minus second, not below 0), ``product``,
    ``share`` (first times second over 100), ``at_least`` (1 when the first is the second or more, else 0),
    ``flag`` (1 when the cell is one of ``values``, 0 when it is another one
    of ``among``, or any other filled cell where ``among`` is not given), ``present`` (1 when the cell holds a number).
    Blank or a symbol in any part gives no number, and the symbol's status.
    """

    name: str
    operation: Literal["sum", "difference", "excess", "product", "share", "at_least", "flag", "present"]
    of: tuple[str, ...] = Field(min_length=1)
    values: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    factor: float = Field(default=1, description="the result is multiplied by it")


class Disclosure(Frozen):
    """How small numbers are kept from the snapshot, where a dataset wants other limits than the usual ones.

    Written in the dataset's YAML as ``disclosure: {smallest_count: 6}``. ``round_to`` is the alternative: every count
    is rounded to that multiple, percentages are worked out from rounded counts, and nothing is withheld.
    """

    control: bool | None = Field(
        default=None, description="true or false; when left out, on for local datasets and off for official ones"
    )
    smallest_count: int = Field(default=5, ge=2, description="counts from 1 to one less than this are withheld")
    smallest_denominator: int = Field(default=10, ge=1, description="figures of fewer pupils than this are withheld")
    small_group: int = Field(
        default=20, ge=0, description="0 % and 100 % of fewer pupils than this say something of each of them: withheld"
    )
    round_to: int | None = Field(default=None, ge=2, description="round counts to this multiple and withhold nothing")
