"""Rules on the figures of one extract."""

from __future__ import annotations

from etl.rules.rule import Rule

RULES = (
    Rule(
        "cell_unknown",
        ("reject",),
        "a cell that is neither a number nor a symbol that the dataset knows",
        "Put a number or one of the symbols c, x, z, k, low, u into the cell; a guess is never made.",
    ),
    Rule(
        "count_negative",
        ("reject",),
        "a count below zero",
        "Ask who made the file: a number of pupils or sessions cannot be negative.",
    ),
    Rule(
        "numerator_above_denominator",
        ("reject",),
        "more pupils who reached something than there were",
        "See whether the two columns are swapped or of different pupils, and correct the file.",
    ),
    Rule(
        "percentage_out_of_range",
        ("reject",),
        "a percentage below 0 or above 100",
        "Correct the figure; see whether columns are shifted or the unit is another one.",
    ),
    Rule(
        "interval_outside",
        ("warn",),
        "a published interval that does not hold its own value",
        "See whether the columns of the bounds are mistaken, in the file or in the dataset's YAML.",
    ),
    Rule(
        "duplicate_conflict",
        ("reject",),
        "two rows that say different things of one figure",
        "Find out which row is right and delete the other; until then neither is used.",
    ),
    Rule(
        "district_differs",
        ("warn",),
        "a district's row that differs from the row of the LA of the same area",
        "Nothing is to be done: the row of the LA is used.",
    ),
)
