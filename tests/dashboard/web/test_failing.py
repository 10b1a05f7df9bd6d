"""When the program fails, the reader is told what to do and given a reference; the log says what happened."""

from __future__ import annotations

import logging

import pytest
from flask import Flask

from dashboard.web import failing

INSIDE = "the figure behind the figure"


@pytest.fixture
def server() -> Flask:
    server = Flask(__name__)
    failing.register(server)

    @server.get("/breaks")
    def breaks() -> str:
        raise ZeroDivisionError(INSIDE)

    return server


def test_a_failure_is_told_in_words_and_never_as_a_traceback(server: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        answer = server.test_client().get("/breaks?place=E06000034")
    assert answer.status_code == 500
    assert "Something went wrong" in answer.text
    assert 'href="/breaks?place=E06000034"' in answer.text
    assert INSIDE not in answer.text
    assert "Traceback" not in answer.text
    reference = caplog.records[-1].args[0]  # type: ignore[index]
    assert str(reference) in answer.text, "what the reader is given finds the line of the log"
    assert INSIDE in caplog.text


def test_a_program_is_answered_in_json(server: Flask) -> None:
    answer = server.test_client().get("/breaks", headers={"Accept": "application/json"})
    assert answer.status_code == 500
    assert answer.get_json()["title"] == "Something went wrong"
    assert INSIDE not in answer.text
