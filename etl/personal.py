"""What tells one pupil from all others: numbers with a check letter or digit, and the names of columns.

The board needs figures about pupils, never a pupil. Sources: DfE, "Unique pupil numbers" (2019), annex on the check
letter; Learning Records Service, "ULN technical specification" (check digit modulo 11).
"""

from __future__ import annotations

import re
from datetime import date, datetime

_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""UPNs are written without I, O and S: 23 letters, one a remainder."""
_UPN = re.compile(r"[A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z]")
_UPN_IN_TEXT = re.compile(rf"(?<![0-9A-Za-z]){_UPN.pattern}(?![0-9A-Za-z])", re.IGNORECASE)
_ULN = re.compile(r"[1-9]\d{9}")
_POSTCODE = re.compile(r"(GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})", re.IGNORECASE)
_DATE_FORMS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%d/%m/%y")
OLDEST = 25
"""Pupils with an education, health and care plan stay in education up to this age."""

_PERSON = r"(pupil|child|student|learner|parent|carer|guardian)s?"
_WHOSE = rf"(({_PERSON}|former|previous|legal|preferred|chosen|home) )*"
_NUMBER = (
    r"(upn|uln|unique (pupil|learner) (number|no)|(pupil|learner|student|child) (reference|id)"
    r"|(nhs|national insurance|ni) (number|no))"
)
_NAME = rf"((fore|first|given|middle|sur|last|family|full) ?names?|{_PERSON} ?names?)"
_BIRTH = r"(dob|date ?of ?birth|birth ?(date|day))"
_HOME = rf"((home|{_PERSON}) (address|post ?code|e ?mail|phone|telephone))"
_COLUMN = re.compile(rf"{_WHOSE}({_NUMBER}|{_NAME}|{_BIRTH}|{_HOME})( (number|no|id|value|1|2))?")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def is_upn(cell: str) -> bool:
    """Whether a cell is a pupil's number: a check letter, eleven digits, and a digit or (temporary numbers) a letter.

    The letter is the remainder by 23 of the digits weighted 2 to 13; a temporary number's letter counts as its place
    in the alphabet without I, O and S.

    >>> is_upn("H801200001001"), is_upn("A801200001001")
    (True, False)
    """
    text = cell.strip().upper()
    if not _UPN.fullmatch(text):
        return False
    digits = [int(c) if c.isdigit() else _LETTERS.index(c) for c in text[1:]]
    return _LETTERS[sum(weight * digit for weight, digit in enumerate(digits, start=2)) % 23] == text[0]


def is_uln(cell: str) -> bool:
    """Whether a cell is a learner's number: ten digits of which the last makes the weighted sum 10 modulo 11."""
    text = cell.strip()
    if not _ULN.fullmatch(text):
        return False
    remainder = sum(int(digit) * weight for digit, weight in zip(text[:9], range(10, 1, -1), strict=True)) % 11
    return remainder != 0 and 10 - remainder == int(text[9])


def is_postcode(cell: str) -> bool:
    """Whether a cell is a whole postcode, which some fifteen homes share."""
    return _POSTCODE.fullmatch(cell.strip()) is not None


def is_birth_date(cell: str, today: date) -> bool:
    """Whether a cell is a date on which a pupil of today may have been born."""
    for form in _DATE_FORMS:
        try:
            born = datetime.strptime(cell.strip().split("T", maxsplit=1)[0].removesuffix(" 00:00:00"), form).date()
        except ValueError:
            continue
        return 1 <= today.year - born.year <= OLDEST
    return False


def is_personal_column(name: str) -> bool:
    """Whether a header names something of one person: ``UPN``, ``PupilForename``, ``date_of_birth``.

    >>> is_personal_column("Pupil Surname"), is_personal_column("upn_missing_percent")
    (True, False)
    """
    words = " ".join(re.sub(r"[^a-z0-9]+", " ", _CAMEL.sub(" ", name).casefold()).split())
    return _COLUMN.fullmatch(words) is not None


def masked(text: str) -> str:
    """The text with every pupil's number in it hidden: what findings say is kept, shown and sent on."""
    return _UPN_IN_TEXT.sub("(hidden)", text) if len(text) >= 13 else text
