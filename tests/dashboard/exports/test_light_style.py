"""What a browser would make of the style sheets, for files that no browser draws."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from dashboard.exports.light_style import dress, token, without_hidden


@pytest.mark.parametrize(
    ("drawing", "inked"),
    [
        ('<svg class="wf"><rect class="wf-behind"/></svg>', "fill:#f46a25"),
        ('<svg class="lc"><path stroke="var(--d-place)"/></svg>', 'stroke="#12436d"'),
        # 28 % of #f46a25 on white: 244 -> 252, 106 -> 213, 37 -> 194.
        ('<svg class="map"><circle class="map-b1"/></svg>', "fill:#fcd5c2"),
    ],
)
def test_tokens_become_the_colours_on_white(drawing: str, inked: str):
    page = ET.fromstring(drawing)
    dress(page)
    assert inked in ET.tostring(page, encoding="unicode")


def test_what_the_screen_hides_is_left_out():
    page = ET.fromstring('<svg class="map"><text class="phone">larger</text><text>kept</text></svg>')
    dress(page)
    without_hidden(page)
    assert [each.text for each in page] == ["kept"]


def test_a_token_that_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        token("--no-such-token")
