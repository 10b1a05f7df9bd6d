"""Files through the browser: sent, read, shown, accepted or discarded; an unknown layout described once for all."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import BrowserContext, expect

from dashboard.settings import ROOT
from etl.pipeline import load
from tests.browser import visits
from tests.browser.keys import Keys
from tests.browser.looks import OPEN_ALL, violations
from tests.browser.serving import serving
from tests.browser.visits import Visit
from tests.etl.local_files import write

KS2 = {"indicator_id": "ks2_rwm_exp_pct"}
ENGLAND = {"geographic_level": "National", "la_code": ""}
LIMIT = 300_000
WHO = "Asha Patel"
NARROW = 390

# Thurrock 61 in 2023/24 and 69 in 2024/25, England 61 and 62: published, key stage 2.
HELD = [{**KS2, "value": 61}, {**KS2, **ENGLAND, "value": 61}]
NEXT = [{**KS2, "time_period": "202425", "value": 69}, {**KS2, **ENGLAND, "time_period": "202425", "value": 62}]
UNKNOWN = (
    "Our export\n\nCouncil,School year,Pupil group,Moved in year,Pupils on roll\n"
    "Thurrock,2023/24,Girls,20,400\nThurrock,2023/24,All pupils,50,1000\n"
)


@dataclass(frozen=True)
class Served:
    """A server over a warehouse of its own, with a catalogue that may be written to."""

    address: str
    warehouse: Path
    data: Path
    files: Path

    def snapshot(self) -> str:
        return (self.warehouse / "current").read_text(encoding="utf-8")

    def logged(self) -> list[tuple[str, str]]:
        lines = (self.warehouse / "decisions.jsonl").read_text(encoding="utf-8").splitlines()
        return [(each["action"], each["who"]) for each in map(json.loads, lines)]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("uploads")
    data = Path(
        shutil.copytree(
            ROOT / "data", folder / "data", ignore=shutil.ignore_patterns("warehouse*", "inbox", "generated")
        )
    )
    held = write(folder / "files" / "held.csv", HELD)
    load([held], warehouse=folder / "warehouse", data=data)
    environment = {
        "OUTCOMES_DATA": str(data), "OUTCOMES_LOCAL_USER": WHO, "OUTCOMES_UPLOAD_LIMIT": str(LIMIT), "PATH": "/usr/bin",
    }  # fmt: skip
    log = folder / "server.log"
    with serving(folder / "warehouse", log=log, environment=environment) as address:
        assert f"Uploads and edits are on for {WHO}" in log.read_text(encoding="utf-8")
        yield Served(address, folder / "warehouse", data, folder / "files")


@pytest.fixture
def tab(contexts: dict[str, BrowserContext], served: Served) -> Iterator[Visit]:
    with visits.tab(contexts["wide"], served.address) as found:
        yield found


def send(visit: Visit, *files: Path) -> None:
    """Choose files on the desk and have them read, until it is known what they would change."""
    visit.open("/data")
    visit.page.locator("input[type=file]").set_input_files(files)
    visit.page.get_by_role("button", name="Read the files").click()
    visit.page.wait_for_url("**/data/proposal/*")
    visit.page.locator("#found").wait_for()


def send_by_keyboard(visit: Visit, file: Path) -> Keys:
    """The same from the front page and without a mouse: the analyst's main task."""
    visit.open("/")
    keys = Keys(visit)
    keys.follow(visit.page.get_by_role("banner").get_by_role("link", name="Data"), "the desk")
    visit.settled("/data")
    with visit.page.expect_file_chooser() as chooser:
        keys.follow(visit.page.locator("input[type=file]"), "choose the file")
    chooser.value.set_files(file)
    keys.follow(visit.page.get_by_role("button", name="Read the files"), "read it")
    visit.page.wait_for_url("**/data/proposal/*")
    visit.page.locator("#found").wait_for()
    return keys


def whole(visit: Visit) -> None:
    """The screen as it stands has no violation and no sideways scroll, on a desk and on a phone."""
    visit.page.evaluate(OPEN_ALL)
    assert violations(visit) == []
    visit.page.set_viewport_size({"width": NARROW, "height": 900})
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= NARROW
    visit.page.set_viewport_size({"width": 1440, "height": 900})


