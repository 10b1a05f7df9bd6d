"""Any screen as it was when an earlier snapshot was served: its figures, its day, and every link on it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from dash import dcc, html
from flask.testing import FlaskClient

from dashboard.components import fields, layout
from dashboard.components.svg import Svg
from dashboard.settings import ROOT, Settings
from dashboard.web.application import build
from dashboard.web.kept_links import NO_EDITING, keep, with_parameters
from tests.conftest import make_snapshot
from tests.dashboard.test_web import PLACES, ask

EARLIER, LATER = "20250920T090000000Z-000000000001", "20260506T090000000Z-000000000002"
KEPT = {"snapshot": EARLIER}


def figures(thurrock: float, period: str) -> list[dict[str, object]]:
    common = {"indicator_id": "ks2_rwm_exp_pct", "period": period}
    return [
        common | {"place_id": "E06000034", "value": thurrock},
        common | {"place_id": "E92000001", "value": 62.0},
    ]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("then")
    make_snapshot(into, snapshot_id=EARLIER, place=PLACES, observation=figures(64.0, "202324"))
    return make_snapshot(into, snapshot_id=LATER, place=PLACES, observation=figures(69.0, "202425"))


@pytest.fixture(scope="module")
def client(warehouse: Path) -> FlaskClient:
    return build(Settings(warehouse=warehouse, data=ROOT / "data")).server.test_client()


def links(content: str) -> list[str]:
    return [unescape(each) for each in re.findall(r' href="(/[^"]*)"', content)]


def test_a_screen_shows_the_figures_of_its_snapshot_and_says_whose_day_it_is(client: FlaskClient) -> None:
    title, content = ask(client, f"/plan/thurrock?snapshot={EARLIER}")
    assert "as it was on 20 September 2025" in title
    assert "64%" in content
    assert "69%" not in content
    assert "As it was on 20 September 2025. " in content
    assert "20 September 2025" in content
    assert "69%" in ask(client, "/plan/thurrock")[1]


def test_the_day_may_be_later_than_the_snapshot_and_never_earlier(client: FlaskClient) -> None:
    """A board that met in October had the figures of September before it."""
    assert "as it was on 14 October 2025" in ask(client, f"/plan/thurrock?snapshot={EARLIER}&as_of=2025-10-14")[0]
    assert "as it was on 20 September 2025" in ask(client, f"/plan/thurrock?snapshot={EARLIER}&as_of=2025-01-01")[0]


@pytest.mark.parametrize(
    "path", ["/", "/plan/thurrock", "/plan/thurrock/priority/t1", "/place/E06000034", "/places", "/data", "/methods"]
)
def test_every_link_of_the_screen_stays_in_that_state_but_the_way_back(client: FlaskClient, path: str) -> None:
    _, content = ask(client, f"{path}?snapshot={EARLIER}")
    found = links(content)
    leaving = [each for each in found if EARLIER not in each]
    assert len(found) > 5
    assert leaving == [path, path], "only the way back to today, and the link to the screen as it is when opened"


def test_the_beginning_of_an_id_is_enough_and_the_links_carry_all_of_it(client: FlaskClient) -> None:
    _, content = ask(client, "/plan/thurrock?snapshot=20250920")
    assert f"snapshot={EARLIER}" in content


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("20250101T090000000Z-000000000001", "built on 1 January 2025 at 09:00 UTC is not here. Twelve are kept"),
        ("nonsense", "There is no snapshot nonsense"),
        ("../secret", "There is no snapshot ../secret"),
    ],
)
def test_a_state_that_is_not_kept_says_so_and_names_those_that_are(client: FlaskClient, asked: str, said: str) -> None:
    title, content = ask(client, f"/plan/thurrock?place=E06000034&snapshot={asked}")
    assert title == "That state is not kept"
    assert said in content
    assert f"/plan/thurrock?place=E06000034&snapshot={EARLIER}" in links(content)
    assert "/plan/thurrock?place=E06000034" in links(content)


def test_a_damaged_earlier_snapshot_says_so_and_today_is_still_served(tmp_path: Path) -> None:
    into = tmp_path / "w"
    make_snapshot(into, snapshot_id=LATER, place=PLACES, observation=figures(69.0, "202425"))
    (into / f"{EARLIER}.duckdb").write_bytes(b"not a database" * 500)
    client = build(Settings(warehouse=into, data=ROOT / "data")).server.test_client()
    title, content = ask(client, f"/plan/thurrock?snapshot={EARLIER}")
    assert title == "That state is not kept"
    assert "is damaged" in content
    assert "69%" in ask(client, "/plan/thurrock")[1]
    title, content = ask(client, f"/plan/thurrock/changes?since={EARLIER}")
    assert title == "Not found"
    assert "is damaged" in content


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("/plan/cumbria", f"/plan/cumbria?snapshot={EARLIER}"),
        ("/plan/cumbria?place=x#top", f"/plan/cumbria?place=x&snapshot={EARLIER}#top"),
        ("/plan/cumbria?snapshot=other", "/plan/cumbria?snapshot=other"),
        ("#owed", "#owed"),
        ("/assets/x.css", "/assets/x.css"),
        ("//elsewhere.example/", "//elsewhere.example/"),
        ("https://example.org/", "https://example.org/"),
        (None, None),
    ],
)
def test_an_address_of_this_site_carries_the_state_on(href: str | None, kept: str | None) -> None:
    assert with_parameters(href, KEPT) == kept


def test_forms_carry_the_state_on_once_and_editing_is_off() -> None:
    screen = html.Div(
        [
            layout.filters([layout.choice("place", "Place", [("a", "A")], "a")], action="/plan/x"),
            fields.post("/plan/x/note", [fields.text("text", "Note")], token="t", name="edit"),  # noqa: S106
            html.A("CSV", href="/data/extract/1/findings.csv", download=""),
            Svg('<svg><a class="x" href="/school/1?a=1&amp;b=2"><text>Ash</text></a></svg>'),
            dcc.Markdown("words"),
        ]
    )
    kept = keep(screen, KEPT | {"as_of": "2025-10-14"})
    filters, editing, download, drawn, _ = kept.children
    carried = [each.markup for each in filters._traverse() if isinstance(each, Svg)]
    assert carried == [
        f'<input type="hidden" name="snapshot" value="{EARLIER}"><input type="hidden" name="as_of" value="2025-10-14">'
    ]
    assert str(keep(kept, KEPT)) == str(kept), "a second time adds nothing"
    assert editing.children == NO_EDITING
    assert download.href == "/data/extract/1/findings.csv"
    assert f"/school/1?a=1&amp;b=2&amp;snapshot={EARLIER}&amp;as_of=2025-10-14" in drawn.markup
    assert "snapshot" not in str(screen), "the screen itself is left as it was"
