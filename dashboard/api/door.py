"""The door of the API: every request below ``/api/v1`` comes in here, and leaves with an answer or a problem.

Nothing is selected or worked out here: a resource asks the same answers as the screens and the command.
"""

from __future__ import annotations

from functools import cached_property

from flask import Flask, Response, request
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import Map, Rule

from dashboard.answers.errors import NotFoundError
from dashboard.api import formats, parameters, problems
from dashboard.api.formats import CONTENT_TYPES, CSV
from dashboard.api.freshness import REVALIDATE, freshness, program
from dashboard.api.kept import Kept
from dashboard.api.openapi import described
from dashboard.api.problems import Problem
from dashboard.api.resource import ROOT, Asked
from dashboard.api.resources import RESOURCES
from dashboard.api.states import State, state
from dashboard.api.writing import body
from dashboard.board import Board
from dashboard.register import RegisterError
from dashboard.store import DamagedSnapshotError, NoSnapshotError
from dashboard.web import compression

METHODS = ("GET", "HEAD", "OPTIONS")
ALLOW = {"Allow": ", ".join(METHODS)}
DESCRIPTION = "openapi"
LINKS = (f'<{ROOT}/openapi.json>; rel="service-desc"', '</api>; rel="service-doc"')


def register(server: Flask, board: Board) -> None:
    """Answer every request below ``/api/v1``, before any other address of the server is looked at."""
    api = Api(board)

    @server.before_request
    def answer_api() -> Response | None:
        if request.path != ROOT and not request.path.startswith(f"{ROOT}/"):
            return None
        try:
            return api.answer()
        except Problem as problem:
            return problems.answer(problem, instance=request.path)
        except Exception:  # whatever it is, a program that asks gets its answer in the form that it expects
            server.logger.exception("the API failed at %s", request.full_path)
            fault = Problem(problems.FAULT, "This request cannot be answered, through no fault of yours.")
            return problems.answer(fault, instance=request.path)


class Api:
    """The resources over a board."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._kept = Kept()
        self._program = program(board)
        self._resources = {each.name: each for each in RESOURCES}
        rules = [Rule(ROOT + each.path, endpoint=each.name, methods=METHODS) for each in RESOURCES]
        rules.append(Rule(f"{ROOT}/openapi.json", endpoint=DESCRIPTION, methods=METHODS))
        self._map = Map(rules, strict_slashes=False, merge_slashes=False)

    @cached_property
    def _described(self) -> bytes:
        """The OpenAPI document, made when it is first asked for."""
        return formats.as_json(described(RESOURCES))

    def answer(self) -> Response:
        """The answer to the request at hand; raises :class:`Problem` where there is none."""
        name, words = self._matched()
        if request.method == "OPTIONS":
            return Response(status=204, headers=ALLOW)
        if name == DESCRIPTION:
            return self._description()
        resource = self._resources[name]
        asked = Asked(resource, request.path, words, parameters.read(resource.parameters, request.args))
        form = formats.chosen(asked.given.format, request.accept_mimetypes)
        try:
            return self._sound(asked, form)
        except NotFoundError as error:
            raise Problem(problems.NOT_FOUND, _sentence(str(error)), candidates=error.candidates) from error
        except (NoSnapshotError, DamagedSnapshotError) as error:
            raise Problem(problems.NO_FIGURES, _no_figures(self._board)) from error
        except RegisterError as error:
            raise Problem(problems.NO_REGISTER, _sentence(str(error))) from error

    def _matched(self) -> tuple[str, dict[str, str]]:
        path = request.path
        try:
            name, words = self._map.bind("board").match(path, method=request.method)
        except MethodNotAllowed as error:
            detail = f"{request.method} is not possible at {path}: the API only reads."
            raise Problem(problems.METHOD_NOT_ALLOWED, detail, headers=ALLOW) from error
        except NotFound as error:
            known = ", ".join(each.template for each in RESOURCES)
            raise Problem(problems.NOT_FOUND, f"No resource answers to {path}; there are {known}.") from error
        return str(name), dict(words)

    def _sound(self, asked: Asked, form: str) -> Response:
        """The answer from the latest snapshot that can be read to its end."""
        while True:
            read = self._board.store.snapshot_id
            try:
                return self._from(state(self._board, asked.given, walk=asked.walk), asked, form)
            except DamagedSnapshotError:
                if self._board.store.snapshot_id == read:  # an earlier one is damaged, or there is no other
                    raise

    def _from(self, shown: State, asked: Asked, form: str) -> Response:
        """Whole, or as the word that the caller has it already."""
        fresh = freshness(asked, shown, program=self._program, register=self._board.register, form=form)
        known = fresh.known_to(request)
        if known is not None:
            response = Response(status=304)
        else:
            made = self._kept.of(fresh.tag, lambda: body(asked, shown, form))
            response = Response(made.content, content_type=CONTENT_TYPES[form])
            compression.keep_as(f"api {fresh.tag}")
            if made.follows:
                response.headers.add("Link", f'<{made.follows}>; rel="next"')
            if form == CSV:
                name = f"{asked.resource.name}-{shown.snapshot}.csv"
                response.headers["Content-Disposition"] = f'inline; filename="{name}"'
        response.set_etag(known or fresh.tag)
        response.headers.update(fresh.headers)
        response.headers["Vary"] = "Accept"
        response.headers["Outcomes-Snapshot"] = shown.snapshot
        for link in LINKS:
            response.headers.add("Link", link)
        return response

    def _description(self) -> Response:
        if request.args:
            raise Problem(problems.UNKNOWN_PARAMETER, "This address takes no parameters at all.")
        response = Response(self._described, content_type=CONTENT_TYPES[formats.JSON])
        response.headers["Cache-Control"] = REVALIDATE
        response.add_etag()
        response.make_conditional(request)
        return response


def _no_figures(board: Board) -> str:
    if not board.store.has_snapshot:
        return "Nothing has been loaded into this board."
    return "No snapshot in the warehouse can be read; what was loaded must be loaded again."


def _sentence(words: str) -> str:
    return words if words.endswith(("?", ".")) else f"{words}."
