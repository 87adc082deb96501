"""The direction of imports between the harness's rooms, and the size of their modules, as ARCHITECTURE.md promises."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fixtures.running.checkout import ROOT

MAY_IMPORT = {
    "redaction": set[str](),
    "running": {"wording"},
    "wording": set[str](),
    "journey": {"redaction"},
    "targets": {"redaction", "running", "wording"},
    "contract": {"journey", "targets", "redaction"},
    "network": {"journey", "redaction", "running", "targets"},
    "planted_bugs": {"journey", "running", "wording"},
    "clients": {"network", "journey", "contract", "targets", "redaction"},
    "hosting": {"planted_bugs", "targets", "running", "redaction", "wording"},
    "people": {"clients", "network", "journey", "contract", "targets", "hosting", "redaction", "running"},
    "judgement": {"people", "clients", "contract", "journey", "hosting", "targets", "redaction", "running"},
    "scenarios": {
        *("people", "clients", "network", "contract", "journey", "targets", "redaction", "running", "wording"),
        # As a test does, a scenario asks where the run keeps a picture.
        "judgement",
    },
    "chat_app": set[str](),
}
"""Which rooms of `fixtures` a room of `fixtures` may import, itself apart; `campaigns` may import all of these and
reports, `handover` and `watching` also campaigns, `commands` everything."""
REPORTS_MAY_IMPORT = {
    *("contract", "journey", "network", "planted_bugs", "redaction", "running", "targets", "wording"),
    *("hosting.browser", "hosting.node", "hosting.published", "people.published", "judgement.published"),
}
"""Which rooms, or which modules of a room alone, reports may import."""
PYTESTS_OWN = {"StashKey", "stash", "getoption", "getvalue", "option", "workerinput", "workeroutput"}
"""What of pytest's configuration no room but `running` may ask for."""
STATE_IS_KEPT_IN = "fixtures/running/"
ROOMS = sorted([*MAY_IMPORT, "campaigns", "handover", "watching", "commands"])
LONGEST_MODULE = 250


@dataclass(frozen=True)
class Module:
    """One Python file of the harness."""

    path: Path
    tree: ast.Module

    @property
    def name(self) -> str:
        """The file as a reader knows it, from the repository's root."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def is_door(self) -> bool:
        """Whether it is a place where pytest may come in."""
        return self.path.name in {"plugin.py", "conftest.py"}

    def imports(self, *, when_running: bool = False) -> set[str]:
        """The dotted names it imports; `when_running` leaves out what only a type checker sees."""
        nodes = _running(self.tree) if when_running else ast.walk(self.tree)
        return {name for node in nodes for name in self._imported(node)}

    def attributes(self) -> set[str]:
        """The names of all attributes that it asks for, `getattr` included."""
        nodes = list(ast.walk(self.tree))
        asked = [node for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func) == "getattr"]
        names = {one.value for call in asked for one in call.args if isinstance(one, ast.Constant)}
        return {node.attr for node in nodes if isinstance(node, ast.Attribute)} | names

    def slots(self) -> list[str]:
        """The names of the slots that it declares."""
        calls = [node for node in ast.walk(self.tree) if isinstance(node, ast.Call)]
        return [ast.literal_eval(call.args[0]) for call in calls if ast.unparse(call.func) == "Slot"]

    def _imported(self, node: ast.AST) -> list[str]:
        if isinstance(node, ast.Import):
            return [alias.name for alias in node.names]
        if not isinstance(node, ast.ImportFrom):
            return []
        package = self.path.relative_to(ROOT).with_suffix("").parts
        base = list(package[: -node.level]) if node.level else []
        origin = ".".join([*base, *([node.module] if node.module else [])])
        return [f"{origin}.{alias.name}" for alias in node.names]


def _running(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"):
            yield from _running(child)


def _modules(folder: str) -> list[Module]:
    paths = [path for path in sorted((ROOT / folder).rglob("*.py")) if "node_modules" not in path.parts]
    return [Module(path, ast.parse(path.read_text(encoding="utf-8"))) for path in paths]


def _rooms_in(names: set[str]) -> set[str]:
    return {name.split(".")[1] for name in names if name.startswith("fixtures.")}


@pytest.mark.parametrize("room", sorted(MAY_IMPORT))
def test_room_imports_only_what_it_may(room: str):
    """Imports go one way: people, then clients, then network, journey, contract, targets; nobody looks back."""
    allowed = MAY_IMPORT[room] | {room}

    wrong = {module.name: _rooms_in(module.imports()) - allowed for module in _modules(f"fixtures/{room}")}

    assert {name: rooms for name, rooms in wrong.items() if rooms} == {}


def test_hosting_knows_nothing_of_journeys():
    """Hosting reaches the journey only through what a planted bug says of itself."""
    imported = [name for module in _modules("fixtures/hosting") for name in module.imports()]

    assert [name for name in imported if name.startswith("fixtures.journey")] == []


def test_every_room_has_its_place_in_the_order():
    """A new room must be put into the order of imports before it can be imported."""
    folders = [path.name for path in (ROOT / "fixtures").iterdir() if (path / "__init__.py").exists()]

    assert sorted(folders) == ROOMS


def test_chat_app_is_launched_and_never_imported():
    """Nobody imports the embedded ChatApp: it is a process behind an address, as any other deployment is."""
    modules = [*_modules("fixtures"), *_modules("reports"), *_modules("tests"), *_root_modules()]
    outside = [module for module in modules if not module.name.startswith("fixtures/chat_app/")]

    assert [module.name for module in outside if "chat_app" in _rooms_in(module.imports())] == []


def test_chat_app_knows_nothing_of_the_harness():
    """The embedded ChatApp imports no room, no test and no pytest, so that it can be tested like a stranger's."""
    ours = ("tests", "reports", "pytest", "playwright")

    wrong = [
        (module.name, name)
        for module in _modules("fixtures/chat_app")
        for name in module.imports()
        if name.split(".")[0] in ours or (name.startswith("fixtures.") and not name.startswith("fixtures.chat_app"))
    ]

    assert wrong == []


