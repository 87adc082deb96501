"""Results in Allure's format: one for every test, however it ended, in words of the domain."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from fixtures.journey.facts.fact import Kind
from fixtures.journey.verdict import Verdict
from fixtures.wording.language import Language
from reports.allure.attachments import Attached, Room
from reports.allure.curl import curl_lines
from reports.allure.environment import environment_of
from reports.allure.history import History
from reports.allure.language import VERDICTS, category_of, language_of
from reports.allure.promises import promise_of
from reports.allure.references import references_of
from reports.allure.steps import steps_of_passed
from tests.selftest.harness_process import ROOT, RUNS, Ended, run_pytest
from tests.selftest.histories import ANNA, all_goes_well, fact
from tests.selftest.run_reports import a_run, a_test, changed
from tests.selftest.runs.ending_oddly import HOSTILE

BROKEN = {"failed", "broken"}
ODDLY = str(RUNS / "ending_oddly.py")
STATUSES = {
    "test_passes": "passed",
    "test_meets_hostile_texts": "failed",
    "test_is_wrong": "broken",
    "test_is_skipped": "skipped",
    "test_fails_as_known": "skipped",
    "test_hangs": "broken",
    "test_takes_its_worker_along[at-once]": "broken",
}
RUN = a_run(
    *(a_test(f"a.py::test_{number}", "failed") for number in range(3)),
    a_test("a.py::test_x", "failed", "envelope"),
    target={"name": "embedded", "address": "embedded, one for each worker"},
    options={"target": "embedded", "plant": "x", "seed": 7},
)


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    """A run of tests that end in every way, one of which takes its worker along."""
    return run_pytest(tmp_path_factory.mktemp("oddly") / "run", "-n", "1", ODDLY)


@pytest.fixture(scope="module")
def results(ended: Ended) -> dict[str, dict[str, Any]]:
    """Its results, by name of test."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in ended.folder.glob("allure-results/*-result.json")]
    return {result["fullName"].partition("::")[2]: result for result in found}


def test_room_of_a_report_is_counted_in_bytes(tmp_path: Path):
    """A text takes the bytes that it is written as: of Russian letters two each, of half a character what spells it."""
    attached = Attached(tmp_path, tmp_path, "en", Room(25))

    assert attached.add_text("Logs", "\ud800" + "ж" * 10) is False
    assert attached.add_text("Logs", "ж" * 10) is True
    assert attached.room.left == 5


def test_every_test_has_a_result(results: dict[str, dict[str, Any]]):
    """Passed, failed, wrong, skipped, hung or dead with its worker: each test has one result, and its status."""
    assert {name: result["status"] for name, result in results.items()} == STATUSES


def test_title_is_the_promise(results: dict[str, dict[str, Any]]):
    """A result is called what its test promises, with the case where there are several; of a dead worker's test too."""
    assert results["test_passes"]["name"] == "Passes, and was seen to write"
    assert results["test_takes_its_worker_along[at-once]"]["name"] == "Takes its worker along [at-once]"
    assert results["test_passes"]["titlePath"] == ["selftest", "ending oddly"]


def test_message_begins_with_the_verdict(results: dict[str, dict[str, Any]]):
    """What failed says its verdict first, so that exactly one category takes it in."""
    failed = {name: one["statusDetails"]["message"] for name, one in results.items() if one["status"] in BROKEN}

    for message in failed.values():
        assert sum(bool(re.match(f"{verdict}:", message)) for verdict in Verdict) == 1
    assert failed["test_meets_hostile_texts"].startswith("content: ")
    assert results["test_is_skipped"]["statusDetails"]["message"] == "Skipped: has <b>no</b> reason"


def test_steps_are_what_was_seen(results: dict[str, dict[str, Any]]):
    """Steps tell the facts in words; of a failed test one has failed, and says the verdict."""
    (passed,) = results["test_passes"]["steps"]
    failed = [step for step in results["test_meets_hostile_texts"]["steps"] if step["status"] == "failed"]

    assert passed["name"] == "Анна: made a gesture [page 1]: Enter «Привет»"
    assert [step["statusDetails"]["message"].partition(":")[0] for step in failed] == ["content"]


def test_hostile_texts_stay_texts(ended: Ended, results: dict[str, dict[str, Any]]):
    """A message that is HTML, escapes or a table is escaped where HTML is meant, and told where it is not."""
    result = results["test_meets_hostile_texts"]
    written = list((ended.folder / "allure-results").iterdir())

    assert "<img src=https:" not in result["descriptionHtml"]
    assert "\\x1b[31m" in result["statusDetails"]["message"]
    assert [path.name for path in written if b"\x1b" in path.read_bytes()] == []
    assert "<img" not in next(ended.folder.glob("failures/*/journey.svg")).read_text(encoding="utf-8")


def test_requests_are_told_as_curl(ended: Ended, results: dict[str, dict[str, Any]]):
    """Each request of a failed test is a line for a shell, in which the text of a message is one word."""
    attached = results["test_meets_hostile_texts"]["attachments"]
    (source,) = (one["source"] for one in attached if one["name"] == "HTTP exchanges as curl")
    line = next(line for line in _read(ended, source).splitlines() if line.startswith("curl"))

    words = shlex.split(line)
    assert words[:4] == ["curl", "-X", "POST", "$BASE/api/messages/dialog/dlg_1"]
    assert "Authorization: Bearer $TOKEN" in words
    assert json.loads(words[words.index("-d") + 1]) == {"content": HOSTILE}


