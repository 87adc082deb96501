"""Three complaints, as an engineer records them on the planted bug that each is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from playwright.sync_api import Browser

from fixtures.hosting.embedded import embedded_chat_app
from fixtures.scenarios.recorder.keeping import KeptFile
from fixtures.scenarios.recorder.session import Ended, session_in
from fixtures.scenarios.recorder.stage import Opening
from fixtures.targets.profile import load_profile
from tests.selftest.scenarios.recorder.engineer import Engineer, Look

ALEXANDER, MARIA, DMITRY = "Александр Петров", "Мария Иванова", "Дмитрий Смирнов"


@dataclass(frozen=True)
class Complaint:
    """What is recorded, on which planted bug, with how many people; and the verdict of that bug."""

    bug: str
    verdict: str
    people: int
    record: Callable[[Engineer], None]


def _enter_does_nothing(engineer: Engineer) -> None:
    """«Жму Enter, и ничего»: the message has to be in the feed."""
    engineer.opens_chat(ALEXANDER, MARIA)
    engineer.types(ALEXANDER, "Ты дома?")
    engineer.presses(ALEXANDER, "Enter")
    engineer.ticks(ALEXANDER, "feed", "видит в ленте сообщение", "Ты дома?")
    engineer.is_done()


def _chat_stays_below(engineer: Engineer) -> None:
    """«Новое сообщение, а чат внизу»: the chat with the newest message has to be the first."""
    engineer.opens_chat(DMITRY, ALEXANDER)
    engineer.types(DMITRY, "Ты на месте?")
    engineer.clicks(DMITRY, "send_button")
    engineer.sees_in_list(ALEXANDER, DMITRY, "Ты на месте?")
    sentence = "у Александра Петрова чат с Дмитрием Смирновым первый в списке"
    engineer.ticks(ALEXANDER, engineer.listed(ALEXANDER, DMITRY), sentence)
    engineer.is_done()


def _own_message_waits_for_push(engineer: Engineer) -> None:
    """«Через VPN своего сообщения не видно»: with push held back it has to be in the feed all the same."""
    engineer.opens_chat(ALEXANDER, MARIA)
    engineer.chooses(ALEXANDER, "push удерживается у Александра Петрова")
    engineer.types(ALEXANDER, "Документы отправил")
    engineer.clicks(ALEXANDER, "send_button")
    engineer.ticks(ALEXANDER, "feed", "видит в ленте сообщение", "Документы отправил")
    engineer.is_done()


COMPLAINTS = (
    Complaint("enter-does-not-send", "input", 2, _enter_does_nothing),
    Complaint("dialog-not-moved-up", "order", 3, _chat_stays_below),
    Complaint("feed-waits-for-push", "feed", 2, _own_message_waits_for_push),
)


def recorded(browser: Browser, complaint: Complaint, file: KeptFile, look: Look | None = None) -> Ended:
    """Record a complaint in windows of this browser, on its bug; `look` is called while something is being ticked."""
    with embedded_chat_app(complaint.bug) as chat_app:
        target = replace(load_profile("embedded").at(chat_app.base_url), is_own=True)
        with session_in(browser, target, Opening(complaint.people), file) as session:
            complaint.record(Engineer(session, look))
            return session.run()
