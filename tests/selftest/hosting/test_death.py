"""What a test fails for when a deployment is dead: that, unless it has itself found who ended it."""

from pathlib import Path

import pytest

from fixtures.clients.api import ApiClient
from fixtures.clients.push.expectations import outlives
from fixtures.hosting.death import death_comes_first
from fixtures.journey.facts.journal import Journal
from fixtures.journey.finding import must, taken
from fixtures.journey.verdict import Broken, PromiseBroken, Verdict
from fixtures.targets.profile import load_profile
from fixtures.targets.target import TargetError

NOWHERE = load_profile("embedded").at("http://127.0.0.1:1")


def test_failure_at_a_dead_deployment_is_no_regression():
    """Whatever else fails where nobody answers any more fails for that."""
    lost = PromiseBroken(Broken(Verdict.REQUEST, "GET /dialogs got no answer."))

    with pytest.raises(TargetError, match="No ChatApp answers at"), death_comes_first(lambda: (NOWHERE, None)):
        raise lost


def test_who_ended_a_deployment_keeps_the_finding(tmp_path: Path):
    """A test after whose act a deployment answers nobody any more says so; it does not say that the target is dead."""
    journal = Journal(tmp_path / "journal.jsonl")

    with ApiClient(NOWHERE, "someone", journal) as api:
        finding = outlives(api, "the packet 42")
        with pytest.raises(PromiseBroken) as failure, death_comes_first(lambda: (NOWHERE, None)):
            must(finding)

    journal.close(keep=False)
    told = "access: after the packet 42 ChatApp answers nobody any more: whoever is signed in can stop it for everyone."
    assert str(failure.value) == told
    assert taken(finding) == failure.value.broken
