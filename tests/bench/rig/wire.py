"""What a tab asks its server for, and how many bytes of each kind come back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Page


@dataclass
class Asked:
    """One request. ``kind`` is the browser's word for what it is (Document, Script, Fetch …), ``length`` the bytes of
    the answer as they came, compressed and with their headers; ``cached`` says that the server never heard of it."""

    method: str
    url: str
    body: str
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    length: int = 0
    cached: bool = False


class Wire:
    """Listens to a tab from before its first request."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self._asked: dict[str, Asked] = {}
        self._headers: dict[str, dict[str, str]] = {}
        network = context.new_cdp_session(page)
        network.on("Network.requestWillBeSent", self._sends)
        network.on("Network.requestWillBeSentExtraInfo", self._sends_headers)
        network.on("Network.requestServedFromCache", self._kept)
        network.on("Network.responseReceived", self._answered)
        network.on("Network.loadingFinished", self._finished)
        network.send("Network.enable")

    @property
    def asked(self) -> tuple[Asked, ...]:
        """Every request so far, in the order in which they were sent."""
        for request, headers in self._headers.items():
            if request in self._asked:
                self._asked[request].headers = headers
        return tuple(self._asked.values())

    def _sends(self, event: dict[str, Any]) -> None:
        request = event["request"]
        self._asked[event["requestId"]] = Asked(request["method"], request["url"], request.get("postData", ""))

    def _sends_headers(self, event: dict[str, Any]) -> None:
        # Comes before or after the request that it belongs to.
        self._headers[event["requestId"]] = {name.lower(): value for name, value in event["headers"].items()}

    def _kept(self, event: dict[str, Any]) -> None:
        self._of(event).cached = True

    def _answered(self, event: dict[str, Any]) -> None:
        asked = self._of(event)
        asked.kind = event["type"]
        asked.cached = asked.cached or bool(event["response"].get("fromDiskCache"))

    def _finished(self, event: dict[str, Any]) -> None:
        self._of(event).length = int(event["encodedDataLength"])

    def _of(self, event: dict[str, Any]) -> Asked:
        return self._asked.setdefault(event["requestId"], Asked("", "", ""))