def test_only_commands_and_campaigns_read_reports():
    """Reports look at the rooms; of the rooms only commands, campaigns and handover look at reports."""
    importing = [module for module in _modules("fixtures") if _top_of(module) & {"reports"}]

    assert {module.path.relative_to(ROOT).parts[1] for module in importing} <= {"commands", "campaigns", "handover"}


def test_reports_import_only_what_they_may():
    """Reports know no verb and no campaign; of the rooms that act they know what these publish, and where Node is."""
    wrong = {
        (module.name, name)
        for module in _modules("reports")
        for name in module.imports()
        if name.startswith("fixtures.") and not _is_allowed(name.removeprefix("fixtures."))
    }

    assert wrong == set()


def test_state_and_options_are_read_through_one_door():
    """Pytest's stash and its options are asked in `running` alone; rooms hand each other typed slots and options."""
    modules = [*_modules("fixtures"), *_modules("reports"), *_root_modules()]
    outside = [module for module in modules if not module.name.startswith(STATE_IS_KEPT_IN)]

    assert [(module.name, name) for module in outside for name in module.attributes() & PYTESTS_OWN] == []


def test_no_two_slots_share_a_name():
    """What is handed to workers is known there by the name of its slot."""
    modules = [*_modules("fixtures"), *_modules("reports")]
    names = [name for module in modules for name in module.slots()]

    assert len(names) > 20
    assert sorted(names) == sorted(set(names))


def test_no_room_imports_tests():
    """What tests stand on does not stand on tests."""
    modules = [*_modules("fixtures"), *_modules("reports")]

    assert [module.name for module in modules if _top_of(module) & {"tests"}] == []


@pytest.mark.parametrize("room", ["journey", "contract"])
def test_judges_know_neither_pytest_nor_browser(room: str):
    """Facts and rules are judged without pytest and without a browser, not even for a type's sake."""
    wrong = {module.name: _top_of(module) & {"pytest", "playwright"} for module in _modules(f"fixtures/{room}")}

    assert {name: imported for name, imported in wrong.items() if imported} == {}


def test_only_doors_need_pytest():
    """A room's `plugin` is its only door to pytest: everything behind it runs without."""
    modules = [*_modules("fixtures"), *_modules("reports")]
    inside = [module for module in modules if not module.is_door]

    assert [module.name for module in inside if _top_of(module, when_running=True) & {"pytest", "_pytest"}] == []


def test_every_room_opens_with_what_belongs_in_it():
    """Each package says in its first words what it is for."""
    packages = [module for module in [*_modules("fixtures"), *_modules("reports")] if module.path.stem == "__init__"]

    assert [module.name for module in packages if not ast.get_docstring(module.tree)] == []


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "chat_app"])
def test_every_room_says_what_does_not_belong_in_it(room: str):
    """The rooms of the stage also name their bounds."""
    docstring = ast.get_docstring(ast.parse((ROOT / "fixtures" / room / "__init__.py").read_text(encoding="utf-8")))

    assert docstring is not None
    assert "Belongs here: " in docstring
    assert "Does not belong here: " in docstring


def test_modules_stay_small():
    """A module fits into a reader's head: 250 lines at most."""
    modules = [*_modules("fixtures"), *_modules("reports"), *_modules("tests"), *_root_modules()]
    lengths = {module.name: len(module.path.read_text(encoding="utf-8").splitlines()) for module in modules}

    assert [name for name, length in lengths.items() if length > LONGEST_MODULE] == []


def _root_modules() -> list[Module]:
    return [Module(path, ast.parse(path.read_text(encoding="utf-8"))) for path in sorted(ROOT.glob("*.py"))]


def _is_allowed(name: str) -> bool:
    parts = name.split(".")
    return bool({parts[0], ".".join(parts[:2])} & REPORTS_MAY_IMPORT)


def _top_of(module: Module, *, when_running: bool = False) -> set[str]:
    return {name.split(".")[0] for name in module.imports(when_running=when_running)}
