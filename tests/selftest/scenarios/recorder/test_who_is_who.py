"""Whom a recorded click is about."""

from fixtures.people.cast import CAST
from fixtures.scenarios.recorder.stage import WhoIsWho

ALEXANDER, MARIA = "Александр Петров", "Мария Иванова"


def test_people_are_told_by_chat_or_by_name():
    """A chat is known by its id; a name counts where it is one person's alone."""
    who_is_who = WhoIsWho()
    who_is_who.learn("dlg_1", ALEXANDER, MARIA)

    assert who_is_who(ALEXANDER, "dlg_1", "Как угодно") == MARIA
    assert who_is_who(ALEXANDER, "dlg_2", f"{CAST['79123456789']} +7 912 345-67-89") == "Иван Петров"
    assert who_is_who(ALEXANDER, "", "Поход в горы") == ""
    assert who_is_who(ALEXANDER, "dlg_3", MARIA) == "", "an older chat of the same two is another one"
