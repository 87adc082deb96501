"""What is run and told when saving and the ends of runs come in an awkward order; no process is begun."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from fixtures.hosting.chat_app import Source
from fixtures.hosting.node import HostingError
from fixtures.running.checkout import ROOT
from fixtures.running.plugin import state_of_run
from fixtures.running.published import SEED
from fixtures.watching import plugin, watching
from fixtures.watching.changes import Saved
from fixtures.watching.result import Failure, Result
from fixtures.watching.sources import Folders

TEST = ROOT / "tests" / "ui" / "test_offline.py"
WIRE = ROOT / "fixtures" / "network" / "wire.py"
PAGE = ROOT / "fixtures" / "chat_app" / "frontend" / "src" / "main.ts"
GREEN = Result({"t": "passed"}).to_json()
RED = Result({"t": "failed"}, [Failure("t", "feed", "no row")]).to_json()


class Process:
    """Stands in for a process that runs the tests; it ends with this exit code."""

    is_over = True

    def __init__(self) -> None:
        self.exit_code = 0
        self.told: list[str] = []

    def let_go(self) -> None:
        """Note that it was interrupted."""
        self.told.append("ended")

    def close(self) -> None:
        """Nothing is open."""

    def printed(self) -> str:
        """What pytest says of a selection that has no tests."""
        return "1 deselected"


class Scene:
    """Stands in for the processes, for who saves, and for what builds: step by step, as each run is begun.

    A step gets the run that has just been begun. After the last one somebody presses Ctrl-C. Its clock says that each
    run takes one second, and building three.
    """

    def __init__(self, *steps: Callable[["Scene", Process], object]) -> None:
        self._steps: Iterator[Callable[[Scene, Process], object]] = iter(steps)
        self.now = 100.0
        self.runs: list[Process] = []
        self.sources: list[Source | None] = []
        self.changed: list[frozenset[Path]] = []
        self.builds: list[Exception | Source] = []
        self.heard: Callable[[Any, Any], None]
        self.happened: Callable[[object], None]

    def save(self, *paths: Path) -> None:
        """Somebody saves these files at once."""
        self.happened(Saved(frozenset(paths), self.now))

    def press_enter(self) -> None:
        """Somebody wants to see it again."""
        self.happened(watching.Entered())

    def finish(self, process: Process, result: dict[str, Any]) -> None:
        """A run tells its result."""
        self.heard(process, {"result": result, "libraries": [], "harness": []})

    def choose(self, changed: frozenset[Path], source: Source | None) -> Process:
        """A run is begun, on a new ChatApp of this source where there is one."""
        step = next(self._steps, None)
        if step is None:
            raise KeyboardInterrupt
        self.now += 1
        self.runs.append(process := Process())
        self.sources.append(source)
        self.changed.append(changed)
        step(self, process)
        return process

    def build(self, _copy: Path) -> Source:
        """ChatApp is built; where it cannot be, that is said."""
        self.now += 3
        built = self.builds.pop(0)
        if isinstance(built, Exception):
            raise built
        return built

    def watch(self, monkeypatch: pytest.MonkeyPatch) -> int:
        """Watch from the first run to the last; the exit code."""
        ignored = dict.fromkeys(("learn", "forget", "fill", "end", "kill"), lambda *_: None)

        def reserve(_folder: object, _arguments: object, _preparation: object, heard: Any) -> Any:  # noqa: ANN401 - fakes
            self.heard = heard
            return SimpleNamespace(choose=self.choose, **ignored)

        def changes(_folders: object, happened: Callable[[object], None]) -> Any:  # noqa: ANN401 - likewise
            self.happened = happened
            return SimpleNamespace(stop=lambda: None)

        monkeypatch.setattr(watching, "Reserve", reserve)
        monkeypatch.setattr(watching, "Changes", changes)
        clock = SimpleNamespace(time=lambda: self.now, monotonic=lambda: self.now)
        monkeypatch.setattr(watching, "time", clock)
        monkeypatch.setattr(watching, "_read_enters", lambda _: None)
        return watching.watch(watching.Watched((), Folders((), ()), self.build if self.builds else None))


def test_run_that_was_overtaken_tells_nothing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Saved again while a run goes on, the run that began before is ended, and what it says is not the verdict."""

    def both_tell(scene: Scene, process: Process) -> None:
        scene.finish(scene.runs[0], RED)
        scene.finish(process, GREEN)
        scene.save(TEST)

    scene = Scene(lambda scene, _: scene.save(TEST), both_tell)

    assert scene.watch(monkeypatch) == 2
    told = capsys.readouterr().out
    assert told.count("passed: 1 test, ") == 1
    assert "failed: " not in told
    assert scene.runs[0].told == ["ended"]