def test_curl_tells_no_phone_and_no_code():
    """What signs a person in is masked in its line."""
    asked = fact(0, ANNA, Kind.REQUESTED, via="API", request=1, method="POST", path="/api/auth/verify-code")

    assert """-d '{"phone": "***", "code": "***"}'""" in curl_lines([asked])
    assert "nobody saw an answer" in curl_lines([asked])


def test_steps_of_a_passed_test_are_few():
    """A passed test tells of requests with their answers, and of what came of them; of very many the first."""
    steps = [step.words for step in steps_of_passed(all_goes_well(), 0)]
    many = [fact(number, ANNA, Kind.ROW_SHOWN, via="page 1", text=f"{number}") for number in range(100)]

    assert "Анна: requested [page 1]: POST /api/messages/dialog/dlg_1 «Привет» → 201" in steps
    assert steps_of_passed(many, 0)[-1].words == "… and 60 more"


@pytest.mark.parametrize("language", Language)
def test_every_verdict_is_explained(language: Language):
    """Each verdict has a category that says what it means, in both languages."""
    assert list(VERDICTS[language]) == list(Verdict)
    assert category_of(language, Verdict.FEED).startswith("feed: ")


@pytest.mark.parametrize(
    ("wanted", "machine", "language"),
    [
        ("en", {"LANG": "ru_RU.UTF-8"}, "en"),
        (None, {"LANG": "ru_RU.UTF-8"}, "ru"),
        (None, {"LC_ALL": "C", "LANG": "ru_RU"}, "en"),
        (None, {}, "en"),
    ],
    ids=["asked-for", "russian-machine", "overridden", "nothing-known"],
)
def test_language_is_the_persons(wanted: str | None, machine: dict[str, str], language: str):
    """The report speaks the language that was asked for, or Russian on a machine that does, or else English."""
    assert language_of(wanted, machine) == language


def test_environment_tells_verdicts_first():
    """What broke how often comes first, then what it takes to repeat the run."""
    told = environment_of(RUN, Language.ENGLISH)

    assert next(iter(told.items())) == ("verdicts", "envelope: 1, feed: 3")
    assert told["repeat with"] == "./e2e --plant x --seed 7"


def test_environment_does_not_take_a_selection_for_the_suite():
    """The command of a gate has its seconds, and that of a selection says that something is to be named."""
    gate = {"seconds": 5.0, "chosen": 1, "tests": 2, "takes": 4.9, "promises": 3, "left_out": []}
    runs = [changed(RUN, whole=False), changed(RUN, whole=False, gate=gate)]

    told = [environment_of(run, Language.ENGLISH)["repeat with"] for run in runs]

    assert told == ["./e2e … --plant x --seed 7", "./e2e --gate 5 --plant x --seed 7"]


def test_environment_speaks_the_readers_language():
    """In a Russian report nothing that the report says of a run by itself is in English."""
    message = {"condition": "push held", "first_row_ms": 20.0, "confirmed_row_ms": 60.0, "test": "b"}
    run = changed(RUN, options=None, time_to_display={"summary": {}, "messages": [message]}, versions={})

    told = environment_of(run, Language.RUSSIAN)

    ours = [*told, told["адрес"].removeprefix("embedded"), told["повторить"], told["контракт"]]
    ours.append(told["показано, push придержан"])
    assert [words for words in ours if re.search("[a-z]", re.sub("push|seed", "", words))] == []


def test_references_lead_into_the_runs_folder(tmp_path: Path):
    """The planted bug and the bug report are texts beside the page, so that links work wherever it is taken."""
    test = "tests/ui/test_bug_report.py::test_fix_sent_by_button_is_in_the_feed_at_once"

    found = references_of(test, "feed-waits-for-push", tmp_path)

    assert [one.name for one in found] == ["feed-waits-for-push", "Bug report of 05.11.2025"]
    assert "+++ b/fixtures/chat_app" in (tmp_path / found[0].url).read_text(encoding="utf-8")
    assert "«Зашел под пользователем 79111111111" in (tmp_path / found[1].url).read_text(encoding="utf-8")


def test_promise_is_known_without_running(tmp_path: Path):
    """The promise of a test is read from its source; an unknown one has none."""
    assert promise_of(ROOT, "tests/selftest/runs/wrong_on_purpose.py::test_is_wrong[x]").startswith("Fails by itself")
    assert promise_of(tmp_path, "nowhere.py::test_x") == ""


def test_history_is_kept_for_each_target(tmp_path: Path):
    """Each target has a past of its own, of ten runs; a run with a planted bug sees it and is no part of it."""
    deployed = changed(RUN, target={"name": "embedded", "address": "https://chat.example.org"})
    for number in range(12):
        _remember(History(RUN, tmp_path), tmp_path / "copy", f"run {number}")
    _remember(History(deployed, tmp_path), tmp_path / "copy", "deployed")
    _remember(History(changed(RUN, planted_bug="x"), tmp_path), tmp_path / "copy", "planted")

    past = History(changed(RUN, planted_bug="x"), tmp_path).copy_to(tmp_path / "past").read_text(encoding="utf-8")
    assert past.splitlines() == [f"run {number}" for number in range(2, 12)]


def _remember(history: History, copy: Path, told: str) -> None:
    history.copy_to(copy)
    with copy.open("a", encoding="utf-8") as written:
        written.write(f"{told}\n")
    history.take_from(copy)


def _read(ended: Ended, source: str) -> str:
    return (ended.folder / "allure-results" / source).read_text(encoding="utf-8")
