"""Which options leave tests out of a run, so that it says less than a run of the whole suite."""

import argparse

import pytest

from fixtures.running.options import Options
from fixtures.running.pytest_options import PytestOptions
from fixtures.running.selection import Selection
from tests.selftest.conftest import Understood

SELECTING = (
    *("tests/api", "-k x", "-m page", "--lf", "--deselect tests/api/x.py", "--weather held", "--collect-only"),
    *("--ignore tests/api", "--ignore-glob *ui*", "-x", "--maxfail 3", "--stepwise", "--page-failures 20"),
)
WHOLE = ("", "--seed 7", "--shard 1/2", "--weather-seed 7", "-n 2", "--evidence none")


def selection_of(given: argparse.Namespace) -> Selection:
    """What a command line chooses that pytest has understood."""
    return Selection(Options.read(given), PytestOptions.read(given), bool(given.file_or_dir))


@pytest.mark.parametrize("line", SELECTING)
def test_run_that_leaves_something_out_is_not_whole(understood: Understood, line: str):
    """A selection is one however it is made, and so is a run that stops early."""
    assert not selection_of(understood(line)).leaves_nothing_out


@pytest.mark.parametrize("line", WHOLE)
def test_run_of_everything_is_whole(understood: Understood, line: str):
    """What only says how tests are run leaves none out; parts of a run are whole together."""
    assert selection_of(understood(line)).leaves_nothing_out
