"""The page is built once for each state of its sources: what makes a state, and what does not."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from fixtures.hosting import page_builder
from fixtures.hosting.frontend import CHAT_APP, built_page, installed_modules, source_hash
from fixtures.hosting.node import HostingError
from fixtures.hosting.page_builder import PageBuilder


def test_state_of_sources_ignores_what_was_installed_or_built(tmp_path: Path):
    """Installed packages and an earlier build are no part of the sources, at whatever depth."""
    _sources(tmp_path)
    before = source_hash(tmp_path)

    for ignored in ("node_modules", "dist", "src/node_modules"):
        (tmp_path / ignored).mkdir(parents=True)
        (tmp_path / ignored / "x.js").write_text("x", encoding="utf-8")

    assert source_hash(tmp_path) == before


@pytest.mark.parametrize("change", ["content", "name", "folder", "new-file", "swapped"])
def test_state_of_sources_changes_with_every_file(tmp_path: Path, change: str):
    """Another content or another path of any file is another state; the same files again are the same."""
    _sources(tmp_path)
    before = source_hash(tmp_path)
    a, b = tmp_path / "src" / "a.ts", tmp_path / "src" / "b.ts"
    changes: dict[str, Callable[[], object]] = {
        "content": lambda: a.write_text("changed", encoding="utf-8"),
        "name": lambda: a.rename(a.with_name("c.ts")),
        "folder": lambda: a.rename(tmp_path / "a.ts"),
        "new-file": (tmp_path / "empty").touch,
        "swapped": lambda: (a.write_text("b", encoding="utf-8"), b.write_text("a", encoding="utf-8")),
    }

    changes[change]()
    after = source_hash(tmp_path)
    _sources(tmp_path / "again")

    assert after != before
    assert source_hash(tmp_path / "again") == before


def test_builder_that_has_ended_begins_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """A process that ended is told of once; the next page is built by another one, and taking leave of it goes well."""
    ends, answers = "import sys; sys.stdin.readline()", 'input(); print(\'{"error": ""}\')'
    programs = iter([ends, ends, answers])

    def start(_: Path) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", next(programs)]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    monkeypatch.setattr(page_builder, "_start", start)
    with closing(PageBuilder()) as builder:
        for _ in range(2):
            with pytest.raises(HostingError, match="the process that builds has ended"):
                builder.build(tmp_path, tmp_path / "page")
        builder.build(tmp_path, tmp_path / "page")


def test_leave_of_a_dead_builder_is_no_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """What could not be told to a process that is gone hinders nobody from ending."""
    dead = subprocess.Popen([sys.executable, "-c", ""], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    dead.wait()
    monkeypatch.setattr(page_builder, "_start", lambda _: dead)

    with closing(PageBuilder()) as builder, pytest.raises(HostingError, match="the process that builds has ended"):
        builder.build(tmp_path, tmp_path / "page")


def test_builder_of_many_pages_builds_the_same_page(tmp_path: Path):
    """Whoever builds many pages in one process gets of the same sources the same page, and is told what hinders one."""
    chat_app = tmp_path / "chat_app"
    shutil.copytree(CHAT_APP / "frontend", chat_app / "frontend", ignore=shutil.ignore_patterns("node_modules"))
    frontend, page = chat_app / "frontend", built_page()
    (frontend / "node_modules").symlink_to(installed_modules())
    main = frontend / "src" / "main.ts"
    healthy = main.read_text(encoding="utf-8")

    with closing(PageBuilder()) as builder:
        main.write_text("import './nowhere'", encoding="utf-8")
        with pytest.raises(HostingError, match="nowhere"):
            builder.build(frontend, tmp_path / "broken")
        main.write_text(healthy, encoding="utf-8")
        builder.build(frontend, tmp_path / "page")

    assert _files(tmp_path / "page") == _files(page)


def _files(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _sources(folder: Path) -> None:
    (folder / "src").mkdir(parents=True)
    for name in ("a", "b"):
        (folder / "src" / f"{name}.ts").write_text(name, encoding="utf-8")
