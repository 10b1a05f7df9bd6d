"""The documentation site: it is built strictly (a broken link or anchor fails), and fetches nothing from elsewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from etl.catalogue import load_catalogue
from etl.rules import STAGES
from scripts.docs_site import ELSEWHERE, linked

ROOT = Path(__file__).resolve().parents[2]
FETCHED = re.compile(
    r"""<(?:script|img|iframe|source)\b[^>]*?\bsrc=["']?([^\s"'>]+)|<link\b[^>]*?\bhref=["']?([^\s"'>]+)"""
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_every_document_is_a_page(site: Path) -> None:
    documents = [path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")]
    pages = [re.sub(r"README\.md$", "index.html", each).replace(".md", ".html") for each in [*documents, *ELSEWHERE]]
    assert [each for each in pages if not (site / each).is_file()] == []


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    found = {
        (path.relative_to(site).as_posix(), address)
        for path in site.rglob("*.html")
        for match in FETCHED.findall(path.read_text(encoding="utf-8"))
        if (address := "".join(match)).startswith(("http", "//"))
    }
    found |= {
        (path.relative_to(site).as_posix(), address)
        for path in site.rglob("*.css")
        for address in re.findall(r"url\(\s*[\"']?((?:https?:)?//[^)]+)", path.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_methods_hold_every_indicator_and_every_rule(site: Path) -> None:
    indicators = (site / "methods" / "indicators.html").read_text(encoding="utf-8")
    catalogue = load_catalogue(ROOT / "data" / "catalogue")
    held = [each.id for theme in catalogue.themes for each in theme.indicators]
    assert len(held) > 50
    assert [each for each in held if f'id="{each}"' not in indicators] == []
    checks = (site / "methods" / "checks.html").read_text(encoding="utf-8")
    assert [rule.name for stage in STAGES for rule in stage.rules if f"<code>{rule.name}</code>" not in checks] == []


@pytest.mark.parametrize(
    ("page", "link", "on_the_site"),
    [
        ("analysts.md", "../data/plans/README.md#dates", "data/plans/README.md#dates"),
        ("data/places/README.md", "../../docs/administrators.md#borders", "../../administrators.md#borders"),
        ("CONTRIBUTING.md", "docs/analysts.md", "analysts.md"),
        ("decisions/README.md", "0002-two-databases.md", "0002-two-databases.md"),
        ("board-members.md", "images/place.png", "images/place.png"),
        ("analysts.md", "../README.md", "../README.md"),
        ("analysts.md", "https://example.org/docs/", "https://example.org/docs/"),
    ],
)
def test_a_link_of_the_repository_leads_to_the_same_page_of_the_site(page: str, link: str, on_the_site: str) -> None:
    assert linked(f"see [it]({link}).", page=page) == f"see [it]({on_the_site})."


def test_links_within_code_are_left_alone() -> None:
    code = "```\n[x](docs/analysts.md)\n```"
    assert linked(code, page="CONTRIBUTING.md") == code