@pytest.mark.parametrize("then", ["save", "enter"])
def test_page_that_cannot_be_built_is_built_before_the_next_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], then: str
):
    """No test runs on the old page as if it were the new one, nor on the harness as it was before that."""

    def breaks_the_page(scene: Scene, process: Process) -> None:
        scene.finish(process, GREEN)
        scene.save(PAGE, WIRE)
        scene.save(TEST) if then == "save" else scene.press_enter()

    scene = Scene(breaks_the_page, lambda scene, process: [scene.finish(process, GREEN), scene.save(TEST)])
    new = Source(Path("root"), Path("new"))
    scene.builds = [Source(Path("root"), Path("old")), HostingError("Unexpected token"), new]

    assert scene.watch(monkeypatch) == 2
    told = capsys.readouterr().out
    assert (
        "ChatApp cannot be built after saving fixtures/chat_app/frontend/src/main.ts, fixtures/network/wire.py:\n"
        in told
    )
    assert "Unexpected token" in told
    assert scene.sources == [None, new]
    assert scene.changed[1] >= {PAGE, WIRE}


def test_building_the_page_is_told_and_not_counted(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """What is counted goes from saving to the verdict; how long the page was built for is told beside it."""
    scene = Scene(
        lambda scene, process: [scene.finish(process, GREEN), scene.save(PAGE)],
        lambda scene, process: [scene.finish(process, GREEN), scene.save(TEST)],
        lambda scene, process: [scene.finish(process, GREEN), scene.press_enter()],
    )
    scene.builds = [Source(Path("root"), Path("old")), Source(Path("root"), Path("new"))]

    scene.watch(monkeypatch)

    told = capsys.readouterr().out
    assert "main.ts; the page was built anew in 3.0 s, which is not counted\n" in told
    assert [float(line.split()[3]) for line in told.splitlines() if line.startswith("passed: ")] == [1.0] * 3


@pytest.mark.parametrize("code", [4, 5])
def test_selection_that_is_none_for_a_moment_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], code: int
):
    """A test that is renamed leaves `-k` nothing for a moment: it is said, and the next change runs again."""

    def ends_without_tests(scene: Scene, process: Process) -> None:
        process.exit_code = code
        scene.heard(process, None)
        scene.save(TEST)

    scene = Scene(
        lambda scene, process: [scene.finish(process, GREEN), scene.save(TEST)],
        ends_without_tests,
        lambda scene, process: [scene.finish(process, RED), scene.save(TEST)],
    )

    assert scene.watch(monkeypatch) == 2
    told = capsys.readouterr().out
    assert "no test ran:" in told
    assert "1 deselected" in told
    assert "failed: 1 of 1 test, feed, " in told


@pytest.mark.parametrize("phase", ["setup", "call", "teardown"])
def test_test_has_failed_in_whichever_phase(phase: str):
    """A fixture that fails, before the test or after it, is told like the test itself."""
    told: list[dict[str, Any]] = []
    known: dict[str, Any] = {}
    manager = SimpleNamespace(
        register=lambda plugin, name: known.update({name: plugin}),
        get_plugin=lambda _: SimpleNamespace(chat_app=None, orders=SimpleNamespace(tell=told.append)),
    )
    config: Any = SimpleNamespace(stash={}, pluginmanager=manager)
    state_of_run(config)[SEED] = 7
    plugin.pytest_configure(config)

    for one in ("setup", "call", "teardown"):
        report = pytest.TestReport("t", ("t", 1, "t"), {}, "passed", None, one)  # type: ignore[arg-type]
        if one == phase:
            report.outcome, report.longrepr = "failed", "the fixture said so"
        known["chatapp-watched-result"].pytest_runtest_logreport(report)
    plugin.pytest_sessionfinish(SimpleNamespace(config=config))  # type: ignore[arg-type]

    result = Result.from_json(told[0]["result"])
    assert (result.totals, [one.report for one in result.failures]) == ({"failed": 1}, ["the fixture said so"])
