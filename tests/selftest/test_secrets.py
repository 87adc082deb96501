"""Tokens and codes stay out of everything that a run keeps or prints."""

from pathlib import Path

from fixtures.targets.secret import Secret
from tests.selftest.running import RUNS, run_pytest


def test_failures_show_no_token(tmp_path: Path):
    """A run in which everything fails keeps no token, neither in the report nor on the terminal, told at length."""
    told = tmp_path / "tokens"

    ended = run_pytest(
        tmp_path / "run",
        str(RUNS / "failing_with_secrets.py"),
        "--tb=long",
        environment={"TELL_TOKENS": str(told)},
    )

    tokens = told.read_text(encoding="utf-8").split()
    kept = [path for path in (tmp_path / "run").rglob("*") if path.is_file()]
    assert len(ended.failures) == 5
    assert len(tokens) == 5
    assert [path.name for path in kept if any(token.encode() in path.read_bytes() for token in tokens)] == []
    assert [token for token in tokens if token in ended.printed] == []


def test_secret_is_masked_where_it_is_shown():
    """A secret works as text, and its representation is a mask, inside of other things too."""
    hidden = Secret("abc123")

    assert f"Bearer {hidden}" == "Bearer abc123"
    assert "abc123" not in repr({"token": hidden})
