"""What the documentation site holds beside ``docs``: documents that live next to what they describe, and Methods.

A hook of ``mkdocs.yml``. A document keeps the relative links that work in the repository; they are turned here into
links between pages. One that leads to no page is left as it is, and the strict build fails on it.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File

from scripts import methods_pages

ROOT = Path(__file__).resolve().parents[1]
ELSEWHERE = ("CONTRIBUTING.md", "CHANGELOG.md", "data/README.md", "data/places/README.md", "data/plans/README.md")
"""Documents outside ``docs``; each is a page of the same path."""

METHODS = "methods"
_FENCE = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(\]\()([^)\s#]+)((?:#[^)\s]*)?\))")


def on_config(config: Any) -> Any:
    """Methods takes its place after the guides; where a plan or the catalogue changes, the site is built again."""
    pages = [{title: f"{METHODS}/{name}"} for name, title in methods_pages.TITLES.items()]
    config.nav.insert(2, {"Methods": pages})
    config.watch.extend(str(ROOT / each) for each in (*ELSEWHERE, "data/catalogue"))
    return config


def on_files(files: Any, config: Any) -> Any:
    for path in ELSEWHERE:
        files.append(File.generated(config, path, abs_src_path=str(ROOT / path)))
    for name, content in methods_pages.pages().items():
        files.append(File.generated(config, f"{METHODS}/{name}", content=content))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:  # noqa: ARG001 - mkdocs calls it so
    return linked(markdown, page=page.file.src_uri)


def linked(markdown: str, *, page: str) -> str:
    """The text of a page with its links as the site needs them; code is left alone."""
    parts = _FENCE.split(markdown)
    return "".join(part if number % 2 else _linked(part, page) for number, part in enumerate(parts))


def _linked(text: str, page: str) -> str:
    return _LINK.sub(lambda found: f"{found[1]}{_target(found[2], page)}{found[3]}", text)


def _target(target: str, page: str) -> str:
    """A relative link of the repository, as one between pages: the folder ``docs`` is the site's top."""
    if ":" in target or target.startswith("/"):
        return target
    source = page if page in ELSEWHERE or page.startswith(f"{METHODS}/") else f"docs/{page}"
    led = posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
    if not led.startswith("docs/") and led not in ELSEWHERE:
        return target
    return posixpath.relpath(led.removeprefix("docs/"), posixpath.dirname(page) or ".")
