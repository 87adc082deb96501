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


def test_chats_without_ids_are_told_by_the_name_that_they_were_given():
    """Where a page tells no ids and lists a chat under its own name, an older chat of the same two is another one."""
    who_is_who = WhoIsWho()
    who_is_who.learn("dlg_1", ALEXANDER, MARIA, listed=f"{MARIA}, {ALEXANDER} ⟦record 2⟧")

    assert who_is_who(MARIA, "", f"{MARIA}, {ALEXANDER} ⟦record 2⟧") == ALEXANDER
    assert who_is_who(MARIA, "", f"{MARIA}, {ALEXANDER} ⟦record 1⟧") == ""
    assert who_is_who(MARIA, "", "Иван Петров +7 912 345-67-89") == "Иван Петров", "a person who was found"
