"""Tests that fail, with names that a shell and pytest have their own ideas about."""

import pytest

from fixtures.people.person import Person

ODD = [
    "Кириллица и 😀",
    'it\'s "quoted" $HOME `id` !!',
    "two\nlines",
    "a::b[c]/d.py",
    "back\\slash",
    "-k x; exit 3 #",
    "",
]


@pytest.mark.parametrize("text", ODD)
def test_odd(text: str, sender: Person):
    """Fails, and tells who played."""
    raise AssertionError(f"played by {sender.name}")
