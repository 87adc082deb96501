"""A failed test runs once more to be recorded: which do, what is kept of it, and that it changes no result."""

import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from fixtures.journey.facts.fact import Kind
from fixtures.journey.facts.stored_journal import read_journal
from tests.selftest.harness_process import RUNS, Ended, run_pytest
from tests.selftest.processes import interrupted

pytestmark = pytest.mark.timeout(120)

FILE = RUNS / "failing_twice.py"
AFTERWARDS = f"{RUNS / 'needing.py'}::test_needs_nothing"


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    """A run in which everything fails, some of it twice."""
    folder = tmp_path_factory.mktemp("second-run")
    return run_pytest(folder / "run", str(FILE), AFTERWARDS, environment=_environment(folder))


def _environment(folder: Path) -> dict[str, str]:
    told = {"TELL_FAILED": str(folder / "failed"), "COUNT_STOPS": str(folder / "stops")}
    return {**told, "PYTHONBREAKPOINT": "tests.selftest.runs.failing_twice.note_stop"}


def _test(ended: Ended, name: str) -> dict[str, Any]:
    (found,) = (test for test in ended.report["tests"] if test["test"].endswith(f"::{name}"))
    test: dict[str, Any] = found
    return test


def _folder(ended: Ended, name: str) -> Path:
    (found,) = (ended.folder / "failures").glob(f"*-{name}")
    return found


def _is_flaky(ended: Ended, test: str) -> bool:
    found = (json.loads(path.read_text(encoding="utf-8")) for path in ended.folder.glob("allure-results/*-result.json"))
    return any(result["fullName"] == test and result["statusDetails"]["flaky"] for result in found)


def test_first_run_decides(ended: Ended):
    """Verdict, outcome and exit code are the first run's; a test that passes then is said to be unstable."""
    test = _test(ended, "test_fails_only_once")

    assert ended.exit_code == 1
    assert ended.report["totals"] == {"failed": 9, "passed": 1}
    assert (test["outcome"], test["verdict"]) == ("failed", "content")
    assert test["evidence_run"] == {"outcome": "passed", "verdict": None}
    assert ended.report["unstable"] == [test["test"]]
    assert _is_flaky(ended, test["test"])
    assert f"Unstable: {test['test']}: failed, and passed when it was run once more" in ended.printed


def test_debugger_stops_once(ended: Ended):
    """Whoever stops at a `breakpoint()` of a failing test is not stopped by its second run as well."""
    assert (ended.folder.parent / "stops").read_text(encoding="utf-8") == "."


def test_second_failure_is_told_beside_the_first(ended: Ended):
    """What fails again bears the second verdict apart."""
    assert _test(ended, "test_fails_every_time[0]")["evidence_run"] == {
        "outcome": "failed",
        "verdict": "status",
    }


@pytest.mark.parametrize("name", ["test_hangs", "test_fails_without_a_page", "test_may_not_run_again"])
def test_some_are_not_run_again(ended: Ended, name: str):
    """What took too long, opened no page or is marked runs only once."""
    assert _test(ended, name)["evidence_run"] is None
    assert not (_folder(ended, name) / "second-run.txt").exists()


def test_second_runs_are_bounded(ended: Ended):
    """Only so many run again, and the run says how many did not."""
    assert _test(ended, "test_fails_every_time[4]")["evidence_run"] == {"outcome": "left out", "verdict": None}
    assert "1 failed tests were not recorded in a second run" in ended.printed


def test_evidence_of_both_runs_is_named_and_there(ended: Ended):
    """Pictures, logs and story of the first run, trace and facts of the second are in the run's folder."""
    named = _test(ended, "test_fails_only_once")["evidence"]

    assert {Path(path).name for path in named} >= {
        *["page-1.png", "first-run.html", "logs.txt", "journey.json"],
        *["trace-1.zip", "second-run.txt", "second-run.jsonl"],
    }
    assert [path for path in named if not (ended.folder / path).is_file()] == []
    assert len(named) == len(set(named))


def test_journey_tells_the_first_run(ended: Ended):
    """`journey.json` holds test, promise, verdict and facts in order, those marked that the verdict rests on."""
    folder = _folder(ended, "test_fails_only_once")
    story = json.loads((folder / "journey.json").read_text(encoding="utf-8"))

    assert story["test"].endswith("::test_fails_only_once")
    assert story["promise"] == "Fails in the first run, after a message was sent and shown."
    assert (story["verdict"], story["reason"]) == ("content", "it is the first run.")
    assert story["facts_left_out"] == 0
    assert {Kind.GESTURE, Kind.ANSWERED, Kind.ROW_SHOWN} <= {fact["what"] for fact in story["facts"]}
    assert [fact["ms"] for fact in story["facts"]] == sorted(fact["ms"] for fact in story["facts"])


