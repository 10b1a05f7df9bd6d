"""Rules that hold an extract against the figures that were loaded before, and against the catalogue."""

from __future__ import annotations

from etl.rules.rule import Rule

RULES = (
    Rule(
        "place_closed",
        ("note",),
        "figures of an LA or school for a time before it was opened or after it was closed",
        "Nothing is to be done where the publisher carries a series back; else correct the code of the place.",
    ),
    Rule(
        "break_crossed",
        ("note",),
        "figures on both sides of a break in the series",
        "Nothing is to be done: no comparison crosses a break without saying so.",
    ),
    Rule(
        "unit_changed",
        ("refuse",),
        "a series that is about 100 or 1,000 times what is held, or a hundredth or thousandth of it",
        "Bring the file to the unit of the catalogue; if what is held is wrong, withdraw that extract first.",
    ),
    Rule(
        "release_earlier",
        ("warn",),
        "provisional figures where revised or final ones are held",
        "Load the revised file instead, or say with --release what this one is; the held figures stay.",
    ),
    Rule(
        "schools_disagree",
        ("warn",),
        "schools that do not add up to their LA",
        "See whether both are of the same year, phase and group, and whether schools stand twice in the file.",
    ),
    Rule(
        "jump_alone",
        ("warn",),
        "a change in one LA within a year that no other LA shows",
        "Compare the figure with its source; if it is right, write down why, since the board will ask.",
    ),
)
