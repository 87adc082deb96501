"""What pages tell becomes steps: typing is one step, waiting is a condition, and no code is ever written."""

from pathlib import Path
from typing import Any

import pytest

from fixtures.scenarios.reading import feature_of
from fixtures.scenarios.recorder.keeping import KeptFile, text_of
from fixtures.scenarios.recorder.recording import Recording
from fixtures.scenarios.recorder.stage import WhoIsWho
from fixtures.scenarios.recorder.told import Told, Window
from fixtures.scenarios.scenario import Step

ALEXANDER, MARIA = "Александр Петров", "Мария Иванова"
NOTHING: dict[str, Any] = {"rows": [], "list": []}


def _clicked(part: str, seen: dict[str, Any] = NOTHING, **detail: object) -> Told:
    return Told.of({"kind": "clicked", "part": part, "seen": seen, **detail})


def _typed(text: str, part: str = "message_input") -> Told:
    return Told.of({"kind": "typed", "part": part, "text": text, "seen": NOTHING})


def _pressed(text: str) -> Told:
    return Told.of({"kind": "pressed", "part": "message_input", "text": text, "seen": NOTHING})


def _rows(*texts: str, confirmed: bool = True) -> dict[str, Any]:
    return {"rows": [{"text": text, "confirmed": confirmed} for text in texts], "list": []}


@pytest.fixture
def recording() -> Recording:
    """A recording that nothing was told yet."""
    return Recording(WhoIsWho(), code="1234")


@pytest.fixture
def sent(recording: Recording) -> Recording:
    """Александр has opened the chat with Мария and sent «Привет»."""
    one = Window(ALEXANDER)
    recording.take(one, _clicked("dialog", label=MARIA))
    for text in ("П", "Прив", "Привет"):
        recording.take(one, _typed(text))
    recording.take(one, _pressed("Привет"))
    return recording


def _kinds(recording: Recording) -> list[str]:
    return [step.kind for step in recording.steps]


def test_typing_is_one_step(sent: Recording):
    """Keys become one step with the whole text, and the press that sends it another."""
    assert sent.steps == [
        Step("opens_chat", {"who": ALEXANDER, "whom": MARIA}),
        Step("writes", {"who": ALEXANDER, "text": "Привет"}),
        Step("presses_enter", {"who": ALEXANDER}),
    ]


def test_what_is_recorded_reads_back(sent: Recording):
    """The file holds the steps that were recorded, whoever reads it."""
    (read,) = feature_of(text_of(sent, "Запись"), Path("bug.feature"), "bug.feature").scenarios

    assert list(read.steps) == sent.steps


def test_waiting_is_a_condition(sent: Recording):
    """What someone has seen come before they act is a condition, once; what they have not seen is none."""
    other = Window(MARIA)

    sent.take(other, _clicked("dialog", NOTHING, label=ALEXANDER))
    sent.take(other, _clicked("send_button", _rows("Привет"), text="И тебе"))
    sent.take(other, _clicked("send_button", _rows("Привет"), text="И ещё"))

    assert _kinds(sent)[3:] == [
        *("opens_chat", "sees_message", "writes", "presses_send", "writes", "presses_send"),
    ]
    assert sent.steps[4] == Step("sees_message", {"who": MARIA, "text": "Привет"})


def test_last_message_in_the_list_is_a_condition_too(sent: Recording):
    """Who has seen a message in the list alone waits for it there."""
    seen = {"rows": [], "list": [{"name": ALEXANDER, "preview": "Привет"}]}

    sent.take(Window(MARIA), _clicked("dialog", seen, label=ALEXANDER))

    assert sent.steps[3] == Step("previews", {"who": MARIA, "whom": ALEXANDER, "text": "Привет"})


@pytest.mark.parametrize("is_confirmed", [True, False], ids=["confirmed", "unconfirmed"])
def test_fault_comes_after_what_was_confirmed(sent: Recording, is_confirmed: bool):
    """A fault that began when a message was confirmed begins then in the scenario, too."""
    fault = Step("goes_offline", {"who": ALEXANDER})

    sent.add(fault, Told.of({"kind": "", "seen": _rows("Привет", confirmed=is_confirmed)}).seen)

    waits = [Step("sees_message", {"who": ALEXANDER, "text": "Привет"})] if is_confirmed else []
    assert sent.steps[3:] == [*waits, fault]


def test_second_of_two_clicks_is_no_message(recording: Recording):
    """Two clicks in quick succession are one step, whatever the page makes of the second."""
    recording.take(Window(ALEXANDER), _clicked("send_button", text="Раз"))
    recording.take(Window(ALEXANDER), _clicked("send_button", again=True))

    assert _kinds(recording) == ["writes", "double_clicks_send"]


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("   ", Step("writes_spaces", {"who": ALEXANDER, "number": 3})),
        ("ы" * 12_000, Step("writes_long", {"who": ALEXANDER, "number": 12_000, "letter": "ы"})),
        ("Раз\nДва", Step("writes", {"who": ALEXANDER, "text": "Раз\nДва"})),
        ('«Ёлка» "и" \\', Step("writes", {"who": ALEXANDER, "text": '«Ёлка» "и" \\'})),
    ],
    ids=["spaces", "long", "lines", "quotes"],
)
def test_odd_texts_read_back(recording: Recording, text: str, step: Step):
    """Whatever was typed is read back as it was."""
    recording.take(Window(ALEXANDER), _typed(text))
    (read,) = feature_of(text_of(recording, "Запись"), Path("bug.feature"), "bug.feature").scenarios

    assert list(read.steps) == recording.steps == [step]


