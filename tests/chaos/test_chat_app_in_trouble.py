"""ChatApp freezes, is slow, or has no room left: each ends soon, and says whose fault it is."""

from pathlib import Path

from tests.chaos.troubled import RUNS, troubled

IN_TROUBLE = f"{RUNS}/chat_app_in_trouble.py"


def test_frozen_chat_app_is_no_regression(tmp_path: Path):
    """A ChatApp that is stopped gives exit code 10, and `target` to what it met; what had passed has passed."""
    with troubled(tmp_path, IN_TROUBLE, environment={"TROUBLE": "frozen"}) as run:
        assert run.ends(100) == 10
        assert run.outcomes == {"test_before": "passed", "test_meets_it": "target", "test_after": "target"}
        assert "no longer answers. Its last words:" in run.printed
        assert run.left_behind() == []


def test_slow_chat_app_is_waited_for(tmp_path: Path):
    """An answer that takes seconds is an answer: where nothing is promised of time, tests pass."""
    with troubled(tmp_path, IN_TROUBLE, environment={"TROUBLE": "slow"}) as run:
        assert run.ends(100) == 0
        assert set(run.outcomes.values()) == {"passed"}


def test_chat_app_without_room_is_told_by_its_status(tmp_path: Path):
    """A ChatApp that can store nothing more fails with its status; what only reads goes on."""
    with troubled(tmp_path, IN_TROUBLE, environment={"TROUBLE": "full"}) as run:
        assert run.ends(100) == 1
        assert run.outcomes["test_before"] == "passed"
        assert run.outcomes["test_meets_it"] == "status"
        assert "status: POST /api/messages/dialog/" in run.printed
        assert run.left_behind() == []
