"""One file over an unsure line: whole or not there, resumed where the server allows it."""

from __future__ import annotations

import errno
import gzip
import hashlib
import os
import random
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from etl.doors.pull import Api, PullError
from tests.etl.doors.pull.service import KS2, Answer, Asked, Service, problem

ID = UUID(KS2)
CSV = f"/data-sets/{KS2}/csv"
DIGITS = random.Random(5)  # noqa: S311 - what does not pack well, so that a broken line leaves something
PLAIN = b"time_period,value\n" + b"\n".join(b"202324,%d" % DIGITS.getrandbits(64) for _ in range(2000)) + b"\n"


@pytest.fixture(autouse=True)
def figures(service: Service) -> None:
    service.csv = {"1.0": PLAIN}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "pulled" / "ks2.csv"


def broken(service: Service, after: int, *, change: Any = None) -> Any:
    """The true answer, of which the line lets so many bytes through."""

    def answer(asked: Asked) -> Answer:
        given = service.file(asked)
        given.cut = after
        if change is not None:
            change()
        return given

    return answer


def ranges(service: Service) -> list[str | None]:
    return [asked.headers.get("Range") for asked in service.downloads()]


@pytest.mark.parametrize("packed", [True, False])
def test_the_file_is_what_was_published_whether_sent_packed_or_not(
    service: Service, api: Api, target: Path, packed: bool
) -> None:
    service.packed = packed
    assert api.csv(ID, "1.0", target=target) == hashlib.sha256(PLAIN).hexdigest()
    assert target.read_bytes() == PLAIN
    assert [path.name for path in target.parent.iterdir()] == ["ks2.csv"]
    assert service.asked[0].query == {"dataSetVersion": "1.0"}


@pytest.mark.parametrize("packed", [True, False])
def test_a_broken_line_is_resumed_from_the_byte_where_it_broke(
    service: Service, api: Api, target: Path, packed: bool
) -> None:
    service.packed = packed
    service.faults[CSV] = [broken(service, 5000), broken(service, 700)]
    api.csv(ID, "1.0", target=target)
    assert target.read_bytes() == PLAIN
    assert ranges(service) == [None, "bytes=5000-", "bytes=5700-"]


def test_what_came_before_the_program_was_stopped_is_not_fetched_again(
    service: Service, api: Api, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.faults[CSV] = [broken(service, 5000)] + [problem(503, "Down")] * 4
    with pytest.raises(PullError, match="tried 5 times"):
        api.csv(ID, "1.0", target=target)
    assert not target.exists()
    api.csv(ID, "1.0", target=target)
    assert ranges(service)[-1] == "bytes=5000-"
    assert target.read_bytes() == PLAIN


def test_a_file_that_changed_while_the_line_was_broken_is_fetched_from_the_beginning(
    service: Service, api: Api, target: Path
) -> None:
    def corrected() -> None:
        service.etag, service.csv["1.0"] = '"second"', PLAIN[::-1]

    service.faults[CSV] = [broken(service, 5000, change=corrected)]
    api.csv(ID, "1.0", target=target)
    assert target.read_bytes() == PLAIN[::-1]


@pytest.mark.parametrize("etag", [None, 'W/"weak"'])
def test_without_a_mark_that_promises_the_same_bytes_nothing_is_resumed(
    service: Service, api: Api, target: Path, etag: str | None
) -> None:
    service.etag = etag
    service.faults[CSV] = [broken(service, 5000)]
    api.csv(ID, "1.0", target=target)
    assert target.read_bytes() == PLAIN
    assert ranges(service) == [None, None]


def test_stopped_between_the_last_byte_and_unpacking_it_asks_for_no_more(
    service: Service, api: Api, target: Path
) -> None:
    whole = gzip.compress(PLAIN, mtime=0)
    target.parent.mkdir()
    (target.parent / "ks2.csv.part").write_bytes(whole)
    (target.parent / "ks2.csv.part.json").write_text('{"mark": "\\"first\\""}')
    api.csv(ID, "1.0", target=target)
    assert target.read_bytes() == PLAIN
    assert ranges(service) == [f"bytes={len(whole)}-"]


def test_more_bytes_than_there_are_means_that_the_file_changed(service: Service, api: Api, target: Path) -> None:
    target.parent.mkdir()
    (target.parent / "ks2.csv.part").write_bytes(b"x" * 100_000)
    (target.parent / "ks2.csv.part.json").write_text('{"mark": "\\"first\\""}')
    api.csv(ID, "1.0", target=target)
    assert target.read_bytes() == PLAIN


def test_a_file_that_is_there_is_not_asked_for(service: Service, api: Api, target: Path) -> None:
    api.csv(ID, "1.0", target=target)
    api.csv(ID, "1.0", target=target)
    assert len(service.downloads()) == 1


def test_too_many_requests_and_an_error_are_waited_out(
    service: Service, api: Api, target: Path, waited: list[float]
) -> None:
    service.faults[CSV] = [problem(429, "Too Many Requests", Retry_After="3"), problem(500, "Oh no")]
    api.csv(ID, "1.0", target=target)
    assert (target.read_bytes(), waited) == (PLAIN, [3, 2])


def test_packed_bytes_that_do_not_unpack_are_thrown_away(service: Service, api: Api, target: Path) -> None:
    bad = gzip.compress(PLAIN, mtime=0)[:-400] + b"\0" * 400
    service.faults[CSV] = [Answer(200, bad, {"Content-Type": "text/csv", "ETag": '"first"'})]
    with pytest.raises(PullError, match=r"version 1\.0 of data set .* came broken .*; run this again"):
        api.csv(ID, "1.0", target=target)
    assert list(target.parent.iterdir()) == []
    api.csv(ID, "1.0", target=target)
    assert target.read_bytes() == PLAIN


@pytest.mark.parametrize("announced", [True, False])
def test_a_file_beyond_all_measure_is_refused_and_not_kept(
    service: Service, api: Api, target: Path, announced: bool
) -> None:
    if not announced:
        headers = {"Content-Type": "text/csv", "Content-Length": "", "Connection": "close"}
        service.faults[CSV] = [Answer(200, PLAIN, headers)]
    with pytest.raises(PullError, match="is larger than 0 MB"):
        api.csv(ID, "1.0", target=target, limit=10_000)
    assert not any(path.suffix in (".csv", ".part") for path in target.parent.iterdir())


def test_a_log_in_page_in_place_of_the_file_is_not_taken_for_figures(service: Service, api: Api, target: Path) -> None:
    service.faults[CSV] = [Answer(200, b"<html>", {"Content-Type": "text/html; charset=utf-8"})]
    with pytest.raises(PullError, match=r"expected a CSV, but the answer is text/html"):
        api.csv(ID, "1.0", target=target)
    assert not target.exists()


def test_a_full_disk_is_named_and_what_came_is_kept(
    service: Service, api: Api, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def full(self: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(PullError, match=r"the disk with .*pulled is full; make room and run this again"):
        api.csv(ID, "1.0", target=target)
    monkeypatch.setattr(Path, "replace", replace)
    api.csv(ID, "1.0", target=target)
    assert target.read_bytes() == PLAIN
    assert ranges(service)[0] is None
    assert len(gzip.compress(PLAIN, mtime=0)) == int(str(ranges(service)[1]).strip("bytes=-"))
