"""A target that means ill has the harness reach no other host, leave no file outside, and garble no report."""

import json
import urllib.error
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

from fixtures.clients.api import ApiClient
from fixtures.journey.facts.journal import Journal
from fixtures.targets.access import Access
from fixtures.targets.bounded import LARGEST_ANSWER
from fixtures.targets.target import Target
from tests.selftest.harness_process import RUNS, Ended, run_pytest
from tests.selftest.malicious import ELSEWHERE, malicious
from tests.selftest.strangers import stranger

pytestmark = pytest.mark.timeout(120)

RUN = "run"


@dataclass(frozen=True)
class Met:
    """A run at a malicious target that is over: what another host was asked, how much was read of what never ends."""

    ended: Ended
    asked_elsewhere: list[str]
    taken: int
    folder: Path


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> Met:
    """A run whose home and temporary folders are its own."""
    folder = tmp_path_factory.mktemp("malice")
    homes = {name: folder / name.lower() for name in ("HOME", "TMPDIR")}
    for home in homes.values():
        home.mkdir()
    environment = {name: str(home) for name, home in homes.items()}
    with stranger(host=ELSEWHERE) as (elsewhere, asked), malicious(elsewhere) as malice:
        arguments = ["-n", "0", "--base-url", malice.address, str(RUNS / "meeting_malice.py")]
        ended = run_pytest(folder / RUN, *arguments, environment=environment)
    return Met(ended, [str(one) for one in asked], malice.taken, folder)


def test_each_attack_is_told_as_what_it_is(met: Met):
    """Every test meets what it is about, and its verdict says which promise that broke."""
    verdicts = {test.partition("::")[2]: verdict for test, verdict in met.ended.failures.items()}

    assert verdicts == {
        "test_meets_a_name": "identity",
        "test_meets_an_id": "envelope",
        "test_is_led_elsewhere": "status",
        "test_is_sent_without_end": "request",
        "test_is_nested_without_end": "envelope",
        "test_push_is_led_elsewhere[websocket]": "push-delivery",
        "test_push_is_led_elsewhere[polling]": "push-delivery",
        "test_page_does_its_worst": "page",
    }


def test_no_other_host_is_asked(met: Met):
    """Neither redirects of the API and of push nor anything in a page lead the run to another host."""
    assert met.asked_elsewhere == []


def test_one_request_is_not_led_to_another_host_either():
    """What asks without a client, as for `/health`, takes a redirect to another host for the answer that it is."""
    with stranger(host=ELSEWHERE) as (elsewhere, asked), malicious(elsewhere) as malice:
        with pytest.raises(urllib.error.HTTPError, match="302"):
            Access().opener(malice.address).open(f"{malice.address}/api/dialogs")

        assert asked == []


def test_cookies_for_others_are_not_taken(target: Target, journal: Journal):
    """A cookie that a target sets for another host is kept by nobody, and told to nobody."""
    with malicious("http://nobody") as malice, ApiClient(target.at(malice.address), "me", journal) as client:
        for _ in range(2):
            client.verify_code("79000000001", "1234")

        assert malice.cookies == []


def test_endless_answer_is_not_read_to_its_end(met: Met):
    """Of an answer without end no more is read than any answer may have, and what is on its way by then."""
    assert LARGEST_ANSWER <= met.taken < 3 * LARGEST_ANSWER


def test_nothing_is_left_outside_the_run(met: Met):
    """Everything that the run has written is in its folder; what a page downloads is nowhere."""
    outside = [path for path in met.folder.rglob("*") if path.is_file() and met.folder / RUN not in path.parents]

    assert [path.name for path in outside if "fontconfig" not in path.parts] == []
    assert list(met.folder.rglob("*escaped*")) == []


def test_report_is_not_garbled(met: Met):
    """Names and messages stay text: no colours, no lines of their own in a summary, valid JSON and XML."""
    run = met.ended.folder
    texts = {"terminal": met.ended.printed} | {
        path.name: path.read_text(encoding="utf-8", errors="replace")
        for path in run.rglob("*")
        if path.suffix in {".md", ".txt", ".json", ".jsonl", ".xml", ".html", ".svg"}
    }

    assert {"run.json", "junit.xml", "summary.md", "first-run.html", "logs.txt"} <= set(texts)
    assert [name for name, text in texts.items() if "\x1b" in text] == []
    assert [line for text in texts.values() for line in text.splitlines() if line.startswith("::error")] == []
    assert json.loads(texts["run.json"])["totals"] == {"failed": 8}
    assert len(list(ElementTree.parse(run / "junit.xml").iter("testcase"))) == 8  # noqa: S314 - of our own run
    assert [name for name in ("first-run.html", "summary.md") if "<img src=//" in texts[name]] == []
