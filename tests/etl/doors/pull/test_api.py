"""Questions to the service: its pages, its moods, and answers that are not what the reference says."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import httpx
import pytest

from etl.doors.pull import Api, PullError
from etl.doors.pull.patience import retry_after
from tests.etl.doors.pull.service import KS2, PUBLICATION, Answer, Service, problem, version

ID = UUID(KS2)
PATH = f"/data-sets/{KS2}"


def test_a_list_is_read_to_its_last_page(service: Service, api: Api) -> None:
    service.versions[KS2] = [version(f"1.{minor}") for minor in range(41)]
    assert [each.version for each in api.versions(ID)][:2] == ["1.40", "1.39"]
    assert [each.query for each in service.asked] == [{"page": str(page), "pageSize": "20"} for page in (1, 2, 3)]


def test_publications_and_their_data_sets_are_found_by_words(service: Service, api: Api) -> None:
    (publication,) = api.publications("attainment")
    assert (str(publication.id), publication.title) == (PUBLICATION, "Key stage 2 attainment")
    assert [(str(each.id), each.status) for each in api.data_sets(publication.id)] == [(KS2, "Published")]
    assert service.asked[0].query["search"] == "attainment"


def test_too_many_requests_waits_as_long_as_the_service_asks(service: Service, api: Api, waited: list[float]) -> None:
    service.faults[PATH] = [problem(429, "Too Many Requests", Retry_After="7")]
    assert api.data_set(ID).title == "Key stage 2 attainment"
    assert waited == [7]


def test_an_error_of_the_service_is_tried_again_after_longer_and_longer_waits(
    service: Service, api: Api, waited: list[float]
) -> None:
    service.faults[PATH] = [problem(status, "Oh no") for status in (500, 502, 503)]
    assert str(api.data_set(ID).id) == KS2
    assert waited == [1, 2, 4]


def test_after_five_tries_it_gives_up_in_words(service: Service, api: Api, waited: list[float]) -> None:
    service.faults[PATH] = [problem(500, "Oh no")] * 5
    with pytest.raises(PullError, match=r"the service is busy \(status 500\); tried 5 times\. Run this again later"):
        api.data_set(ID)
    assert (len(service.asked), waited) == (5, [1, 2, 4, 8])


def test_a_wait_of_an_hour_is_left_to_the_analyst(service: Service, api: Api, waited: list[float]) -> None:
    service.faults[PATH] = [problem(429, "Too Many Requests", Retry_After="3600")]
    with pytest.raises(PullError, match=r"it asks to wait 3,600 seconds: run this again then"):
        api.data_set(ID)
    assert waited == []


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("30", 30), ("Sun, 22 Nov 2026 09:01:30 GMT", 90), ("Sun, 22 Nov 2026 08:00:00 GMT", 0), ("soon", None)],
)
def test_retry_after_is_a_number_of_seconds_or_a_date(said: str, seconds: float | None) -> None:
    now = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    assert retry_after(httpx.Response(429, headers={"Retry-After": said}), now) == seconds


def test_an_unknown_id_is_said_to_be_unknown_at_once(api: Api, waited: list[float]) -> None:
    other = UUID("00000000-0000-0000-0000-000000000001")
    with pytest.raises(PullError, match=rf"there is no data set {other}; 'outcomes pull --find WORDS'"):
        api.data_set(other)
    assert waited == []


@pytest.mark.parametrize("status", [401, 403])
def test_what_is_not_public_is_named_as_that(service: Service, api: Api, status: int) -> None:
    service.faults[PATH] = [problem(status, "Forbidden")]
    with pytest.raises(PullError, match=rf"data set {KS2} is not open to the public, or has been withdrawn"):
        api.data_set(ID)


def test_a_question_that_is_refused_carries_the_reasons_of_the_service(service: Service, api: Api) -> None:
    body = b'{"title": "Not valid.", "status": 400, "errors": [{"path": "search", "message": "Is too short."}]}'
    service.faults["/publications"] = [Answer(400, body, {"Content-Type": "application/json"})]
    with pytest.raises(PullError, match=r"\(status 400\): Not valid\.; search Is too short\."):
        api.publications("ks")


def test_an_answer_that_is_no_json_points_at_the_address_and_the_log_in_page(service: Service, api: Api) -> None:
    service.faults[PATH] = [Answer(200, b"<html>Log in</html>", {"Content-Type": "text/html"})]
    with pytest.raises(PullError, match=r"the answer is not JSON but text/html; check OUTCOMES_EES_API"):
        api.data_set(ID)


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        (PATH, b'{"id": "%b", "title": "KS2"}' % KS2.encode(), r"status: Field required"),
        (PATH, b"[]", r"the whole of it"),
        (
            f"{PATH}/versions",
            b'{"paging": {"page": 1, "pageSize": 20, "totalResults": 1, "totalPages": 1}, "results": '
            b'[{"version": "../../etc", "type": "Major", "status": "Published", "release": {"title": "", "slug": "a"}}'
            b"]}",
            r"results\.0\.version: String should match pattern",
        ),
        (f"{PATH}/versions", b'{"results": []}', r"paging: Field required"),
    ],
)
def test_an_answer_that_is_not_as_documented_names_the_field(
    service: Service, api: Api, path: str, body: bytes, field: str
) -> None:
    service.faults[path] = [Answer(200, body, {"Content-Type": "application/json"})]
    with pytest.raises(PullError, match=f"the answer is not as documented: {field}"):
        api.versions(ID) if path.endswith("versions") else api.data_set(ID)


def test_a_list_that_never_ends_is_not_read_for_ever(
    service: Service, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etl.doors.pull.api.MAX_PAGES", 3)
    body = b'{"paging": {"page": 1, "pageSize": 20, "totalResults": 9, "totalPages": 99999}, "results": []}'
    service.faults[f"{PATH}/versions"] = [Answer(200, body, {"Content-Type": "application/json"})] * 3
    with pytest.raises(PullError, match="does not end after 3 pages"):
        api.versions(ID)


def test_a_service_that_cannot_be_reached_is_named(service: Service, waited: list[float]) -> None:
    with (
        Api("http://127.0.0.1:9/statistics/v1", sleep=waited.append) as away,  # the discard port: nobody listens
        pytest.raises(PullError, match=r"127\.0\.0\.1 cannot be reached, or broke off: .*; tried 5 times"),
    ):
        away.data_set(ID)


def test_an_address_without_its_scheme_is_said_to_be_none() -> None:
    with pytest.raises(PullError, match=r"OUTCOMES_EES_API is 'api\.education\.gov\.uk'; expected an address"):
        Api("api.education.gov.uk")
