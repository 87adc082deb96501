"""What a profile does to a run: what it skips, what it expects to fail, what it leaves behind."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from fixtures.hosting.chat_app import HostedChatApp
from fixtures.hosting.embedded import embedded_chat_app
from fixtures.people.cleanup import Cleanup
from fixtures.people.settling import settle_cast
from fixtures.redaction.secret import Secret
from fixtures.targets.profile import load_profile
from tests.selftest.harness_process import RUNS, Ended, run_pytest
from tests.selftest.processes import interrupted

NEEDING = str(RUNS / "needing.py")
WRONG = str(RUNS / "wrong_on_purpose.py")


@pytest.fixture(scope="module")
def deployment() -> Iterator[HostedChatApp]:
    """A ChatApp that was there before the run and is there after it."""
    with embedded_chat_app() as chat_app:
        yield chat_app


def _run(folder: Path, profile: str, *arguments: str) -> Ended:
    path = folder / "mine.toml"
    path.write_text(f'title = "Mine"\ninherits = "embedded"\n{profile}', encoding="utf-8")
    return run_pytest(folder / "run", "--target", str(path), *arguments)


def test_what_a_target_cannot_do_is_skipped_with_the_reason(tmp_path: Path):
    """Tests that need what the target lacks are skipped, and the report says why; the others run."""
    ended = _run(tmp_path, '[capabilities]\noffline_queue = "has no queue yet"\n', NEEDING)

    skipped = [test["message"] for test in ended.report["tests"] if test["outcome"] == "skipped"]
    assert ended.exit_code == 0
    assert ended.report["totals"] == {"passed": 1, "skipped": 2}
    assert set(skipped) == {"Skipped: mine has no queue yet (capability offline_queue)"}


def test_unknown_capability_is_said(tmp_path: Path):
    """A test that needs what no target can have ends the run with those that there are."""
    ended = run_pytest(tmp_path / "run", str(RUNS / "needing_nonsense.py"))

    assert ended.exit_code == 4
    assert "needs 'offline_que', which is none of accessibility, catching_up" in ended.printed


def test_missing_part_of_a_page_is_a_reason_to_skip(tmp_path: Path, deployment: HostedChatApp):
    """A test that comes upon a part that the page does not have is skipped, and says which part."""
    ended = _run(
        tmp_path, '[locators]\nconnection_banner = ""\n', str(RUNS / "looking.py"), "--base-url", deployment.base_url
    )

    (test,) = ended.report["tests"]
    assert ended.exit_code == 0
    assert (test["outcome"], test["message"]) == ("skipped", "Skipped: the page of mine has no `connection_banner`")
    # Where no test ran there is nothing to say of what was exercised.
    assert "Contract: " not in ended.printed


def test_known_failure_is_expected_until_its_day(tmp_path: Path):
    """A test that is known to fail fails no run, and is counted as such."""
    known = '[[known_failures]]\ntest = "*wrong_on_purpose*"\nticket = "T-7"\nuntil = 2999-12-31\n'

    ended = _run(tmp_path, known, WRONG)

    (test,) = ended.report["tests"]
    assert ended.exit_code == 0
    assert (test["outcome"], test["verdict"]) == ("xfailed", None)
    assert test["message"] == "T-7: known to fail until 2999-12-31"


def test_known_failure_counts_again_after_its_day(tmp_path: Path):
    """After its last day a known failure fails the run, and the run says whose promise it was."""
    known = '[[known_failures]]\ntest = "*wrong_on_purpose*"\nticket = "T-7"\nuntil = 2001-12-31\n'

    ended = _run(tmp_path, known, WRONG)

    assert ended.exit_code == 1
    assert "T-7 was to be done by 2001-12-31: *wrong_on_purpose* counts again" in ended.printed


def test_known_failure_that_passes_is_said(tmp_path: Path):
    """A test that is listed as failing and passes fails the run, so that the list stays true."""
    known = '[[known_failures]]\ntest = "*::test_needs_nothing"\nticket = "T-8"\nuntil = 2999-12-31\n'

    ended = _run(tmp_path, known, NEEDING)

    assert ended.exit_code == 1
    assert ended.report["totals"] == {"failed": 1, "passed": 2}
    (failed,) = (test for test in ended.report["tests"] if test["outcome"] == "failed")
    assert failed["message"] == (
        "It passes, and the profile mine says that it fails (T-8, until 2999-12-31): "
        "delete the entry with test = '*::test_needs_nothing' under [[known_failures]]."
    )


def test_deployment_is_left_tidy(tmp_path: Path, deployment: HostedChatApp):
    """A run deletes the dialogs that it created and no others; the people who stay bear its mark, and are counted."""
    settle_cast(load_profile("embedded").at(deployment.base_url))
    before, people_before = _dialogs(deployment), _people(deployment)

    ended = run_pytest(tmp_path / "run", "--base-url", deployment.base_url, "tests/api/test_statuses.py", "-n", "2")

    names = _people(deployment)[len(people_before) :]
    assert ended.exit_code == 0
    assert before
    assert _dialogs(deployment) == before
    assert names
    assert all("⟦run " in name and name.endswith("⟧") for name in names)
    assert ended.report["left_behind"] == {"people": len(names)}
    assert f"Left at {deployment.base_url} by this run, with ⟦run " in ended.printed


def test_interrupted_run_is_tidied(tmp_path: Path, deployment: HostedChatApp):
    """Ctrl-C, which also takes the browser away, leaves no dialog of the run behind, and what stays is said."""
    tell, folder = tmp_path / "dialog", tmp_path / "run"
    arguments = [
        "--run-folder",
        str(folder),
        "--base-url",
        deployment.base_url,
        str(RUNS / "hanging_at_a_deployment.py"),
    ]

    with interrupted(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments], {"TELL_DIALOG": str(tell)}
    ) as run:
        run.when(lambda: tell.exists() and tell.read_text() != "")

    assert run.exit_code == 2
    assert tell.read_text() not in _dialogs(deployment)
    assert f"Left at {deployment.base_url} by this run, with ⟦run " in run.printed


def test_names_that_tests_write_bear_the_mark(tmp_path: Path, deployment: HostedChatApp):
    """Whoever registers and whatever stays bears the mark, also where a test wrote the name, and no test notices."""
    dialogs_before, people_before = set(_dialogs(deployment)), _people(deployment)

    ended = _run(
        *(tmp_path, '[capabilities]\ndialog_deletion = "keeps its dialogs"\n', "--base-url", deployment.base_url),
        "tests/api/test_sign_in.py",
        "tests/api/test_limits.py",
        "tests/api/test_dialogs.py::test_group_bears_the_name_it_was_given",
        "tests/api/test_dialogs.py::test_dialog_of_two_shows_the_other",
        "tests/ui/test_sign_in.py::test_new_person_registers",
        "tests/websocket/test_page_handlers.py::test_updated_dialog_changes_the_list",
    )

    mark = f"⟦run {ended.printed.partition('⟦run ')[2][:4]}⟧"
    names, titles = _people(deployment)[len(people_before) :], _titles(deployment, dialogs_before)
    assert ended.exit_code == 0, ended.printed
    assert len(titles) > 10
    assert [name for name in [*names, *titles] if not name.endswith(f" {mark}")] == []
    # Who asked for a code and never signed in is counted too: another ChatApp may have registered them.
    assert ended.report["left_behind"]["people"] >= len(names)
    assert ended.report["left_behind"]["dialogs"] == len(titles)
    assert "unmarked dialogs" not in ended.report["left_behind"]


def test_dialog_that_keeps_its_name_is_said(tmp_path: Path):
    """Dialogs that can be neither deleted nor renamed are counted apart, also those of which nobody was asked."""
    target = load_profile("embedded").at("http://127.0.0.1:1")
    cleanup = Cleanup("⟦run 1a2b⟧")

    cleanup.tidy_dialogs(target, [], {"dlg_1": Secret("token"), "dlg_2": Secret("token of another")})

    assert cleanup.told(cleanup.counts, "there") == "Left at there by this run, without it: 2 dialogs."


@pytest.mark.parametrize(
    ("name", "marked"),
    [
        pytest.param("Вера Павлова", "Вера Павлова ⟦run 1a2b⟧", id="any"),
        pytest.param("🫠" * 100, "🫠" * 89 + " ⟦run 1a2b⟧", id="as-long-as-may-be"),
        pytest.param("🫠" * 101, "🫠" * 101, id="too-long"),
        pytest.param(" ", " ", id="blank"),
        pytest.param("Вера ⟦run 1a2b⟧", "Вера ⟦run 1a2b⟧", id="marked-already"),
    ],
)
def test_mark_makes_no_wrong_name_right(name: str, marked: str):
    """A name bears the mark once and stays as long as it may be; one that has to be refused stays as it is."""
    assert Cleanup("⟦run 1a2b⟧").marked(name) == marked
    assert Cleanup().marked(name) == name


def _dialogs(deployment: HostedChatApp) -> list[str]:
    return _column(deployment, "SELECT dialog_id FROM dialogs ORDER BY dialog_id")


def _people(deployment: HostedChatApp) -> list[str]:
    return _column(deployment, "SELECT name FROM users ORDER BY rowid")


def _titles(deployment: HostedChatApp, known: set[str]) -> list[str]:
    new = ", ".join(f"'{dialog_id}'" for dialog_id in set(_dialogs(deployment)) - known)
    return _column(deployment, f"SELECT name FROM dialogs WHERE dialog_id IN ({new})")  # noqa: S608 - ids of our own


def _column(deployment: HostedChatApp, query: str) -> list[str]:
    with closing(sqlite3.connect(deployment.database)) as database:
        return [value for (value,) in database.execute(query)]
