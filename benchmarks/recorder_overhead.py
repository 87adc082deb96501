"""What the recorder costs an ordinary test of the page: the same scenario with it and without it, in turns.

    ./e2e benchmarks/recorder_overhead.py

Times are milliseconds from opening the page until it is closed; the cost must stay within 20 ms.
"""

import time
from functools import partial
from pathlib import Path

import pytest

from benchmarks.in_turns import measured_in_turns, report, talk
from fixtures.people.people import People
from fixtures.people.person import Person

ROUNDS = 50
WARM_UP = 2
MOST_MS = 20.0


@pytest.mark.timeout(600)
@pytest.mark.usefixtures("pages")
def test_recorder_overhead(people: People, recipient: Person, run_folder: Path, capsys: pytest.CaptureFixture[str]):
    """The recorder costs a test of the page 20 ms at most."""

    def scenario(_: int, recorded: bool) -> float:
        sender = people.new()
        dialog = people.dialog(sender, recipient)
        began = time.monotonic()
        talk(partial(sender.open_page, recorded=recorded), recipient, dialog)
        return (time.monotonic() - began) * 1000

    measured = measured_in_turns(scenario, rounds=ROUNDS, warm_up=WARM_UP)

    with capsys.disabled():
        report(run_folder, "recorder_overhead", measured, ("with the recorder", "without"))
    assert measured.cost <= MOST_MS
