"""Releases from the department's statistics API: ``pull``."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer
from rich.markup import escape

from dashboard import changes
from dashboard.commands.common import AsJson, Warehouse, loading_settings, refuse, wants_json, would_change
from dashboard.terminal import err, out, print_json
from etl import pipeline
from etl.deciding import proposals
from etl.doors import holding

if TYPE_CHECKING:
    from etl.doors import pull as pulling


def pull(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SOURCE]...", help="Data set ids, or titles of followed ones; all of those if none."),
    ] = None,
    *,
    find: Annotated[
        str | None, typer.Option(metavar="WORDS", help="List publications about this and their data sets, and end.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Fetch and check what is new; publish and remember nothing.")
    ] = False,
    hold: Annotated[bool, typer.Option("--hold", help="Leave a proposal, to be accepted or discarded.")] = False,
    as_json: AsJson = False,
    warehouse: Warehouse = None,
) -> None:
    """Fetch what is new of published data sets, and load it as one snapshot."""
    from etl.doors import pull as pulling  # noqa: PLC0415 - a client of the web, which no other command waits for

    chosen = loading_settings(warehouse)
    try:
        with pulling.Api(chosen.ees_api, say=lambda text: err.print(escape(text), soft_wrap=True)) as api:
            if find is not None:
                _find(api, find, {each.id for each in pulling.following(chosen.data)}, as_json=wants_json(as_json))
                return
            wanted = pulling.wanted(sources or [], pulling.following(chosen.data))
            load = partial(
                holding.hold if hold or dry_run else pipeline.load,
                warehouse=chosen.warehouse,
                data=chosen.data,
                threads=chosen.threads,
                door="pull",
            )
            report = pulling.pull(api, wanted, warehouse=chosen.warehouse, load=load, dry_run=dry_run)
    except pulling.PullError as error:
        refuse(str(error))
    document = report.as_json()
    if report.proposal is not None:
        document |= would_change(chosen, proposals.proposal(chosen.warehouse, report.proposal), keep=not dry_run)
    if wants_json(as_json):
        print_json(document)
    else:
        for source in report.sources:
            _say(source, dry_run=dry_run)
        if "plans" in document:
            changes.print_changes(out, document)
    raise typer.Exit(1 if report.troubled else 0)


def _say(source: pulling.Source, *, dry_run: bool) -> None:
    """A line for each data set: what became of it, which version, and what is to be known of it."""
    version = f" {source.version}" if source.version else ""
    step = f" ({source.change})" if source.change not in (None, "none") else ""
    tally = (
        f", observations: {source.report.observations:,}"
        if source.report and source.outcome in ("loaded", "held")
        else ""
    )
    note = f": {source.message}" if source.message else ""
    outcome = "would load" if dry_run and source.outcome in ("loaded", "held") else source.outcome
    title = source.title or str(source.id)
    where = err if source.outcome in ("refused", "failed") else out
    where.print(escape(f"{outcome:<10} {title}{version}{step}{tally}{note}"), soft_wrap=True, highlight=False)


def _find(api: pulling.Api, words: str, followed: Collection[UUID], *, as_json: bool) -> None:
    if len(words.strip()) < 3:
        raise typer.BadParameter("the service looks for words of three letters at least", param_hint="--find")
    found: list[dict[str, Any]] = [
        {
            "publication": publication.title,
            "data_sets": [
                {
                    "id": str(each.id),
                    "title": each.title,
                    "status": each.status,
                    "version": each.latest_version.version if each.latest_version else None,
                    "followed": each.id in followed,
                }
                for each in api.data_sets(publication.id)
            ],
        }
        for publication in api.publications(words.strip())
    ]
    if as_json:
        print_json({"find": words, "publications": found})
        return
    for publication in found:
        out.print(escape(publication["publication"]), soft_wrap=True, highlight=False)
        for each in publication["data_sets"]:
            state = "" if each["status"] == "Published" else f", {each['status'].lower()}"
            mark = ", followed" if each["followed"] else ""
            version = f" ({each['version'] or 'no version'}{state}{mark})"
            out.print(escape(f"  {each['id']}  {each['title']}{version}"), soft_wrap=True, highlight=False)
    if not found:
        out.print(escape(f"No publication with data in the API is about {words!r}."), soft_wrap=True)
