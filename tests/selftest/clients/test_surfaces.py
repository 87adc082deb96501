"""What a page offers comes in three kinds, which cannot be mistaken: acts, questions and expectations."""

import inspect
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from fixtures.clients.browser import expectations, pages
from fixtures.clients.browser.expectations.catching_up import CatchingUpExpectations
from fixtures.clients.browser.expectations.chat import ChatExpectations
from fixtures.clients.browser.expectations.dialog_list import DialogListExpectations
from fixtures.clients.browser.expectations.drafts import DraftExpectations
from fixtures.clients.browser.expectations.feed import FeedExpectations
from fixtures.clients.browser.expectations.home import HomeExpectations
from fixtures.clients.browser.expectations.marks import MarkExpectations
from fixtures.clients.browser.expectations.outbox import OutboxExpectations
from fixtures.clients.browser.expectations.typing_shown import TypingExpectations
from fixtures.clients.browser.pages.chat import Chat
from fixtures.clients.browser.pages.chat_questions import ChatQuestions
from fixtures.clients.browser.pages.home_questions import HomeQuestions
from fixtures.clients.browser.tab import Tab

QUESTION = ("is_", "has_", "can_")
SUBJECTS_OF_A_CHAT = [
    FeedExpectations,
    MarkExpectations,
    OutboxExpectations,
    CatchingUpExpectations,
    TypingExpectations,
    DraftExpectations,
]


def _modules(room: ModuleType) -> list[ModuleType]:
    return [import_module(f"{room.__name__}.{file.stem}") for file in sorted(Path(room.__path__[0]).glob("[!_]*.py"))]


def _public(holder: object) -> dict[str, Callable[..., object]]:
    return {name: one for name, one in inspect.getmembers(holder, inspect.isroutine) if not name.startswith("_")}


def _offered(room: ModuleType) -> dict[str, Callable[..., object]]:
    """The public functions and methods that a room defines, by where they stand."""
    offered: dict[str, Callable[..., object]] = {}
    for module in _modules(room):
        for holder in (module, *vars(module).values()):
            if holder is module or (inspect.isclass(holder) and holder.__module__ == module.__name__):
                own = {name: one for name, one in _public(holder).items() if one.__module__ == module.__name__}
                offered |= {f"{module.__name__}.{name}": one for name, one in own.items()}
    return offered


def _returns(function: Callable[..., object]) -> str:
    return str(inspect.signature(function).return_annotation)


def test_every_expectation_of_a_page_gives_a_finding():
    """What stands among the expectations is a claim that `must` alone may judge, and is not named like a question."""
    offered = _offered(expectations)

    assert len(offered) > 40
    assert [where for where, one in offered.items() if _returns(one) != "Finding"] == []
    assert [where for where in offered if where.split(".")[-1].startswith(QUESTION)] == []


def test_no_act_and_no_question_gives_a_finding():
    """What stands among the screens is done or answered at once, and leaves nothing to be judged."""
    offered = _offered(pages)

    assert len(offered) > 40
    assert [where for where, one in offered.items() if "Finding" in _returns(one) or "Broken" in _returns(one)] == []


@pytest.mark.parametrize("questions", [ChatQuestions, HomeQuestions])
def test_every_question_has_an_answer(questions: type):
    """A question gives a plain value."""
    assert [name for name, one in _public(questions).items() if _returns(one) == "None"] == []


def test_chat_does_what_a_person_does():
    """A chat's own methods are acts: they give nothing, or what came of them."""
    came_of_it = {name for name, one in _public(Chat).items() if _returns(one) != "None"}

    assert came_of_it == {"press_enter", "press_send", "double_click_send", "retry", "time_to_row"}


@pytest.mark.parametrize(
    ("screen", "questions", "subjects"),
    [
        pytest.param(ChatExpectations, ChatQuestions, SUBJECTS_OF_A_CHAT, id="chat"),
        pytest.param(HomeExpectations, HomeQuestions, [DialogListExpectations], id="home"),
    ],
)
def test_no_expectation_is_left_out_of_the_list(
    screen: Callable[[object], object], questions: Callable[[object], object], subjects: list[type]
):
    """What can be expected of a screen is one list: every claim of its subjects is on it, under its own name."""
    listed = _public(screen(questions(object.__new__(Tab))))

    left_out = [name for subject in subjects for name in _public(subject) if name not in listed]
    assert left_out == []
    assert [name for name, one in listed.items() if one.__name__ != name] == []
