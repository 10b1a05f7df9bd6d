"""The guide to the API against the API: every request that it shows is made, and its program runs."""

from __future__ import annotations

import html
import re
import shlex
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from flask.testing import FlaskClient

from dashboard.api.problems import KINDS
from dashboard.api.resources import RESOURCES
from dashboard.settings import ROOT, Settings
from dashboard.web.application import build
from tests.conftest import make_snapshot

GUIDE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
BOARD = "http://127.0.0.1:8050"
REQUESTS = re.findall(r"^curl .*$", GUIDE, re.MULTILINE)
(PROGRAM,) = re.findall(r"^```python\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
PLACES = [
    {"place_id": "E92000001", "name": "England", "level": "country"},
    {"place_id": "E06000034", "name": "Thurrock"},
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    figures = [
        {"indicator_id": "ks2_rwm_exp_pct", "place_id": place, "period": "202425", "value": value}
        for place, value in (("E06000034", 69.0), ("E92000001", 62.0))
    ]
    warehouse: Path = make_snapshot(tmp_path_factory.mktemp("guide"), place=PLACES, observation=figures)
    return build(Settings(warehouse=warehouse, data=ROOT / "data")).server.test_client()


@pytest.mark.parametrize("line", REQUESTS)
def test_a_request_of_the_guide_is_answered(client: FlaskClient, line: str) -> None:
    words = shlex.split(line)
    headers = {
        name: value for name, _, value in (words[i + 1].partition(": ") for i, w in enumerate(words) if w == "-H")
    }
    address = urlsplit(words[-1])
    assert f"{address.scheme}://{address.netloc}" == BOARD
    found = client.get(f"{address.path}?{address.query}", headers=headers)
    assert found.status_code == 200, found.text
    assert found.mimetype == ("text/csv" if "csv" in line else "application/json")


def test_the_program_of_the_guide_reads_every_figure(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    real = httpx.Client
    transport = httpx.WSGITransport(app=client.application)
    monkeypatch.setattr(httpx, "Client", lambda **given: real(transport=transport, **given))
    told: dict[str, Any] = {}
    exec(PROGRAM, told)  # noqa: S102 - our own document
    assert [(each["place"]["name"], each["value"]) for each in told["figures"]] == [
        ("Thurrock", 69.0),
        ("England", 62.0),
    ]


def test_the_screen_explains_every_address_and_problem_with_answers_from_what_is_held(
    client: FlaskClient,
) -> None:
    screen = client.get("/api").get_data(as_text=True)
    assert [each.template for each in RESOURCES if f"<code>{each.template}</code>" not in screen] == []
    assert [each.name for each in KINDS if f'id="problem-{each.name}"' not in screen] == []
    addresses = [html.unescape(each) for each in re.findall(r'href="(/api/v1/[^"]+)"', screen)]
    assert len(addresses) >= len(RESOURCES)
    assert [each for each in addresses if client.get(each).status_code != 200] == []
    assert '"value": 69.0' in html.unescape(screen)
