"""Whatever bytes a file has, it is a table or it is refused in words: no other exception reaches anybody."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.findings import Refused
from etl.reading.extract import peek
from etl.reading.receive import Received, receive
from tests.etl.reading.tables import KINDS, read

TABLE = [["time_period", "la_name", "value"], *[["202324", f"Place {n}", f"{n}.5"] for n in range(40)]]
VALID = {kind: write(TABLE) for kind, write in KINDS.items()}
MAGIC = [b"", b"PK\x03\x04", b"PAR1", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.7", b"\xff\xfe", b'"', b"a,b\n"]
FOLDERS = count()
HOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def try_to_read(folder: Path, content: bytes) -> int:
    """How many tables there were; everything else must have been refused with a message."""
    folder = folder / str(next(FOLDERS))
    staging = folder / "staging"
    staging.mkdir(parents=True)
    (folder / "file.csv").write_bytes(content)
    tables, refused = 0, list[str]()
    for received in receive([folder / "file.csv"], staging=staging):
        if not isinstance(received, Received):
            refused.append(received.finding.message)
            continue
        try:
            if not any(sheet.top for sheet in peek(received.path).sheets):
                continue
            read(received.path)
            tables += 1
        except Refused as refusal:
            refused.append(refusal.finding.message)
    assert all(refused)
    return tables


@HOW
@given(magic=st.sampled_from(MAGIC), content=st.binary(max_size=600))
def test_any_bytes(tmp_path: Path, magic: bytes, content: bytes) -> None:
    try_to_read(tmp_path, magic + content)


@pytest.mark.parametrize("kind", KINDS)
@HOW
@given(share=st.floats(0, 1))
def test_a_file_cut_short_anywhere(tmp_path: Path, kind: str, share: float) -> None:
    content = VALID[kind]
    try_to_read(tmp_path, content[: int(len(content) * share)])


@pytest.mark.parametrize("kind", KINDS)
@HOW
@given(changes=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_file_with_bytes_changed_anywhere(tmp_path: Path, kind: str, changes: list[tuple[float, int]]) -> None:
    content = bytearray(VALID[kind])
    for share, byte in changes:
        content[int(len(content) * share)] = byte
    try_to_read(tmp_path, bytes(content))


@pytest.mark.parametrize("kind", KINDS)
def test_the_whole_file_is_a_table(tmp_path: Path, kind: str) -> None:
    assert try_to_read(tmp_path, VALID[kind]) == 1
