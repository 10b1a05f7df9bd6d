"""Page loads without a browser: the requests that a browser sends, sent again by a client that costs next to nothing.

Which requests a page is made of is not written down here but taken from Chromium: whatever a returning reader, whose
scripts and styles are cached, sends to the application's own server until the page has come to rest. In what is sent
again, one locality stands for another.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from tests.bench.rig.servers import Server
from tests.bench.rig.snapshot import localities
from tests.bench.rig.visits import look, reader
from tests.bench.rig.wire import Asked

SENT = ("accept", "accept-encoding", "content-type", "if-none-match", "if-modified-since")
"""The headers that matter to the answer."""
PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class PageLoad:
    """The requests of one page, in the order in which they were sent, for the first locality."""

    requests: tuple[bytes, ...]

    def of(self, locality: str) -> list[bytes]:
        """The same for another locality."""
        first = localities()[0].encode()
        return [_with_length(each.replace(first, locality.encode())) for each in self.requests]


def recorded(browser: Browser, server: Server) -> PageLoad:
    """What a returning reader's browser sends for the page of the first locality."""
    path = server.application.of(localities()[0])
    with reader(browser) as context:
        look(context, server, path)
        asked = look(context, server, path).asked
    return PageLoad(tuple(_raw(each) for each in asked if each.url.startswith(server.address) and not each.cached))


def _raw(asked: Asked) -> bytes:
    parts = urlsplit(asked.url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    headers = {"host": parts.netloc} | {name: value for name, value in asked.headers.items() if name in SENT}
    lines = [f"{asked.method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + asked.body.encode()


def _with_length(request: bytes) -> bytes:
    head, _, body = request.partition(b"\r\n\r\n")
    return b"%b\r\ncontent-length: %d\r\n\r\n%b" % (head, len(body), body)


class Client:
    """One reader's connection, kept open as a browser keeps it."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._connection: socket.socket | None = None

    def load(self, requests: Iterable[bytes]) -> float:
        """Ask for a page's parts one after another; the milliseconds until the last byte. Raises :class:`OSError`
        when an answer is not 200 or 304."""
        started = time.perf_counter()
        for each in requests:
            self._ask(each)
        return 1000 * (time.perf_counter() - started)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(self, request: bytes) -> None:
        for _ in range(2):
            kept = self._connection is not None
            try:
                self._answer(request)
                return
            except ConnectionError:
                # A server may close a connection that has idled; a browser then opens another.
                self.close()
                if not kept:
                    raise
        raise ConnectionError(f"{self._server.application.name} closes every connection")

    def _answer(self, request: bytes) -> None:
        if self._connection is None:
            self._connection = socket.create_connection(("127.0.0.1", self._server.port), timeout=PATIENCE)
            self._connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._connection.sendall(request)
        head, body = self._head()
        lines = head.lower().split(b"\r\n")
        status = lines[0].split()[1]
        if status not in (b"200", b"304"):
            raise OSError(f"{self._server.application.name} answered {lines[0].decode()} to {request[:80]!r}")
        if status == b"304":
            return
        if b"transfer-encoding: chunked" in lines:
            while not body.endswith(b"0\r\n\r\n"):  # the last chunk of an answer that is not said the length of
                body = body[-4:] + self._received()
        else:
            missing = next(int(line[15:]) for line in lines if line.startswith(b"content-length:")) - len(body)
            while missing > 0:
                missing -= len(self._received())
        if b"connection: close" in lines:
            self.close()

    def _head(self) -> tuple[bytes, bytes]:
        held = b""
        while b"\r\n\r\n" not in held:
            held += self._received()
        head, _, body = held.partition(b"\r\n\r\n")
        return head, body

    def _received(self) -> bytes:
        if self._connection is None or not (part := self._connection.recv(1 << 18)):
            raise ConnectionResetError(f"{self._server.application.name} closed the connection")
        return part


@dataclass(frozen=True, slots=True)
class Load:
    """What came of some page loads: milliseconds each, how many a second, and the server's processor time each."""

    times: tuple[float, ...]
    a_second: float
    processor: float


def together(turns: Sequence[Load]) -> Load:
    """Several turns as one: all times, the median of the pages a second, processor time over all pages."""
    number = sum(len(each.times) for each in turns)
    return Load(
        tuple(time for each in turns for time in each.times),
        median(each.a_second for each in turns),
        sum(each.processor * len(each.times) for each in turns) / number,
    )


def loads(server: Server, pages: Sequence[Sequence[bytes]], *, clients: int) -> Load:
    """Load the pages, shared out among so many clients at once."""
    times: list[float] = []
    troubles: list[Exception] = []

    def read(own: Sequence[Sequence[bytes]]) -> None:
        client = Client(server)
        try:
            times.extend([client.load(page) for page in own])
        except OSError as error:
            troubles.append(error)
        finally:
            client.close()

    readers = [threading.Thread(target=read, args=(pages[number::clients],)) for number in range(clients)]
    used, started = server.processor_time(), time.perf_counter()
    for each in readers:
        each.start()
    for each in readers:
        each.join()
    seconds = time.perf_counter() - started
    if troubles:
        raise SystemExit(str(troubles[0]))
    return Load(tuple(times), len(pages) / seconds, (server.processor_time() - used) / len(pages))
