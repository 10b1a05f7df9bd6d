"""What is withheld beside a small figure, worked by hand: in each table one number follows from the others."""

from __future__ import annotations

from tests.etl.protect.tables import groups, number, places, share, sums_of, withheld

ABC = {"cluster/locality/x": ("urn/a", "urn/b", "urn/c")}


def test_girls_are_not_left_to_be_all_pupils_minus_boys() -> None:
    """20 of 40 minus 17 of 22 would be 3 of 18."""
    found = withheld(share("urn/1", 20, 40), share("urn/1", 3, 18, "female"), share("urn/1", 17, 22, "male"))
    assert groups(found) == {"female", "male"}


def test_of_three_groups_the_smaller_of_the_other_two_goes_with_the_small_one() -> None:
    found = withheld(
        share("urn/1", 55, 105),
        share("urn/1", 3, 15, "sen_support"),
        share("urn/1", 12, 20, "ehcp"),
        share("urn/1", 40, 70, "no_sen"),
    )
    assert groups(found) == {"sen_support", "ehcp"}


def test_the_pupils_that_no_group_holds_are_a_small_number_too() -> None:
    """30 pupils of whom 28 have free meals: the two who have not are 2 of 2."""
    assert groups(withheld(share("urn/1", 20, 30), share("urn/1", 18, 28, "fsm"))) == {"fsm"}


def test_a_cluster_does_not_tell_its_one_small_school() -> None:
    claims = [share("urn/a", 3, 30), share("urn/b", 9, 40), share("urn/c", 20, 50)]
    assert places(withheld(*claims, share("cluster/locality/x", 32, 120), inside=ABC)) == {"urn/a", "urn/b"}
    assert places(withheld(*claims, inside=ABC)) == {"urn/a"}  # a sum over the other two tells nothing of the first


def test_an_official_total_is_known_to_the_reader() -> None:
    schools = [share("urn/a", 3, 30), share("urn/b", 9, 40), share("urn/c", 20, 50)]
    found = withheld(*schools, official=[share("cluster/locality/x", 32, 120)], inside=ABC)
    assert places(found) == {"urn/a", "urn/b"}


def test_a_cluster_is_not_left_to_be_the_authority_minus_the_rest() -> None:
    inside = {"E06000034": ("cluster/locality/x", "cluster/locality/y")}
    claims = [share("E06000034", 43, 150), share("cluster/locality/x", 3, 30), share("cluster/locality/y", 40, 120)]
    assert places(withheld(*claims, inside=inside)) == {"cluster/locality/x", "cluster/locality/y"}


def test_a_cluster_of_one_school_is_that_school() -> None:
    found = withheld(share("urn/a", 3, 30), share("cluster/locality/x", 3, 30), inside=ABC)
    assert places(found) == {"urn/a", "cluster/locality/x"}


def test_phases_add_up_to_all_schools() -> None:
    la = "E06000034"
    found = withheld(
        share(la, 43, 190),
        share(la, 3, 30, phase="special"),
        share(la, 30, 100, phase="primary"),
        share(la, 10, 60, phase="secondary"),
    )
    assert len(found) == 1  # keys are told without their phase: special and secondary are one here
    assert places(found) == {la}


def test_two_terms_minus_one_are_the_other() -> None:
    terms = [
        number("urn/1", 3, period="202324-T1", period_kind="term"),
        number("urn/1", 9, period="202324-T2", period_kind="term"),
        number("urn/1", 12, period="202324-T12", period_kind="two_terms"),
    ]
    assert {period for _, _, period, _ in withheld(*terms)} == {"202324-T1", "202324-T2"}


def test_a_gap_and_one_group_are_the_other_group() -> None:
    gap = {"indicator_id": "ks2_rwm_disadvantage_gap_pp", "place_id": "urn/1", "value": -25.0}
    lead = {"indicator_id": "ks2_rwm_exp_pct"}
    pair = [share("urn/1", 2, 12, "disadvantaged", **lead), share("urn/1", 18, 30, "not_disadvantaged", **lead)]
    assert ("ks2_rwm_disadvantage_gap_pp", "urn/1", "202324", "all") in withheld(gap, *pair)
    plenty = [share("urn/1", 20, 42, "disadvantaged", **lead), share("urn/1", 18, 30, "not_disadvantaged", **lead)]
    assert not withheld(gap, *plenty)