def test_reload_keeps_the_chat(sent: Recording):
    """«Обновляет страницу» opens the chat again, so the click that does is no step of its own."""
    one = Window(ALEXANDER)
    sent.take(one, Told.of({"kind": "left", "seen": _rows("Привет")}))
    sent.take(one, Told.of({"kind": "loaded", "how": "reload", "route": "/"}))
    sent.take(one, _clicked("dialog", label=MARIA))

    assert _kinds(sent)[3:] == ["sees_message", "reloads"]


def test_draft_that_comes_back_is_typed_again(recording: Recording):
    """A draft that the page has kept is a text which the scenario has to type."""
    one = Window(ALEXANDER)
    recording.take(one, _typed("Черновик"))
    recording.take(one, _clicked("dialog", label=MARIA))
    recording.take(one, _pressed("Черновик"))

    assert _kinds(recording) == ["writes", "opens_chat", "writes", "presses_enter"]


def test_right_code_is_never_written(recording: Recording):
    """Phone and code make one step; only a wrong code stands in it, and the phone says who it is."""
    window = Window(ALEXANDER)
    recording.steps.append(Step("opens_login", {"who": ALEXANDER}))
    recording.take(window, _typed("8 922 222-22-22", "phone_field"))
    recording.take(window, _clicked("request_code_button"))
    recording.take(window, _typed("4321", "code_field"))
    recording.take(window, _clicked("sign_in_button"))
    recording.take(window, _typed("1234", "code_field"))
    recording.take(window, _clicked("sign_in_button"))

    assert window.who == MARIA
    assert _kinds(recording) == ["opens_login", "asks_for_code", "enters_code", "signs_in_by_form"]
    assert {step.arguments["who"] for step in recording.steps} == {MARIA}
    assert "1234" not in text_of(recording, "Вход")


def test_undone_step_leaves_the_others_and_what_comes(recording: Recording):
    """Whoever takes a step out goes on recording: typing, signing in by the form, and a fault chosen in the panel."""
    one, other = Window(ALEXANDER), Window(MARIA)
    recording.steps.append(Step("opens_login", {"who": MARIA}))
    recording.take(one, _clicked("dialog", label=MARIA))
    assert recording.remove(1) == Step("opens_chat", {"who": ALEXANDER, "whom": MARIA})
    assert recording.remove(7) is None

    recording.take(one, _typed("Привет"))
    recording.take(other, _typed("8 922 222-22-22", "phone_field"))
    recording.take(other, _clicked("request_code_button"))
    recording.take(other, _typed("4321", "code_field"))
    recording.take(other, _clicked("sign_in_button"))
    recording.take(other, _typed("1234", "code_field"))
    recording.take(other, _clicked("sign_in_button"))
    recording.add(Step("goes_offline", {"who": MARIA}))

    assert _kinds(recording) == [
        *("opens_login", "writes", "asks_for_code", "enters_code", "signs_in_by_form", "goes_offline"),
    ]


def test_what_cannot_be_said_is_told(recording: Recording):
    """What has no step is no step: the person is told so, once."""
    for _ in range(2):
        recording.take(Window(ALEXANDER), _clicked("", label="К последним сообщениям"))
    recording.take(Window(ALEXANDER), _clicked("dialog", label="Поход в горы"))

    assert recording.steps == []
    assert [note.partition(" в запись")[0] for note in recording.notes] == [
        "Нажатие «К последним сообщениям»",
        "Чат «Поход в горы»",
    ]


def test_new_reaction_is_told_by_its_request(sent: Recording):
    """A reaction that the page itself offers is recorded as given; a click on one that is there is one step."""
    window = Window(MARIA)
    sent.take(window, _clicked("row", _rows("Привет"), text="Привет"))
    sent.reacts(window, "👍")
    sent.take(window, _clicked("row_reactions", text="Привет", reaction="❤️"))
    sent.reacts(window, "❤️")

    assert _kinds(sent)[3:] == ["reacts", "presses_reaction"]


def test_file_is_written_once_something_was_done(recording: Recording, tmp_path: Path):
    """What is there from the start is no recording; after the first act the file holds everything."""
    kept = KeptFile(tmp_path / "no-reply.feature", "no-reply.feature")
    recording.steps.append(Step("signs_in", {"who": ALEXANDER}))
    kept.keep(recording)
    assert not kept.is_written

    recording.take(Window(ALEXANDER), _clicked("dialog", label=MARIA))
    kept.keep(recording)

    assert "Сценарий: No reply" in (tmp_path / "no-reply.feature").read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["no-reply.feature"]


@pytest.mark.parametrize(
    "step",
    [
        Step("sees_message", {"who": ALEXANDER, "text": "Привет"}),
        Step("goes_offline", {"who": ALEXANDER}),
        Step("comes_back", {"who": ALEXANDER}),
        Step("opens_chat", {"who": ALEXANDER, "whom": MARIA}),
    ],
    ids=["expectation", "fault", "healing", "act"],
)
def test_whatever_was_recorded_is_kept(recording: Recording, tmp_path: Path, step: Step):
    """What was ticked or chosen in the panel is kept as an act is, though nothing was done in a page."""
    kept = KeptFile(tmp_path / "bug.feature", "bug.feature")
    recording.steps.append(Step("signs_in", {"who": ALEXANDER}))
    recording.add(step)

    kept.keep(recording)

    assert [one.kind for one in feature_of(kept.path.read_text("utf-8"), kept.path, "").scenarios[0].steps][1:] == [
        step.kind
    ]
