"""What a command line makes of the number of workers, of the order and of a gate, at the doors to pytest."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from fixtures.running import plugin as running
from fixtures.running.ordering import plugin as ordering
from fixtures.running.ordering.gate import GATE
from fixtures.running.sharding.part import SHARD
from tests.selftest.conftest import Understood
from tests.selftest.running.test_ordering import KNOWN

CORES = 2
Begin = Callable[..., Any]


@pytest.fixture
def begin(understood: Understood, monkeypatch: pytest.MonkeyPatch) -> Begin:
    """A run with this command line and these options of plugins that are not loaded, on a machine of two cores."""
    monkeypatch.setattr(running, "hold_to_checkout", lambda _: None)
    monkeypatch.setattr(running, "_cores", lambda: CORES)
    monkeypatch.setattr(ordering, "load_catches", lambda: KNOWN)
    monkeypatch.setattr(ordering, "load_promises", lambda: dict.fromkeys(("sent", "read", "told")))

    def begun(line: str, **given: object) -> Any:  # noqa: ANN401 - stands in for what pytest has
        option = understood(line)
        vars(option).update(given)
        source = pytest.Config.ArgsSource
        config = SimpleNamespace(
            option=option,
            args=[],
            args_source=source.ARGS if option.file_or_dir else source.TESTPATHS,
            stash={},
            hook=SimpleNamespace(pytest_deselected=lambda items: items),
        )
        running.pytest_cmdline_main(config)  # type: ignore[arg-type]
        ordering.pytest_configure(config)  # type: ignore[arg-type]
        running.state_of_run(config)[SHARD] = None  # type: ignore[arg-type]
        return config

    return begun


def _collected(config: Any) -> list[str]:  # noqa: ANN401 - likewise
    """The tests that are run, in their order."""
    items: list[Any] = [SimpleNamespace(nodeid=name) for name in sorted(KNOWN.tests)]
    ordering.pytest_collection_modifyitems(config, items)
    return [item.nodeid for item in items]


def _told(config: Any, exit_code: pytest.ExitCode, *run: str) -> list[str]:  # noqa: ANN401 - likewise
    """What the end of a run says in which these tests were run."""
    reports = [pytest.TestReport(one, (one, 1, one), {}, "passed", None, "call") for one in run]
    lines: list[str] = []
    reporter: Any = SimpleNamespace(stats={"passed": reports}, write_line=lines.append)
    ordering.pytest_terminal_summary(reporter, exit_code, config)
    return lines


WORKERS = {
    **dict.fromkeys(("", "--gate 20", "--shard 1/2"), CORES + 2),
    **dict.fromkeys(("-k x", "-m page", "tests/api", "--lf"), None),
    **dict.fromkeys(("-k x -n 3", "--gate 20 -n 3"), 3),
    **dict.fromkeys(("--headed", "--headed -n 3", "--headed --gate 20"), 0),
}
"""How many workers each command line asks for; None, and 0, are none beside pytest's own process."""


@pytest.mark.parametrize(("line", "workers"), WORKERS.items())
def test_number_of_workers_follows_from_the_command_line(begin: Begin, line: str, workers: int | None):
    """The whole suite and a gate have all cores, a selection one process, windows come one at a time; `-n` decides."""
    assert begin(line).option.numprocesses == workers


@pytest.mark.parametrize(
    ("given", "workers"), [(" -n 0", 1), (" -n 3", 3), (" --headed", 1), ("", CORES + 2), (" --maxprocesses 2", 2)]
)
def test_gate_has_as_much_time_as_its_workers(begin: Begin, given: str, workers: int):
    """A gate chooses for the workers that there are, and not for those that the machine could have."""
    config = begin(f"--gate 3{given}")
    chosen = _collected(config)

    assert running.state_of_run(config)[GATE].workers == workers  # type: ignore[union-attr]
    assert sum(KNOWN.seconds()[test] for test in chosen) <= 3 * workers


def test_gate_in_random_order_is_a_gate(begin: Begin):
    """Whoever asks for chance gets it, and of the tests those of the gate alone; it is said what they leave out."""
    config = begin("--gate 1 -n 0", random_order_enabled=True)

    assert _collected(config) == ["x.py::a[1]"]
    assert "Left out: 2 of 3 promises (read, told)" in _told(config, pytest.ExitCode.OK)[0]


def test_order_is_that_of_what_is_known(begin: Begin):
    """Without a word about the order the test with most bugs a second comes first, then the longest."""
    assert _collected(begin("")) == ["x.py::a[1]", "x.py::slow", "x.py::new", "x.py::read", "x.py::a[2]"]


@pytest.mark.parametrize("line", ["", "-k x", "--gate 20"])
def test_workers_are_sent_tests_one_by_one(begin: Begin, line: str):
    """The order of a run is that of the whole, and not of dozens of tests that each worker was sent at once."""
    assert begin(line).option.maxschedchunk == 1


@pytest.mark.parametrize("line", ["tests/api", "--maxschedchunk 5"])
def test_who_says_otherwise_is_heard(begin: Begin, line: str):
    """Files are sent as xdist sends them, and so many tests at once as were asked for."""
    assert begin(line).option.maxschedchunk in {None, 5}


@pytest.mark.parametrize(
    ("exit_code", "says"),
    [
        (pytest.ExitCode.OK, True),
        (pytest.ExitCode.TESTS_FAILED, True),
        (pytest.ExitCode.INTERRUPTED, False),
        (pytest.ExitCode.INTERNAL_ERROR, False),
    ],
)
def test_only_a_run_that_came_to_its_end_says_which_tests_are_gone(
    begin: Begin, exit_code: pytest.ExitCode, says: bool
):
    """A test that was not reached is not gone."""
    told = _told(begin(""), exit_code, "x.py::a[1]")

    assert any("4 tests gone" in line for line in told) == says


def test_part_of_the_suite_does_not_say_that_the_others_are_gone(begin: Begin):
    """The tests of the other parts are run elsewhere."""
    config = begin("--shard 1/2")
    running.state_of_run(config)[SHARD] = SimpleNamespace()

    assert _told(config, pytest.ExitCode.OK, "x.py::a[1]") == []
