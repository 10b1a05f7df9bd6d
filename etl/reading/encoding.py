"""What the bytes of a text file mean: UTF-8, UTF-16 or Windows-1252, decided over the whole file.

British files are UTF-8 or Windows-1252, and some are both (one export pasted below another), so every byte that is no
UTF-8 is read as the Windows character that it is: a lone ``0x92`` between letters is an apostrophe and never part of a
UTF-8 character. A first part that is plain ASCII says nothing of what comes later.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from etl.findings import Finding

UTF8 = "utf-8-sig"
WINDOWS = "outcomes-windows-1252"
BLOCK = 4 * 1024 * 1024


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    # Five bytes have no Windows character: they become the control characters that they are in Latin 1.
    return "".join(bytes([b]).decode("cp1252" if b not in _UNDEFINED else "latin-1") for b in wrong), error.end


_UNDEFINED = b"\x81\x8d\x8f\x90\x9d"
codecs.register_error(WINDOWS, _as_windows)


def encoding_of(head: bytes) -> str:
    """The encoding by the first bytes: a mark, the zeros of UTF-16 without one, else UTF-8 (with Windows bytes)."""
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = head[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) > len(sample) // 8 and min(even, odd) <= max(even, odd) // 20:
        return "utf-16-le" if odd > even else "utf-16-be"
    return UTF8


def decode(head: bytes, encoding: str) -> str:
    """The first bytes as text; a character that the sample cuts in two is left out."""
    decoder = codecs.getincrementaldecoder(encoding)(_errors(encoding))
    return decoder.decode(head).lstrip("\ufeff")


def opened(path: Path, encoding: str) -> TextIO:
    """The file as a stream of lines with their own line ends."""
    return path.open("r", encoding=encoding, errors=_errors(encoding), newline="")


def _errors(encoding: str) -> str:
    return WINDOWS if encoding == UTF8 else "replace"


@dataclass(frozen=True, slots=True)
class Survey:
    """What one pass over the bytes of a UTF-8 file found.

    ``windows_line`` is the first line with a byte that is no UTF-8 (``None``: all is UTF-8), ``beyond_ascii`` whether
    there are UTF-8 characters beyond ASCII before it. ``regular``: DuckDB can read it and count its rows as we do,
    without NUL, blank lines (it skips them, and every row number after one would be wrong) or mixed line ends.
    """

    windows_line: int | None
    beyond_ascii: bool
    regular: bool

    def finding(self) -> Finding | None:
        """What a reader should know of the encoding."""
        if self.windows_line is None:
            return None
        if self.beyond_ascii:
            message = (
                f"the file mixes encodings: UTF-8 up to line {self.windows_line:,}, which holds Windows-1252; each "
                "character is read as what it is"
            )
            return Finding("encoding_mixed", "warn", message, row=self.windows_line)
        message = f"the file is Windows-1252, not UTF-8 (first seen in line {self.windows_line:,}), and is read as that"
        return Finding("encoding_windows", "note", message, row=self.windows_line)


def survey(path: Path) -> Survey:
    """Read the bytes once, block by block; blank lines at the very end do no harm and do not count."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    windows_line, beyond, regular = None, False, True
    lines = feeds = pairs = returns = 0
    last = b""
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            if windows_line is None and not (block.isascii() and not decoder.getstate()[0]):
                try:
                    text = decoder.decode(block)
                    beyond = beyond or not text.removeprefix("\ufeff").isascii()
                except UnicodeDecodeError as error:
                    beyond = beyond or not error.object[: error.start].isascii()
                    # What was kept back from the block before is at the front of what was decoded.
                    kept = len(error.object) - len(block)
                    windows_line = lines + block.count(b"\n", 0, max(error.start - kept, 0)) + 1
            joined = last + block
            regular = regular and b"\x00" not in block and not _blank_line(joined)
            lines += block.count(b"\n")
            returns += block.count(b"\r")
            pairs += joined.count(b"\r\n") - last.count(b"\r\n")
            feeds = lines
            # Line ends at the end of a block are looked at with the next one: they may end the file.
            last = joined[len(joined.rstrip(b"\r\n")) - 1 if joined.rstrip(b"\r\n") else 0 :]
            if len(last) > BLOCK:
                regular, last = False, b""
    if windows_line is None and decoder.getstate()[0]:
        windows_line = lines + 1
    one_kind = (pairs == returns and pairs in (0, feeds)) or (feeds == 0)
    return Survey(windows_line, beyond, regular and one_kind)


def _blank_line(block: bytes) -> bool:
    body = block.rstrip(b"\r\n")
    return any(body.find(end) >= 0 for end in (b"\n\n", b"\n\r\n", b"\r\r"))
