"""The other parts of a bench: phases, costs, growth."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from fixtures.campaigns.bench.measuring import Measurement
from fixtures.campaigns.bench.parts.costs import part as costs
from fixtures.campaigns.bench.parts.costs.variants import ALL, CONTRACT, RECORDER, VARIANTS, in_turns, is_left_out
from fixtures.campaigns.bench.parts.growth import part as growth
from fixtures.campaigns.bench.parts.phases import laps
from fixtures.campaigns.bench.parts.phases import part as phases
from fixtures.campaigns.bench.plan import FailedRunError, Part
from fixtures.campaigns.bench.result import BenchRun
from fixtures.running.checkout import ROOT
from reports.model.file import write_run
from tests.selftest.campaigns.bench.made import a_bench
from tests.selftest.run_reports import a_run, a_test

PASSED = Measurement(0, 2.0, 1.5, 300.0, "1 passed in 2.00s")
PARTS = [phases.Phases(), costs.Costs(), growth.Growth()]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_failed_run_of_any_part_gives_no_numbers(part: Part, tmp_path: Path):
    """Where the tests of a run have failed, their times are those of something else."""
    failed = Measurement(1, 2.0, 1.5, 300.0, "E   AssertionError: feed\n1 failed")

    for case in part.cases():
        with pytest.raises(FailedRunError, match="exit code 1: E   AssertionError: feed"):
            part.numbers(case, "ours", failed, tmp_path)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_part_that_was_not_measured_says_so(part: Part):
    """A section without numbers holds none, and does not fail."""
    told = "\n".join(part.section(a_bench()))

    assert "–" in told or "Not measured." in told


def test_phases_add_up_to_the_whole_command(tmp_path: Path):
    """What no phase has is the rest, so that nothing is hidden."""
    (tmp_path / laps.FILE).write_text(json.dumps({"collecting": 0.5, "page": 0.3, "until": 1.9}), encoding="utf-8")

    numbers = phases.Phases().numbers("one test", "ours", PASSED, tmp_path)

    assert sum(numbers[phase] for phase in phases.PHASES) == pytest.approx(2000)
    assert numbers[phases.PHASES[-1]] == 1200
    run = BenchRun(1, "phases", "one test", "ours", numbers)
    assert "| collecting | 500 ms | 25.0 % |" in phases.Phases().section(a_bench(run))


def test_each_variant_is_played_as_often_and_comes_first_in_turn():
    """What is left out is played among what is not, so that a busy minute falls on all alike."""
    played = [variant for variant, _ in in_turns(9)]

    assert {played.count(variant) for variant in VARIANTS} == {10}
    assert played[:: len(VARIANTS)] == [*VARIANTS, *VARIANTS]
    assert (is_left_out(CONTRACT, ALL), is_left_out(CONTRACT, RECORDER)) == (True, False)


def test_cost_is_what_a_test_is_faster_without(tmp_path: Path):
    """The cost of a part is its share of a test with everything; together they are held against the goal."""
    taken = {"nothing": [500.0], "recorder": [480.0], "contract": [495.0], "routing": [490.0], "all three": [460.0]}
    (tmp_path / costs.FILE).write_text(json.dumps(taken), encoding="utf-8")
    part = costs.Costs()
    case = "one process, in turns"

    section = part.section(a_bench(BenchRun(1, "costs", case, "ours", part.numbers(case, "ours", PASSED, tmp_path))))

    assert "| without recorder | 480 ms | 4.00 % |" in section
    assert section[-1] == "Together 8.00 %; the goal of at most 5 % is not met."


def test_late_tests_are_held_against_early_ones(tmp_path: Path):
    """A suite whose later tests take longer is seen; its first test starts everything, and does not count."""
    times = [9.0, 1.0, 1.0, 1.2, 1.2]
    (tmp_path / "run").mkdir()
    write_run(tmp_path / "run", a_run(*(a_test(f"test_{number}", duration=took) for number, took in enumerate(times))))

    numbers = growth.Growth().numbers("40 tests", "ours", PASSED, tmp_path)

    assert (numbers["early"], numbers["late"]) == (1000, 1200)
    assert numbers["late : early"] == pytest.approx(1.2)


def test_stopwatch_brings_no_room_along():
    """Pytest loads it before it rewrites the asserts of our rooms, and refuses a run in which it comes too late."""
    code = "import sys, fixtures.campaigns.bench.parts.phases.plugin; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    ours = {name.split(".")[1] for name in loaded.split() if name.startswith("fixtures.")}
    assert (ours, "reports" in loaded.split()) == ({"campaigns"}, False)
