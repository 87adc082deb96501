"""Faults register themselves: one file is all that a new one needs, and what is made from these files is up to date."""

import ast
from contextlib import suppress
from inspect import signature
from pathlib import Path
from typing import Any

import pytest

from fixtures.journey.facts.fact import Kind
from fixtures.journey.facts.journal import Journal
from fixtures.network import fault_pages, faults
from fixtures.network.fault_registry import RegisteredFault, every_fault
from fixtures.network.weather import every_weather
from fixtures.network.wire import Wire
from fixtures.network.wire_faults import WireFaults

FOLDER = Path(faults.__path__[0])
TESTS = Path(__file__).parent
SAMPLES: dict[str, Any] = {"method": "POST", "path": "/api/", "seconds": 600.0, "status": 503, "handled": True}
"""A value for each thing that a fault has to be told; what is not here has a default."""
MADE_ANEW = "out of date: run `python -m fixtures.network.faults`"


@pytest.fixture(params=every_fault(), ids=lambda fault: fault.name)
def fault(request: pytest.FixtureRequest) -> RegisteredFault:
    """Each fault in turn."""
    return request.param


def test_every_file_is_a_fault():
    """A file beside the others is registered, whatever it is called."""
    files = {path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("_")}

    assert len(files) >= 13
    assert {fault.name for fault in every_fault()} == files


def test_methods_of_a_wire_are_up_to_date():
    """A wire has each fault as a method, with the signature and docstring of the fault's own function."""
    assert fault_pages.METHODS.read_text(encoding="utf-8") == fault_pages.methods(), MADE_ANEW


def test_method_is_the_function_of_the_fault(fault: RegisteredFault):
    """An editor that follows a method of the wire ends in the fault's own file."""
    assert getattr(Wire, fault.name) is vars(WireFaults)[fault.name] is fault.begin
    assert fault.begin.__doc__
    assert next(iter(signature(fault.begin).parameters)) == "wire"


def test_document_is_up_to_date():
    """The table of docs/faults.md has a line for each fault, with the words that its file gives it."""
    written = fault_pages.DOCUMENT.read_text(encoding="utf-8")

    assert written == fault_pages.document(written), MADE_ANEW
    assert [name.name for name in every_fault() if f"| `{name.name}(" not in written] == []


def test_document_without_a_place_for_the_table_is_refused():
    """A table is never written over what somebody wrote by hand."""
    with pytest.raises(ValueError, match="between which its table stands"):
        fault_pages.document("# Faults\n")


def test_names_of_weathers_are_taken_once():
    """No two faults make a weather of one name, so that `--weather` means one thing."""
    played = [one.name for fault in every_fault() for one in (fault.about.as_push, fault.about.as_answers) if one]

    assert len(played) == len(set(played))
    assert {name for weather in every_weather() for name in (weather.push, weather.answers)} >= set(played)


def test_faults_know_their_wire_by_a_protocol():
    """No file of a fault imports the wire, not even for a type's sake: it says itself what it may do to one."""
    imported = {
        f"{path.name}: {node.module}"
        for path in FOLDER.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module
    }

    assert [name for name in sorted(imported) if ".wire" in name or "client_line" in name] == []


def test_every_fault_has_a_test_of_its_own(fault: RegisteredFault):
    """A fault is tried in a test beside those of the others; that it is registered is not enough."""
    tests = "".join(path.read_text(encoding="utf-8") for path in TESTS.glob("test_*.py"))

    assert f"network.{fault.name}(" in tests or f"Wire.{fault.name}" in tests or f"wire.{fault.name}(" in tests


def test_fault_heals_and_writes_down_when(fault: RegisteredFault, tmp_path: Path):
    """Each fault, a new one too, is on the wire within its block alone, however that ends; its facts say so."""
    journal = Journal(tmp_path / "journey.jsonl")
    wire = Wire("Анна", journal)
    _, *parameters = signature(fault.begin).parameters.values()
    told = {one.name: SAMPLES[one.name] for one in parameters if one.default is one.empty}

    with suppress(ZeroDivisionError), fault.begin(wire, **told):
        assert len([*wire.push_faults.installed, *wire.requests.installed]) == 1
        raise ZeroDivisionError

    assert [*wire.push_faults.installed, *wire.requests.installed] == []
    journal.close(keep=False)
    assert [fact.what for fact in journal.facts] == [Kind.FAULT_BEGAN, Kind.FAULT_ENDED]
