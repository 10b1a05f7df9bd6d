"""A statistics service for tests: a local HTTP server that speaks the documented answers, and misbehaves on request.

Shapes are those of the reference of version 1 of the Explore education statistics API: lists as ``paging`` and
``results``, problems as ``title``, ``type`` and ``status``, CSVs packed with gzip whatever was asked for.
"""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

PUBLICATION = "346fc6c8-8fb9-4bb5-ae96-b41d8c0d6b1f"
KS2 = "019afee5-4791-7467-a788-c163fd9b57de"

HEADER = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,"
    "new_la_code,la_name,version,establishment_type_group,breakdown_topic,breakdown,subject,"
    "expected_standard_pupil_percent,higher_standard_pupil_percent,average_scaled_score"
)
ROW = (
    "202324,Academic year,Local authority,E92000001,England,E12000006,East of England,883,E06000034,Thurrock,{release},"
    'All state funded,All pupils,Total,"Reading, writing and maths",{value},9,z'
)


@dataclass
class Asked:
    """One request as it came."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]


@dataclass
class Answer:
    """A whole answer; with ``cut`` the line breaks after so many bytes of the body."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None


def version(number: str, *, status: str = "Published", release: str = "Academic year 2023/24", **more: Any) -> Any:
    """A ``DataSetVersionViewModel`` with every documented field."""
    return {
        "version": number,
        "type": "Major" if number.endswith(".0") else "Minor",
        "status": status,
        "published": "2025-02-20T09:30:00+00:00",
        "withdrawn": "2025-06-01T12:00:00+00:00" if status == "Withdrawn" else None,
        "notes": "",
        "totalResults": 3,
        "file": {"id": "e0754872-3206-4918-aad4-029eaaae191f"},
        "release": {"title": release, "slug": "2023-24"},
        "timePeriods": {"start": "2022/23", "end": "2023/24"},
        "geographicLevels": ["National", "Regional", "Local authority"],
        "filters": ["Breakdown", "Subject"],
        "indicators": ["Expected standard"],
    } | more


def table(value: int, *, release: str = "Final") -> bytes:
    """A data set of one row: an invented figure of Thurrock in the layout of the key stage 2 set."""
    return f"{HEADER}\n{ROW.format(value=value, release=release)}\n".encode()


class Service:
    """What the service holds, what it was asked, and what it is to do wrong: ``faults`` maps an address's path to
    answers that are given, one a request, before the true one."""

    def __init__(self, address: str) -> None:
        self.address = f"{address}/statistics/v1"
        self.asked: list[Asked] = []
        self.faults: dict[str, list[Answer | Callable[[Asked], Answer]]] = {}
        self.titles: dict[str, str] = {KS2: "Key stage 2 attainment"}
        self.data_set: dict[str, Any] = {"status": "Published"}
        self.versions: dict[str, list[Any]] = {KS2: [version("1.0")]}
        self.csv: dict[str, bytes] = {}
        self.packed = True
        self.etag: str | None = '"first"'

    def paths(self) -> list[str]:
        return [each.path.removeprefix("/statistics/v1") for each in self.asked]

    def downloads(self) -> list[Asked]:
        return [each for each in self.asked if each.path.endswith("/csv")]

    def answer(self, asked: Asked) -> Answer:  # noqa: PLR0911 - one line an endpoint
        path = asked.path.removeprefix("/statistics/v1")
        if waiting := self.faults.get(path):
            fault = waiting.pop(0)
            return fault if isinstance(fault, Answer) else fault(asked)
        match path.strip("/").split("/"):
            case ["publications"]:
                one = {"slug": "ks2", "summary": "", "lastPublished": "2025-02-20T09:30:00+00:00"}
                return self._page([one | {"id": PUBLICATION, "title": "Key stage 2 attainment"}], asked)
            case ["publications", publication, "data-sets"] if publication == PUBLICATION:
                return self._page([self._data_set(each) for each in self.titles], asked)
            case ["data-sets", data_set] if data_set in self.titles:
                return _json(self._data_set(data_set))
            case ["data-sets", data_set, "versions"] if data_set in self.titles:
                return self._page(self.versions[data_set], asked)
            case ["data-sets", data_set, "csv"] if asked.query.get("dataSetVersion") in self.csv:
                return self.file(asked)
        return problem(404, "Not Found")

    def file(self, asked: Asked) -> Answer:
        """The CSV of the version asked for, or the rest of it."""
        plain = self.csv[asked.query["dataSetVersion"]]
        body = gzip.compress(plain, mtime=0) if self.packed else plain
        headers = {"Content-Type": "text/csv"}
        if self.packed:
            headers["Content-Encoding"] = "gzip"
        if self.etag:
            headers["ETag"] = self.etag
        wanted = asked.headers.get("Range")
        if wanted and asked.headers.get("If-Range") == self.etag:
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
            if start >= len(body):
                return Answer(416, b"", {"Content-Range": f"bytes */{len(body)}"})
            return Answer(206, body[start:], headers | {"Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}"})
        return Answer(200, body, headers)

    def _data_set(self, data_set: str) -> dict[str, Any]:
        usable = [each for each in self.versions[data_set] if each["status"] != "Withdrawn"]
        latest = (
            {name: usable[0][name] for name in ("version", "published", "totalResults", "file")} if usable else None
        )
        return {
            "id": data_set,
            "title": self.titles[data_set],
            "summary": "Attainment by local authority.",
            "supersedingDataSetId": None,
            "latestVersion": latest,
        } | self.data_set

    def _page(self, results: list[Any], asked: Asked) -> Answer:
        page, size = int(asked.query.get("page", 1)), int(asked.query.get("pageSize", 10))
        pages = -(-len(results) // size)
        return _json(
            {
                "paging": {"page": page, "pageSize": size, "totalResults": len(results), "totalPages": pages},
                "results": results[(page - 1) * size : page * size],
            }
        )


def problem(status: int, title: str, **headers: str) -> Answer:
    """A ``ProblemDetailsViewModel``."""
    answer = _json({"title": title, "type": title, "status": status})
    return Answer(
        status, answer.body, answer.headers | {name.replace("_", "-"): text for name, text in headers.items()}
    )


def _json(content: Any) -> Answer:
    return Answer(200, json.dumps(content).encode(), {"Content-Type": "application/json"})


@contextmanager
def serving() -> Iterator[Service]:
    """The service on a free port of this machine, until the test is over."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # one packet an answer: head and body apart would wait for each other

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            asked = Asked(parts.path, query, dict(self.headers.items()))
            service.asked.append(asked)
            answer = service.answer(asked)
            self.send_response(answer.status)
            for name, text in ({"Content-Length": str(len(answer.body))} | answer.headers).items():
                self.send_header(name, text)
            self.end_headers()
            self.wfile.write(answer.body[: answer.cut])
            if answer.cut is not None:
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            """The test says what it wants to know."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        service = Service(f"http://127.0.0.1:{server.server_address[1]}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield service
        finally:
            server.shutdown()
            thread.join()
