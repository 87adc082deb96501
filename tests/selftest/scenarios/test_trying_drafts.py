"""`./e2e draft --try`: what it says is of the draft's own run, which is let end well. No test is run here."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fixtures.commands import draft
from reports.model.file import write_run
from reports.model.result import TestResult
from tests.selftest.harness_process import Ended, run_verb
from tests.selftest.processes import interrupted
from tests.selftest.run_reports import a_run, a_test

ENDS_SLOWLY = """import time
print('runs', flush=True)
try:
    time.sleep(60)
except KeyboardInterrupt:
    time.sleep(1)
    print('has left a report', flush=True)
    raise SystemExit(2)
"""
TRIES_IT = "import sys; from fixtures.commands.draft import run_to_its_end as run; sys.exit(run(sys.argv[1:]))"
TOLD = "Отправил Маше «Привет», поле очистилось, а в ленте моего сообщения нет."
NOT_RUN = "Черновик не выполнен; почему — сказано выше."
Try = Callable[..., Ended]


@pytest.fixture
def tries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Try:
    """Tries a draft in a run that ends with these results; without any it does not begin."""
    monkeypatch.setenv("E2E_CALLER", str(tmp_path))
    (tmp_path / "report.md").write_text(TOLD, encoding="utf-8")

    (tmp_path / "tried").mkdir()

    def run(*results: TestResult, arguments: tuple[str, ...] = ("--force",)) -> Ended:
        def pytests(_: list[str]) -> int:
            if results:
                write_run(tmp_path / "tried", a_run(*results))
            return 1 if results else 4

        monkeypatch.setattr(draft, "run_to_its_end", pytests)
        given = ("report.md", "-o", "bug.feature", *arguments, "--", "--run-folder=tried")
        return run_verb(tmp_path, "draft", "--try", *given)

    return run


@pytest.mark.parametrize(
    ("results", "told"),
    [
        ([a_test("../bug.feature::А", "failed", "feed")], "Красный, вердикт feed: обещание нарушено"),
        ([a_test("../bug.feature::А")], "Зелёный: на этом ChatApp обещание выполнено"),
        ([a_test("../bug.feature::А", "skipped")], "Черновик не выполнен до конца"),
        ([a_test("../my-bug.feature::А", "failed", "feed")], NOT_RUN),
        ([], NOT_RUN),
    ],
    ids=["red", "green", "skipped", "another", "none"],
)
def test_outcome_is_of_the_draft(tries: Try, results: list[TestResult], told: str):
    """Red, green, not played to its end and not run at all are told apart, by the results of this file alone."""
    assert told in tries(*results).printed


def test_earlier_run_says_nothing(tries: Try):
    """A draft that could not be run this time has no verdict, though a run before it was of the same draft."""
    assert "Красный" in tries(a_test("../bug.feature::А", "failed", "feed")).printed

    ended = tries()

    assert ended.exit_code == 4
    assert NOT_RUN in ended.printed


@pytest.mark.parametrize(
    ("output", "told"),
    [("bug.feature", "bug.feature уже есть; с --force он"), ("bug.txt", "имя файла сценария кончается на .feature")],
)
def test_trying_overwrites_nothing(tries: Try, tmp_path: Path, output: str, told: str):
    """A file that is there stays as it is, unless it is said to be overwritten; a draft is no file of another kind."""
    (tmp_path / "bug.feature").write_text("Моё", encoding="utf-8")

    refused = tries(a_test("../bug.feature::А"), arguments=("-o", output))

    assert refused.exit_code == 4
    assert told in refused.printed
    assert (tmp_path / "bug.feature").read_text(encoding="utf-8") == "Моё"
    assert not (tmp_path / "bug.txt").exists()


def test_interrupted_try_ends_as_its_run_does():
    """Ctrl-C reaches the run too, which then tidies up and leaves a report; it is not killed over that."""
    with interrupted([sys.executable, "-c", TRIES_IT, sys.executable, "-c", ENDS_SLOWLY]) as running:
        running.when(lambda: "runs" in running.printed)

    assert running.printed.splitlines() == ["runs", "has left a report"]
    assert running.exit_code == 2
