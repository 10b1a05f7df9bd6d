"""The table behind a small chart says what the chart was drawn from, on the screen and in the file alike."""

from __future__ import annotations

import re

from dashboard.components.behind import fold, rows, table
from dashboard.figures.drawn import Figure
from dashboard.web.markup import markup

FIGURE: Figure = {
    "data": [
        {"name": "England", "x": ["2022/23", "2023/24"], "text": ["61%", "62% (provisional)"]},
        {"name": "A & <B>", "x": ["2023/24"], "text": ["69% (139 of 201)"]},
        {"name": "A & <B>", "x": ["2021/22"], "text": ["55% (110 of 200, estimated)"]},
        {"name": "Target", "x": ["2021/22", "2023/24"], "text": ["70%", "70%"]},
    ],
    "layout": {"xaxis": {"categoryarray": ["2021/22", "2022/23", "2023/24"]}},
}
"""The place's line in two pieces, as a change of method leaves it."""


def test_each_line_is_a_column_however_many_pieces_it_was_drawn_in() -> None:
    names, lines = rows(FIGURE)
    assert names == ["A & <B>", "England", "Target"]
    assert lines == [
        ("2021/22", [("55%", "110 of 200, estimated"), ("", ""), ("70%", "")]),
        ("2022/23", [("", ""), ("61%", ""), ("", "")]),
        ("2023/24", [("69%", "139 of 201"), ("62%", "provisional"), ("70%", "")]),
    ]


def test_the_screen_and_the_file_have_the_same_words() -> None:
    def words(html: str) -> list[str]:
        return re.sub(r"<[^>]+>", " ", html).split()

    on_screen, in_files = markup(fold(FIGURE, caption="Figures")), markup(table(FIGURE, caption="Figures"))
    assert words(on_screen) == ["Table", "behind", "this", "chart", *words(in_files)]
    assert on_screen.count('scope="row"') == in_files.count('scope="row"') == 3
    assert "A &amp; &lt;B&gt;" in on_screen