def test_a_percentage_is_100_minus_its_complement() -> None:
    """The dataset itself says ``c`` of one; 40 of 60 present are 20 of 60 absent."""
    kept_back = {"indicator_id": "absence_overall_rate", "place_id": "urn/1", "status": "suppressed"}
    found = withheld(kept_back, share("urn/1", 40, 60, indicator_id="attendance_rate"))
    assert {indicator for indicator, *_ in found} == {"absence_overall_rate"}
    known = share("urn/1", 20, 60, indicator_id="absence_overall_rate", group="female")
    assert not withheld(known)


def test_the_same_number_under_another_name_is_withheld_with_it() -> None:
    one, two = {"indicator_id": "cultural_participation_pct"}, {"indicator_id": "charter_70_participation_pct"}
    both = [(f"urn/{n}", 10 + n, 40 + n) for n in range(4)]
    claims = [share(*each, **indicator) for each in both for indicator in (one, two)]
    secret = {"place_id": "urn/9", "status": "suppressed", **one}
    found = withheld(*claims, secret, share("urn/9", 30, 55, **two))
    assert ("charter_70_participation_pct", "urn/9", "202324", "all") in found


def test_two_small_counts_whose_sum_is_two_are_both_one() -> None:
    """Withheld counts are at least 1, so 1 + 1 = 2 tells both; 2 + 3 = 5 leaves four possible values each."""
    whole = {"cluster/locality/x": ("urn/a", "urn/b", "urn/c", "urn/d")}

    def schools(*counts: int) -> set[str]:
        claims = [number(f"urn/{name}", count) for name, count in zip("abcd", counts, strict=True)]
        return places(withheld(*claims, number("cluster/locality/x", sum(counts)), inside=whole))

    assert schools(2, 3, 40, 60) == {"urn/a", "urn/b"}
    assert schools(1, 1, 40, 60) == {"urn/a", "urn/b", "urn/c"}


def test_sums_are_combined() -> None:
    """Cluster x is a + b, trust y is b + c, and all three are the authority: (a + b + c) - (a + b) is c alone."""
    inside = {
        "cluster/locality/x": ("urn/a", "urn/b"),
        "cluster/locality/y": ("urn/b", "urn/c"),
        "E06000034": ("urn/a", "urn/b", "urn/c", "urn/d", "urn/e"),
    }
    counts = {"a": 3, "b": 2, "c": 4, "d": 50, "e": 70}
    claims = [number(f"urn/{name}", count) for name, count in counts.items()]
    sums = [number("cluster/locality/x", 5), number("cluster/locality/y", 6), number("E06000034", 129)]
    found = places(withheld(*claims, *sums, inside=inside))
    assert {"urn/a", "urn/b", "urn/c"} < found
    assert len(found - {"urn/a", "urn/b", "urn/c"}) >= 1


def test_what_is_held_already_is_protected_with_what_comes() -> None:
    """An earlier load withheld a; a cluster total that comes later would tell it, and is what is withheld, for the
    others have been seen."""
    held = [
        {"place_id": "urn/a", "status": "suppressed"},
        share("urn/b", 9, 40),
        share("urn/c", 20, 50),
    ]
    found = withheld(share("cluster/locality/x", 32, 120), held=held, inside=ABC)
    assert places(found) == {"urn/a", "cluster/locality/x"}


def test_a_figure_held_from_before_the_control_is_withheld_now() -> None:
    assert places(withheld(share("urn/b", 30, 60), held=[share("urn/a", 3, 30)])) == {"urn/a"}


def test_a_published_nothing_needs_no_other_withheld() -> None:
    """0 of 60 says of every part that it is 0: withholding the boys as well would keep nothing back. That there are
    12 girls is no small number."""
    found = withheld(share("urn/1", 0, 60), share("urn/1", 0, 12, "female"), share("urn/1", 0, 48, "male"))
    assert groups(found) == {"female"}


def test_a_closed_school_whose_heir_has_the_figure_itself_may_be_left_out_of_a_sum() -> None:
    """a and c closed in 2018 and are printed for 2023/24; b, which followed a, has its own figure, d, which followed c,
    has none. Screens add up b + c + e: what is withheld of c may not hide behind a."""
    found = sums_of(
        "cluster/locality/x",
        *(number(f"urn/{name}", count) for name, count in (("a", 3), ("b", 40), ("c", 4), ("e", 60))),
        number("cluster/locality/x", 104),
        inside={"cluster/locality/x": ("urn/b", "urn/d", "urn/e")},
        followed={"urn/a": ("urn/b", "2018-08-31"), "urn/c": ("urn/d", "2018-08-31")},
    )
    assert {"urn/b", "urn/c", "urn/e"} in found
