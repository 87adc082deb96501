"""The journal: what was seen is on disk at once, and survives whoever saw it."""

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fixtures.journey.facts.fact import Kind
from fixtures.journey.facts.journal import Journal
from fixtures.journey.verdict import Broken, Verdict
from fixtures.running.checkout import ROOT

SEES_AND_DIES = """
import os, signal, sys
from pathlib import Path
from fixtures.journey.facts.journal import Journal

journal = Journal(Path(sys.argv[1]))
journal.note("Мария", "typed")
journal.note("Мария", "requested", status=201)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """A journal in a folder that does not exist yet."""
    journal = Journal(tmp_path / "journeys" / "test.jsonl")
    yield journal
    journal.close(keep=True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_full_disk_fails_no_test():
    """Where there is no room for facts they are still there for the story, and nobody fails for it."""
    journal = Journal(Path("/dev/full"))

    journal.note("Мария", "typed")
    journal.note("Мария", "requested")
    journal.close(keep=True)

    assert [fact.what for fact in journal.facts] == ["typed", "requested"]


def test_fact_is_on_disk_as_it_happens(journal: Journal):
    """A fact can be read from the file before the journal is closed."""
    journal.note("Мария", "answered", status=201)

    (fact,) = _facts(journal.path)
    assert (fact["who"], fact["what"], fact["detail"]) == ("Мария", "answered", {"status": 201})


def test_facts_survive_a_killed_process(tmp_path: Path):
    """What a process has seen is kept although the process is killed at once."""
    path = tmp_path / "journey.jsonl"
    ended = subprocess.run([sys.executable, "-c", SEES_AND_DIES, str(path)], cwd=ROOT, check=False)

    assert ended.returncode == -signal.SIGKILL
    assert [fact["what"] for fact in _facts(path)] == ["typed", "requested"]


@pytest.mark.parametrize("keep", [True, False], ids=["failed-test", "passed-test"])
def test_closed_journal_is_kept_only_when_asked(tmp_path: Path, keep: bool):
    """The facts of a failed test stay, those of a passed one go away."""
    journal = Journal(tmp_path / "journey.jsonl")
    journal.note("Мария", "typed")

    journal.close(keep=keep)

    assert journal.path.exists() is keep
    assert len(journal.facts) == 1


def test_late_fact_is_no_error(tmp_path: Path):
    """A thread that still sees something after the end of a test disturbs nobody."""
    journal = Journal(tmp_path / "journey.jsonl")
    journal.close(keep=True)

    journal.note("Мария", "push received by client")

    assert _facts(journal.path) == []


def test_half_a_character_is_written_down(journal: Journal):
    """A name that is no valid Unicode, as a hostile server may send it, is kept as it was."""
    journal.note("Мария", "push emitted by ChatApp", event="\ud800")

    (fact,) = _facts(journal.path)
    assert fact["detail"] == {"event": "\ud800"}


def test_facts_of_several_threads_stay_whole_and_in_order(journal: Journal):
    """Threads may note at the same time: every line is whole, and each thread's facts keep their order."""
    threads = [threading.Thread(target=_note_many, args=(journal, f"thread {number}")) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    facts = _facts(journal.path)
    assert len(facts) == len(journal.facts) == 400
    assert [fact["at_ms"] for fact in facts] == sorted(fact["at_ms"] for fact in facts)
    for number in range(4):
        own = [fact["detail"]["number"] for fact in facts if fact["who"] == f"thread {number}"]
        assert own == list(range(100))


def test_waiting_ends_once_it_has_been_quiet(journal: Journal):
    """Waiting for quiet lasts the given time after the last fact, and not at all when it has been quiet that long."""
    began = time.monotonic()
    journal.note("Мария", "typed")

    journal.wait_until_quiet(0.3)
    waited = time.monotonic() - began
    journal.wait_until_quiet(0.3)
    waited_again = time.monotonic() - began - waited

    assert waited >= 0.3
    assert waited_again < 0.3


def test_reading_does_not_begin_the_wait_anew(journal: Journal):
    """What is only read while one waits for quiet, and its answer, prolong no wait; what is sent does."""
    journal.wait_until_quiet(0.3)
    began = time.monotonic()

    journal.note("Мария", Kind.REQUESTED, request=1, method="GET")
    journal.note("Мария", Kind.ANSWERED, request=1, status=200)
    journal.wait_until_quiet(0.3)
    after_reading = time.monotonic() - began
    journal.note("Мария", Kind.REQUESTED, request=2, method="POST")
    journal.wait_until_quiet(0.3)
    after_sending = time.monotonic() - began - after_reading

    assert after_reading < 0.3
    assert after_sending >= 0.3


def test_waiting_begins_anew_with_every_fact(journal: Journal):
    """A fact that comes while one waits for quiet prolongs the wait."""
    began = time.monotonic()
    seen_late = threading.Timer(0.05, journal.note, ("Мария", "pushed"))
    seen_late.start()

    journal.wait_until_quiet(0.4)
    waited = time.monotonic() - began
    seen_late.join()

    assert waited >= 0.45
    assert len(journal.facts) == 1


def test_first_line_says_which_test_and_when(tmp_path: Path):
    """A journal opens with its test and the moment from which its times count, in Unix milliseconds."""
    before = time.time() * 1000

    journal = Journal(tmp_path / "journey.jsonl", "tests/ui/test_x.py::test_y")
    journal.close(keep=True)

    header = json.loads(journal.path.read_text(encoding="utf-8").split("\n")[0])
    assert header["test"] == "tests/ui/test_x.py::test_y"
    assert before <= header["opened_at_ms"] <= time.time() * 1000


def test_fact_of_another_clock_gets_its_own_time(journal: Journal):
    """What someone else saw at a moment in Unix time is written down as of that moment."""
    seen = journal.note("Мария", "typed")

    earlier = journal.note_at(time.time() * 1000 - 5000, "Мария", "gesture")

    assert -5001 <= earlier.at_ms <= seen.at_ms - 4000


def test_breach_is_written_down_with_whose_it_is(journal: Journal):
    """An answer that a judge finds broken leaves a fact; one that nobody objects to leaves none."""
    journal.judges.append(lambda seen: [Broken(Verdict.ENVELOPE, f"{seen} is broken.")] if seen == "answer" else [])

    journal.present("event", "Мария", subject="message:new")
    (broken,) = journal.present("answer", "Мария", subject="GET /api/users", via="API")

    (seen,) = journal.facts
    assert broken == Broken(Verdict.ENVELOPE, "answer is broken.")
    assert (seen.who, seen.what) == ("Мария", Kind.BREACH)
    assert seen.detail == {
        "verdict": "envelope",
        "reason": "answer is broken.",
        "subject": "GET /api/users",
        "via": "API",
    }


def test_timeline_tells_who_saw_what(journal: Journal):
    """The timeline is one readable line a fact, with its details."""
    journal.note("Мария", "answered", status=201, ms=12)

    assert journal.timeline().endswith(" ms  Мария: answered (status=201, ms=12)")


def _note_many(journal: Journal, who: str) -> None:
    for number in range(100):
        journal.note(who, "saw", number=number)


def _facts(path: Path) -> list[dict[str, Any]]:
    """All lines but the first, which says whose journal it is."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[1:] if line]
