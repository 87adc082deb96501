"""Finding mutants in ChatApp's own sources, of both languages, and choosing among them."""

import ast
from collections import Counter
from pathlib import Path

import pytest

from fixtures.campaigns.mutation.mutant import Change, Mutant, change_of
from fixtures.campaigns.mutation.page_mutants import page_mutants
from fixtures.campaigns.mutation.plan import in_chosen_order
from fixtures.campaigns.mutation.python_mutants import python_mutants
from fixtures.campaigns.mutation.sources import chosen_files, is_of_page, source_files
from fixtures.campaigns.suite import SelectionError
from fixtures.planted_bugs.bug import PlantedBug
from fixtures.planted_bugs.planting import plant

SOURCE = '''"""What `count` is for."""


@known(twice=True)
def count(given: int | None, database: Database) -> int:
    """Count."""
    if not given:
        raise ValueError("none")
    note(given)
    return database.number("SELECT 1 WHERE x >= ? AND y > ?", given) + 1
'''
OUTBOX = "fixtures/chat_app/frontend/src/stores/outbox.ts"
FEED = "fixtures/chat_app/frontend/src/components/MessageFeed.vue"


def applied(change: Change, folder: Path) -> str:
    """The changed file, once `git apply` has put its patch into a copy of ChatApp."""
    folder.mkdir(exist_ok=True)
    patch = folder / "1.patch"
    patch.write_text(change.patch, encoding="utf-8")
    return (plant(PlantedBug("1", patch), folder / "copy") / change.file).read_text(encoding="utf-8")


def test_python_mutants(tmp_path: Path):
    """Each change is one that a reader could overlook; types, decorators, texts and docstrings are left alone."""
    (tmp_path / "count.py").write_text(SOURCE, encoding="utf-8")
    found = [change_of(mutant, tmp_path) for mutant in python_mutants(["count.py"], tmp_path)]

    assert {(one.mutator, one.line, one.after) for one in found} == {
        ("remove_unary_ops", 7, "if given:"),
        ("statement", 8, "pass"),
        ("statement", 9, "pass"),
        ("number", 10, 'return database.number("SELECT 1 WHERE x >= ? AND y > ?", given) + 2'),
        ("swap_op", 10, 'return database.number("SELECT 1 WHERE x >= ? AND y > ?", given) - 1'),
        ("sql", 10, 'return database.number("SELECT 1 WHERE x > ? AND y > ?", given) + 1'),
        ("sql", 10, 'return database.number("SELECT 1 WHERE x >= ? AND y >= ?", given) + 1'),
        ("sql", 10, 'return database.number("SELECT 1 WHERE x >= ? OR y > ?", given) + 1'),
    }


def test_python_mutant_applies(tmp_path: Path):
    """A mutant of the server is a patch that applies, to a file that Python still understands."""
    (file,) = chosen_files(["server/paging.py"])
    mutants = list(python_mutants([file]))
    change = change_of(mutants[0])

    assert len({mutant.mutator for mutant in mutants}) >= 4
    assert applied(change, tmp_path) == mutants[0].mutated()
    assert all(ast.parse(mutant.mutated()) for mutant in mutants)


def test_page_mutants_apply(tmp_path: Path):
    """Mutants of the page are single changes of stores and of components, and patches that apply."""
    mutants = list(page_mutants([OUTBOX, FEED]))
    last = {mutant.file: mutant for mutant in mutants}

    assert last.keys() == {OUTBOX, FEED}
    assert [mutant for mutant in mutants if change_of(mutant).before == change_of(mutant).after] == []
    for mutant in last.values():
        assert applied(change_of(mutant), tmp_path / Path(mutant.file).name) == mutant.mutated()
    assert {"StringLiteral", "ArrayDeclaration", "ObjectLiteral"}.isdisjoint(mutant.mutator for mutant in mutants)


def test_change_of_several_lines():
    """What goes and what comes are the lines that differ, without indentation; the first of them has the number."""
    file = "fixtures/chat_app/server/text.py"
    source = Path(file).read_text(encoding="utf-8")
    lines = source.splitlines()
    change = change_of(Mutant(file, "made", lambda: source.replace("\n".join(lines[2:5]), "    pass", 1)))

    assert (change.line, change.after) == (3, "pass")
    assert change.before == "\n".join(line.strip() for line in lines[2:5])
    assert change.patch.startswith(f"--- a/{file}\n+++ b/{file}\n@@ -1,")


def test_choice_is_repeated_by_its_seed():
    """The same seed chooses the same mutants in the same order, another one others."""
    mutants = list(python_mutants(chosen_files(["server/routes"])))

    def first(seed: int) -> list[Mutant]:
        chosen = in_chosen_order(mutants, seed)
        return [next(chosen) for _ in range(10)]

    assert first(1) == first(1)
    assert first(1) != first(2)


def test_choice_is_spread():
    """Every file has its turn before one has a second, and among their kinds of change the rarest goes first."""
    crowded = [Mutant("a.py", kind, str) for kind in ["swap", "drop"] * 20]
    mutants = [*crowded, Mutant("b.py", "swap", str), Mutant("c.py", "swap", str)]
    chosen = list(in_chosen_order(mutants, 3))

    assert {one.file for one in chosen[:3]} == {"a.py", "b.py", "c.py"}
    assert len(chosen) == len(mutants)
    assert max(Counter(one.mutator for one in chosen[:20]).values()) <= 11


def test_sources_of_both_languages():
    """What is changed is ChatApp's own code: the server's Python, the page's TypeScript and Vue, and nothing else."""
    files = source_files()

    assert {Path(file).suffix for file in files} == {".py", ".ts", ".vue"}
    assert {is_of_page(file) for file in files if file.endswith(".py")} == {False}
    assert [file for file in files if file.endswith(".d.ts") or "node_modules" in file] == []


@pytest.mark.parametrize("path", ["server/storage", "fixtures/chat_app/server/storage/", "server/storage/users.py"])
def test_chosen_sources(path: str):
    """A file or folder is named as seen from the checkout or from ChatApp."""
    assert all("/server/storage/" in file for file in chosen_files([path]))


@pytest.mark.parametrize("path", ["server/nowhere.py", "tests", ".", "", "/", "../fixtures"])
def test_path_without_sources(path: str):
    """A path that leads to no source of ChatApp is refused, and the folders are named."""
    with pytest.raises(SelectionError, match=r"Folders: fixtures/chat_app/frontend/src, .*fixtures/chat_app/server,"):
        chosen_files([path])
