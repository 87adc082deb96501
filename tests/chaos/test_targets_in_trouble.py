"""A target misbehaves in the middle of a run: that is no regression, and what has passed by then has passed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures.hosting.embedded import embedded_chat_app
from tests.chaos.front import front_of
from tests.chaos.troubled import RUNS, troubled

TOLD = {
    "garbage": "what answers there speaks no HTTP",
    "endless-body": "its answer has no end, or is longer than",
    "slow-drip-body": "its answer was not whole within 5 s",
    "redirect-loop": "something else answers 302",
}
BEGINS_WITH = "И теперь?".encode()


@pytest.fixture(scope="module")
def healthy() -> Iterator[str]:
    """The address of a ChatApp that is well."""
    with embedded_chat_app() as chat_app:
        yield chat_app.base_url


@pytest.mark.parametrize("trouble", TOLD)
def test_target_that_goes_bad_is_no_regression(tmp_path: Path, healthy: str, trouble: str):
    """Garbage, bodies without end or drop by drop, redirects in a circle: exit code 10, and what passed before."""
    with (
        front_of(healthy, trouble, BEGINS_WITH) as address,
        troubled(tmp_path, f"{RUNS}/target_in_trouble.py", "--base-url", address) as run,
    ):
        assert run.ends(120) == 10, run.printed
        assert run.outcomes == {"test_before": "passed", "test_meets_it": "target", "test_after": "target"}
        assert f"No ChatApp answers at {address} any more: {TOLD[trouble]}" in run.printed
        assert run.left_behind() == []
