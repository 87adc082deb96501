"""What is installed once is proven before it counts as installed, whatever a person has set for other projects."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from fixtures.hosting import frontend, node
from fixtures.hosting.frontend import installed_modules
from fixtures.hosting.node import HostingError, node_environment
from fixtures.hosting.provide import missing_packages
from reports.allure import installing

LOCK = {
    "packages": {
        "": {"name": "a-page"},
        "node_modules/vue": {"version": "3.5.0"},
        "node_modules/vite": {"version": "8.0.0", "dev": True},
        "node_modules/for-macs": {"version": "1.0.0", "optional": True},
    }
}
STAMP = ".installed-lock.json"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose packages are not installed yet."""
    monkeypatch.setattr(frontend, "ROOT", tmp_path)
    monkeypatch.setattr(frontend, "CACHE", tmp_path / ".cache")
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "package-lock.json").write_text(json.dumps(LOCK), encoding="utf-8")
    return tmp_path / "page"


def npm_that_installs(*packages: str) -> Callable[..., None]:
    """An `npm ci` that ends well, and has installed these packages."""

    def run(_command: list[str], folder: Path, _complaint: str) -> None:
        for package in packages:
            (folder / "node_modules" / package).mkdir(parents=True, exist_ok=True)
            (folder / "node_modules" / package / "package.json").touch()

    return run


def test_half_an_installation_is_none(project: Path, monkeypatch: pytest.MonkeyPatch):
    """Where npm leaves packages out (`NODE_ENV=production`) nothing counts as installed; the next time mends it."""
    monkeypatch.setattr(frontend, "_run", npm_that_installs("vue"))
    with pytest.raises(HostingError, match="npm left out packages of page: node_modules/vite"):
        installed_modules(project)
    assert not (project / "node_modules" / STAMP).exists()

    monkeypatch.setattr(frontend, "_run", npm_that_installs("vue", "vite"))
    assert (installed_modules(project) / STAMP).exists()


def test_package_that_is_gone_is_installed_again(project: Path, monkeypatch: pytest.MonkeyPatch):
    """A stamp that says more than there is is not believed."""
    monkeypatch.setattr(frontend, "_run", npm_that_installs("vue", "vite"))
    modules = installed_modules(project)
    (modules / "vite" / "package.json").unlink()

    installed_modules(project)

    assert (modules / "vite" / "package.json").exists()


def test_npm_has_no_settings_of_other_projects(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Whether this is production, and what is left out, is not for npm to take from a person's environment."""
    for name in ("NODE_ENV", "npm_config_omit", "NPM_CONFIG_PRODUCTION", "npm_config_dry_run", "npm_config_prefix"):
        monkeypatch.setenv(name, "production")
    monkeypatch.setattr(node, "find_node", lambda: tmp_path)

    given = {name.lower(): value for name, value in node_environment().items()}

    assert "production" not in given.values()
    assert given["npm_config_include"] == "dev"


@pytest.mark.parametrize("home", ["/dev/null/nobody", "/proc/nobody"], ids=["no-folder", "not-writable"])
def test_npm_keeps_its_downloads_where_it_can(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, home: str):
    """A `HOME` that cannot be written, as in many a container, is no reason for npm to fail."""
    monkeypatch.setattr(node, "find_node", lambda: tmp_path)
    monkeypatch.setattr(node, "CACHE", tmp_path)
    monkeypatch.delenv("npm_config_cache", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert node_environment()["npm_config_cache"] == str(tmp_path / ".npm")

    monkeypatch.setenv("HOME", home)
    # Root may write everywhere that is, and yet nothing can be made there.
    monkeypatch.setattr(node.os, "access", lambda path, _: str(path) != "/proc")

    assert node_environment()["npm_config_cache"] == str(tmp_path / "npm")


def test_package_of_another_version_is_missing(tmp_path: Path):
    """Python packages are those of our pins: one that is not there, and one of another version, are both named."""
    pins = tmp_path / "requirements.txt"
    pins.write_text(
        "pytest==0.1 \\\n    --hash=sha256:00\nno-such-package==1.0 \\\n    --hash=sha256:00\n"
        "not-for-us==1.0 ; sys_platform == 'win32' \\\n    --hash=sha256:00\n",
        encoding="utf-8",
    )

    assert missing_packages(pins) == ["pytest==0.1", "no-such-package==1.0"]
    assert missing_packages() == []


def test_report_program_that_is_not_there_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """An npm that ends well and has installed nothing is told, and is asked again the next time."""
    monkeypatch.setattr(installing, "CACHE", tmp_path)
    monkeypatch.setattr(installing, "node_environment", dict)
    ended_well = subprocess.CompletedProcess(["npm"], 0, "", "")
    monkeypatch.setattr(installing.subprocess, "run", lambda *_, **__: ended_well)

    with pytest.raises(HostingError, match="its program is not there"):
        installing.installed_allure()

    assert not installing.is_installed()
