"""The documents against the program: commands parse, a first file is loaded as told, links and named files exist."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
from typer.testing import CliRunner

from dashboard.cli import app

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(
    path for pattern in ("*.md", "docs/**/*.md", "data/*.md", "data/*/*.md") for path in ROOT.glob(pattern)
)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FILE = re.compile(r"`((?:etl|dashboard|data|scripts|tests|docs|requirements)/[\w./-]+?)`")
CALL = re.compile(r"^(?:[A-Z_]+=(?:\"[^\"]*\"|\S+) |docker compose run --rm board |\.venv\\Scripts\\)*(outcomes .+)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def shown(language: str) -> Iterator[tuple[str, str]]:
    """(document, line) of every line in blocks of a language, comments and blanks left out."""
    for document in DOCUMENTS:
        for found, block in FENCE.findall(document.read_text(encoding="utf-8")):
            if found == language:
                for line in block.splitlines():
                    if text := line.split(" #")[0].strip():
                        yield document.relative_to(ROOT).as_posix(), text


def commands() -> Iterator[tuple[str, str]]:
    """Every line that calls the program, without the settings before it and the container around it."""
    for language in ("sh", "powershell", ""):
        for document, line in shown(language):
            found = CALL.match(line)
            if found:
                yield document, found[1]


COMMANDS = list(commands())
INLINE = sorted(
    {
        (path.relative_to(ROOT).as_posix(), words)
        for path in DOCUMENTS
        for words in re.findall(r"`outcomes ([a-z]+(?: [a-z]+)?)", path.read_text(encoding="utf-8"))
    }
)
MAKE = [(document, line) for document, line in shown("sh") if line.startswith("make ")]
LINKS = [
    (document, target)
    for document in DOCUMENTS
    for target in LINK.findall(document.read_text(encoding="utf-8"))
    if "://" not in target
]
NAMED = sorted(
    {
        path
        for document in DOCUMENTS
        for path in FILE.findall(document.read_text(encoding="utf-8"))
        if not path.startswith(("data/warehouse", "data/demonstration/generated"))
    }
)


def test_there_are_commands_and_links_to_test() -> None:
    assert len(COMMANDS) >= 10
    assert len(MAKE) >= 8
    assert len(LINKS) >= 20


@pytest.mark.parametrize(("document", "line"), COMMANDS)
def test_a_quoted_command_parses(document: str, line: str) -> None:
    """The program's own parser takes the words: an option or a command that was renamed fails here."""
    group: Any = typer.main.get_command(app)
    words = shlex.split(line.partition(" > ")[0])[1:]
    context = group.make_context("outcomes", list(words), resilient_parsing=False)
    rest = [*context._protected_args, *context.args]
    while hasattr(group, "commands"):
        name, rest = rest[0], rest[1:]
        assert name in group.commands, f"{document}: no command {name!r}"
        group = group.commands[name]
    missing = [word for word in rest if word.startswith("--") and word.split("=")[0] not in _options(group)]
    assert missing == [], f"{document}: {line}"
    if not any(getattr(each, "type", None).__class__.__name__ == "Path" for each in group.params):
        group.make_context(group.name, list(rest))


@pytest.mark.parametrize(("document", "words"), INLINE)
def test_a_command_named_in_a_sentence_exists(document: str, words: str) -> None:
    group: Any = typer.main.get_command(app)
    for word in words.split():
        assert word in group.commands, f"{document}: no command {word!r}"
        group = group.commands[word]
        if not hasattr(group, "commands"):
            return


def test_an_analysts_first_file_goes_as_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OUTCOMES_WAREHOUSE", str(tmp_path / "warehouse"))
    guide = (ROOT / "docs" / "analysts.md").read_text(encoding="utf-8")
    (block,) = [
        each for _, each in FENCE.findall(guide) if each.startswith("outcomes template coaching_coverage_pct >")
    ]
    told = {}
    for line in block.splitlines():
        if line.startswith("outcomes ") and line != "outcomes serve":
            words, _, file = line.partition(" > ")
            done = CliRunner().invoke(app, shlex.split(words)[1:])
            assert done.exit_code == 0, f"{line}: {done.output}"
            told[words] = " ".join(done.output.split())
            if file:
                header, row = done.output.splitlines()[:2]
                names = header.split(",")
                cells = dict(zip(names, row.split(","), strict=True))
                cells |= {"time_period": "202425", "geographic_level": "Local authority", "la_code": "E06000034"}
                cells |= {"numerator": "41", "denominator": "52"}
                Path(file).write_text(f"{header}\n{','.join(cells[name] for name in names)}\n", encoding="utf-8")
    assert "1 new, 0 changed, 0 gone" in told["outcomes load coaching.csv --dry-run"]
    assert "78.8%" in told["outcomes show coaching_coverage_pct --place Thurrock"]
    assert "41 of 52" in told["outcomes show coaching_coverage_pct --place Thurrock"]


def _options(command: Any) -> set[str]:
    return {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}


@pytest.mark.parametrize(("document", "line"), MAKE)
def test_a_quoted_make_target_exists(document: str, line: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    target = shlex.split(line)[1]
    assert re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE), f"{document}: {line}"


@pytest.mark.parametrize(("document", "target"), LINKS, ids=lambda value: str(value).replace(str(ROOT), ""))
def test_a_link_leads_somewhere(document: Path, target: str) -> None:
    path, _, anchor = target.partition("#")
    file = (document.parent / path).resolve() if path else document
    assert file.exists(), f"{document.name}: {target}"
    if anchor:
        headings = HEADING.findall(file.read_text(encoding="utf-8"))
        assert anchor in {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", NAMED)
def test_a_named_file_or_folder_exists(path: str) -> None:
    assert (ROOT / path).exists()


def test_every_make_target_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^\.PHONY: (\S+)$", makefile, re.MULTILINE):
        assert re.search(rf"^{target}:.*## \S", makefile, re.MULTILINE), target
