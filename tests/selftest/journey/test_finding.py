"""Findings: neither true nor false, judged by `must` alone, and never forgotten."""

import pytest

from fixtures.journey.finding import all_judged, broken, first_broken, kept, must, taken
from fixtures.journey.verdict import Broken, PromiseBroken, Verdict


@pytest.mark.parametrize("finding", [kept(), broken(Verdict.FEED, "no row appeared.")], ids=["kept", "broken"])
def test_finding_is_no_answer_to_a_question(finding: object):
    """Whoever takes a finding for a yes or a no is told, instead of reading it the wrong way round."""
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(finding)


def test_must_passes_what_is_kept():
    """Findings that are kept fail nothing."""
    must()
    must(kept(), kept())


def test_must_names_the_earliest_broken_link():
    """Of several broken findings the one is named whose link comes first in the chain."""
    with pytest.raises(PromiseBroken) as caught:
        must(broken(Verdict.PAGE, "late"), kept(), broken(Verdict.FEED, "early"))

    assert caught.value.broken == Broken(Verdict.FEED, "early")


def test_several_findings_make_one():
    """Findings can be put together: the earliest broken link is left, or nothing broken."""
    assert taken(first_broken(kept(), kept())) is None
    assert taken(first_broken(broken(Verdict.PAGE, "late"), broken(Verdict.FEED, "early"))) == Broken(
        Verdict.FEED, "early"
    )


def test_finding_that_nobody_judged_is_told():
    """An expectation without `must` is the harness's fault, told with the line that made it."""
    with pytest.raises(PromiseBroken) as caught, all_judged():
        broken(Verdict.FEED, "no row appeared.")

    assert caught.value.verdict == Verdict.HARNESS
    assert "test_finding.py:" in caught.value.broken.reason


def test_kept_finding_must_be_judged_too():
    """Also what is kept has to be judged: the next time it may be broken."""
    with pytest.raises(PromiseBroken, match="harness: "), all_judged():
        kept()


def test_finding_that_is_only_printed_is_not_judged():
    """Whoever prints a finding, in a log or a debugger, still has to judge it."""
    with pytest.raises(PromiseBroken, match="harness: "), all_judged():
        repr(broken(Verdict.FEED, "no row appeared."))


def test_judged_findings_are_done_with():
    """What `must` or another expectation has taken is not told again."""
    with all_judged():
        must(first_broken(kept(), kept()), kept())


def test_block_that_fails_keeps_its_own_failure():
    """A test that fails for something else is not told of what it had no time to judge."""

    def fail_with_something_unjudged() -> None:
        with all_judged():
            kept()
            raise LookupError

    with pytest.raises(LookupError):
        fail_with_something_unjudged()
