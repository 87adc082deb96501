"""After each change the process runs that has loaded nothing of it, and of those the one that has loaded most."""

from pathlib import Path
from typing import Any

import pytest

from fixtures.hosting.chat_app import Source
from fixtures.running.checkout import ROOT
from fixtures.watching import reserve as reserve_module
from fixtures.watching.reserve import Reserve
from fixtures.watching.standby.orders import Preparation

TEST = ROOT / "tests" / "ui" / "test_offline.py"
CONFTEST = ROOT / "tests" / "websocket" / "conftest.py"
WIRE = ROOT / "fixtures" / "network" / "wire.py"
HOSTING = ROOT / "fixtures" / "hosting" / "chat_app.py"
SERVER = ROOT / "fixtures" / "chat_app" / "server" / "chat.py"
NEW = Source(Path("new"), Path("page"))


class Standing:
    """Stands in for a process: says what it was told."""

    def __init__(self, _folder: Path, _arguments: object, preparation: Preparation, _heard: object) -> None:
        self.files: frozenset[Path] | None = None
        self.is_loaded = False
        self.source = preparation.source
        self.told: list[Any] = []

    def load(self) -> None:
        """Loading takes until `files` is set."""
        self.is_loaded, self.files = True, None

    def go(self, renewed: Source | None) -> None:
        """Note that it runs, and on which ChatApp."""
        self.told.append(renewed)

    def let_go(self) -> None:
        """Note that it ends."""
        self.told.append("ended")


@pytest.fixture
def reserve(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Reserve:
    """One process with the harness loaded, and one with libraries alone."""
    monkeypatch.setattr(reserve_module, "Process", Standing)
    reserve = Reserve(tmp_path, (), Preparation("temporary", source=("old", "page")), lambda *_: None)
    for files in (None, frozenset({HOSTING, WIRE}), frozenset({HOSTING})):
        reserve.fill()
        reserve.standing_by[-1].files = frozenset({HOSTING}) if files is None else files
    return reserve


def _names(reserve: Reserve) -> tuple[Any, Any]:
    loaded, libraries = reserve.standing_by
    assert (loaded.is_loaded, libraries.is_loaded) == (True, False)
    return loaded, libraries


def test_after_a_test_the_loaded_one_runs(reserve: Reserve):
    """Nothing of what changed is loaded anywhere, so the readiest runs, and the other stays."""
    loaded, libraries = _names(reserve)

    assert reserve.choose(frozenset({TEST}), None) is loaded
    assert (loaded.told, libraries.told) == ([None], [])


def test_after_the_harness_the_one_without_it_runs(reserve: Reserve):
    """A process that has loaded the harness is ended when it changes, whatever it had loaded of it."""
    loaded, libraries = _names(reserve)

    assert reserve.choose(frozenset({ROOT / "fixtures" / "people" / "cast.py"}), None) is libraries
    assert (loaded.told, libraries.told) == (["ended"], [None])


def test_after_what_both_have_loaded_a_new_one_runs(reserve: Reserve):
    """No process that stands by has what was saved."""
    loaded, libraries = _names(reserve)

    chosen = reserve.choose(frozenset({HOSTING}), None)

    assert chosen not in {loaded, libraries}
    assert (loaded.told, libraries.told, chosen.told) == (["ended"], ["ended"], [None])  # type: ignore[attr-defined]


def test_after_chat_app_the_loaded_one_runs_on_a_new_one(reserve: Reserve):
    """Of a server that has changed no ChatApp is left that was started before, and none is started any more."""
    loaded, libraries = _names(reserve)

    assert reserve.choose(frozenset({SERVER}), NEW) is loaded
    reserve.fill()

    assert (loaded.told, libraries.told) == ([NEW], ["ended"])
    assert reserve.standing_by[0].source == ("new", "page")  # type: ignore[attr-defined]


@pytest.mark.parametrize("saved", [WIRE, CONFTEST], ids=["harness", "conftest"])
def test_one_that_is_loading_does_not_run_after_a_change_of_what_it_loads(reserve: Reserve, saved: Path):
    """Nobody knows whether it has read the file before or after it was saved."""
    loaded, _ = _names(reserve)
    loaded.files = None

    assert reserve.choose(frozenset({saved}), None) is not loaded
    assert loaded.told == ["ended"]
