"""The words of the field in words of our own, as data: ``data/catalogue/glossary.yaml``.

Screens explain a term where it first appears; the search finds it by its abbreviations; ``/glossary`` lists them all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property, lru_cache

from pydantic import Field, model_validator

from etl.yaml_file import Frozen, nearest

FILE = "glossary.yaml"

Span = tuple[int, int, str]
"""Where a term stands in a text, and its id."""


class Reference(Frozen):
    """Where a definition can be checked: the title of a page or document, and its address where it has one."""

    title: str
    publisher: str
    url: str | None = Field(default=None, pattern=r"^https://")


class Term(Frozen):
    """One word or phrase. Its ``name`` and ``also`` are what screens are searched for, in any case and as a plural."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    name: str = Field(description="the term as a sentence has it in its middle")
    also: tuple[str, ...] = Field(default=(), description="abbreviations and other forms, explained by the same words")
    meaning: str = Field(description="what it means, in one or two sentences")
    here: str | None = Field(default=None, description="what these screens make of it, where that needs saying")
    see: tuple[str, ...] = Field(default=(), description="ids of terms that are better read beside it")
    source: Reference | None = Field(default=None, description="nothing for a term that is this board's own")
    quiet: bool = Field(default=False, description="listed and found, but not marked on screens: too common a word")

    @property
    def forms(self) -> tuple[str, ...]:
        """Everything that it is called."""
        return (self.name, *self.also)


class Subject(Frozen):
    """Terms that belong together, under a title."""

    title: str
    terms: tuple[str, ...]


class Glossary(Frozen):
    """All terms, and the order in which their subjects are listed."""

    terms: tuple[Term, ...]
    subjects: tuple[Subject, ...] = ()

    @model_validator(mode="after")
    def _holds_together(self) -> Glossary:
        problems: list[str] = []
        ids = [term.id for term in self.terms]
        problems += [f"the term {each} stands here twice" for each in {each for each in ids if ids.count(each) > 1}]
        named: dict[str, str] = {}
        for term in self.terms:
            for other in term.see:
                if other not in ids:
                    problems.append(f"{term.id} sends the reader to {other!r}{nearest(other, ids)}")
            for form in term.forms:
                if named.setdefault(form.casefold(), term.id) != term.id:
                    problems.append(f"{form!r} is both {named[form.casefold()]} and {term.id}")
        listed = [each for subject in self.subjects for each in subject.terms]
        problems += [f"no term {each!r}{nearest(each, ids)}" for each in listed if each not in ids]
        if self.subjects:
            problems += [f"{each} is under {listed.count(each)} subjects" for each in ids if listed.count(each) != 1]
        if problems:
            raise ValueError("; ".join(sorted(problems)))
        return self

    @cached_property
    def by_id(self) -> dict[str, Term]:
        return {term.id: term for term in self.terms}

    @cached_property
    def by_form(self) -> dict[str, Term]:
        """Terms by everything that they are called, in lower case."""
        return {form.casefold(): term for term in self.terms for form in term.forms}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any form of any term that screens mark, in small letters, the longest first: "sen support" before "sen".

        Small letters, and no pattern for both: that takes five times as long to look through a text.
        """
        forms = sorted((form for term in self.terms if not term.quiet for form in term.forms), key=len, reverse=True)
        words = "|".join(re.escape(form.lower()) for form in forms) or r"(?!)"
        return re.compile(rf"(?<![\w-])({words})(s?)(?![\w-])")

    @cached_property
    def spans(self) -> Callable[[str], tuple[Span, ...]]:
        """Where terms stand in a text. Kept by the text, since the same short ones stand on screen after screen."""

        @lru_cache(maxsize=16_384)
        def found(text: str) -> tuple[Span, ...]:
            small = text.lower()
            if len(small) != len(text):  # a letter of two (İ): places in it are not those in the text
                return ()
            return tuple(
                (each.start(), each.end(), self.by_form[each[1].casefold()].id) for each in self.pattern.finditer(small)
            )

        return found
