"""What it costs an ordinary test of the page that its pages are filmed: the same scenario filmed and not, in turns.

    ./e2e benchmarks/film_overhead.py

What counts is the CPU time of this process, of its driver, its browser and its ChatApp, as a busy machine lengthens all
else. The cost must stay within 5 % of the scenario without film.
"""

import os
from pathlib import Path

import pytest

from benchmarks.in_turns import measured_in_turns, report, talk
from fixtures.journey.facts.journal import Journal
from fixtures.people.cleanup import Cleanup
from fixtures.people.people import People
from fixtures.people.person import NewPage, Stage
from fixtures.people.seeding import phones_for, texts_for
from fixtures.targets.target import Target

ROUNDS = 20
WARM_UP = 3
MOST = 0.05


@pytest.mark.timeout(900)
def test_film_overhead(
    target: Target,
    journal: Journal,
    pages: NewPage,
    run_folder: Path,
    capsys: pytest.CaptureFixture[str],
):
    """Being filmed costs a test of the page 5 % of its CPU time at most."""
    phones = phones_for(0, "film", 0)

    def scenario(number: int, films: bool) -> float:
        people = People(Stage(target, journal, pages, films=films), texts_for(number, "film"), phones, Cleanup())
        sender, recipient = people.new(), people.new()
        dialog = people.dialog(sender, recipient)
        began = _cpu_ms()
        talk(sender.open_page, recipient, dialog)
        took = _cpu_ms() - began
        people.see_off()
        return took

    measured = measured_in_turns(scenario, rounds=ROUNDS, warm_up=WARM_UP)

    with capsys.disabled():
        report(run_folder, "film_overhead", measured, ("filmed", "not filmed"))
    assert measured.share <= MOST


def _cpu_ms() -> float:
    """CPU time of this process and of all that it has started, also of what has ended, in ms."""
    ticks, own = {}, os.getpid()
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            after_name = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks[int(folder.name)] = (int(after_name[1]), sum(map(int, after_name[11:15])))
    ours = {own}
    while more := {process for process, (parent, _) in ticks.items() if parent in ours} - ours:
        ours |= more
    return sum(ticks[process][1] for process in ours) * 1000 / os.sysconf("SC_CLK_TCK")
