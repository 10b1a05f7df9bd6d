"""The rules that every extract is held against, one small module each.

A module has ``RULE`` (the name that findings carry) and ``find``. Rules on the header see a :class:`Header`, rules on
the claims a :class:`Claims`; both give findings, and a claim rule also takes the claims that it rejects out of the
table. To add a rule: write the module, put it into one of the two lists, add ``tests/fixtures/fail/<rule>.csv``.
"""

from __future__ import annotations

from etl.checks import (
    cell_unknown,
    count_negative,
    duplicate_conflict,
    header_blank,
    header_duplicate,
    indicator_unknown,
    interval_outside,
    numerator_above_denominator,
    percentage_out_of_range,
)
from etl.checks.subject import Claims, Header
from etl.findings import Finding

HEADER_RULES = (header_duplicate, header_blank)
CLAIM_RULES = (
    indicator_unknown,
    cell_unknown,
    count_negative,
    numerator_above_denominator,
    percentage_out_of_range,
    interval_outside,
    duplicate_conflict,
)


def check_header(header: Header) -> list[Finding]:
    """What the header rules find; a ``refuse`` among them stops the file."""
    return [finding for rule in HEADER_RULES for finding in rule.find(header)]


def check_claims(claims: Claims) -> list[Finding]:
    """What the claim rules find, each rule after the one before it has taken out what it rejects."""
    return [finding for rule in CLAIM_RULES for finding in rule.find(claims)]
