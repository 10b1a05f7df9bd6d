"""What the command prints of a load that publishes nothing: observations and verdicts that would change."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

from dashboard.analysis.verdicts.summary import words_of

LINES = 40
"""Lines of plans printed; the JSON has them all."""


def print_changes(console: Console, document: dict[str, Any]) -> None:
    """Observations by indicator, claims that lose to others, and the plans that would read otherwise."""
    differences = document["differences"]
    counted = differences["observations"]
    console.print(
        f"Observations that would change: {counted['new']:,} new, {counted['changed']:,} changed, "
        f"{counted['gone']:,} gone."
    )
    if differences["indicators"]:
        console.print(_indicators(differences["indicators"]))
    for each in differences["overlaps"]:
        console.print(
            f"{each['indicator']}: {each['claims']:,} times two extracts give the same figure; the one that does not "
            f"count is kept in the history ({each['because']})."
        )
    if not document["plans"]:
        console.print("No plan would read otherwise.")
    for plan in document["plans"]:
        console.print(_plan(plan))
        if len(plan["lines"]) > LINES:
            console.print(f"and {len(plan['lines']) - LINES} more lines of this plan (--json prints them)")
    if "proposal" in document:
        console.print(f"Nothing is changed yet. Decide with: outcomes accept {document['proposal']}, or discard it.")


def _indicators(indicators: list[dict[str, Any]]) -> Table:
    table = Table(title="Observations", title_justify="left")
    table.add_column("Indicator", overflow="fold")
    for name in ("New", "Changed", "Gone"):
        table.add_column(name, justify="right")
    table.add_column("For example", overflow="fold")
    for each in indicators:
        example = each["examples"][0] if each["examples"] else None
        told = (
            f"{example['place']} {example['period']} {example['group']}: "
            f"{_figure(example['before'])} → {_figure(example['after'])}"
            if example
            else ""
        )
        table.add_row(each["indicator"], *(f"{each[key]:,}" for key in ("new", "changed", "gone")), told)
    return table


def _plan(plan: dict[str, Any]) -> Table:
    flipped = len(plan["measures"])
    noun = "measure" if flipped == 1 else "measures"
    table = Table(title=f"{plan['plan']}: {flipped} {noun} with another verdict", title_justify="left")
    for name in ("Measure", "Indicator", "Group", "Place", "Verdict", "Value", "Gap", "Rank"):
        table.add_column(name, overflow="fold")
    for line in plan["lines"][:LINES]:
        before, after = line["before"] or {}, line["after"] or {}
        table.add_row(
            line["measure"],
            line["indicator"] or "",
            line["group"] or "",
            line["place"],
            _turn(_verdict(before), _verdict(after)),
            _turn(_figure(before.get("value")), _figure(after.get("value"))),
            _turn(_figure(before.get("gap")), _figure(after.get("gap"))),
            _turn(before.get("rank") or "–", after.get("rank") or "–"),
        )
    return table


def _verdict(side: dict[str, Any]) -> str:
    return words_of(side["verdict"]) if side else "–"


def _turn(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"


def _figure(value: float | str | None) -> str:
    if value is None:
        return "–"
    return value.replace("_", " ") if isinstance(value, str) else f"{value:,.4g}"
