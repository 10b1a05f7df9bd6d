"""Every screen that the tests open: an address with the heading that it must have.

``tests/dashboard/test_web.py`` fails when a page of the application has no screen here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Screen:
    """An address, its heading, and whether it shows invented figures (then it must say so)."""

    path: str
    heading: str
    invented: bool = False

    def __str__(self) -> str:
        return self.path


SCREENS = (
    Screen("/", "Is the plan working?", invented=True),
    Screen("/plan/thurrock", "Thurrock education priorities, 2017/18"),
    Screen("/plan/cumbria", "Cumbria: shared education vision, 2021"),
    Screen("/plan/cumbria?place=E06000063", "Cumbria: shared education vision, 2021"),
    Screen(
        "/plan/cambridgeshire_peterborough",
        "Cambridgeshire and Peterborough: joint action plan for education, January 2018",
    ),
    Screen("/plan/central_bedfordshire", "Central Bedfordshire: vision of the education partnership, 2016"),
    Screen(
        "/plan/central_bedfordshire?place=cluster/locality/gutter-port&members=then",
        "Central Bedfordshire: vision of the education partnership, 2016",
        invented=True,
    ),
    Screen(
        "/plan/lap_trust?place=cluster/hub/lantern-south",
        "LAP church school trust, education improvement plan for 2023 to 2026",
        invented=True,
    ),
    Screen("/plan/lap_trust", "LAP church school trust, education improvement plan for 2023 to 2026", invented=True),
    Screen("/plan/thurrock/priority/t1", "Performance"),
    Screen("/plan/thurrock/priority/across", "Across the plan"),
    Screen("/plan/cumbria/priority/p1", "Standards and opportunities"),
    Screen("/plan/cambridgeshire_peterborough/actions", "Programme of action", invented=True),
    Screen("/plan/lap_trust/actions?by=lead&due=overdue", "Programme of action", invented=True),
    Screen("/plan/central_bedfordshire/actions", "Programme of action", invented=True),
    Screen(
        "/plan/cambridgeshire_peterborough/action/a02",
        "An education strategy for the area, with its vision and priorities.",
        invented=True,
    ),
    Screen("/plan/cumbria/action/1.4", "1.4, an empty row of the plan", invented=True),
    Screen("/plan/lap_trust/support", "School support", invented=True),
    Screen("/plan/thurrock/support?category=repair", "School support", invented=True),
    Screen("/plan/cambridgeshire_peterborough/meetings", "Board meetings", invented=True),
    Screen("/plan/lap_trust/changes", "What changed", invented=True),
    Screen("/plan/thurrock/changes?since=2026-07-02", "What changed", invented=True),
    Screen("/places", "Places"),
    Screen("/place/E06000034", "Thurrock"),
    Screen("/place/E10999001", "Exampleshire", invented=True),
    Screen("/place/cluster/locality/column-vale", "Column Vale", invented=True),
    Screen("/place/cluster/locality/footnote-valley?members=then", "Footnote Valley", invented=True),
    Screen("/place/E10999001?by=ward&members=then", "Exampleshire", invented=True),
    Screen("/place/cluster/locality/column-vale/briefing", "Column Vale", invented=True),
    Screen("/place/trust/99001", "Lantern Academies Partnership (demonstration)", invented=True),
    Screen("/place/joint/cumbria", "Cumbria (Cumberland with Westmorland and Furness)"),
    Screen("/school/990001", "Ampersand Gate Primary School", invented=True),
    Screen(
        "/indicator/ks2_rwm_exp_pct?place=E06000034",
        "Key stage 2 reading, writing and maths together: expected standard",
    ),
    Screen("/indicator/ofsted_good_or_outstanding_pct?place=E10999001", "Schools good or outstanding overall", True),
    Screen("/data", "Data desk", invented=True),
    Screen("/data/1", "edubasealldata20250901.csv", invented=True),
    Screen("/data/proposal/20260506T090000-0123abcd", "Files in review"),
    Screen("/data/proposal/20260506T090000-0123abcd/map?file=export.csv", "Describe a layout"),
    Screen("/methods", "Methods"),
    Screen("/api", "API"),
    Screen("/glossary", "Glossary"),
    Screen("/reading", "How to read the screens"),
    Screen("/accessibility", "Accessibility statement"),
    Screen("/search?q=thurock", "“thurock”"),
    Screen("/search?q=zzqqxx", "“zzqqxx”"),
)