def test_a_file_counts_once_it_is_accepted_and_not_before(tab: Visit, served: Served) -> None:
    before = served.snapshot()
    earlier = [{**KS2, "time_period": f"20{year}{year + 1}", "value": 50} for year in range(11, 23)]
    girls = [{**each, "group": "Girls"} for each in earlier]
    nowhere = {**KS2, "time_period": "202425", "la_code": "E06999999", "value": 1}
    keys = send_by_keyboard(tab, write(served.files / "next.csv", [*NEXT, *earlier, *girls, nowhere]))
    assert len(keys.steps) == 3
    print("\n" + keys.told("analyst", "a file to its findings and to what it would change"))
    assert served.snapshot() == before
    # One row of a place that there is not; 2, 12 and 12 new figures; Thurrock is 7 points ahead where it was level.
    assert "1 row left out" in tab.words
    assert re.search(r"26\s+new figures", tab.words)
    changes = tab.page.locator("#changes")
    expect(changes).to_contain_text("61%, 2023/24→ becomes 69%, 2024/25")
    expect(changes).to_contain_text("level→ becomes 7 percentage points ahead")
    expect(tab.page.locator("#found")).to_contain_text("E06999999")
    assert f"logged as accepted by {WHO}" in tab.words
    whole(tab)
    with tab.page.expect_download() as download:
        tab.page.get_by_role("link", name="Download the findings as CSV").click()
    assert "E06999999" in download.value.path().read_text(encoding="utf-8-sig")
    tab.page.get_by_role("button", name="Accept and publish").click()
    tab.page.get_by_text("These files count").wait_for()
    assert served.snapshot() != before
    assert ("accept", WHO) in served.logged()
    tab.open("/indicator/ks2_rwm_exp_pct?place=E06000034")
    assert "69%" in tab.words
    tab.open("/data")
    expect(tab.page.locator("#decisions")).to_contain_text("accepted")
    assert tab.troubles == []


def test_a_layout_is_described_once_and_known_from_then_on(tab: Visit, served: Served) -> None:
    """Beside it a file that is no table at all; and what is discarded in the end changes nothing."""
    before = served.snapshot()
    ours, page = served.files / "ours.csv", served.files / "saved page.csv"
    ours.write_text(UNKNOWN, encoding="utf-8")
    page.write_text("<!doctype html><html><body>Sign in</body></html>", encoding="utf-8")
    send(tab, ours, page)
    assert "All files were refused" in tab.words
    assert "web page" in tab.words
    assert tab.page.get_by_role("button", name="Accept and publish").count() == 0
    whole(tab)
    link = tab.page.get_by_role("link", name="Describe the layout")
    link.focus()
    tab.page.keyboard.press("Enter")
    tab.page.locator("#tidy").wait_for()
    tab.page.locator("select[name=i1]").select_option("pupil_mobility_pct")
    tidy = tab.page.locator("#tidy tbody tr")
    # 20 of 400 is 5 %, 50 of 1,000 as well: the numbers of the preview are the loader's.
    expect(tidy.nth(1)).to_contain_text("All pupils")
    assert [cell.strip() for cell in tidy.nth(0).locator("td").all_inner_texts()][-3:] == ["5.0%", "20", "400"]
    tab.page.locator("input[name=title]").fill("Mobility export")
    tab.page.locator("select[name='group:Girls']").select_option("not_used")
    expect(tidy).to_have_count(1)
    assert "group%3AGirls=not_used" in tab.page.url
    whole(tab)
    expect(tab.page.locator("input[name=title]")).to_have_value("Mobility export")  # a choice does not undo it
    tab.page.get_by_role("button", name="Save and read the file").click()
    tab.page.locator("#changes").wait_for()
    assert (served.data / "catalogue" / "datasets" / "local_mobility_export.yaml").is_file()
    assert "local mobility export" in tab.words
    (served.files / "later.csv").write_text(UNKNOWN.replace("2023/24", "2024/25"), encoding="utf-8")
    send(tab, served.files / "later.csv")
    assert "local mobility export" in tab.words
    assert tab.page.get_by_role("button", name="Accept and publish").is_visible()
    tab.page.get_by_role("button", name="Discard").click()
    tab.page.get_by_text("These files were discarded").wait_for()
    assert served.snapshot() == before
    assert not list((served.warehouse / "proposals").glob("*/files/later.csv"))


