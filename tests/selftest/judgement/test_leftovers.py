"""What a failed test left open does not fail the next one."""

import gc
import socket
import sys
import warnings

import pytest

from fixtures.judgement.leftovers import collect_leftovers


def _leave_a_socket_open() -> None:
    left = [socket.socket()]
    left.append(left)


def _unraised_by(monkeypatch: pytest.MonkeyPatch, *collect: object) -> list[object]:
    unraised: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda told: unraised.append(told.exc_type))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        _leave_a_socket_open()
        for one in collect:
            one()
    return unraised


def test_socket_left_open_ends_without_a_word(monkeypatch: pytest.MonkeyPatch):
    """A socket that is collected with its own failed test warns of nothing; collected later it would."""
    assert _unraised_by(monkeypatch, collect_leftovers) == []
    assert _unraised_by(monkeypatch, gc.collect) == [ResourceWarning]


def test_last_error_holds_nothing_any_more(monkeypatch: pytest.MonkeyPatch):
    """What Python keeps of the last error does not keep its frames alive."""
    monkeypatch.setattr(sys, "last_value", ValueError("kept"), raising=False)

    collect_leftovers()

    assert sys.last_value is None
