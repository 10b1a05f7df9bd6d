"""Setting what is told as a PDF that says what it is: tagged, with title, language, bookmarks, alternative texts."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any, Final

import typst

from dashboard.pack.model import Pack
from dashboard.pack.paper.told import told
from dashboard.settings import ROOT

FONTS = ROOT / "assets" / "fonts"
STANDARD: Final = "ua-1"
"""PDF/UA-1: the setter itself refuses a page that a screen reader could not follow."""


def write(pack: Pack, path: Path) -> int:
    """Write the paper of a pack; returns how many pages it has."""
    made, pages = set_in("pack.typ", told(pack))
    path.write_bytes(made)
    return pages


def set_in(template: str, words: dict[str, Any]) -> tuple[bytes, int]:
    """The PDF of a template of this folder with what it prints, and how many pages it has."""
    folder = Path(str(resources.files("dashboard.pack.paper")))
    compiler = typst.Compiler(
        input=folder / template,
        root=folder,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"told": json.dumps(words)},
    )
    made = compiler.compile(format="pdf", pdf_standards=[STANDARD])
    if not isinstance(made, bytes):
        raise TypeError(f"{template} was not set as one file")
    return made, int(json.loads(compiler.query("<pages>", field="value", one=True)))
