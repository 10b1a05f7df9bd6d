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
    Rule(
        "duplicate_same",
        ("note",),
        "figures that the file says twice in the same way",
        "Nothing is to be done: the first of them is used.",
    ),
    Rule(
        "percentage_fraction",
        ("refuse",),
        "percentages written as fractions, 0.43 for 43 per cent, throughout the file",
        "Multiply the column by 100, or set `factor: 100` in a computed column of the dataset's YAML.",
    ),
    Rule(
        "count_fractional",
        ("warn",),
        "a number of pupils with a fraction",
        "See whether the column holds a rate, a mean or a weighted figure instead of a count.",
    ),
    Rule(
        "value_disagrees",
        ("warn",),
        "a printed figure that is not what its own numerator and denominator give, beyond rounding",
        "See whether the counts are of the same pupils as the figure; until then the counts are used.",
    ),
    Rule(
        "symbol_obsolete",
        ("note",),
        "symbols that the department has given up, ~ and :",
        "Use low and x in files of your own; in published files nothing is to be done.",
    ),
    Rule(
        "parts_disagree",
        ("warn",),
        "parts that are more than their total: LAs or regions than England, groups than all pupils",
        "See whether rows are counted twice or the total is of fewer schools, and ask the publisher.",
    ),
    Rule(
        "values_synthetic",
        ("warn",),
        "figures that look made up: the same in all places, or one number after the other",
        "Ask who made the file whether it is a test; if so, discard it.",
    ),
)
