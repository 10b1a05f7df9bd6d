"""The web application without a browser: what every answer carries, what is refused, and that no screen ever fails."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Map, Rule

from dashboard.pages import PAGES
from dashboard.settings import ROOT, Settings
from dashboard.web.application import build
from tests.browser.screens import SCREENS, Screen
from tests.conftest import make_snapshot

CALLBACK = "/_dash-update-component"
EXPLORED = "explored.children"
PLACES = [
    {"place_id": "E92000001", "name": "England", "level": "country"},
    {"place_id": "E06000034", "name": "Thurrock"},
]
# Published: key stage 2, expected standard in reading, writing and maths, 2024/25.
FIGURES = [
    {"indicator_id": "ks2_rwm_exp_pct", "place_id": "E06000034", "period": "202425", "value": 69.0},
    {"indicator_id": "ks2_rwm_exp_pct", "place_id": "E92000001", "period": "202425", "value": 62.0},
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The application over a snapshot with hardly anything in it."""
    warehouse = make_snapshot(tmp_path_factory.mktemp("web"), place=PLACES, observation=FIGURES)
    return build(Settings(warehouse=warehouse, data=ROOT / "data")).server.test_client()


@pytest.fixture(scope="module")
def unloaded(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The application before anything has been loaded."""
    empty = tmp_path_factory.mktemp("nothing")
    return build(Settings(warehouse=empty, data=ROOT / "data")).server.test_client()


def ask(client: FlaskClient, address: str) -> tuple[str, str]:
    """The page of an address: the title of its screen, and all from there on."""
    answer = client.get(address)
    assert answer.status_code in (200, 404), answer.text[-2000:]
    found = re.search(r"<title>(.*?) – Outcomes Board</title>", answer.text)
    assert found, answer.text[:2000]
    return found[1], answer.text.partition('<div id="screen">')[2]


def question(chart: str, *, store: str = "exploring") -> dict[str, Any]:
    """What the application sends for a chart: the address of its screen, and its id."""
    return {
        "output": EXPLORED,
        "outputs": {"id": "explored", "property": "children"},
        "inputs": [{"id": store, "property": "data", "value": chart}],
        "changedPropIds": [f"{store}.data"],
    }


def test_a_chart_is_explored_as_the_figure_that_the_screen_drew(client: FlaskClient) -> None:
    asked = question("/indicator/ks2_rwm_exp_pct?place=E06000034#chart-series")
    figure = client.post(CALLBACK, json=asked).get_json()["response"]["explored"]["children"]["props"]["figure"]
    (thurrock,) = [trace for trace in figure["data"] if trace["name"] == "Thurrock"]
    assert (thurrock["x"], thurrock["y"]) == (["2024/25"], [69.0])


def test_every_page_has_a_screen_in_the_browser_tests() -> None:
    """Adding a page adds its tests: one address in ``tests/browser/screens.py``."""
    addresses = Map([Rule(page.PATH, endpoint=page.__name__) for page in PAGES], strict_slashes=False).bind("board")
    opened = {addresses.match(screen.path.partition("?")[0])[0] for screen in SCREENS}
    assert opened == {page.__name__ for page in PAGES}


@pytest.mark.parametrize(("room", "margin"), [("330", 104), ("800", 140), ("9999", 150), ("12", 104), ("-", 150)])
def test_a_chart_is_explored_at_the_width_there_is_room_for(client: FlaskClient, room: str, margin: int) -> None:
    """The room beside the plot, where the lines have their names, is that of the drawing which fits."""
    asked = question(f"/indicator/ks2_rwm_exp_pct?place=E06000034#chart-series@{room}")
    figure = client.post(CALLBACK, json=asked).get_json()["response"]["explored"]["children"]["props"]["figure"]
    assert figure["layout"]["margin"]["r"] == margin


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_a_screen_answers_when_hardly_anything_is_held(client: FlaskClient, screen: Screen) -> None:
    title, content = ask(client, screen.path)
    assert title
    assert 'id="main"' in content


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_a_screen_answers_before_anything_is_loaded(unloaded: FlaskClient, screen: Screen) -> None:
    title, content = ask(unloaded, screen.path)
    assert title
    assert 'id="main"' in content


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_a_parameter_that_makes_no_sense_never_breaks_a_screen(client: FlaskClient, screen: Screen) -> None:
    nonsense = "&".join(
        f"{name}=%27%22%3C" for name in ("place", "group", "phase", "period", "against", "as_of", "q", "indicator")
    )
    joined = "&" if "?" in screen.path else "?"
    title, _ = ask(client, f"{screen.path}{joined}{nonsense}")
    assert title


def test_a_published_figure_stands_on_the_plan_page(client: FlaskClient) -> None:
    _, content = ask(client, "/plan/thurrock")
    assert "69%" in content
    assert "7 percentage points" in content  # 69 against England's 62


def test_a_plan_that_is_misspelt_is_answered_with_the_plans_there_are(client: FlaskClient) -> None:
    title, content = ask(client, "/plan/thurock")
    assert title == "Not found"
    assert "thurrock" in content


@pytest.mark.parametrize("path", ["/", "/plan/thurrock", "/assets/tokens.css", CALLBACK])
def test_every_answer_carries_the_security_headers(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        headers = answer.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["object-src"] == "'none'"
    assert "unsafe-inline" not in policy["script-src"]
    assert "unsafe-eval" not in policy["script-src"]


def test_an_address_without_a_screen_is_a_real_404(client: FlaskClient) -> None:
    assert client.get("/").status_code == 200
    assert client.get("/plan/thurrock").status_code == 200
    nowhere = client.get("/no/such/screen")
    assert nowhere.status_code == 404
    assert "<h1>Not found</h1>" in nowhere.text
    assert "@@" not in nowhere.text
    assert ask(client, "/no/such/screen")[0] == "Not found"


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'"words"', b"{}", b'{"output": "explored.children"}', b"\xff\xfe", b'{"inputs": 3}'],
    ids=repr,
)
def test_a_malformed_request_is_refused_and_nothing_breaks(client: FlaskClient, body: bytes) -> None:
    answer = client.post(CALLBACK, data=body, content_type="application/json")
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


WELL_FORMED: dict[str, Any] = {
    "output": "no.such",
    "outputs": {"id": "no", "property": "such"},
    "inputs": [{"id": "exploring", "property": "data", "value": "/"}],
    "changedPropIds": [],
}


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"output": EXPLORED},
        {"output": EXPLORED, "outputs": {"id": "explored", "property": "children"}, "inputs": []},
        {"output": EXPLORED, "outputs": [], "inputs": [{"id": {}, "property": 1}]},
        {"output": [EXPLORED]},
        question("no address"),
        question("/", store="opened"),
        {"state": "x"},
        {"changedPropIds": [None]},
    ],
    ids=str,
)
def test_a_request_for_a_callback_that_is_not_there_is_refused_too(client: FlaskClient, change: dict[str, Any]) -> None:
    assert client.post(CALLBACK, json=WELL_FORMED | change).status_code == 400


def test_a_request_that_is_too_large_is_refused(client: FlaskClient) -> None:
    answer = client.post(CALLBACK, data=b'{"output": "' + b"x" * 100_000 + b'"}', content_type="application/json")
    assert answer.status_code in (400, 413)


def test_health_tells_which_snapshot_is_served(client: FlaskClient, unloaded: FlaskClient) -> None:
    healthy = client.get("/healthz")
    assert (healthy.status_code, healthy.get_json()["snapshot"]) == (200, "20260506T090000000Z-000000000000")
    waiting = unloaded.get("/healthz")
    assert (waiting.status_code, waiting.get_json()["status"]) == (503, "no snapshot")


def test_no_asset_outside_its_folder_is_served(client: FlaskClient) -> None:
    for path in ("/assets/../pyproject.toml", "/assets/%2e%2e/pyproject.toml", "/assets/..%2f..%2fetc/passwd"):
        with client.get(path) as answer:
            assert b"[project]" not in answer.data
            assert b"root:" not in answer.data


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # flask-compress leaves the file to the
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # garbage collector once it has streamed it
def test_scripts_and_styles_are_compressed_on_the_way(client: FlaskClient) -> None:
    browser = {"Accept-Encoding": "gzip, deflate, br, zstd"}
    with client.get("/assets/outcomes.css", headers=browser) as answer:
        assert answer.headers["Content-Encoding"] in ("gzip", "deflate", "br", "zstd")
        assert len(answer.data) < (ROOT / "assets" / "outcomes.css").stat().st_size / 2


def test_a_register_that_cannot_be_read_is_said_and_never_passed_over(tmp_path: Path) -> None:
    warehouse = make_snapshot(tmp_path, place=PLACES, observation=FIGURES)
    (warehouse / "register.sqlite").write_bytes(b"no database, whatever it is called " * 99)
    broken = build(Settings(warehouse=warehouse, data=ROOT / "data")).server.test_client()

    title, content = ask(broken, "/plan/thurrock")
    assert title == "The register cannot be read"
    assert "file is not a database" in content
