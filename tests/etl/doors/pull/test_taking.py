"""``pull`` as a whole: what is taken, what is remembered, and what a failure leaves for the next time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import yaml

from etl import warehouse
from etl.deciding import proposals
from etl.doors.holding import hold
from etl.doors.pull import Api, Followed, PullError, PullReport, following, pull, wanted
from etl.doors.pull.remembered import remembered
from etl.pipeline import load
from etl.report import ExtractReport, LoadReport
from etl.warehouse import WarehouseError
from etl.warehouse.lock import exclusive
from tests.etl.doors.pull.service import KS2, Answer, Service, problem, table, version
from tests.etl.local_files import DATA, held

ID = UUID(KS2)
SECOND = UUID("019afee5-4791-7467-a788-c163fd9b57df")
Pull = Callable[..., PullReport]


def accepted(paths: list[Path]) -> LoadReport:
    """Stands for a load that takes everything, where what a load does is not the question."""
    files = [file.name for folder in paths for file in folder.glob("*.csv")]
    return LoadReport("20261122T000000000Z-0123456789ab", [ExtractReport(file, outcome="loaded") for file in files])


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "w"


@pytest.fixture
def pulled(api: Api, service: Service, place: Path) -> Pull:
    """A pull into ``place`` that loads nothing, of a service that holds version 1.0 of one data set."""
    service.csv = {"1.0": table(61)}

    def run(*followed: Followed, **how: Any) -> PullReport:
        return pull(api, list(followed) or [Followed(id=ID)], **({"warehouse": place, "load": accepted} | how))

    return run


def publish(service: Service, number: str, value: int, **more: Any) -> None:
    service.versions[KS2].insert(0, version(number, **more))
    service.csv[number] = table(value)


def test_a_data_set_is_loaded_with_whose_it_is_and_where_it_is_from(
    service: Service, pulled: Pull, place: Path
) -> None:
    service.versions[KS2] = [version("1.0", release="Academic year 2023/24 (Revised)")]
    service.csv["1.0"] = table(61, release="")
    report = pulled(load=partial(load, warehouse=place, data=DATA))
    (source,) = report.sources
    assert (source.outcome, source.change, source.version) == ("loaded", "first", "1.0")
    assert report.snapshot == warehouse.snapshots(place)[0].snapshot
    assert held(place, "SELECT publisher, licence, CAST(published AS VARCHAR), release FROM extract") == [
        ("Department for Education", "Open Government Licence v3.0", "2025-02-20", "revised")
    ]
    assert (61.0,) in held(place, "SELECT value FROM observation")


def test_the_side_note_names_the_release_the_version_and_the_address(
    service: Service, pulled: Pull, place: Path
) -> None:
    pulled()
    (note,) = place.glob(f"pulled/{KS2}/1.0/extract.yaml")
    said = yaml.safe_load(note.read_text(encoding="utf-8"))
    assert said["basis"] == (
        "Key stage 2 attainment, Academic year 2023/24, version 1.0, from "
        f"{service.address}/data-sets/{KS2}/csv?dataSetVersion=1.0"
    )
    assert "release" not in said  # its title does not say how final it is


def test_what_has_not_changed_is_not_downloaded_again(service: Service, pulled: Pull) -> None:
    pulled()
    (again,) = pulled().sources
    assert (again.outcome, again.version, len(service.downloads())) == ("unchanged", "1.0", 1)


@pytest.mark.parametrize(("number", "change"), [("1.0.1", "patch"), ("1.1", "minor"), ("2.0", "major")])
def test_a_new_version_is_taken_and_the_step_is_named(
    service: Service, pulled: Pull, place: Path, number: str, change: str
) -> None:
    pulled()
    publish(service, number, 62)
    (source,) = pulled().sources
    assert (source.outcome, source.version, source.change) == ("loaded", number, change)
    assert ("a major version" in source.message) == (change == "major")
    assert remembered(place)[ID].version == number
    assert [path.name for path in (place / "pulled" / KS2).iterdir()] == [number]


def test_version_ten_comes_after_version_nine(service: Service, pulled: Pull) -> None:
    service.versions[KS2] = [version("1.9"), version("1.10")]
    service.csv |= {"1.9": table(1), "1.10": table(2)}
    assert pulled().sources[0].version == "1.10"


def test_several_data_sets_are_one_load_and_one_that_fails_leaves_the_others(service: Service, pulled: Pull) -> None:
    service.titles[str(SECOND)] = "Key stage 2 attainment"
    service.versions[str(SECOND)] = [version("1.0")]
    loads: list[list[str]] = []

    def counted(paths: list[Path]) -> LoadReport:
        loads.append([file.name for folder in paths for file in folder.glob("*.csv")])
        return accepted(paths)

    unknown = UUID(int=7)
    report = pulled(Followed(id=ID), Followed(id=unknown, title="Gone"), Followed(id=SECOND), load=counted)
    assert [source.outcome for source in report.sources] == ["loaded", "failed", "loaded"]
    assert loads == [["key-stage-2-attainment-9b57de_1.0.csv", "key-stage-2-attainment-9b57df_1.0.csv"]]
    assert f"there is no data set {unknown}" in report.sources[1].message
    assert report.troubled == 1


def test_a_load_that_fails_remembers_nothing_and_the_next_pull_has_the_file(
    service: Service, pulled: Pull, place: Path
) -> None:
    def locked(_paths: list[Path]) -> LoadReport:
        raise WarehouseError("another load is writing")

    with pytest.raises(WarehouseError, match="another load is writing"):
        pulled(load=locked)
    assert remembered(place) == {}
    assert pulled().sources[0].outcome == "loaded"
    assert len(service.downloads()) == 1


def test_a_refused_file_is_not_remembered_and_is_tried_again_without_a_download(
    service: Service, pulled: Pull, place: Path
) -> None:
    service.csv["1.0"] = b"colour,shape\nred,round\n"
    for _ in range(2):
        (source,) = pulled(load=partial(load, warehouse=place, data=DATA)).sources
        assert source.outcome == "refused"
        assert "no dataset recognises this file" in source.message
    assert remembered(place) == {}
    assert len(service.downloads()) == 1


def test_a_dry_run_remembers_nothing_and_its_file_serves_the_pull_that_follows(
    service: Service, pulled: Pull, place: Path
) -> None:
    assert pulled(dry_run=True).sources[0].outcome == "loaded"
    assert remembered(place) == {}
    pulled()
    assert remembered(place)[ID].version == "1.0"
    assert len(service.downloads()) == 1


def test_held_versions_wait_as_one_proposal_with_their_side_notes_and_are_not_fetched_again(
    service: Service, pulled: Pull, place: Path
) -> None:
    service.titles[str(SECOND)] = "Key stage 2 attainment, again"
    service.versions[str(SECOND)] = [version("2.0")]
    service.csv["2.0"] = table(62)
    both = (Followed(id=ID), Followed(id=SECOND))
    holding = partial(hold, warehouse=place, data=DATA, door="pull")
    report = pulled(*both, load=holding)
    assert [source.outcome for source in report.sources] == ["held", "held"]
    assert warehouse.current(place) is None
    (again, _) = pulled(*both, load=holding).sources
    assert (again.outcome, again.message) == (
        "unchanged",
        f"it waits to be decided: outcomes accept {report.proposal}, or discard it",
    )
    assert report.proposal is not None
    proposals.accept(place, report.proposal)
    assert held(place, "SELECT DISTINCT licence FROM extract") == [("Open Government Licence v3.0",)]
    assert held(place, "SELECT count(*) FROM extract") == [(2,)]
    assert pulled(*both, load=holding).sources[0].message == ""


def test_a_discarded_version_is_not_fetched_again_and_that_is_said(pulled: Pull, place: Path) -> None:
    holding = partial(hold, warehouse=place, data=DATA, door="pull")
    proposals.discard(place, str(pulled(load=holding).proposal))
    (source,) = pulled(load=holding).sources
    assert (source.outcome, source.message) == ("unchanged", "version 1.0 was discarded and is not fetched again")


def test_a_withdrawn_version_is_never_taken(service: Service, pulled: Pull) -> None:
    publish(service, "1.1", 99, status="Withdrawn")
    assert pulled().sources[0].version == "1.0"


def test_it_is_said_when_the_loaded_version_was_withdrawn_and_no_step_back_is_taken(
    service: Service, pulled: Pull, place: Path
) -> None:
    publish(service, "1.1", 62)
    pulled()
    service.versions[KS2][0] = version("1.1", status="Withdrawn", notes="Figures for Essex were wrong.")
    (source,) = pulled().sources
    assert source.outcome == "unchanged"
    assert source.message == (
        "version 1.1, which is loaded, has been withdrawn on 1 June 2025: its figures should not be used "
        "(Figures for Essex were wrong.)"
    )
    assert remembered(place)[ID].version == "1.1"


def test_a_withdrawn_data_set_names_the_one_that_takes_its_place(service: Service, pulled: Pull) -> None:
    service.versions[KS2] = [version("1.0", status="Withdrawn")]
    service.data_set = {"status": "Withdrawn", "supersedingDataSetId": str(SECOND)}
    (source,) = pulled().sources
    assert source.outcome == "failed"
    assert source.message == (
        f"'Key stage 2 attainment' has been withdrawn on 1 June 2025; data set {SECOND} takes its place"
    )


def test_a_data_set_that_is_being_discontinued_is_taken_and_that_is_said(service: Service, pulled: Pull) -> None:
    service.data_set = {"status": "Deprecated"}
    (source,) = pulled().sources
    assert (source.outcome, source.message) == ("loaded", "the data set is being discontinued")


@pytest.mark.parametrize(("within", "taken"), [("1.*", "1.1"), ("1.0", "1.0"), (None, "2.0")])
def test_a_series_or_one_version_can_be_asked_for(
    service: Service, pulled: Pull, within: str | None, taken: str
) -> None:
    publish(service, "1.1", 62)
    publish(service, "2.0", 63)
    assert pulled(Followed(id=ID, version=within)).sources[0].version == taken


def test_a_version_that_does_not_exist_is_answered_with_those_that_do(pulled: Pull) -> None:
    (source,) = pulled(Followed(id=ID, version="3.*")).sources
    assert source.message == "'Key stage 2 attainment' has versions 1.0; 3.*, which was asked for, is not among them"


def test_a_download_that_never_succeeds_fails_that_data_set_only(service: Service, pulled: Pull, place: Path) -> None:
    service.faults[f"/data-sets/{KS2}/csv"] = [problem(500, "Oh no")] * 5
    (source,) = pulled().sources
    assert (source.outcome, "the service is busy" in source.message) == ("failed", True)
    assert pulled().sources[0].outcome == "loaded"


def test_an_answer_without_a_documented_field_fails_that_data_set_in_words(service: Service, pulled: Pull) -> None:
    service.faults[f"/data-sets/{KS2}"] = [Answer(200, b'{"title": 3}', {"Content-Type": "application/json"})]
    (source,) = pulled().sources
    assert source.outcome == "failed"
    assert "the answer is not as documented: id: Field required" in source.message


def test_a_second_pull_at_the_same_time_is_told_so(pulled: Pull, place: Path) -> None:
    with exclusive(place / "pulled"), pytest.raises(WarehouseError, match="another 'outcomes pull' is at work"):
        pulled()


def test_a_damaged_memory_is_named_and_never_guessed_at(pulled: Pull, place: Path) -> None:
    place.mkdir()
    (place / "pulled.json").write_text('{"019af')
    with pytest.raises(PullError, match=r"pulled\.json is damaged; move it away"):
        pulled()


def test_the_shipped_list_names_data_sets_by_id_and_title() -> None:
    followed = following(DATA)
    assert ID in {each.id for each in followed}
    assert all(each.title for each in followed)


def test_words_of_a_title_an_id_or_nothing_say_what_is_wanted() -> None:
    schools, areas = Followed(id=ID, title="KS2, schools", version="1.*"), Followed(id=SECOND, title="KS2, areas")
    both = [schools, areas]
    assert wanted([], both) == both
    assert wanted(["ks2 schools"], both) == [schools]
    assert wanted([KS2, "schools"], both) == [schools]
    assert wanted([str(UUID(int=7))], both) == [Followed(id=UUID(int=7))]


@pytest.mark.parametrize(
    ("sources", "followed", "said"),
    [
        (["ks2"], ["KS2, schools", "KS2, areas"], "fits several that are followed: KS2, schools; KS2, areas"),
        (["absense"], ["Absence"], "nor words of the title of one that is followed; did you mean 'Absence'"),
        ([], [], "follows no data set; 'outcomes pull --find WORDS' lists what there is"),
    ],
)
def test_words_that_fit_none_or_several_are_answered_with_what_there_is(
    sources: list[str], followed: list[str], said: str
) -> None:
    with pytest.raises(PullError, match=said):
        wanted(sources, [Followed(id=UUID(int=number), title=title) for number, title in enumerate(followed)])
