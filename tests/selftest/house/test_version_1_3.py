"""The harness at an older ChatApp: it runs there, says what is skipped and what is known, and excuses nothing else.

A selection of the suite that touches every client and every screen; the whole of it takes longer and shows no more.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures.targets.profile import PROFILES
from tests.selftest.harness_process import run_e2e, run_pytest
from tests.selftest.version_1_3.deployment import Deployment, deployed

SELECTION = [
    "tests/api/test_answers.py",
    "tests/api/test_reactions.py",
    "tests/api/test_sent_message.py",
    "tests/api/test_statuses.py",
    "tests/websocket/test_events.py",
    "tests/websocket/test_handshake.py",
    "tests/websocket/test_page_handlers.py",
    "tests/ui/test_bug_report.py",
    "tests/ui/test_sign_in.py",
    "tests/ui/test_statuses.py",
    "tests/ui/test_two_people.py",
    "tests/ui/test_writing.py",
]
WITH_BROKER = 'title = "1.3"\ninherits = "chatapp-1.3"\n[capabilities]\nmessage_push = true\ndialog_push = true\n'


@pytest.fixture(scope="module")
def without_broker() -> Iterator[Deployment]:
    """Version 1.3 as its profile describes it."""
    with deployed() as deployment:
        yield deployment


@pytest.mark.timeout(120)
def test_suite_runs_at_version_1_3(tmp_path: Path, without_broker: Deployment):
    """The suite is green there, with what it cannot do skipped, and with every known breach counted and said."""
    ended = run_pytest(
        tmp_path / "run", "--target", "chatapp-1.3", *without_broker.options(), *SELECTION, "-n", "2", limit=110
    )

    skipped = {test["message"] for test in ended.report["tests"] if test["outcome"] == "skipped"}
    assert ended.exit_code == 0, ended.printed
    assert ended.report["totals"].keys() == {"passed", "skipped"}
    assert ended.report["totals"]["passed"] > 50
    assert all(message.startswith(("Skipped: chatapp-1.3 ", "Skipped: starts a ChatApp")) for message in skipped)
    assert {breach.partition(":")[0] for breach in ended.report["known_breaches"]} >= {"verifyCode", "getMe", "getUser"}
    assert " x verifyCode: token and user stand outside the envelope\n" in ended.printed


def test_breach_that_is_not_listed_is_found(tmp_path: Path, without_broker: Deployment):
    """Without the list of known breaches the same deployment fails, with the verdict `envelope`."""
    text = (PROFILES / "chatapp-1.3.toml").read_text(encoding="utf-8")
    strict = tmp_path / "strict.toml"
    strict.write_text(text[: text.index("[[known_breaches]]")], encoding="utf-8")

    ended = run_pytest(
        tmp_path / "run",
        *("--target", str(strict)),
        *without_broker.options(),
        "tests/api/test_sent_message.py",
        "tests/ui/test_sign_in.py::test_registered_person_signs_in",
    )

    assert ended.exit_code == 1
    assert set(ended.failures.values()) == {"envelope"}
    assert "POST /api/auth/verify-code answered 200 without the key `data`" in ended.printed


def test_message_that_is_pushed_twice_is_shown_once(tmp_path: Path):
    """With its broker each message comes twice and wrapped once more, and is shown once for all that."""
    profile = tmp_path / "with-broker.toml"
    profile.write_text(WITH_BROKER, encoding="utf-8")

    with deployed(has_broker=True) as deployment:
        tests = ["tests/ui/test_answer_and_push.py", "tests/ui/test_two_people.py", "tests/ui/test_bug_report.py"]
        ended = run_pytest(tmp_path / "run", "--target", str(profile), *deployment.options(), *tests)

    assert ended.exit_code == 0, ended.printed
    assert ended.report["totals"] == {"passed": 17, "skipped": 3}
    assert ended.report["known_breaches"]["chat3:update: an internal event, to be ignored"] > 0


def test_doctor_finds_its_way(tmp_path: Path, without_broker: Deployment):
    """The doctor finds everything that the profile of version 1.3 names."""
    ended = run_e2e(tmp_path, "doctor", "--target", "chatapp-1.3", *without_broker.options())

    assert ended.exit_code == 0, ended.printed
    assert "ok  known, " in ended.printed
