"""How scenarios run: from anywhere, by their line, with a planted bug; and what they do not cost other runs."""

import subprocess
import sys
from pathlib import Path

import pytest

from fixtures.running.checkout import ROOT
from tests.selftest.harness_process import Ended, run_e2e, run_pytest

EVERY_STEP = Path(__file__).parent / "every_step.feature"
TWO = """Функционал: Сообщение не появилось
  Сценарий: Появляется
    Когда Саша открывает чат с Машей
    И push у него не приходит
    И отправляет «Привет»
    Тогда сообщение появилось в ленте

  Сценарий: Не запускается
    Когда Саша входит
"""


def test_scenario_runs_wherever_it_lies(tmp_path: Path):
    """A file outside the checkout runs by its line, and is red on a planted bug, with the sentence that failed."""
    file = tmp_path / "bug.feature"
    file.write_text(TWO, encoding="utf-8")

    ended = run_pytest(
        tmp_path / "run",
        *("-n", "0", "--evidence", "none", "--plant", "feed-waits-for-push", "bug.feature:4"),
        environment={"E2E_CALLER": str(tmp_path)},
    )

    assert list(ended.failures.values()) == ["feed"], ended.printed
    assert ended.report["totals"] == {"failed": 1}
    assert "bug.feature:6: Тогда сообщение появилось в ленте" in ended.printed


def test_draft_is_tried_at_once(tmp_path: Path):
    """`./e2e draft --try` runs what it makes of a complaint, and tells the verdict."""
    report = tmp_path / "report.md"
    report.write_text("Отправил Маше «Привет», поле очистилось, а в ленте моего сообщения нет.", encoding="utf-8")
    run = ("--", "--run-folder", str(tmp_path / "run"), "-n", "0", "--evidence", "none", "--report-language", "none")

    ended = run_e2e(tmp_path / "run", "draft", "--try", str(report), "--plant", "feed-waits-for-push", *run)

    assert ended.exit_code == 1, ended.printed
    assert list(ended.failures.values()) == ["feed"]
    assert "Красный, вердикт feed: обещание нарушено, жалоба подтверждается." in ended.printed


@pytest.mark.parametrize("named", ["bug.feature", "."], ids=["file", "folder"])
def test_unknown_step_runs_nothing(tmp_path: Path, named: str):
    """A step that there is not is said with its line, and the run ends as wrong usage before anything runs."""
    (tmp_path / "bug.feature").write_text(TWO.replace("отправляет", "телепатирует"), encoding="utf-8")

    ended = run_pytest(tmp_path / "run", "-n", "0", str(tmp_path / named))

    assert ended.exit_code == 4, ended.printed
    assert "5: непонятный шаг «телепатирует «Привет»». Похожие шаги:" in ended.printed
    assert not any(test["outcome"] == "passed" for test in _tests_of(ended))


@pytest.mark.timeout(150)
def test_every_other_step_can_be_played(tmp_path: Path):
    """Steps that no bug report of ours has do what they say on a healthy ChatApp."""
    ended = run_pytest(tmp_path / "run", "-n", "0", "--evidence", "none", str(EVERY_STEP), limit=140)

    assert ended.exit_code == 0, ended.printed[-3000:]


def test_dictionary_is_loaded_for_scenarios_alone():
    """A run without scenarios does not wait for the Russian dictionary."""
    code = (
        "import sys, fixtures.scenarios.plugin, fixtures.commands.steps;"
        "sys.exit(any(name in sys.modules for name in ('pymorphy3', 'petrovich', 'gherkin')))"
    )

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def _tests_of(ended: Ended) -> list[dict[str, object]]:
    try:
        return list(ended.report["tests"])
    except FileNotFoundError:
        return []