def test_an_upload_shows_its_progress_and_can_be_cancelled(tab: Visit, served: Served) -> None:
    """The network is slowed so that there is time to press the button."""
    before = len(list((served.warehouse / "proposals").glob("*")))
    big = served.files / "big.csv"
    big.write_text("x" * (LIMIT - 20_000), encoding="utf-8")
    tab.open("/data")
    client = tab.page.context.new_cdp_session(tab.page)
    client.send("Network.enable")
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 40_000}
    client.send("Network.emulateNetworkConditions", slow)
    tab.page.locator("input[type=file]").set_input_files(big)
    assert "big.csv, 280 kB" in tab.words
    tab.page.get_by_role("button", name="Read the files").click()
    cancel = tab.page.get_by_role("button", name="Cancel")
    expect(cancel).to_be_focused()
    assert tab.page.locator(".sending progress").is_visible()
    tab.page.keyboard.press("Enter")
    expect(tab.page.get_by_role("alert")).to_contain_text("Cancelled. Nothing was kept.")
    client.detach()
    assert len(list((served.warehouse / "proposals").glob("*"))) == before
    tab.page.wait_for_timeout(300)
    assert list(served.warehouse.glob("receiving-*")) == []


def test_whoever_leaves_during_an_upload_is_not_called_back_and_can_send_another_file(
    tab: Visit, served: Served
) -> None:
    answers = tab.hold("**/data/upload")
    (served.files / "first.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    for n in range(2):
        tab.open("/data") if n == 0 else tab.page.get_by_role("banner").get_by_role("link", name="Data").click()
        tab.settled("/data")
        tab.page.locator("input[type=file]").set_input_files(served.files / "first.csv")
        tab.page.get_by_role("button", name="Read the files").click()
        answers.nth(n)
        if n == 0:
            tab.page.get_by_role("link", name="Methods").first.click()
            tab.settled("/methods")
    with tab.page.expect_response("**/data/upload"):
        answers.nth(0).fulfill(json={"location": "/places"})
    expect(tab.page.get_by_role("button", name="Cancel")).to_be_visible()
    assert tab.place == "/data"
    answers.nth(1).fulfill(json={"location": "/places"})
    tab.settled("/places")


def test_too_large_an_upload_is_refused_before_it_is_sent_and_by_the_server_too(tab: Visit, served: Served) -> None:
    big = served.files / "too-big.csv"
    big.write_text("x" * (LIMIT + 1), encoding="utf-8")
    tab.open("/data")
    tab.page.locator("input[type=file]").set_input_files(big)
    tab.page.get_by_role("button", name="Read the files").click()
    expect(tab.page.get_by_role("alert")).to_contain_text("one upload takes 300 kB")
    # As a browser without scripts would send it: a page says why.
    tab.page.evaluate("() => document.querySelector('form.drop').submit()")
    tab.page.get_by_role("heading", name="The upload is too large").wait_for()
    assert "300 kB" in tab.words


def test_files_may_be_dropped(tab: Visit, served: Served) -> None:
    tab.open("/data")
    tab.page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.items.add(new File(['a,b\\n1,2\\n'], 'dropped.csv'));
          document.querySelector('h1').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }));
        }"""
    )
    assert "dropped.csv, 1 kB" in tab.words


def test_another_site_cannot_send_a_file(served: Served) -> None:
    request = Request(f"{served.address}/data/upload", data=b"x", headers={"Origin": "https://elsewhere.example"})  # noqa: S310
    with pytest.raises(OSError, match="403"):
        urlopen(request)  # noqa: S310 - our own address


def test_the_demonstration_takes_no_file_and_says_why(desk: Visit) -> None:
    desk.open("/data")
    assert "This is the demonstration" in desk.words
    assert desk.page.locator("input[type=file]").count() == 0
