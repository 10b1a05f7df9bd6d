"""A term is explained once on a screen, where it first stands in text, and never inside what can be pressed."""

from __future__ import annotations

from dash import html

from dashboard.components.glossary import explained
from dashboard.web.markup import markup
from etl.glossary import Glossary, Term

GLOSSARY = Glossary(
    terms=(
        Term(id="sen", name="SEN", meaning="Special educational needs."),
        Term(id="sen-support", name="SEN support", meaning="Help <without> a plan."),
        Term(id="neet", name="NEET", meaning="Not in education."),
        Term(id="gap", name="gap", quiet=True, meaning="A difference."),
    )
)


def shown(*children: object) -> str:
    return markup(explained(list(children), GLOSSARY))


def test_a_term_is_explained_where_it_first_stands() -> None:
    told = shown(html.P("Fewer are NEET."), html.P("NEET again."))
    assert told.count('popovertarget="term-neet"') == 1
    assert told.index("popovertarget") < told.index("NEET again")
    assert "Not in education." in told


def test_a_sign_after_a_term_stays_with_it() -> None:
    told = shown(html.P("Of SEN, NEET and others."), html.P("SEN support counts."))
    assert told.count('<span class="with-term">') == 1
    assert told.index("with-term") < told.index("term-sen") < told.index(",</span> ") < told.index("term-neet")


def test_the_longer_term_wins() -> None:
    told = shown(html.Td("SEN support"))
    assert 'id="term-sen-support"' in told
    assert 'id="term-sen"' not in told


def test_what_can_be_pressed_stays_as_it_is() -> None:
    plain = [html.P(html.A("NEET", href="/")), html.Details(html.Summary("NEET")), html.H2("NEET"), html.Button("NEET")]
    assert explained(plain, GLOSSARY) == plain


def test_a_plural_and_another_case_are_the_same_term() -> None:
    assert 'id="term-neet"' in shown(html.Li("Neets"))


def test_part_of_a_word_is_no_term() -> None:
    assert "popover" not in shown(html.P("Sensible"), html.P("non-NEET"))


def test_a_quiet_term_is_not_marked() -> None:
    assert "popover" not in shown(html.P("The gap"))


def test_words_of_the_glossary_are_escaped() -> None:
    assert "Help &lt;without&gt; a plan." in shown(html.P("SEN support"))


def test_a_screen_is_not_changed_but_copied() -> None:
    screen = html.P("Fewer are NEET.")
    explained([screen], GLOSSARY)
    assert screen.children == "Fewer are NEET."
