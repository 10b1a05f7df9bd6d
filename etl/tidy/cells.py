"""A column of a staged table as SQL: its number, its status, its words."""

from __future__ import annotations

from dataclasses import dataclass

from etl.dataset_parts import Computed
from etl.datasets import Dataset
from etl.layouts.detect import fold
from etl.sql import literal, quoted

UNKNOWN = "unknown"
"""The status of a cell that is neither a number nor a symbol: such a claim is rejected with a finding."""


_MINUS = "\u2212"
_BLANKS = "\u00a0\u2007\u2009\u202f\u200b\ufeff"
_AROUND = " \t\r\n" + _BLANKS
_THOUSANDS = r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?|[+-]?\d{1,3}( \d{3})+(\.\d+)?"


@dataclass(frozen=True, slots=True)
class Cells:
    """SQL expressions over the staged table ``s``; ``names`` maps our folded column names to its columns."""

    dataset: Dataset
    names: dict[str, str]

    def has(self, column: str | None) -> bool:
        """Whether the file has the column, or all the parts that a computed one is made of."""
        if column is None:
            return False
        computed = self._computed(column)
        if computed is not None:
            return all(self.has(part) for part in computed.of)
        return fold(column) in self.names

    def parts(self, column: str | None) -> list[str]:
        """The file's own columns behind one of ours; empty when the file lacks it."""
        if column is None or not self.has(column):
            return []
        computed = self._computed(column)
        if computed is None:
            return [self.names[fold(column)]]
        return [name for part in computed.of for name in self.parts(part)]

    def raw(self, column: str) -> str:
        """The cell as text, blank where the file has no such column."""
        if fold(column) not in self.names:
            return "''"
        return f"coalesce(s.{quoted(self.names[fold(column)])}, '')"

    def word(self, column: str) -> str:
        """The cell as compared with words: trimmed, lower case."""
        return f"lower(trim({self.raw(column)}))"

    def among(self, column: str, words: tuple[str, ...] | str) -> str:
        """A condition: the cell is one of the words."""
        listed = (words,) if isinstance(words, str) else words
        return f"{self.word(column)} IN ({', '.join(literal(fold(word)) for word in listed)})"

    def number(self, column: str | None) -> str:
        """The cell as a finite number, null for everything else."""
        if column is None or not self.has(column):
            return "CAST(NULL AS DOUBLE)"
        computed = self._computed(column)
        if computed is not None:
            return self._compute(computed)
        return self.as_number(f"s.{quoted(self.names[fold(column)])}")

    def as_number(self, cell: str) -> str:
        """The number in a cell given as SQL; null where there is none or the words could be read in two ways.

        Signs of money and per cent and blanks that do not break a line are taken out, and a typographical minus is
        one. A comma or blank counts as parting thousands only where three digits stand between: ``3,4`` is no 34.
        """
        clean = f"translate({cell}, {literal(_MINUS + self.dataset.strip.replace(',', '') + _BLANKS)}, '-')"
        if self.dataset.brackets == "negative":
            clean = f"regexp_replace(trim({clean}), '^\\((.*)\\)$', '-\\1')"
        parted = (
            f"CASE WHEN regexp_full_match(trim({clean}), {literal(_THOUSANDS)}) THEN translate({clean}, ', ', '') END"
        )
        cast = f"coalesce(try_cast({cell} AS DOUBLE), try_cast({clean} AS DOUBLE), try_cast({parted} AS DOUBLE))"
        return f"CASE WHEN isfinite({cast}) THEN {cast} END"

    def symbol(self, column: str) -> str:
        """What a cell that holds no number says; a computed column says what its first such part does."""
        computed = self._computed(column)
        if computed is not None:
            if computed.operation in ("flag", "present") or all(self._is_flag(part) for part in computed.of):
                return "'blank'"
            parts = [f"CASE WHEN {self.number(part)} IS NULL THEN {self.symbol(part)} END" for part in computed.of]
            return f"coalesce({', '.join(parts)}, 'blank')"
        # A lookup names the cell once: parts that a CASE repeats are worked out for every row, numbers included.
        known = ", ".join(f"{literal(symbol)}: {literal(status)}" for symbol, status in self.dataset.status_of.items())
        return f"coalesce(MAP {{{known}}}[{self.mark(self.raw(column))}], {literal(UNKNOWN)})"

    def mark(self, cell: str) -> str:
        """A cell given as SQL as compared with symbols: lower case, without any blank around it."""
        return f"lower(trim({cell}, {literal(_AROUND)}))"

    def _is_flag(self, column: str) -> bool:
        computed = self._computed(column)
        return computed is not None and computed.operation in ("flag", "present")

    def _computed(self, column: str) -> Computed | None:
        return next((c for c in self.dataset.computed if fold(c.name) == fold(column)), None)

    def _compute(self, computed: Computed) -> str:
        if computed.operation == "flag":
            cell = computed.of[0]
            if computed.among:
                other = self.among(cell, computed.among)
            else:
                symbols = ", ".join(literal(symbol) for symbol in self.dataset.status_of)
                other = f"{self.word(cell)} NOT IN ({symbols})"
            return f"CASE WHEN {self.among(cell, computed.values)} THEN 1.0 WHEN {other} THEN 0.0 END"
        parts = [self.number(part) for part in computed.of]
        match computed.operation:
            case "sum":
                sql = " + ".join(parts)
            case "difference":
                sql = " - ".join(parts)
            case "excess":
                # greatest() would pass over a null part.
                sql = f"CASE WHEN {parts[0]} < {parts[1]} THEN 0 ELSE {parts[0]} - {parts[1]} END"
            case "product":
                sql = " * ".join(parts)
            case "share":
                sql = f"{parts[0]} * {parts[1]} / 100"
            case "at_least":
                sql = f"CASE WHEN {parts[0]} >= {parts[1]} THEN 1.0 WHEN {parts[0]} < {parts[1]} THEN 0.0 END"
            case _:  # present
                sql = f"CASE WHEN {parts[0]} IS NOT NULL THEN 1.0 END"
        return f"({sql})" if computed.factor == 1 else f"(({sql}) * {computed.factor})"
