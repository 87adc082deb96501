"""One process for the bugs that a worker is given, and what that process is."""

import os
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.planted_bugs.prover import ASKED_BY, Prover
from tests.planted_bugs.proving import Proving, line_of


def pytest_configure(config: pytest.Config) -> None:
    """In the process that a prover has started, run what it asks for and nothing else."""
    if asked_by := os.environ.pop(ASKED_BY, None):
        config.pluginmanager.register(Proving(line_of(asked_by)), "planted-bugs-proving")


@pytest.fixture(scope="session")
def prover(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prover]:
    """Proves all bugs that this worker is given."""
    with closing(Prover(tmp_path_factory.mktemp("prover"))) as prover:
        yield prover
