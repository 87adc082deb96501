"""How rooms hand each other the state of a run: by slot, typed, and from the first process to its workers."""

from pathlib import Path

import pytest

from fixtures.running.options import Options
from fixtures.running.plugin import options_of, state_of_run
from fixtures.running.published import RUN_FOLDER, SEED
from fixtures.running.state import ForWorkers, Slot, State
from tests.selftest.conftest import Understood

FOLDER: Slot[Path] = Slot("made_up.folder", ForWorkers(str, Path))
OWN: Slot[int] = Slot("made_up.own")


def test_slot_gives_what_was_put_there():
    """A value is there once it was published, and is gone when it was forgotten."""
    state = State()
    state[OWN] = 7
    published = state[OWN], state.get(OWN), OWN in state
    state.forget(OWN)

    assert published == (7, 7, True)
    assert (state.get(OWN), OWN in state) == (None, False)


def test_slot_that_nobody_filled_is_named():
    """Who asks too early is told for what."""
    with pytest.raises(LookupError, match=r"'made_up\.own'"):
        State()[OWN]


def test_none_is_a_value():
    """A slot that holds None is not an empty one."""
    planted: Slot[str | None] = Slot("made_up.planted")
    state = State()
    state[planted] = None

    assert planted in state
    assert state[planted] is None


def test_workers_are_handed_what_is_theirs():
    """A worker has the values that are for workers, as they were; it may have others of its own."""
    state = State()
    state[FOLDER], state[OWN] = Path("reports/runs/x"), 7
    packed = state.packed()
    worker = State(packed)

    assert packed == {"made_up.folder": "reports/runs/x"}
    assert (worker[FOLDER], worker.get(OWN)) == (Path("reports/runs/x"), None)
    assert worker.packed() == packed


def test_run_under_way_has_its_state(pytestconfig: pytest.Config):
    """The run under way has a folder and a seed, in each of its processes, and options of the declared types."""
    state = state_of_run(pytestconfig)

    assert state[RUN_FOLDER].is_dir()
    assert isinstance(state[SEED], int)
    assert {type(value) for value in vars(options_of(pytestconfig)).values()} <= {str, int, float, tuple, type(None)}


def test_options_are_those_that_are_declared(understood: Understood):
    """What pytest understands becomes an option of the right type; what is not given is at its default."""
    given = understood("--seed 7 --weather held --weather late --wait 2.5 --evidence all")

    assert Options.read(given) == Options(seed=7, weather=("held", "late"), wait=2.5, evidence="all")
