"""`./e2e selftest --mutate` as a person runs it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import pytest

from fixtures.campaigns.mutation import page_mutants
from fixtures.campaigns.mutation.mutant import Mutant
from fixtures.campaigns.mutation.plan import Plan, mutants_of
from fixtures.campaigns.mutation.result import Fate, Mutants, read_mutants
from fixtures.campaigns.mutation.run import MutationCampaign
from fixtures.campaigns.mutation.sources import chosen_files
from fixtures.campaigns.suite import Suite, SuiteRun
from fixtures.commands import mutation as command
from fixtures.commands import show
from fixtures.hosting.node import HostingError
from fixtures.planted_bugs.harmless import Harmless
from reports.model.file import write_run
from tests.selftest.harness_process import ROOT, RUNS, run_e2e, run_verb
from tests.selftest.run_reports import a_run

CLOCK = "fixtures/chat_app/server/clock.py"
SOURCE = (ROOT / CLOCK).read_text(encoding="utf-8")
FIRST = SOURCE.split("\n")[0]
HARMLESS = Harmless(CLOCK, FIRST, f"{FIRST} # 1", "a comment")


@dataclass(frozen=True)
class StandIn(Suite):
    """A suite that never runs a test: its runs end with these exit codes, one after the other."""

    left: list[int | None] = field(default_factory=list)

    def run(self, folder: Path, *_options: str, limit: float) -> SuiteRun:  # noqa: ARG002 - as the suite has it
        """End, as Ctrl-C does where the exit code is 2."""
        if (exit_code := self.left.pop(0)) == 2:
            raise KeyboardInterrupt
        folder.mkdir(parents=True)
        write_run(folder, a_run())
        return SuiteRun(exit_code, 1.0, folder, "last words")


def ending(*exit_codes: int | None) -> StandIn:
    """A suite whose runs end with these exit codes."""
    return StandIn("0", left=list(exit_codes))


def node_of_nobody() -> NoReturn:
    """As on a machine without Node."""
    raise HostingError("Building ChatApp's page needs Node 20.19 or newer")


def a_mutant(number: int, text: str | None = None) -> Mutant:
    """A mutant that adds a comment, or puts another text in place of the file."""
    return Mutant(CLOCK, f"m{number}", lambda: text or SOURCE.replace(FIRST, f"{FIRST} # {number}", 1))


def made(folder: Path, suite: Suite, *mutants: Mutant, wanted: int = 2) -> tuple[int, Mutants]:
    """The exit code and the report of these mutants, with seed 1."""
    exit_code = MutationCampaign(folder, suite, Plan(mutants, wanted, 1, [HARMLESS])).carry_out()
    return exit_code, read_mutants(folder)


def test_what_cannot_run_is_replaced(tmp_path: Path):
    """A mutant that does not start counts as nothing, a known harmless one is passed over: others take their place."""
    mutants = [a_mutant(1), a_mutant(2), a_mutant(3), a_mutant(4, "raise RuntimeError('no start')\n")]

    exit_code, report = made(tmp_path, ending(0, 0, 0, None), *mutants)

    fates = {trial.mutator: trial.fate for trial in report.trials}
    assert exit_code == 1
    assert report.harmless == 1
    assert fates.pop("m4", Fate.NOT_VIABLE) == Fate.NOT_VIABLE
    assert fates in ({"m2": Fate.LIVES, "m3": Fate.CAUGHT}, {"m3": Fate.LIVES, "m2": Fate.CAUGHT})


def test_server_that_does_not_start_is_not_viable(tmp_path: Path):
    """A mutant with which ChatApp does not start says so, in its own words, and no test is run for it."""
    exit_code, report = made(tmp_path, ending(0), a_mutant(1, "raise RuntimeError('no start')\n"))

    assert exit_code == 0
    assert [trial.told for trial in report.trials] == ["it does not start: RuntimeError: no start"]


def test_page_that_is_not_built_is_not_viable(tmp_path: Path):
    """Nor is one with which the page cannot be built."""
    broken = Mutant("fixtures/chat_app/frontend/src/main.ts", "made", lambda: "import (\n")

    _, report = made(tmp_path, ending(0), broken)

    assert report.of(Fate.NOT_VIABLE)[0].told.startswith("its page cannot be built: ")


def test_stopped_keeps_what_is_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """What was done until Ctrl-C is kept and told."""
    exit_code, report = made(tmp_path, ending(0, None, 2), a_mutant(2), a_mutant(3))

    assert exit_code == 2
    assert [trial.fate for trial in report.trials] == [Fate.CAUGHT]
    assert "Stopped: 1 of 2 mutants are done, and are kept." in capsys.readouterr().out
    assert (tmp_path / "mutants.md").exists()


def test_what_was_stopped_goes_on(tmp_path: Path):
    """With the report of an earlier time only the mutants that it lacks are tried, without another control run."""
    # In this order the harmless one is passed over first.
    mutants = [a_mutant(2), a_mutant(1), a_mutant(3)]
    _, before = made(tmp_path, ending(0, None, 2), *mutants)

    resumed = MutationCampaign(tmp_path, ending(None), Plan(mutants, 2, 1, [HARMLESS]), read_mutants(tmp_path))

    assert resumed.carry_out() == 0
    report = read_mutants(tmp_path)
    assert before.harmless == 1
    assert report.trials[:1] == before.trials
    assert {trial.mutator for trial in report.trials} == {"m2", "m3"}
    assert (len(report.trials), report.harmless) == (2, 1)


def test_last_report_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """`./e2e show` says of mutants what the end said, and where their list is."""
    made(tmp_path, ending(0, None), a_mutant(2))
    monkeypatch.setattr(show, "LATEST", tmp_path)
    capsys.readouterr()

    assert show.main([]) == 0
    assert (printed := capsys.readouterr().out).startswith("1 of 1 mutants caught (seed 1)")
    assert printed.endswith("mutants.md\n")


@pytest.mark.timeout(90)
def test_mutant_meets_the_suite(tmp_path: Path):
    """A mutant is chosen, planted and tried with real tests; the same seed chooses it again."""
    chosen = ("--seed", "1", "--only", "server/paging.py", "-n", "0")
    tests = ("tests/api/test_statuses.py",)
    ended = run_e2e(tmp_path, "selftest", *tests, "--mutate", "1", *chosen, "--run-folder", str(tmp_path / "run"))

    report = read_mutants(tmp_path / "run")
    (trial,) = [trial for trial in report.trials if trial.fate != Fate.NOT_VIABLE]
    assert ended.exit_code == (1 if trial.fate == Fate.LIVES else 0), ended.printed
    assert trial.fate in {Fate.LIVES, Fate.CAUGHT}
    assert f"[1/1] fixtures/chat_app/server/paging.py:{trial.line} ({trial.mutator}): " in ended.printed
    assert (tmp_path / "run" / "mutants" / f"{trial.number}.patch").read_text(encoding="utf-8") == trial.patch


def test_suite_that_fails_by_itself_tries_nothing(tmp_path: Path):
    """Without a control run that is green no mutant is tried: a failure with one would prove nothing."""
    wrong = str(RUNS / "wrong_on_purpose.py")
    options = ("--only", "server/storage", "--run-folder", str(tmp_path / "run"), "-n", "0")
    ended = run_verb(tmp_path, "selftest", "--mutate", "1", wrong, *options)

    assert ended.exit_code == 1
    assert "The suite fails without a mutant" in ended.printed
    assert f"{wrong}::test_is_wrong" in ended.printed
    assert not (tmp_path / "run" / "mutants.json").exists()


def test_page_is_not_changed_without_node(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """Where Node is missing, that is said, and nothing is tried; the server's mutants need none to be found."""
    monkeypatch.setattr(page_mutants, "find_node", node_of_nobody)

    assert command.main(["--mutate", "1", "--only", "frontend/src/format", "--run-folder", str(tmp_path)]) == 10
    assert "needs Node" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert mutants_of(chosen_files(["server/paging.py"]))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(["--mutate", "many"], "'many' is no number of mutants; expected 1 or more", id="no-number"),
        pytest.param(["--mutate=0"], "'0' is no number of mutants; expected 1 or more", id="none"),
        pytest.param(["--mutate"], "--mutate: expected one argument", id="without-a-number"),
        pytest.param(["--mutate", "1", "--only", "nowhere"], "--only 'nowhere' is no source file", id="path"),
        pytest.param(["--mutate", "1", "--matrix"], "unrecognized arguments: --matrix", id="with-the-matrix"),
        pytest.param(
            ["--mutate", "1", "--only", "server/text.py", "--run-folder", "tests"], "not an empty folder", id="folder"
        ),
    ],
)
def test_wrong_usage_is_said(tmp_path: Path, arguments: list[str], sentence: str):
    """A wrong word ends with exit code 4 and a sentence, before anything is run."""
    ended = run_verb(tmp_path, "selftest", *arguments)

    assert ended.exit_code == 4
    assert sentence in ended.printed
    assert "Traceback" not in ended.printed
    assert "First the suite" not in ended.printed
