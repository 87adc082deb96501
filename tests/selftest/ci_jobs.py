"""Running the jobs of our CI files here: their own shell lines, with what GitHub or GitLab would put around them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.selftest.harness_process import ROOT

GITHUB = ROOT / ".github" / "workflows" / "regression.yml"
GITLAB = ROOT / ".gitlab-ci.yml"
KUBERNETES = ROOT / "docs" / "ci" / "kubernetes.yaml"
_EXPRESSION = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")
_OURS = re.compile(r"PYTEST_|GITHUB_|CI$|CI_")


@dataclass(frozen=True)
class JobEnded:
    """A job that is over: its exit code, and what it printed."""

    exit_code: int
    printed: str


def github_jobs() -> dict[str, Any]:
    """The jobs of the GitHub workflow."""
    return dict(yaml.safe_load(GITHUB.read_text(encoding="utf-8"))["jobs"])


def gitlab_jobs() -> dict[str, Any]:
    """The jobs of the GitLab pipeline, and nothing else that stands in the file."""
    content = yaml.safe_load(GITLAB.read_text(encoding="utf-8"))
    return {name: job for name, job in content.items() if isinstance(job, dict) and "script" in job}


def kubernetes_jobs() -> dict[str, Any]:
    """The Jobs of the Kubernetes file by name, each as its specification."""
    documents = yaml.safe_load_all(KUBERNETES.read_text(encoding="utf-8"))
    return {one["metadata"]["name"]: one["spec"] for one in documents if one["kind"] == "Job"}


def shell_of(job: Mapping[str, Any]) -> list[str]:
    """The shell text of a job's steps, in order."""
    if "script" in job:
        return list(job["script"])
    if "template" in job:
        return [container["command"][-1] for container in job["template"]["spec"]["containers"]]
    return [step["run"] for step in job["steps"] if "run" in step]


def run_github(job: Mapping[str, Any], clone: Path, expressions: Mapping[str, str], **around: str) -> JobEnded:
    """Run a job's own steps in a clone; `expressions` are what GitHub would put in the place of `${{ … }}`.

    What it says to GitHub is in `outputs` and `summary` beside the clone.
    """
    (step,) = (step for step in job["steps"] if "run" in step)
    given = {name: _resolved(value, expressions) for name, value in step.get("env", {}).items()}
    github = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_RUN_NUMBER": "7",
        "GITHUB_OUTPUT": str(clone.with_name(f"{clone.name}-outputs")),
        "GITHUB_STEP_SUMMARY": str(clone.with_name(f"{clone.name}-summary")),
    }
    return _run(_resolved(step["run"], expressions), clone, {**github, **given, **around})


def run_gitlab(job: Mapping[str, Any], clone: Path, **around: str) -> JobEnded:
    """Run a job's script in a clone, with these variables."""
    return _run("\n".join(shell_of(job)), clone, {"CI_PIPELINE_IID": "7", **around})


def clone_of_checkout(into: Path) -> Path:
    """A repository that holds this checkout as it is, new files included, ready to run: as another machine has it."""
    listed = _git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    for name in (name for name in listed if name and (ROOT / name).is_file()):
        (into / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, into / name)
    _git(into, "init", "-q")
    _git(into, "add", "-A")
    _git(into, "-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-q", "-m", "As it is", "--no-gpg-sign")
    prepare(into)
    return into


def another_clone(first: Path, into: Path) -> Path:
    """One more clone of the same."""
    _git(first, "clone", "-q", "--shared", str(first), str(into))
    prepare(into)
    return into


def prepare(clone: Path) -> None:
    """Lend a clone what its first `./e2e` would install and build."""
    (clone / ".venv").symlink_to(ROOT / ".venv")
    (clone / ".cache").mkdir(exist_ok=True)
    for kept in ("pages", "allure"):
        (ROOT / ".cache" / kept).mkdir(parents=True, exist_ok=True)
        (clone / ".cache" / kept).symlink_to(ROOT / ".cache" / kept)


def _resolved(text: str, expressions: Mapping[str, str]) -> str:
    return _EXPRESSION.sub(lambda found: expressions[found[1]], str(text))


def _run(shell: str, clone: Path, around: Mapping[str, str]) -> JobEnded:
    inherited = {key: value for key, value in os.environ.items() if not _OURS.match(key)}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", shell]
    done = subprocess.run(
        command,
        cwd=clone,
        env={**inherited, "CI": "true", **around},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return JobEnded(done.returncode, done.stdout)


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
