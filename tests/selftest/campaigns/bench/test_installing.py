"""Installing another tool for the bench."""

import sys
from pathlib import Path

import pytest

from fixtures.campaigns.bench.tools import installing
from fixtures.campaigns.bench.tools.every import TOOLS
from fixtures.campaigns.bench.tools.installing import npm_project, run_quietly
from fixtures.hosting.node import HostingError

NO_REGISTRY = "import sys; print('npm notice', file=sys.stderr); sys.exit('npm error ECONNREFUSED 127.0.0.1')"


def test_registry_that_does_not_answer_is_told_in_a_sentence(tmp_path: Path):
    """What could not be installed is named, with the line of the installer that tells why."""
    with pytest.raises(HostingError, match=r"^cypress of npm could not be installed; .* ECONNREFUSED 127"):
        run_quietly([sys.executable, "-c", NO_REGISTRY], tmp_path, "cypress of npm")


def test_tool_that_was_half_installed_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """An installation that failed leaves nothing that would be taken for one, and is tried again."""
    tool, tried = tmp_path / "tool", list[Path]()
    tool.mkdir()
    for name in ("package.json", "package-lock.json", ".npmrc"):
        (tool / name).write_text("{}", encoding="utf-8")

    def fails_first(_command: list[str], folder: Path, *_: object) -> str:
        tried.append(folder)
        if len(tried) == 1:
            raise HostingError("no registry")
        return ""

    monkeypatch.setattr(installing, "CACHE", tmp_path)
    monkeypatch.setattr(installing, "run_quietly", fails_first)
    monkeypatch.setattr(installing, "node_environment", dict)

    with pytest.raises(HostingError, match="no registry"):
        npm_project(tool)
    project = npm_project(tool)

    assert len(tried) == 2
    assert npm_project(tool) == project
    assert sorted(path.name for path in (tmp_path / "bench").iterdir()) == ["installing.lock", project.name]


@pytest.mark.parametrize("name", TOOLS)
def test_scenario_of_each_tool_stands_in_its_folder(name: str):
    """Who wants to see how a tool's users would write the scenario finds it under the name of the tool."""
    folder = installing.Path(sys.modules[type(TOOLS[name]).__module__].__file__ or "").parent

    assert folder.name == name.replace("-", "_")
    assert [path.name for path in folder.iterdir() if "scenario" in path.name]
