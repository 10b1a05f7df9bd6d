"""Loads that wait, and who decided what: ``proposals``, ``accept``, ``discard``, ``log``."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from dashboard.commands.common import AsJson, By, Warehouse, settings, wants_json
from dashboard.terminal import out, print_json
from etl.deciding import decisions as log_of
from etl.deciding import proposals as waiting

ProposalId = Annotated[str, typer.Argument(metavar="ID", help="A proposal's id; 'outcomes proposals' lists them.")]


def proposals(as_json: AsJson = False, warehouse: Warehouse = None) -> None:
    """The loads that wait to be accepted or discarded, and those decided lately."""
    found = waiting.proposals(settings(warehouse).warehouse)
    if wants_json(as_json):
        print_json({"proposals": [asdict(each) | {"folder": str(each.folder)} for each in found]})
        return
    table = Table(title="Proposals", title_justify="left")
    for name in ("Id", "State", "By", "Files", "New", "Changed", "Gone"):
        table.add_column(name, overflow="fold", justify="right" if name in ("New", "Changed", "Gone") else "left")
    for each in found:
        counted = (each.differences or {}).get("observations", {})
        numbers = (f"{counted[key]:,}" if key in counted else "" for key in ("new", "changed", "gone"))
        table.add_row(each.id, each.state.replace("_", " "), each.who, ", ".join(each.files), *numbers)
    out.print(table)


def accept(proposal: ProposalId, *, by: By = None, as_json: AsJson = False, warehouse: Warehouse = None) -> None:
    """Serve what a proposal would change; the log keeps who accepted it."""
    served = waiting.accept(settings(warehouse).warehouse, proposal, who=by)
    if wants_json(as_json):
        print_json({"snapshot": served})
    else:
        out.print(f"Accepted: snapshot {served} is served from now on.")


def discard(proposal: ProposalId, *, by: By = None, as_json: AsJson = False, warehouse: Warehouse = None) -> None:
    """Drop a proposal; nothing that is served changes."""
    waiting.discard(settings(warehouse).warehouse, proposal, who=by)
    if wants_json(as_json):
        print_json({"proposal": proposal, "state": "discarded"})
    else:
        out.print(f"Proposal {proposal} is discarded; nothing has changed.")


def log(as_json: AsJson = False, warehouse: Warehouse = None) -> None:
    """Who changed what readers see, and when: loads, acceptances, rollbacks, withdrawals, erasures."""
    found = log_of.decisions(settings(warehouse).warehouse)
    if wants_json(as_json):
        print_json({"decisions": [asdict(each) for each in found]})
        return
    table = Table(title="Decisions, the latest first", title_justify="left")
    for name in ("When", "Who", "Door", "Action", "Served afterwards", "Files", "Note"):
        table.add_column(name, overflow="fold")
    for each in found:
        when = each.at[:16].replace("T", " ")
        table.add_row(when, each.who, each.door, each.action, each.after or "", ", ".join(each.files), each.note)
    out.print(table)
