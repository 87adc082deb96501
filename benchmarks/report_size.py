"""How big the page of a thousand tests is, and how long it takes to make and to open.

    ./e2e && ./e2e benchmarks/report_size.py

The results of the last run are repeated under other names until there are a thousand; what failed in it fails again as
often. Opened is the page once its list of tests is there. It must stay under 40 MB, and open within 3 s.
"""

import json
import shutil
import time
import uuid
from pathlib import Path

import pytest
from playwright.sync_api import Page

from fixtures.running.run_folder import LATEST
from fixtures.wording.language import Language
from reports.allure.page import PAGE, RESULTS, make_page

TESTS = 1000
MOST_MEGABYTES, MOST_SECONDS = 40.0, 3.0
LIST = "[data-testid^=tree-]"


@pytest.mark.timeout(600)
def test_report_of_a_thousand_tests(page: Page, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """The page of a thousand tests stays under 40 MB and opens within 3 s."""
    if not (LATEST / RESULTS).exists():
        pytest.skip("there is no run whose results could be repeated; `./e2e` makes one")
    _repeat(LATEST / RESULTS, tmp_path / RESULTS)
    about = json.loads((LATEST / "run.json").read_text(encoding="utf-8"))

    began = time.monotonic()
    made = make_page(tmp_path, about, Language.ENGLISH)
    making = time.monotonic() - began
    opening = _seconds_to_open(page, tmp_path / PAGE)
    megabytes = made.stat().st_size / 1e6

    with capsys.disabled():
        print(f"\n\n{TESTS} tests: {megabytes:.1f} MB, made in {making:.1f} s, opened in {opening:.2f} s")
    assert megabytes <= MOST_MEGABYTES
    assert opening <= MOST_SECONDS


def _repeat(results: Path, into: Path) -> None:
    """Copy the results again and again, each test under a name of its own, with attachments of its own."""
    shutil.copytree(results, into)
    originals = sorted(results.glob("*-result.json"))
    for number in range(len(originals), TESTS):
        original = originals[number % len(originals)]
        result = json.loads(original.read_text(encoding="utf-8"))
        for attachment in result.get("attachments", []):
            source = attachment["source"]
            attachment["source"] = f"{number}-{source}"
            shutil.copyfile(results / source, into / attachment["source"])
        again = {"uuid": str(uuid.uuid4()), "historyId": f"{number}", "testCaseId": f"{number}"}
        again["fullName"] = f"{result['fullName']} ({number})"
        (into / f"{again['uuid']}-result.json").write_text(json.dumps({**result, **again}), encoding="utf-8")


def _seconds_to_open(page: Page, file: Path) -> float:
    began = time.monotonic()
    page.goto(file.as_uri(), wait_until="commit")
    page.locator(LIST).first.wait_for()
    return time.monotonic() - began
