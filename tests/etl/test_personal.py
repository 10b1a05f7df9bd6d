"""What tells one pupil from all others is recognised by its check letter or digit, and by the names of columns."""

from __future__ import annotations

from datetime import date

import pytest

from etl.findings import Finding
from etl.personal import is_birth_date, is_personal_column, is_postcode, is_uln, is_upn

# 8 0 1 2 0 0 0 0 1 0 0 1 weighted 2 to 13: 16+0+4+10+0+0+0+0+10+0+0+13 = 53; 53 modulo 23 = 7, the eighth letter: H.
UPN = "H801200001001"


def test_a_pupils_number_has_its_check_letter() -> None:
    assert is_upn(UPN)
    assert is_upn(f" {UPN.lower()} ")
    assert not is_upn("A801200001001")
    assert not is_upn("E08000035")


def test_a_temporary_number_ends_in_a_letter() -> None:
    # A counts 0: without the 13 of the last place the sum is 40, 40 modulo 23 = 17, the eighteenth letter: U.
    assert is_upn("U80120000100A")


def test_a_learners_number_has_its_check_digit() -> None:
    # 1 x 10 + 1 x 2 = 12; 12 modulo 11 = 1; 10 - 1 = 9.
    assert is_uln("1000000019")
    assert not is_uln("1000000018")
    assert not is_uln("100000019")


@pytest.mark.parametrize(
    "name",
    ["UPN", "Former UPN", "PupilForename", "Pupil Surname", "date_of_birth", "DOB", "home_postcode", "StudentID"],
)
def test_columns_about_one_person_are_known_by_their_names(name: str) -> None:
    assert is_personal_column(name)


@pytest.mark.parametrize(
    "name",
    ["upn_missing_percent", "la_name", "school_name", "Number of pupils", "HeadFirstName", "Postcode", "pupils_named",
     "trust_name", "Pupil number", "birth_rate"],
)  # fmt: skip
def test_columns_of_places_and_counts_are_not(name: str) -> None:
    assert not is_personal_column(name)


def test_a_date_of_birth_is_one_on_which_a_pupil_of_today_may_be_born() -> None:
    today = date(2026, 11, 22)
    assert is_birth_date("03/09/2015", today)
    assert is_birth_date("2015-09-03 00:00:00", today)
    assert not is_birth_date("03/09/1975", today)
    assert not is_birth_date("03/09/2026", today)
    assert not is_birth_date("201516", today)


def test_a_whole_postcode_is_told_from_its_first_half() -> None:
    assert is_postcode("RM17 6SL")
    assert not is_postcode("RM17")


def test_a_finding_never_repeats_a_pupils_number() -> None:
    finding = Finding("cell_unknown", "reject", f"{UPN!r} is neither a number nor a known symbol", 3, "value", UPN)
    assert finding.message == "'(hidden)' is neither a number nor a known symbol"
    assert finding.value == "(hidden)"
