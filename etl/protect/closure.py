"""Complementary suppression: what else must be withheld so that no sum gives a withheld number away.

Two tests, again and again until neither finds anything. In every equation at least two numbers are unknown. And where
several are, what the reader can still bound (:mod:`etl.protect.ranges`) leaves each as open as a small count is itself.
Both look at nothing but what will be published, so a later load of the same figures withholds the same ones.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import replace
from functools import partial

import numpy as np

from etl.protect.blocks import blocks, figure_of
from etl.protect.ranges import ranges
from etl.protect.system import Bools, Equation, Figures, System


class Closure:
    """The search: ``withheld`` figures, the numbers ``unknown`` because of them, and what is still to be looked at."""

    def __init__(self, system: System) -> None:
        self.figures: Figures = system.figures
        self.equations: list[Equation] = system.equations
        self.values = system.figures.numbers.copy()
        self.withheld: Bools = system.figures.withheld.copy()
        self.unknown = set[int]()
        self.at = defaultdict[int, list[int]](list)
        for place, equation in enumerate(system.equations):
            for number in equation.numbers:
                self.at[number].append(place)
        self.given_up = set[int]()
        self.waiting = deque(range(len(system.equations)))
        for figure in np.flatnonzero(self.withheld):
            self._forget(int(figure))

    def close(self) -> Bools:
        """Which figures are to be withheld, the small ones among them."""
        self._settle()
        safe = set[tuple[int, ...]]()
        while found := self._too_narrow(safe):
            for numbers in found:
                self._widen(numbers)
            self._settle()
        return self.withheld

    def _forget(self, figure: int) -> None:
        self.withheld[figure] = True
        for number in (2 * figure, 2 * figure + 1):
            if number in self.at:
                self.unknown.add(number)
                self.waiting.extend(self.at[number])

    def _settle(self) -> None:
        """Until every equation has no unknown or at least two."""
        while self.waiting:
            equation = self.equations[self.waiting.popleft()]
            unknown = [number for number in equation.numbers if number in self.unknown]
            if unknown and self._all_nothing(equation):
                for number in unknown:
                    self._learn(number, 0.0)
            elif len(unknown) + (equation.rest is not None) == 1 and (unknown or equation.rest):
                self._single(equation, unknown)

    def _all_nothing(self, equation: Equation) -> bool:
        """A published nothing says that every part of it is nothing: no other figure could keep that back."""
        return equation.whole not in self.unknown and self.values[equation.whole] == 0

    def _single(self, equation: Equation, unknown: list[int]) -> None:
        value = self._worked_out(equation, unknown[0]) if unknown else 0.0
        if unknown and self._harmless(unknown[0], value):
            self._learn(unknown[0], value)
        elif (figure := self._choose([equation])) is not None:
            self._forget(figure)
        elif unknown:
            self._learn(unknown[0], value)  # only official figures are left in the sum: they are published anyway

    def _harmless(self, number: int, value: float) -> bool:
        """A denominator that is not small may be known, the count over it may not."""
        return number % 2 == 1 and value >= int(self.figures.smallest_denominator[number // 2])

    def _worked_out(self, equation: Equation, number: int) -> float:
        if number == equation.whole:
            return equation.constant + sum(share * float(self.values[part]) for part, share in equation.parts)
        left = float(self.values[equation.whole]) - equation.constant
        for part, share in equation.parts:
            if part != number:
                left -= share * float(self.values[part])
        return left / next(share for part, share in equation.parts if part == number)

    def _learn(self, number: int, value: float) -> None:
        self.unknown.discard(number)
        self.values[number] = value
        self.waiting.extend(self.at[number])

    def _choose(self, equations: Iterable[Equation]) -> int | None:
        """The next smallest figure that may be withheld: one not shown before rather than one that was, a part rather
        than a whole, one with a count rather than a zero."""
        best: tuple[tuple[bool, bool, bool, float, int], int] | None = None
        for equation in equations:
            for number in equation.numbers:
                figure = number // 2
                if self.withheld[figure] or not self.figures.local[figure]:
                    continue
                count, size = self.values[2 * figure], self.values[2 * figure + 1]
                weight = float(count if np.isnan(size) else size)
                order = (bool(self.figures.before[figure]), number == equation.whole, count == 0, weight, figure)
                if best is None or order < best[0]:
                    best = (order, figure)
        return None if best is None else best[1]

    def _too_narrow(self, safe: set[tuple[int, ...]]) -> list[list[int]]:
        """Of each block in which numbers are bounded too closely, those numbers; sound blocks are remembered."""
        found = []
        for numbers, block, asked in blocks(self.equations, self.unknown, self.values, self.figures):
            name = tuple(numbers)
            if name in safe:
                continue
            enough = partial(self._open, numbers)
            seen = ranges(block, asked, enough=enough) or ranges(block.from_nothing(), asked, enough=enough)
            narrow = [
                at
                for at, (low, high) in seen.items()
                if numbers[at] not in self.given_up and not self._open(numbers, at, low, high)
            ]
            if narrow:
                found.append([numbers[at] for at in narrow])
            else:
                safe.add(name)
        return found

    def _open(self, numbers: list[int], at: int, low: float, high: float) -> bool:
        """Whether so much is possible that nothing is given away: as many values as a small count may have."""
        if low > high:
            return False
        number = numbers[at]
        figure = figure_of(number, self.equations)
        if figure is None:
            figure = (number if number >= 0 else self.equations[-1 - number].whole) // 2  # below 0: an equation's rest
        elif low >= int(self.figures.smallest_count[figure]):
            return True  # so many are left over that they are no secret
        if number >= 0 and self._harmless(number, low):
            return True
        return high - low >= max(1, int(self.figures.smallest_count[figure]) - 2) - 1e-6

    def _widen(self, numbers: list[int]) -> None:
        """Withhold one more figure beside the first number that is bounded too closely; where none is left that could
        be, everything that bounds it is official, and known."""
        for number in numbers:
            near = self._near(number)
            figure = self._choose(self.equations[place] for place in near)
            if figure is None and near != [-1 - number]:
                beside = {other for place in near for other in self.equations[place].numbers}
                figure = self._choose(self.equations[place] for other in beside for place in self.at[other])
            if figure is not None:
                self._forget(figure)
                return
        for number in numbers:
            if figure_of(number, self.equations) is not None:
                self.given_up.add(number)
            elif number >= 0:
                self._learn(number, float("nan"))
            else:
                self.equations[-1 - number] = replace(self.equations[-1 - number], rest=False)

    def _near(self, number: int) -> list[int]:
        """The equations that a number stands in; those whom a figure leaves over stand where its two numbers do."""
        figure = figure_of(number, self.equations)
        if figure is not None:
            return [*self.at[2 * figure], *self.at[2 * figure + 1]]
        return [-1 - number] if number < 0 else self.at[number]
