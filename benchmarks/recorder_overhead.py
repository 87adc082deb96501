"""What the recorder costs an ordinary test of the page: the same scenario with it and without it, in turns.

    ./e2e benchmarks/recorder_overhead.py

A round is one scenario each way, the first one now with and now without the recorder, so that whatever else the machine
does meanwhile falls on both alike. Times are milliseconds from opening the page until it is closed; the cost is the
median of the rounds' differences, and must stay within 20 ms.
"""

import json
import statistics
import time
from pathlib import Path

import pytest

from fixtures.clients.api import Json
from fixtures.journey.finding import must
from fixtures.people.people import People
from fixtures.people.person import Person

ROUNDS = 50
WARM_UP = 2
MOST_MS = 20.0

Times = dict[bool, list[float]]


@pytest.mark.timeout(600)
@pytest.mark.usefixtures("pages")
def test_recorder_overhead(people: People, recipient: Person, run_folder: Path, capsys: pytest.CaptureFixture[str]):
    """The recorder costs a test of the page 20 ms at most."""
    times: Times = {True: [], False: []}
    for number in range(-WARM_UP, ROUNDS):
        for recorded in (number % 2 == 0, number % 2 != 0):
            sender = people.new()
            took = _scenario(sender, recipient, people.dialog(sender, recipient), recorded=recorded)
            if number >= 0:
                times[recorded].append(took)

    cost = statistics.median(on - off for on, off in zip(times[True], times[False], strict=True))
    with capsys.disabled():
        _report(run_folder / "benchmarks" / "recorder_overhead.json", times, cost)
    assert cost <= MOST_MS


def _scenario(sender: Person, recipient: Person, dialog: Json, *, recorded: bool) -> float:
    sent, answer = "Замер", "Ответ"
    began = time.monotonic()
    chats = sender.open_page(recorded=recorded)
    chat = chats.open_dialog(dialog, recipient.name)
    chat.write(sent)
    chat.press_enter()
    must(chat.expect.shows_mark(sent, "отправлено"))
    recipient.api.send_message(dialog["dialogId"], answer)
    must(chat.expect.shows(answer))
    chats.tab.breaches()
    chats.tab.close()
    return (time.monotonic() - began) * 1000


def _report(path: Path, times: Times, cost: float) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"recorded": times[True], "unrecorded": times[False], "cost": cost}))
    print(f"\n\nOne scenario, median of {ROUNDS}")
    print(f"  with the recorder    {statistics.median(times[True]):8.1f} ms")
    print(f"  without              {statistics.median(times[False]):8.1f} ms")
    print(f"  cost, median of the rounds' differences {cost:+.1f} ms")
