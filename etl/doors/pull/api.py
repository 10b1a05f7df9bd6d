"""The client: questions to the API, its pages put together, its refusals in words."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar
from uuid import UUID

import httpx
from pydantic import ValidationError

from etl.doors.pull.download import MAX_DOWNLOAD, download
from etl.doors.pull.models import Answer, DataSet, Page, Publication, Result, Version
from etl.doors.pull.patience import BUSY, Patience, PullError, TryAgain, retry_after

__all__ = ["Api", "PullError"]

Model = TypeVar("Model", bound=Answer)

TIMEOUT = httpx.Timeout(60.0, connect=15.0)
PUBLICATIONS_A_PAGE, DATA_SETS_A_PAGE, VERSIONS_A_PAGE = 40, 20, 20
"""The most that the service gives on one page of each list."""

MAX_PAGES = 500
"""More would be a service that never says it is done."""


class Api:
    """One connection to the service at ``address``; use it in a ``with``."""

    def __init__(
        self,
        address: str,
        *,
        say: Callable[[str], None] = lambda _: None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if not address.startswith(("https://", "http://")):
            raise PullError(f"OUTCOMES_EES_API is {address!r}; expected an address that begins with https://")
        self.address = address.rstrip("/")
        self._patience = Patience(say=say, sleep=sleep)
        self._client = httpx.Client(
            base_url=self.address,
            timeout=TIMEOUT,
            follow_redirects=True,
            headers={"User-Agent": f"outcomes-board/{version('outcomes-board')}"},
        )

    def __enter__(self) -> Api:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._client.close()

    def publications(self, words: str) -> list[Publication]:
        """Publications with data for the API whose title or summary has the words (three letters at least)."""
        what = f"publications about {words!r}"
        return self._list("/publications", Publication, what, size=PUBLICATIONS_A_PAGE, search=words)

    def data_sets(self, publication: UUID) -> list[DataSet]:
        """The data sets of a publication."""
        path = f"/publications/{publication}/data-sets"
        return self._list(path, DataSet, f"publication {publication}", size=DATA_SETS_A_PAGE)

    def data_set(self, data_set: UUID) -> DataSet:
        """One data set, as it is now."""
        return self._ask(f"/data-sets/{data_set}", DataSet, f"data set {data_set}")

    def versions(self, data_set: UUID) -> list[Version]:
        """Every version that was ever public, the latest first, withdrawn ones among them."""
        found = self._list(f"/data-sets/{data_set}/versions", Version, f"data set {data_set}", size=VERSIONS_A_PAGE)
        return sorted(found, key=lambda each: each.number, reverse=True)

    def csv_address(self, data_set: UUID, number: str) -> str:
        """Where the figures of a version are to be had, for the record."""
        return f"{self.address}/data-sets/{data_set}/csv?dataSetVersion={number}"

    def csv(self, data_set: UUID, number: str, *, target: Path, limit: int = MAX_DOWNLOAD) -> str:
        """Download a version to ``target``, going on where an earlier try broke off; returns the file's SHA-256."""
        return download(
            self._client,
            self.csv_address(data_set, number),
            target,
            what=f"version {number} of data set {data_set}",
            patience=self._patience,
            check=check,
            limit=limit,
        )

    def _list(self, path: str, model: type[Result], what: str, *, size: int, **more: str) -> list[Result]:
        found: list[Result] = []
        for page in range(1, MAX_PAGES + 1):
            answer = self._ask(path, Page[model], what, page=page, pageSize=size, **more)  # type: ignore[valid-type]
            found += answer.results
            if page >= answer.paging.total_pages:
                return found
        raise PullError(f"{self.address}{path}: the list does not end after {MAX_PAGES} pages; is the address right?")

    def _ask(self, path: str, model: type[Model], what: str, **more: str | int) -> Model:
        response = self._patience(lambda: self._get(path, what, more))
        where = f"{self.address}{path}"
        try:
            return model.model_validate(response.json())
        except ValidationError as error:
            raise PullError(f"{where}: the answer is not as documented: {_first(error)}") from error
        except ValueError as error:
            kind = response.headers.get("Content-Type", "of no stated kind")
            raise PullError(
                f"{where}: the answer is not JSON but {kind}; check OUTCOMES_EES_API, and whether a log-in page "
                "stands between here and the service"
            ) from error

    def _get(self, path: str, what: str, parameters: dict[str, str | int]) -> httpx.Response:
        try:
            response = self._client.get(path, params=parameters)
        except httpx.TransportError as error:
            raise TryAgain(unreachable(self._client, error)) from error
        except httpx.RequestError as error:
            raise PullError(unreachable(self._client, error)) from error
        check(response, what)
        return response


def check(response: httpx.Response, what: str) -> None:
    """Raise in words what a status says of ``what`` was asked for; nothing where all is well."""
    where, status = f"{response.url.scheme}://{response.url.netloc.decode()}{response.url.path}", response.status_code
    if status in BUSY:
        raise TryAgain(f"{where}: the service is busy (status {status})", after=retry_after(response))
    if status == 404:
        raise PullError(f"{where}: there is no {what}; 'outcomes pull --find WORDS' lists what there is, with its ids")
    if status in (401, 403):
        raise PullError(f"{where}: {what} is not open to the public, or has been withdrawn (status {status})")
    if status >= 400:
        raise PullError(f"{where}: the service refused the question (status {status}): {_said(response)}")


def unreachable(client: httpx.Client, error: httpx.RequestError) -> str:
    """A connection that failed, as one sentence."""
    reason = str(error) or type(error).__name__
    return f"{client.base_url.host} cannot be reached, or broke off: {reason}"


def _said(response: httpx.Response) -> str:
    """What a refusal says of itself (``ProblemDetailsViewModel``, ``ValidationProblemViewModel``)."""
    try:
        body: Any = response.json()
    except ValueError:
        return "no reason given"
    if not isinstance(body, dict):
        return "no reason given"
    errors = [
        f"{problem.get('path') or ''} {problem.get('message') or ''}".strip()
        for problem in body.get("errors", [])
        if isinstance(problem, dict)
    ]
    return "; ".join([str(body.get("title") or "no reason given"), *errors])


def _first(error: ValidationError) -> str:
    problem = error.errors()[0]
    field = ".".join(str(step) for step in problem["loc"]) or "the whole of it"
    return f"{field}: {problem['msg']}"
