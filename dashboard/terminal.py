"""Where the command prints: documents and tables to standard output, everything else to standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

WIDE = 180
"""Columns of a table that goes to a file or another program, which has no width of its own."""

out = Console(width=None if sys.stdout.isatty() else WIDE)
err = Console(stderr=True)


def print_json(document: dict[str, Any]) -> None:
    """One JSON document, and nothing else."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1, default=str)
    sys.stdout.write("\n")


@contextmanager
def progress(title: str, *, quiet: bool) -> Iterator[Callable[[str, int, int], None] | None]:
    """A bar on standard error that names the file in hand; nothing where no one watches."""

    if quiet or not err.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, TextColumn("{task.fields[file]}"), console=err, transient=True) as bar:
        task = bar.add_task(title, total=None, file="")

        def step(file: str, done: int, of: int) -> None:
            bar.update(task, completed=done, total=of, file=file)

        yield step
