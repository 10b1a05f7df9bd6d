"""The files of a pack: written whole or not at all, named after plan, place and meeting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dashboard.pack.model import Pack
from dashboard.pack.names import slug
from dashboard.pack.paper import pages as paper
from dashboard.pack.slides import pages as slides

Write = Callable[[Pack, Path], int]


@dataclass(frozen=True, slots=True)
class Written:
    """A file of a pack: where it is, and how many slides or pages it has."""

    path: Path
    format: str
    pages: int


HANDS: Mapping[str, Write] = {"pptx": slides.write, "pdf": paper.write}


def write(pack: Pack, format: str, *, folder: Path, plan: str) -> Written:
    """Write one file into a folder that exists; what stood there under its name is replaced by the whole new one.

    Raises ``OSError`` where the folder cannot be written to.
    """
    path = folder / file_name(pack, format, plan=plan)
    unfinished = path.with_suffix(f".{format}.part")
    try:
        pages = HANDS[format](pack, unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return Written(path, format, pages)


def file_name(pack: Pack, format: str, *, plan: str) -> str:
    """``thurrock-board-pack-2026-05-14.pptx``; a place that is not the plan's own stands in it too."""
    elsewhere = [] if pack.cover.own else [slug(pack.cover.place)]
    parts = [slug(plan), *elsewhere, "board-pack", pack.cover.meeting.isoformat()]
    return f"{'-'.join(parts)}.{format}"
