"""A finding that nobody gives to `must` fails its test, wherever in the test it was made."""

from pathlib import Path

from tests.selftest.harness_process import RUNS, run_pytest

FORGOTTEN = RUNS / "forgetting_must.py"


def test_forgotten_finding_fails_its_test(tmp_path: Path):
    """In setup, call and teardown a finding that nobody took is `harness`, and the message says where it was made."""
    done = run_pytest(tmp_path / "run", "-n", "0", "--evidence", "none", str(FORGOTTEN))

    tests = ("test_forgets", "test_is_prepared_by_one_who_forgets", "test_is_ended_by_one_who_forgets")
    assert done.failures == {f"{FORGOTTEN}::{test}": "harness" for test in tests}, done.printed[-3000:]
    lines = [at for at, line in enumerate(FORGOTTEN.read_text(encoding="utf-8").splitlines(), 1) if "# here" in line]
    assert len(lines) == len(tests)
    for line in lines:
        assert f"nobody judged what was found at {FORGOTTEN.name}:{line}: give it to `must`." in done.printed
