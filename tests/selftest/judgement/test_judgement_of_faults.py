"""What the test itself did to push is told as such, whatever its matcher took it for."""

from pathlib import Path

from fixtures.journey.facts.fact import Kind
from fixtures.journey.facts.journal import Journal
from fixtures.journey.verdict import Broken, PromiseBroken, Verdict
from fixtures.judgement.judgement import broken_by, in_full, judge_failure
from fixtures.redaction.secret import Secret

TYPING = {"via": "page 1", "event": "typing:start", "dialog": "dlg_1"}


def test_push_that_the_test_withheld_is_no_lost_push(tmp_path: Path):
    """Where a fault kept the event back, the test is to blame, and not ChatApp's push."""
    journal = Journal(tmp_path / "journey.jsonl")
    journal.note("Борис", Kind.EMITTED, **TYPING)
    journal.note("Борис", Kind.WITHHELD, **TYPING)
    journal.note("Борис", Kind.LOOKED_FOR, via="page 1", effect="«печатает...» was not shown", event="typing:start")

    judged = judge_failure(Broken(Verdict.PUSH_DELIVERY, "emitted, and it never reached the page."), journal)

    assert judged.broken.verdict == Verdict.HARNESS
    assert "withheld" in judged.broken.reason
    journal.close(keep=False)


def test_failure_is_told_in_one_line_and_without_secrets(tmp_path: Path):
    """The headline stays one line, whatever a text holds; a token in the words of an error is masked."""
    journal = Journal(tmp_path / "journey.jsonl")
    token = Secret("abcdefghijklmnop")

    said = broken_by(ValueError(f"no place for {token}"))
    judged = judge_failure(Broken(Verdict.CONTENT, "«раз\nдва\x1b[31m» is shown"), journal)

    assert str(token) not in said.reason
    assert in_full(judged, "", journal)[0] == r"content: «раз\nдва\x1b[31m» is shown"
    assert str(PromiseBroken(judged.broken)) == r"content: «раз\nдва\x1b[31m» is shown"
    assert str(token) not in journal.path.read_text(encoding="utf-8")
    journal.close(keep=False)
