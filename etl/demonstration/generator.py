"""Write the invented county's extracts to disk, once, and again only when the generator itself has changed."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from tempfile import mkdtemp

from etl.demonstration import (
    area_files,
    attendance_files,
    capacity_files,
    early_files,
    exclusion_files,
    inspection_files,
    ks2_files,
    ks4_files,
    local_files,
    register_files,
    workforce_files,
)
from etl.demonstration.files import Extract, write

README = "README.md"
_NOTE = """# Invented

Everything in this folder is invented: there is no such county, school or trust. It is written by `etl/demonstration`
and may be deleted; the next build of the demonstration writes the same again.

Generator: {fingerprint}
"""

_LAYOUTS = (
    register_files,
    early_files,
    ks2_files,
    ks4_files,
    attendance_files,
    exclusion_files,
    workforce_files,
    capacity_files,
    inspection_files,
    area_files,
    local_files,
)


def extracts() -> Iterator[Extract]:
    """Every extract of the county, register first."""
    return chain.from_iterable(layout.extracts() for layout in _LAYOUTS)


def fingerprint() -> str:
    """What the generator is: the hash of its source. The same source writes the same bytes on every machine."""
    source = hashlib.sha256()
    for module in sorted(Path(__file__).parent.glob("*.py")):
        source.update(module.read_bytes())
    return source.hexdigest()


def generate(folder: Path) -> Path:
    """The extracts below ``folder``; nothing is done when this generator wrote them already.

    They are written beside it and moved into place, so that an interrupted run leaves no half-filled folder.
    """
    note = _NOTE.format(fingerprint=fingerprint())
    if (folder / README).is_file() and (folder / README).read_text(encoding="utf-8") == note:
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        write(extracts(), fresh)
        (fresh / README).write_text(note, encoding="utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return folder
