"""What the inbox says of a file: the reasons in a line, the letter beside a refused one, and the system's errors."""

from __future__ import annotations

import errno
from pathlib import Path

from etl.findings import Finding, advice
from etl.report import ExtractReport

FINDINGS, WHY = ".findings.csv", ".why.txt"
"""What is laid beside a file, after its own name."""


def why(reports: list[ExtractReport]) -> list[str]:
    """One reason for each part of a file that was refused, the part named where there are several."""
    if not reports:
        return ["there is nothing in it that could be a table of figures"]
    return [
        (f"{part.file}: " if len(reports) > 1 else "") + "; ".join(finding.message for finding in _refusals(part))
        for part in reports
        if part.outcome == "refused"
    ]


def _refusals(part: ExtractReport) -> list[Finding]:
    return [finding for finding in part.findings if finding.severity == "refuse"]


def plainly(error: Exception) -> str:
    """What the system said, in words; a full disk by its name, since nothing else tells an analyst what to do."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full; make room, and the next round goes on"
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def letter(name: str, reports: list[ExtractReport]) -> str:
    """What an analyst reads beside a refused file."""
    kept = [report.file for report in reports if report.outcome != "refused"]
    lines = [f"{name} was refused.", "", *(f"- {reason}" for reason in why(reports)), ""]
    rules = dict.fromkeys(finding.rule for report in reports for finding in _refusals(report))
    if rules:
        lines += ["What to do:", "", *(f"- {advice(rule)}" for rule in rules), ""]
    if kept:
        lines += ["These parts of it are loaded all the same:", "", *(f"- {each}" for each in kept), ""]
    else:
        lines += ["Nothing of it was loaded, and nothing that was loaded before has changed.", ""]
    if any(report.findings for report in reports):
        lines.append(f"{Path(name).name}{FINDINGS} lists everything that was found, with row and column.")
    lines.append("When it is mended, put it into the inbox again.")
    return "\n".join(lines) + "\n"
