"""What may be ticked of a part of a page: each offer is a step that reads back, and takes only values of its form."""

from pathlib import Path

import pytest

from fixtures.scenarios.reading import feature_of
from fixtures.scenarios.recorder.keeping import text_of
from fixtures.scenarios.recorder.offers import NoValueError, Picked, offers_of
from fixtures.scenarios.recorder.recording import Recording
from fixtures.scenarios.recorder.stage import WhoIsWho

ALEXANDER, MARIA = "Александр Петров", "Мария Иванова"
SHOWN = {
    "row": {"text": "Привет", "mark": "отправлено", "is_own": True, "author": "", "problem": "", "reactions": ["👍"]},
    "feed": {"rows": 2},
    "dialog": {"whom": MARIA, "unread": "9+", "preview": "Привет", "words": MARIA},
    "connection_banner": {"words": "Нет соединения"},
    "chat_name": {"words": MARIA},
    "message_input": {"words": "Черновик"},
    "page": {"words": "Чаты", "title": "(1) ChatApp"},
}
PARTS = [*SHOWN, "typing", "send_button", "own_identity", "login"]


@pytest.mark.parametrize("part", PARTS)
def test_every_offer_reads_back(part: str):
    """Whatever may be ticked is a step that the file reads back as it was."""
    picked = Picked(part, {"who": ALEXANDER}, SHOWN.get(part, {}))
    values = {"number": "3", "mark": "доставлено"}
    steps = [one.with_value(values.get(one.asks, "Как дела")) for one in offers_of(picked, ("Раз", "Два"))]
    recording = Recording(WhoIsWho(), code="1234")
    recording.steps += steps

    (read,) = feature_of(text_of(recording, "Запись"), Path("bug.feature"), "bug.feature").scenarios

    assert len(steps) > 1
    assert list(read.steps) == steps


@pytest.mark.parametrize(("value", "said"), [("", "Напишите"), ("много", "не число")], ids=["empty", "no-number"])
def test_value_that_is_none_is_refused(value: str, said: str):
    """What an offer asks for has to be given, in its form."""
    offer = next(one for one in offers_of(Picked("feed", {"who": ALEXANDER}, {"rows": 2}), ()) if one.asks == "number")

    with pytest.raises(NoValueError, match=said):
        offer.with_value(value)
