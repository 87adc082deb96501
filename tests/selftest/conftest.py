"""What several tests of faults stand on, and what runs inside runs must not tell."""

import argparse
import signal
from collections.abc import Callable, Iterator

import pytest

from fixtures.clients.api import Json
from fixtures.clients.browser.tab import Tab
from fixtures.journey.facts.journal import Journal
from fixtures.people.person import NewPage, Person
from fixtures.targets.target import Target
from tests.selftest.receivers import ListeningClient, ListeningPage, Receiver

RUN_INSIDE_A_RUN = 240
"""Seconds that a selftest may take: two runs of the harness, each to its own limit, and what is around them.

A run that hangs is ended by that limit of its own, and says what it had printed; the limit of the test must come later.
"""

Understood = Callable[[str], argparse.Namespace]
"""What pytest understands of a command line, with all options of ours."""

RECEIVERS = ("page-polling", "page-websocket", "client-polling", "client-websocket")


@pytest.fixture(scope="session", autouse=True)
def _runs_inside_runs_are_no_ci_jobs() -> Iterator[None]:
    """A run that a test begins tells the CI job nothing of its own failures."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "CI_JOB_URL", "E2E_CALLER"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def _terminals_speak_english() -> Iterator[None]:
    """What verbs say is looked for in English, also on a machine that speaks Russian."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LC_ALL", "C.UTF-8")
        yield


@pytest.fixture(scope="session", autouse=True)
def _programs_hear_signals() -> None:
    """A program that a test starts hears Ctrl-C and hang-ups, though this run was told to ignore them (`nohup`, `&`).

    A handler of ours is not inherited, as ignoring is; the run itself goes on ignoring them.
    """
    for number in (signal.SIGINT, signal.SIGHUP):
        if signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, lambda *_: None)


@pytest.fixture
def understood(pytestconfig: pytest.Config) -> Understood:
    """Reads a command line as a run that begins with it would; a wrong option is a `pytest.UsageError`."""
    return lambda line: pytestconfig._parser.parse_known_args(line.split())  # noqa: SLF001 - pytest has no other way to ask


@pytest.fixture(params=RECEIVERS)
def receiver(
    request: pytest.FixtureRequest, recipient: Person, dialog: Json, pages: NewPage, target: Target, journal: Journal
) -> Iterator[Receiver]:
    """Who gets the recipient's push: a page or a push client, on either transport."""
    kind, transport = request.param.split("-")
    if kind == "client":
        yield ListeningClient(recipient, transport)
        return
    tab = Tab(pages(), target, recipient.network, journal)
    yield ListeningPage(recipient, tab, transport)
    tab.close()


def pytest_itemcollected(item: pytest.Item) -> None:
    """Our own tests do odd things to pages, and are not recorded; those that they run as a suite would are.

    They also have longer than a test of the suite, as many begin a whole run.
    """
    if item.path.name.startswith("test_"):
        item.add_marker("run_once")
        if item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(RUN_INSIDE_A_RUN))
