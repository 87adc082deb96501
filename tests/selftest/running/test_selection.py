"""Which options leave tests out of a run, so that it says less than a run of the whole suite."""

import pytest

from fixtures.running.options import Options
from fixtures.running.pytest_options import PytestOptions
from fixtures.running.selection import Selection

SELECTING = (
    *("tests/api", "-k x", "-m page", "--lf", "--deselect tests/api/x.py", "--weather held", "--collect-only"),
    *("--ignore tests/api", "--ignore-glob *ui*", "-x", "--maxfail 3", "--stepwise", "--page-failures 20"),
)
WHOLE = ("", "--seed 7", "--shard 1/2", "--weather-seed 7", "-n 2", "--evidence none")


def _is_whole(line: str, config: pytest.Config) -> bool:
    """What is said of a command line, as pytest understands it."""
    option = config._parser.parse_known_args(line.split())  # noqa: SLF001 - pytest has no other way to ask
    selection = Selection(Options.read(option), PytestOptions.read(option), bool(option.file_or_dir))
    return selection.leaves_nothing_out


@pytest.mark.parametrize("line", SELECTING)
def test_run_that_leaves_something_out_is_not_whole(pytestconfig: pytest.Config, line: str):
    """A selection is one however it is made, and so is a run that stops early."""
    assert not _is_whole(line, pytestconfig)


@pytest.mark.parametrize("line", WHOLE)
def test_run_of_everything_is_whole(pytestconfig: pytest.Config, line: str):
    """What only says how tests are run leaves none out; parts of a run are whole together."""
    assert _is_whole(line, pytestconfig)
