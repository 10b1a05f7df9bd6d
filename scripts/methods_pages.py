"""The pages of Methods on the documentation site: the catalogue, the loader's rules and what docstrings say.

What ``/methods`` shows on a board, without one: no warehouse is read, so the site can be built anywhere.
"""

from __future__ import annotations

import re

from dashboard.answers import methods, statistics
from dashboard.answers.docstrings import Text
from dashboard.components import marks
from dashboard.settings import ROOT
from etl.catalogue import Catalogue, load_catalogue

TITLES = {
    "README.md": "What the numbers mean",
    "verdicts.md": "How verdicts are made",
    "statistics.md": "Statistics",
    "checks.md": "How extracts are checked",
    "indicators.md": "Indicators",
}
"""File of the section: the title of its page, in their order."""

_MARKUP = re.compile(r"([\\`*_\[\]<>|])")


def pages() -> dict[str, str]:
    """Each page's Markdown by its file."""
    catalogue = load_catalogue(ROOT / "data" / "catalogue")
    made = {
        "README.md": _start(catalogue),
        "verdicts.md": _verdicts(),
        "statistics.md": _statistics(),
        "checks.md": _checks(),
        "indicators.md": _indicators(catalogue),
    }
    return {name: f"# {title}\n\n{made[name]}" for name, title in TITLES.items()}


def _start(catalogue: Catalogue) -> str:
    themes = "\n".join(
        f"- [{plain(theme.title)}](indicators.md#{theme.theme.replace('_', '-')})" for theme in catalogue.themes
    )
    return (
        "Nobody wrote these pages: they are the catalogue, the rules and the explanations of the code that computes, "
        "as they stand in this version. Your own board shows the same at `/methods`, with the years that it holds.\n\n"
        "- [How verdicts are made](verdicts.md): what each type of target asks, and how it is answered.\n"
        "- [Statistics](statistics.md): intervals, trends, ranks, gaps and chances, with what each assumes.\n"
        "- [How extracts are checked](checks.md): every rule that a file is held against, and what to do about it.\n"
        f"- [Indicators](indicators.md): numerator, denominator, unit, breaks and source of each.\n\n{themes}\n"
    )


def _verdicts() -> str:
    parts = [
        f"## {plain(rule.title)} {{#{_anchor(rule.type)}}}\n\n{plain(rule.asks)}\n\n"
        f"**Verdicts:** {plain(', '.join(marks.WORDS[word] for word in rule.verdicts))}\n\n{_paragraphs(rule.how)}"
        for rule in statistics.rules()
    ]
    words = "\n".join(f"| {plain(marks.WORDS[word])} | {plain(meaning)} |" for word, meaning in marks.MEANINGS.items())
    return "\n\n".join([*parts, f"## The verdicts\n\n| it says | when |\n|---|---|\n{words}\n"])


def _statistics() -> str:
    return "\n\n".join(
        f"## {plain(subject)}\n\n"
        + "\n\n".join(
            f"### {plain(each.title)}\n\n{_paragraphs(each.paragraphs)}\n\n*In the program:* `{each.where}`"
            for each in entries
        )
        for subject, entries in statistics.statistics()
    )


def _checks() -> str:
    return "\n\n".join(
        f"## {plain(stage)}\n\n| rule | what becomes of it | it finds | what to do |\n|---|---|---|---|\n"
        + "\n".join(
            f"| `{each.rule}` | {plain(each.severity)} | {plain(each.finds)} | {plain(each.advice)} |" for each in found
        )
        for stage, found in methods.checks()
    )


def _indicators(catalogue: Catalogue) -> str:
    return "\n\n".join(
        f"## {plain(theme.title)} {{#{_anchor(theme.theme)}}}\n\n"
        + "\n\n".join(_definition(methods.definition(each, catalogue)) for each in theme.indicators)
        for theme in catalogue.themes
    )


def _definition(found: methods.Definition) -> str:
    lines = "\n".join(f"| {plain(name)} | {_cell(name, text, found.url)} |" for name, text in found.lines)
    return (
        f"### {plain(found.name)} {{#{found.id}}}\n\n`{found.id}`: {plain(found.meaning)}\n\n| | |\n|---|---|\n{lines}"
    )


def _cell(name: str, text: str | tuple[str, ...], url: str | None) -> str:
    told = "<br>".join(plain(each) for each in ((text,) if isinstance(text, str) else text))
    return f"[{told}]({url})" if name == methods.SOURCE and url else told


def _paragraphs(texts: tuple[Text, ...]) -> str:
    return "\n\n".join("".join(f"`{text}`" if code else plain(text) for text, code in each) for each in texts)


def _anchor(name: str) -> str:
    return name.replace("_", "-")


def plain(text: str) -> str:
    """Words as Markdown that says just these words, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
