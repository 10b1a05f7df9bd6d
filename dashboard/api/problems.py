"""What goes wrong for a program that asks, as RFC 9457 has it: what, where, what was expected and what to do."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response

MEDIA_TYPE = "application/problem+json"
PAGE = "/api"
"""The screen that documents every kind of problem; a problem's ``type`` leads to its line there."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: its name in ``type``, its status, its title, and what to do about it."""

    name: str
    status: int
    title: str
    advice: str


UNKNOWN_PARAMETER = Kind(
    "unknown-parameter",
    400,
    "A parameter that this address does not take",
    "Leave it out, or spell it as the error says. Nothing is ever passed over in silence.",
)
INVALID_PARAMETER = Kind(
    "invalid-parameter",
    400,
    "A parameter that cannot be used",
    "Each error names the parameter, what was given and what was expected.",
)
INVALID_CURSOR = Kind(
    "invalid-cursor",
    400,
    "A cursor that this question did not hand out",
    "Follow the link to the next page as it was given, without changing any other parameter; or begin without cursor.",
)
NOT_FOUND = Kind(
    "not-found",
    404,
    "Nothing answers to that",
    "The detail names what there is instead, or the nearest name; candidates lists what a name may mean.",
)
NOT_KEPT = Kind(
    "not-kept",
    404,
    "That snapshot is not kept",
    "/api/v1/snapshots lists those that are. A walk through pages whose snapshot has gone begins again without cursor.",
)
METHOD_NOT_ALLOWED = Kind(
    "method-not-allowed",
    405,
    "Nothing can be written here",
    "Use GET, or one of the methods in Allow.",
)
NOT_ACCEPTABLE = Kind(
    "not-acceptable",
    406,
    "No such format",
    "Accept application/json or text/csv, or say format=json or format=csv.",
)
FAULT = Kind(
    "fault",
    500,
    "The program is at fault",
    "It is in the server's log, with this address; tell whoever runs the board.",
)
NO_FIGURES = Kind(
    "no-figures",
    503,
    "There are no figures to read",
    "Whoever runs the board loads files with outcomes load.",
)
NO_REGISTER = Kind(
    "no-register",
    503,
    "The register cannot be read",
    "Whoever runs the board learns from outcomes register check what is wrong. Figures are served all the while.",
)
KINDS = (
    UNKNOWN_PARAMETER,
    INVALID_PARAMETER,
    INVALID_CURSOR,
    NOT_FOUND,
    NOT_KEPT,
    METHOD_NOT_ALLOWED,
    NOT_ACCEPTABLE,
    FAULT,
    NO_FIGURES,
    NO_REGISTER,
)


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong with a request: the parameter, what was given, and what was expected."""

    parameter: str
    given: str
    expected: str


class Problem(Exception):
    """A request that cannot be answered; ``detail`` is one sentence for the person who reads the log."""

    def __init__(
        self,
        kind: Kind,
        detail: str,
        *,
        errors: Sequence[Wrong] = (),
        candidates: Sequence[str] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind, self.detail = kind, detail
        self.errors, self.candidates, self.headers = tuple(errors), tuple(candidates), dict(headers or {})


def answer(problem: Problem, *, instance: str) -> Response:
    """The problem as a response; ``instance`` is the path that was asked."""
    kind = problem.kind
    body = {
        "type": f"{PAGE}#problem-{kind.name}",
        "title": kind.title,
        "status": kind.status,
        "detail": problem.detail,
        "instance": instance,
        "advice": kind.advice,
        "errors": [
            {"parameter": each.parameter, "given": each.given, "expected": each.expected} for each in problem.errors
        ],
        "candidates": list(problem.candidates),
    }
    response = Response(json.dumps(body, ensure_ascii=False), status=kind.status, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    response.headers.update(problem.headers)
    return response
