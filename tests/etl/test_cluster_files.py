"""What a cluster set for itself, in a file of its own: what `plan check` says of one that is not sound."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from etl.catalogue import load_catalogue
from etl.plan_checks import check_plan
from etl.plan_files import load_plans
from etl.yaml_file import YamlError

DATA = Path(__file__).parents[2] / "data"
SHOWN = sorted((DATA / "demonstration" / "plans").rglob("*.yaml"))
SOUND = """cluster: cluster/locality/upper-valley
priorities:
  - id: upper-valley-reading
    short: Reading
    title: Every child reads.
    parent: pr5
    measures:
      - id: upper-valley-reading-m
        short: Phonics
        text: Phonics is better than before.
        indicators: [phonics_y1_pct]
        target: {type: direction, explicit: true, direction: better}
"""


def _check(tmp_path: Path, text: str, *, plan: str = "central_bedfordshire") -> list[str]:
    (tmp_path / plan).mkdir()
    shutil.copy(DATA / "plans" / f"{plan}.yaml", tmp_path)
    file = tmp_path / plan / "upper_valley.yaml"
    file.write_text(text, encoding="utf-8")
    return check_plan(file, load_catalogue(DATA / "catalogue"))


def test_a_sound_file_has_nothing_to_be_said_of(tmp_path: Path) -> None:
    assert _check(tmp_path, SOUND) == []


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.stem)
def test_the_demonstrations_files_are_sound(path: Path) -> None:
    assert check_plan(path, load_catalogue(DATA / "catalogue"), plans=DATA / "plans") == []


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("id: upper-valley-reading\n", "id: pr5\n", 3, "'pr5' is an id of the plan already; begin it with"),
        ("upper-valley-reading-m", "pr5-m", 8, "'pr5-m' is an id of the plan already"),
        ("parent: pr5", "parent: pr55", 6, "no priority 'pr55'"),
        ("phonics_y1_pct", "phonics_pct", 11, "no indicator 'phonics_pct'; did you mean 'phonics_y1_pct'?"),
        ("cluster/locality/upper-valley\n", "Upper Valley\n", 1, "'Upper Valley' is no cluster, expected cluster/"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, says: str) -> None:
    (found,) = [each for each in _check(tmp_path, SOUND.replace(old, new)) if says in each]
    assert f"upper_valley.yaml:{line}: " in found


def test_a_plan_that_lets_no_cluster_set_priorities_says_so(tmp_path: Path) -> None:
    found = _check(tmp_path, SOUND.replace("    parent: pr5\n", ""), plan="thurrock")
    assert any("thurrock.yaml lets no clusters set priorities: geography.owners says who may" in each for each in found)


def test_a_file_that_cannot_be_read_is_named_when_plans_are_loaded(tmp_path: Path) -> None:
    shutil.copy(DATA / "plans" / "central_bedfordshire.yaml", tmp_path)
    (tmp_path / "central_bedfordshire").mkdir()
    (tmp_path / "central_bedfordshire" / "x.yaml").write_text("clusters: north\npriorities: []\n", encoding="utf-8")
    with pytest.raises(YamlError) as raised:
        load_plans(tmp_path)
    assert any("x.yaml:1: clusters: unknown key; did you mean 'cluster'?" in each for each in raised.value.problems)
