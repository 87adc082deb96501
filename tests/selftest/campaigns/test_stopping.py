"""A verb that runs the suite in a process of its own leaves no such process behind, however it is stopped."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from fixtures.campaigns import suite as suite_module
from fixtures.campaigns.matrix import plan as of_matrix
from fixtures.campaigns.matrix.run import MatrixCampaign
from fixtures.campaigns.mutation import plan as of_mutation
from fixtures.campaigns.mutation.run import MutationCampaign
from fixtures.campaigns.stopping import INTERRUPTED
from fixtures.campaigns.suite import Suite
from tests.selftest.harness_process import ROOT
from tests.selftest.processes import comes_true, has_ended

VERB = """
import sys
from pathlib import Path
from fixtures.campaigns import suite
from fixtures.campaigns.stopping import stoppable
folder = Path(sys.argv[1])
suite._PYTEST = (sys.executable, "-c", sys.argv[2])
try:
    with stoppable():
        suite.run_suite(folder / "run")
except KeyboardInterrupt:
    print("stopped")
"""
SUITE = """
import os, signal, time
from pathlib import Path
told = Path({told!r})
def take_time(number, frame):
    (told / "asked").touch()
    {answer}
signal.signal(signal.SIGINT, take_time)
(told / "process.new").write_text(str(os.getpid()))
(told / "process.new").rename(told / "process")
time.sleep(60)
"""
OBEDIENT, DEAF = "raise SystemExit(2)", "pass"
SOON = 10.0
"""Well below the time that a suite is given for its farewell."""


@pytest.mark.parametrize(
    ("answer", "signals"),
    [
        pytest.param(OBEDIENT, [signal.SIGINT], id="ctrl-c"),
        pytest.param(OBEDIENT, [signal.SIGTERM], id="cancelled"),
        pytest.param(OBEDIENT, [signal.SIGHUP], id="terminal-closed"),
        pytest.param(DEAF, [signal.SIGINT, signal.SIGINT], id="ctrl-c-twice"),
        pytest.param(DEAF, [signal.SIGTERM, signal.SIGTERM], id="cancelled-twice"),
        pytest.param(DEAF, [signal.SIGINT, signal.SIGHUP], id="ctrl-c-and-terminal-closed"),
    ],
)
def test_suite_ends_with_its_verb(tmp_path: Path, answer: str, signals: list[signal.Signals]):
    """The first signal lets the suite say farewell; the second ends it at once, and the verb goes on to its own end."""
    command = [sys.executable, "-c", VERB, str(tmp_path), SUITE.format(told=str(tmp_path), answer=answer)]
    process = tmp_path / "process"
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True) as verb:
        try:
            assert comes_true(process.exists)
            suite = int(process.read_text(encoding="utf-8"))
            verb.send_signal(signals[0])
            assert comes_true((tmp_path / "asked").exists)
            for number in signals[1:]:
                verb.send_signal(number)
            printed, _ = verb.communicate(timeout=SOON)
            assert has_ended(suite)
        finally:
            verb.kill()
            if process.exists() and not has_ended(suite := int(process.read_text(encoding="utf-8"))):
                os.kill(suite, signal.SIGKILL)

    assert printed == "stopped\n"


@pytest.fixture
def stopped_suite(monkeypatch: pytest.MonkeyPatch) -> None:
    """A suite that is stopped while it runs, and leaves a little behind."""

    def run(folder: Path, *_: str, **__: object) -> NoReturn:
        folder.mkdir(parents=True)
        folder.with_name(f"{folder.name}.txt").touch()
        raise KeyboardInterrupt

    monkeypatch.setattr(suite_module, "run_suite", run)


@pytest.mark.usefixtures("stopped_suite")
@pytest.mark.parametrize("verb", ["matrix", "mutation"])
def test_nothing_stays_of_what_had_not_begun(tmp_path: Path, verb: str):
    """Stopped in the run without a bug, a verb leaves the chosen folder as it was: another attempt can have it."""
    folder = tmp_path / "chosen"
    folder.mkdir()

    if verb == "matrix":
        code = MatrixCampaign(folder, Suite("0"), of_matrix.Plan([], [], [], 20)).carry_out()
    else:
        code = MutationCampaign(folder, Suite("0"), of_mutation.Plan([], 1, 7)).carry_out()

    assert code == INTERRUPTED
    assert list(folder.iterdir()) == []


def test_verb_without_a_terminal_goes_on(tmp_path: Path):
    """Who starts it with `nohup` closes the terminal on purpose."""
    script = f"""
import os, signal
from fixtures.campaigns.stopping import stoppable
signal.signal(signal.SIGHUP, signal.SIG_IGN)
with stoppable():
    os.kill(os.getpid(), signal.SIGHUP)
open({str(tmp_path / "done")!r}, "w").close()
"""
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)

    assert (tmp_path / "done").exists()
