"""Elements that are made quickly are Dash's own, and a name that HTML does not have is still refused."""

from __future__ import annotations

import pytest
from dash import html

from dashboard.components.quick import quick
from dashboard.web.markup import markup


@pytest.mark.parametrize("times", [1, 3])
def test_an_element_is_the_same_however_often_its_form_was_seen(times: int) -> None:
    for _ in range(times):
        made = html.A("A & B", href="/x", className="c")
    assert (
        markup(made) == '<a href="/x" class="c">A &amp; B</a>' or markup(made) == '<a class="c" href="/x">A &amp; B</a>'
    )
    assert isinstance(made, html.A)
    assert made.children == "A & B"


def test_elements_share_nothing() -> None:
    first, second = html.P("one", id="a"), html.P("two", id="b")
    first.children = "changed"
    assert (second.children, second.id, html.P().children) == ("two", "b", None)
    assert not hasattr(html.P("three"), "id")


def test_a_name_that_html_does_not_have_is_refused_every_time() -> None:
    for _ in range(2):
        with pytest.raises(TypeError, match="nonsense"):
            html.P("one", nonsense=1)


def test_a_quick_element_is_written_like_any_other() -> None:
    assert markup(quick(html.Td, "5", className="num")) == markup(html.Td("5", className="num"))
