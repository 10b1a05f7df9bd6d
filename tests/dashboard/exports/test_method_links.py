"""Each table and chart leads to where it is said how its numbers come about."""

from __future__ import annotations

import pytest
from dash import html

from dashboard.components.ways_out import method_address
from dashboard.exports.exhibits import Exhibit, exhibits


def exhibit(*links: str) -> Exhibit:
    row = html.Tr([html.Td(html.A("x", href=each)) for each in links])
    (found,) = exhibits([html.Table([html.Caption("Figures"), html.Tbody([row])])])
    return found


@pytest.mark.parametrize(
    ("links", "address", "method"),
    [
        ((), "/indicator/ks2_rwm_exp_pct?place=E06000034", "/methods#ks2_rwm_exp_pct"),
        (("/indicator/neet_16_17_pct?place=E1", "/school/1"), "/place/E1", "/methods#neet_16_17_pct"),
        (("/methods#phonics_y1_pct",), "/plan/thurrock/priority/t1", "/methods#phonics_y1_pct"),
        (("/indicator/neet_16_17_pct", "/indicator/phonics_y1_pct"), "/plan/thurrock", "/methods#verdicts"),
        (("/indicator/neet_16_17_pct", "/indicator/phonics_y1_pct"), "/place/E1", "/methods#reading"),
    ],
)
def test_one_indicator_has_its_own_words_and_many_those_of_the_screen(
    links: tuple[str, ...], address: str, method: str
) -> None:
    assert method_address(exhibit(*links), address) == method
