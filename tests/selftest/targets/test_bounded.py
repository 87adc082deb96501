"""How much of an answer is read, and for how long."""

import pytest

from fixtures.targets.bounded import AnswerTooSlowError, joined


def test_answer_drop_by_drop_ends():
    """An answer whose pieces all come in time, and which is not whole in time, is no answer."""
    assert joined([b"a", b"b"], within=60) == b"ab"

    with pytest.raises(AnswerTooSlowError, match=r"^the answer was not whole within 0 s$"):
        joined([b"a", b"b"], within=0)
