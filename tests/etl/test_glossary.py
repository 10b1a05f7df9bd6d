"""The glossary holds together: every reference leads somewhere, every word means one thing, every term is listed."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from etl.catalogue import load_catalogue
from etl.glossary import Glossary, Subject, Term

GLOSSARY = load_catalogue(Path(__file__).parents[2] / "data" / "catalogue").glossary


@pytest.mark.parametrize(
    "word",
    [
        "interval", "comparator", "statistical neighbours", "suppressed", "percentage points", "disadvantaged",
        "SEN support", "EHC plan", "NEET", "Attainment 8", "RAG", "trajectory", "quartile", "funnel", "provisional",
        "GLD", "URN", "LAESTAB",
    ],
)  # fmt: skip
def test_the_terms_of_the_field_are_explained(word: str) -> None:
    assert GLOSSARY.by_form[word.casefold()].meaning


@pytest.mark.parametrize("term", GLOSSARY.terms, ids=lambda term: term.id)
def test_a_meaning_is_one_or_more_whole_sentences(term: Term) -> None:
    assert term.meaning.endswith((".", "?"))
    assert len(term.meaning) < 420, "a definition that is read in passing is short"


def test_a_reference_that_leads_nowhere_is_refused_with_the_nearest() -> None:
    with pytest.raises(ValidationError, match="did you mean 'neet'"):
        Glossary(terms=(Term(id="neet", name="NEET", meaning="A.", see=("neat",)),))


def test_a_word_that_means_two_things_is_refused() -> None:
    terms = (Term(id="a", name="Gap", meaning="A."), Term(id="b", name="Hole", also=("gap",), meaning="B."))
    with pytest.raises(ValidationError, match="'gap' is both a and b"):
        Glossary(terms=terms)


def test_a_term_under_no_subject_is_refused() -> None:
    terms = (Term(id="a", name="Gap", meaning="A."), Term(id="b", name="Hole", meaning="B."))
    with pytest.raises(ValidationError, match="b is under 0 subjects"):
        Glossary(terms=terms, subjects=(Subject(title="All", terms=("a",)),))
