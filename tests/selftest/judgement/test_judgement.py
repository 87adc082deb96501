"""A failure says first which link broke, what was promised and what was seen; a stored run can be judged again."""

from pathlib import Path

import pytest

from fixtures.commands import judge
from fixtures.journey.facts.fact import Kind
from fixtures.journey.facts.stored_journal import StoredJourney
from reports.judged_again import verdict_of
from reports.model.file import write_run
from tests.selftest.harness_process import RUNS, Ended, run_e2e, run_pytest
from tests.selftest.histories import ANNA, fact
from tests.selftest.run_reports import a_run, a_test

CONSOLE = "tests/ui/test_console.py::test_ordinary_session_leaves_the_console_empty"
CAUGHT = "tests/ui/test_answer_and_push.py::test_push_after_the_answer_adds_nothing"


@pytest.fixture(scope="module")
def lost_message(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    """A run in which the page shows a sent message only once the push brings it."""
    folder = tmp_path_factory.mktemp("lost") / "run"
    return run_pytest(folder, "-n", "0", "--plant", "feed-waits-for-push", "--evidence", "journeys", CAUGHT, CONSOLE)


def test_failure_begins_with_its_verdict(lost_message: Ended):
    """What happened and on which link comes first, then the promise, then the facts in order, then the traceback."""
    printed = lost_message.printed[lost_message.printed.index("= FAILURES =") :]

    first = printed.index("\nfeed: POST answered 201 with data")
    promised, seen = printed.index("\nPromised: "), printed.index("\nWhat was seen:")
    asked, traceback = printed.index("requested [page 1]: POST /api/messages/dialog/"), printed.index("\nE ")
    assert first < promised < seen < asked < traceback


def test_stored_run_is_judged_alike(lost_message: Ended, tmp_path: Path):
    """From its journeys alone a run gets the verdicts that it got, and what passed gets none."""
    again = run_e2e(tmp_path, "judge", str(lost_message.folder))

    assert set(lost_message.failures) == {CAUGHT}
    assert again.exit_code == 1
    assert again.printed.startswith(f"{CAUGHT}\n    feed: ")
    assert again.printed.endswith("2 journeys judged; feed: 1\n")
    assert _marked(again.printed) == _marked(lost_message.printed) != []


@pytest.mark.campaign
@pytest.mark.timeout(120)
def test_healthy_run_is_judged_healthy(tmp_path: Path):
    """Of a run in which all went well the stories tell of nothing broken."""
    done = run_pytest(tmp_path / "run", "-n", "0", "--evidence", "journeys", "tests/ui/test_two_people.py", CAUGHT)
    again = run_e2e(tmp_path, "judge", str(done.folder))

    assert done.exit_code == 0, done.printed[-3000:]
    assert (again.exit_code, again.printed.partition("; ")[2]) == (0, "nothing is broken\n"), again.printed


def test_test_of_ours_that_is_wrong_is_our_own_fault(tmp_path: Path):
    """A test that is wrong on purpose gets `harness`, whatever ChatApp did right meanwhile."""
    done = run_pytest(tmp_path / "run", "-n", "0", "--evidence", "none", str(RUNS / "wrong_about_the_feed.py"))

    assert list(done.failures.values()) == ["harness"], done.printed[-3000:]


def test_dead_chat_app_is_no_regression(tmp_path: Path):
    """A ChatApp that is killed while a page is open gives `target`, first in the message, and exit code 10."""
    done = run_pytest(tmp_path / "run", "-n", "0", str(RUNS / "killed_under_a_page.py"))

    assert (done.exit_code, set(done.failures.values())) == (10, {"target"}), done.printed[-3000:]
    assert "\ntarget: " in done.printed[done.printed.index("= FAILURES =") :]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(None, "is no stored run", id="no-run"),
        pytest.param("not a journal\n", "line 1", id="no-journal"),
    ],
)
def test_what_is_no_stored_run_is_refused(tmp_path: Path, content: str | None, words: str):
    """What cannot be judged is said in a sentence, with exit code 4."""
    if content is not None:
        (tmp_path / "journeys").mkdir()
        (tmp_path / "journeys" / "x.jsonl").write_text(content, encoding="utf-8")

    done = run_e2e(tmp_path, "judge", str(tmp_path))

    assert done.exit_code == 4
    assert done.printed.startswith("e2e: ")
    assert words in done.printed


def test_journey_of_a_crashed_worker_can_be_judged(lost_message: Ended, tmp_path: Path):
    """A journey that breaks off, perhaps in the middle of a line, is judged by what it holds, and said to be unsure."""
    (journey,) = [path for path in (lost_message.folder / "journeys").iterdir() if "console" in path.name]
    half = journey.read_text(encoding="utf-8")
    cut_off = tmp_path / "crashed.jsonl"
    cut_off.write_text(half[: len(half) // 2], encoding="utf-8")

    done = run_e2e(tmp_path, "judge", "--brief", str(cut_off))

    assert "unknown: the facts break off" in done.printed


def test_story_told_again_ends_with_the_test():
    """What came after a failure, such as chats that are deleted, is no part of what it shows."""
    history = [
        fact(90, ANNA, Kind.LOOKED_FOR, via="page 1", effect="a badge", found=False),
        fact(100, "the test", Kind.TEST_ENDED, outcome="failed", verdict="unread", reason="the badge is '1'"),
        *(fact(110 + number, ANNA, Kind.PAGE_CLOSED, via="page 1") for number in range(20)),
    ]

    _, told = verdict_of(StoredJourney("a", 0.0, tuple(history)), brief=False) or ("", "")

    assert "looked for [page 1]" in told
    assert "page closed" not in told


def test_failures_without_journeys_are_not_judged_healthy(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """A run that kept nothing of its failures cannot be judged again, and nobody says that nothing is broken."""
    write_run(tmp_path, a_run(a_test("a", "failed"), a_test("b", "failed")))

    assert judge.main([str(tmp_path)]) == 4
    assert "kept no journey of its 2 failures" in capsys.readouterr().err


def _marked(printed: str) -> list[str]:
    """The facts on which the verdict rests, as lines."""
    return [line.strip() for line in printed.splitlines() if line.strip().startswith("> +")]
