"""`./e2e --gate` as a person types it, and the order in which workers get their tests."""

from types import SimpleNamespace

import pytest
from xdist.scheduler import LoadScheduling

from fixtures.running.options import Options
from fixtures.running.ordering.catches import load_catches
from fixtures.running.pytest_options import PytestOptions
from fixtures.running.selection import Selection
from tests.selftest.conftest import Understood
from tests.selftest.harness_process import Ended, run_pytest
from tests.selftest.running.test_selection import selection_of

BESIDE = {
    "tests/api": "paths",
    "-k x": "-k",
    "-m page": "-m",
    "--lf": "--lf",
    "--deselect tests/api/x.py": "--deselect",
    "--ignore tests/api": "--ignore",
    "--ignore-glob *ui*": "--ignore-glob",
    "--stepwise": "--stepwise",
    "--weather held": "--weather",
    "--shard 1/2": "--shard",
}
WITHOUT_ORDER = ("", "-k x", "-m page", "--shard 1/2", "--lf", "-n 2")


@pytest.mark.parametrize("given", ["0", "-1", "x", "nan", "inf", ""])
def test_time_that_is_none_is_refused(given: str, understood: Understood):
    """A gate takes seconds, more than 0; anything else is named."""
    with pytest.raises(pytest.UsageError, match="is no time for a gate; expected seconds, more than 0, such as 20"):
        understood(f"--gate={given}")


@pytest.mark.parametrize("line", BESIDE)
def test_gate_chooses_by_itself(line: str, understood: Understood):
    """Whatever else chooses tests is named by the word that was typed."""
    assert selection_of(understood(line)).beside_the_gate == [BESIDE[line]]


def test_gate_is_not_the_whole_suite(understood: Understood):
    """A gate leaves tests out, and stands beside nothing that chooses them."""
    selection = selection_of(understood("--gate 20 -n 2 --seed 7"))

    assert (selection.is_everything, selection.leaves_nothing_out, selection.beside_the_gate) == (False, False, [])


@pytest.mark.parametrize("line", WITHOUT_ORDER)
def test_order_is_ours_unless_a_person_has_said_one(line: str, understood: Understood):
    """Tests are put in order, also where some are chosen by a word or a part."""
    assert not selection_of(understood(line)).has_an_order


def test_paths_and_chance_are_an_order(understood: Understood):
    """Files are run as they were named, and where chance was asked for, chance it is."""
    by_chance = Selection(Options(), PytestOptions(random_order_enabled=True), names_paths=False)
    by_seed = Selection(Options(), PytestOptions(random_order_seed="7"), names_paths=False)

    assert selection_of(understood("tests/ui tests/api")).has_an_order
    assert by_chance.has_an_order
    assert by_seed.has_an_order


class Worker:
    """A worker that runs each test at once and asks for the next, as far as the scheduler of xdist can tell."""

    shutting_down = False

    def __init__(self) -> None:
        self.got: list[int] = []
        self.gateway = SimpleNamespace(id="gw")

    def send_runtest_some(self, tests: list[int]) -> None:
        """Take tests to run."""
        self.got += tests

    def shutdown(self) -> None:
        """There is nothing left to do."""
        self.shutting_down = True


def test_workers_get_one_test_after_the_other():
    """Sent one by one, tests begin in the order of the whole: no worker is far ahead of the others."""
    option = SimpleNamespace(maxschedchunk=1, tx=["2*popen"], px=[], dist="load")
    config = SimpleNamespace(option=option, getoption=vars(option).get, getvalue=vars(option).get, rootpath=None)
    scheduler, workers = LoadScheduling(config), [Worker(), Worker()]
    for worker in workers:
        scheduler.add_node(worker)
        scheduler.add_node_collection(worker, [f"test_{number}" for number in range(40)])

    scheduler.schedule()
    done = [worker.got[0] for worker in workers]
    for worker, test in zip(workers, done, strict=True):
        scheduler.mark_test_complete(worker, test, 0.01)

    assert [worker.got for worker in workers] == [[0, 1, 4], [2, 3, 5]]


@pytest.fixture(scope="module")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    """A gate so small that none of its tests needs a browser, on two workers."""
    return run_pytest(tmp_path_factory.mktemp("gate") / "run", "--gate", "0.5", "-n", "2")


@pytest.mark.timeout(180)
def test_gate_runs_what_it_has_chosen(gate: Ended):
    """A gate runs some tests that catch bugs, and its report knows that it was one, and not the whole suite."""
    catching = load_catches().bugs_by_test()

    assert gate.exit_code == 0, gate.printed
    assert gate.report["gate"]["chosen"] == len(gate.report["tests"]) > 5
    assert gate.report["gate"]["takes"] <= 0.5
    assert not gate.report["whole"]
    assert {test["test"] for test in gate.report["tests"]} & catching.keys()


@pytest.mark.timeout(180)
def test_gate_says_which_promises_it_left_out(gate: Ended):
    """The terminal counts them and names the first few; the summary names all."""
    left_out = gate.report["gate"]["left_out"]
    summary = (gate.folder / "summary.md").read_text(encoding="utf-8")

    assert f"Left out: {len(left_out)} of {gate.report['gate']['promises']} promises ({left_out[0]}, " in gate.printed
    assert [name for name in left_out if f"`{name}`" not in summary] == []


def test_gate_beside_a_choice_is_wrong_usage(gate: Ended):
    """A gate beside a word that chooses tests ends with exit code 4, and leaves no report of tests."""
    ended = run_pytest(gate.folder.with_name("other"), "--gate", "20", "-k", "emoji")

    assert ended.exit_code == 4
    assert "--gate chooses its tests by itself; leave out -k." in ended.printed
    assert not (ended.folder / "run.json").exists()