def test_runs_do_not_mix(ended: Ended):
    """Each run has a journal of its own, other phones, and only the first is counted in the run's numbers."""
    first = read_journal(next((ended.folder / "journeys").glob("*only_once*")))
    second = read_journal(_folder(ended, "test_fails_only_once") / "second-run.jsonl")

    ends = [[seen.detail["outcome"] for seen in one.facts if seen.what == Kind.TEST_ENDED] for one in (first, second)]
    texts = [{seen.detail["text"] for seen in one.facts if seen.what == Kind.GESTURE} for one in (first, second)]
    assert ends == [["failed"], ["passed"]]
    assert texts[0]
    assert not texts[0] & texts[1]
    assert ended.report["time_to_display"]["messages"] == []


def test_first_run_can_be_looked_at(ended: Ended):
    """A failure that does not come again has left its film, with the text of the first run and not of the second."""
    film = (_folder(ended, "test_fails_only_once") / "first-run.html").read_text(encoding="utf-8")
    journals = (next((ended.folder / "journeys").glob("*only_once*")), _folder(ended, "test_fails_only_once"))
    first, second = read_journal(journals[0]), read_journal(journals[1] / "second-run.jsonl")

    phones = [{seen.detail["text"][-11:] for seen in one.facts if seen.what == Kind.GESTURE} for one in (first, second)]
    assert [any(phone in film for phone in one) for one in phones] == [True, False]
    assert "row shown" in film
    assert len(film) < 300_000


def test_trace_is_one_of_playwrights(ended: Ended):
    """The trace holds what the viewer reads: events, requests, the document, and the pictures of made-up people."""
    with zipfile.ZipFile(_folder(ended, "test_fails_only_once") / "trace-1.zip") as trace:
        events = [json.loads(line) for line in trace.read("trace.trace").splitlines()]
        network = [json.loads(line) for line in trace.read("trace.network").splitlines()]
        names = set(trace.namelist())

    kinds = {event["type"] for event in events}
    bodies = {content["_file"] for one in network if "_file" in (content := one["snapshot"]["response"]["content"])}
    pictures = {event["file"] for event in events if event["type"] == "screencast-frame"}
    assert {"context-options", "before", "after", "frame-snapshot", "screencast-frame"} <= kinds
    assert bodies
    assert bodies | pictures <= names


@pytest.mark.parametrize(
    ("wanted", "pictures"), [pytest.param("all", ["page-1.png"], id="all"), pytest.param("journeys", [], id="journeys")]
)
def test_evidence_may_be_also_that_of_passed_tests(wanted: str, pictures: list[str], ended: Ended, tmp_path: Path):
    """A test that passes keeps its journey when those are wanted, and what its pages showed in the end with `all`."""
    again = run_pytest(
        *(tmp_path / "run", str(FILE), "-k", "only_once", "--evidence", wanted),
        environment=_environment(ended.folder.parent),
    )

    (test,) = again.report["tests"]
    assert (test["outcome"], test["evidence_run"]) == ("passed", None)
    assert [Path(path).name for path in test["evidence"]] == pictures
    assert len(list((again.folder / "journeys").iterdir())) == 1


def test_without_evidence_nothing_is_run_twice(tmp_path: Path):
    """With `--evidence none` a failure leaves nothing behind, and is not looked at a second time."""
    again = run_pytest(tmp_path / "run", str(FILE), "-k", "every_time and 0", "--evidence", "none")

    (test,) = again.report["tests"]
    assert (test["outcome"], test["evidence_run"], test["evidence"]) == ("failed", None, [])
    assert not (again.folder / "failures").exists()


@pytest.mark.timeout(90)
def test_interrupted_second_run_ends_as_an_interrupted_run(tmp_path: Path):
    """Ctrl-C while a failure is recorded: exit code 2, no complaints, and what the first run found is kept."""
    count = tmp_path / "count"
    count.touch()
    command = [sys.executable, "-m", "pytest", "-c", "pyproject.toml", str(RUNS / "failing_and_waiting.py")]

    with interrupted([*command, "--run-folder", str(tmp_path / "run")], {"COUNT_RUNS": str(count)}) as run:
        run.when(lambda: count.read_text(encoding="utf-8") == "..")

    assert run.exit_code == 2, run.printed
    assert "Unraisable" not in run.printed
    assert list((tmp_path / "run" / "failures").rglob("page-1.png"))
