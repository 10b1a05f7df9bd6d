"""The browser is given the small Plotly, of the version that the Python side was made for."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import plotly
import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.figures import line, strip
from dashboard.web.plotly_bundle import FOLDER, bundle, serve_small_plotly

ADDRESS = "/_dash-component-suites/plotly/package_data/plotly.min.js"


@pytest.fixture
def browser() -> FlaskClient:
    server = Flask(__name__)
    serve_small_plotly(server)
    return server.test_client()


def test_its_version_is_that_of_the_installed_package() -> None:
    whole = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_text(encoding="utf-8")[:200]
    small = gzip.decompress(bundle().read_bytes()).decode()[:200]
    (wanted,) = re.findall(r"v(\d+\.\d+\.\d+)", whole)
    assert f"(basic - minified) v{wanted}" in small
    assert wanted in bundle().name


def test_it_is_sent_as_it_stands_and_only_once(browser: FlaskClient) -> None:
    first = browser.get(ADDRESS, headers={"Accept-Encoding": "gzip, br"})
    assert first.headers["Content-Encoding"] == "gzip"
    assert len(first.data) < 450_000
    again = browser.get(ADDRESS, headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_reader_without_gzip_gets_plain_script(browser: FlaskClient) -> None:
    answer = browser.get(ADDRESS, headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in answer.headers
    assert answer.data.startswith(b"/**")


def test_any_other_address_is_left_alone(browser: FlaskClient) -> None:
    assert browser.get("/_dash-component-suites/dash/dcc/async-graph.js").status_code == 404


def test_every_chart_is_made_of_traces_that_the_bundle_holds() -> None:
    for module in (line, strip):
        source = Path(module.__file__).read_text(encoding="utf-8")
        kinds = set(re.findall(r'"type": "(\w+)", *\n? *"x"', source))
        assert kinds == {"scatter"}, "the bundle holds scatter, bar and pie"


def test_its_licence_stands_beside_it() -> None:
    assert "MIT License" in (FOLDER / "plotly-LICENSE.txt").read_text(encoding="utf-8")
