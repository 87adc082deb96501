"""The CI files that people copy: their own lines, run here as GitHub and GitLab would, in separate clones."""

import json
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import yaml

from fixtures.commands.guide import OPTIONS
from tests.selftest.ci_jobs import (
    GITHUB,
    GITLAB,
    KUBERNETES,
    JobEnded,
    another_clone,
    clone_of_checkout,
    github_jobs,
    gitlab_jobs,
    kubernetes_jobs,
    run_github,
    run_gitlab,
    shell_of,
)
from tests.selftest.harness_process import RUNS

TESTS = f"tests/api/test_sent_message.py {RUNS}/wrong_on_purpose.py tests/selftest/journey/test_links.py"
NOTHING = dict.fromkeys(["inputs.base_url", "inputs.target", "inputs.allow_host", "inputs.version"], "")
SHARDS = 20
"""How many there are in the file for Kubernetes."""
EVERY_JOB = {
    f"{name} of {file}": job
    for file, jobs in (("GitHub", github_jobs()), ("GitLab", gitlab_jobs()), ("Kubernetes", kubernetes_jobs()))
    for name, job in jobs.items()
}


@pytest.fixture(scope="module")
def clones(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Four machines with this checkout: three for shards, one for the report."""
    place = tmp_path_factory.mktemp("machines")
    first = clone_of_checkout(place / "0")
    return [first, *(another_clone(first, place / str(number)) for number in (1, 2, 3))]


@pytest.mark.parametrize("job", EVERY_JOB.values(), ids=EVERY_JOB.keys())
def test_shell_of_every_job_can_be_read(job: dict[str, Any]):
    """No line of a job is broken shell."""
    for shell in shell_of(job):
        done = subprocess.run(["bash", "-n", "-c", shell], capture_output=True, text=True, check=False)  # noqa: S607
        assert done.stderr == ""


@pytest.mark.parametrize("file", [GITHUB, GITLAB, KUBERNETES], ids=["github", "gitlab", "kubernetes"])
def test_jobs_use_options_that_there_are(file: Path):
    """Every option that a CI file gives `./e2e` is one of ours, or `-n`."""
    lines = [line.partition("./e2e")[2] if file is KUBERNETES else line for line in _lines(file)]
    words = [word.strip('"') for line in lines for word in line.split()]
    given = {word for word in words if word.startswith("--")} - {"--"}

    assert given
    assert given <= {key.split()[0] for key in OPTIONS}


def test_kubernetes_runs_each_shard_once(tmp_path: Path):
    """Each pod of the Indexed Job runs another shard of as many as there are pods; the last Job merges them."""
    shards, report = kubernetes_jobs()["chatapp-shards"], kubernetes_jobs()["chatapp-report"]
    _program(tmp_path / "bin" / "git", _GIT)
    _program(tmp_path / "bin" / "e2e", _E2E)

    ran = [_run_pod(shards, tmp_path, index) for index in range(SHARDS)]
    merge, *folders, _, whole = _run_pod(report, tmp_path, 0)

    assert shards["completions"] == shards["parallelism"] == SHARDS
    assert f'SHARDS: "{SHARDS}"' in KUBERNETES.read_text(encoding="utf-8")
    assert [given[given.index("--shard") + 1] for given in ran] == [f"{n + 1}/{SHARDS}" for n in range(SHARDS)]
    assert (merge, sorted(folders)) == ("merge", sorted(given[-1] for given in ran))
    assert whole == f"{tmp_path}/reports/r/whole"


def test_github_may_only_read():
    """The workflow asks for no more than it needs, ends by itself, and names the version of each action."""
    content = yaml.safe_load(GITHUB.read_text(encoding="utf-8"))
    uses = [step["uses"] for job in content["jobs"].values() for step in job["steps"] if "uses" in step]

    assert content["permissions"] == {"contents": "read"}
    assert all("timeout-minutes" in job for job in content["jobs"].values())
    assert [action for action in uses if not action.rpartition("@v")[2].isdigit()] == []


def test_github_tests_every_push():
    """Of runs of one group GitHub keeps one waiting and drops the rest, so only pushes to one pull request share it."""
    content = yaml.safe_load(GITHUB.read_text(encoding="utf-8"))

    assert content["concurrency"] == {
        "group": "regression-${{ github.event_name == 'pull_request' && github.ref || github.run_id }}",
        "cancel-in-progress": "${{ github.event_name == 'pull_request' }}",
    }


def test_inputs_are_never_part_of_the_shell():
    """What a person types into a form reaches the shell as a variable, so none of it is carried out."""
    assert [shell for job in github_jobs().values() for shell in shell_of(job) if "${{" in shell] == []


@pytest.mark.campaign
@pytest.mark.timeout(300)
def test_github_jobs_make_one_report(clones: list[Path]):
    """Three shards in three clones and the merge in a fourth: nothing lost, nothing twice, one summary, exit code 1."""
    shard, report = github_jobs()["shard"], github_jobs()["report"]

    def run(number: int) -> JobEnded:
        given = {**NOTHING, "matrix.shard": shard["strategy"]["matrix"]["shard"][number], "inputs.tests": TESTS}
        return run_github(shard, clones[number], given)

    with ThreadPoolExecutor(3) as beside:
        shards = list(beside.map(run, range(3)))
    for number in range(3):
        _carry(clones[number], clones[3], f"shard-{number + 1}")
    merged = run_github(report, clones[3], {})

    assert sorted(one.exit_code for one in shards) == [0, 0, 1], [one.printed for one in shards]
    assert merged.exit_code == 1, merged.printed
    outputs = dict(line.split("=", 1) for line in _beside(clones[3], "outputs").splitlines())
    folder = Path(outputs["folder"])
    content = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    every = [_report(clones[number], f"shard-{number + 1}") for number in range(3)]
    assert [test["test"] for test in content["tests"]] == sorted(test["test"] for one in every for test in one["tests"])
    assert len(content["tests"]) == every[0]["shard"]["tests"]
    assert (content["incomplete"], content["verdicts"], content["seed"]) == ([], {"harness": 1}, 7)
    assert "## ChatApp: 1 failed" in _beside(clones[3], "summary")
    assert not any((clone.with_name(f"{clone.name}-summary")).exists() for clone in clones[:3])
    assert sum(one.printed.count("::error ") for one in [*shards, merged]) == 1


@pytest.mark.campaign
@pytest.mark.timeout(300)
def test_gitlab_jobs_say_which_shard_is_missing(clones: list[Path]):
    """Of three shards two are there: their report is made, names the missing one, and is no success."""
    jobs = gitlab_jobs()
    given = {"CI_NODE_TOTAL": "3", "TESTS": "tests/api/test_sent_message.py tests/selftest/journey/test_links.py"}
    for clone in clones:
        shutil.rmtree(clone / "reports" / "runs", ignore_errors=True)
    shards = [run_gitlab(jobs["shard"], clones[number], **given, CI_NODE_INDEX=str(number + 1)) for number in (0, 1)]
    for number in (0, 1):
        _carry(clones[number], clones[3], f"shard-{number + 1}")
    merged = run_gitlab(jobs["report"], clones[3])

    assert [one.exit_code for one in shards] == [0, 0], [one.printed for one in shards]
    assert merged.exit_code == 1
    assert "Incomplete: shard 3/3 is missing" in merged.printed
    assert _report(clones[3], "../latest")["incomplete"] == ["shard 3/3 is missing"]


_GIT = """#!/bin/sh
mkdir checkout && cp "$E2E" checkout/e2e
"""
"""Clones a repository of which there is nothing but `./e2e`."""
_E2E = """#!/bin/sh
printf '%s\\n' "$@"
for folder do :; done
mkdir -p "$folder" && touch "$folder/run.json"
"""
"""Says what it was given, and leaves a report in its folder, which comes last."""


def _program(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


def _run_pod(job: dict[str, Any], place: Path, index: int) -> list[str]:
    """What `./e2e` is given in a pod; the volume of the reports is a folder here."""
    (shell,) = shell_of(job)
    pod = place / f"pod-{len(list(place.iterdir()))}"
    pod.mkdir()
    given = {"REPOSITORY": "x", "SHARDS": str(SHARDS), "SEED": "1", "RUN": "r", "JOB_COMPLETION_INDEX": str(index)}
    done = subprocess.run(
        ["bash", "-euc", shell.replace("/reports", f"{place}/reports")],  # noqa: S607
        cwd=pod,
        env={"PATH": f"{place}/bin:/usr/bin:/bin", "E2E": f"{place}/bin/e2e", **given},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


def _carry(from_clone: Path, to_clone: Path, name: str) -> None:
    """What uploading and downloading an artifact does."""
    shutil.copytree(from_clone / "reports" / "runs" / name, to_clone / "reports" / "runs" / name)


def _report(clone: Path, name: str) -> dict[str, Any]:
    path = clone / "reports" / "runs" / name / "run.json"
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _beside(clone: Path, what: str) -> str:
    return clone.with_name(f"{clone.name}-{what}").read_text(encoding="utf-8")
