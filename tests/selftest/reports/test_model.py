"""`run.json` is read as it was written, and a file that cannot be used is told in one sentence."""

import json
from pathlib import Path
from typing import Any

import pytest

from fixtures.journey.story.display_times import DisplayTime
from reports.model.file import RunFileError, read_run, read_run_if_any, write_run
from reports.model.parts import ShardOfRun
from reports.model.result import EvidenceRun
from reports.model.run import SCHEMA_VERSION
from tests.selftest.run_reports import a_run, a_shard, a_test, two_shards

MESSAGE: dict[str, Any] = {"condition": "push live", "first_row_ms": 20.0, "confirmed_row_ms": 60.0, "test": "b"}
NEWER = f"it is of version {SCHEMA_VERSION + 1}, and this harness knows versions up to {SCHEMA_VERSION}"


def test_run_is_read_as_it_was_written(tmp_path: Path):
    """Everything that a run holds comes back from its file."""
    second = EvidenceRun("failed", "feed")
    tests = (
        a_test("a", "failed", repeat="./e2e a", evidence_run=second, evidence=("x.png",)),
        a_test("b", weather="held"),
    )
    run = a_shard(
        "1/2",
        *tests,
        collected=4,
        options={"seed": 7, "weather": []},
        time_to_display={"summary": {}, "messages": [MESSAGE]},
        known_breaches={"x": 1},
        unstable=["a"],
    )

    write_run(tmp_path, run)

    read = read_run(tmp_path)
    assert read == run
    assert read.tests == tests
    assert read.shard == ShardOfRun("1/2", 4, "abc")
    assert (read.options, read.known_breaches, read.unstable) == ({"seed": 7, "weather": []}, {"x": 1}, ("a",))
    assert read.time_to_display.messages == (DisplayTime(**MESSAGE),)


def test_file_that_is_older_than_versions_can_be_read(tmp_path: Path):
    """What an old file lacks is as if there were nothing of it; that it is old is known."""
    content = a_run(a_test("a")).to_json()
    for key in ("schema_version", "options", "shard", "whole", "parts", "incomplete", "unstable", "revision"):
        del content[key]
    _write(tmp_path, content)

    run = read_run(tmp_path)

    assert (run.schema_version, run.whole, run.parts, run.revision) == (None, False, (), None)
    assert run.totals == {"passed": 1}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"schema_version": SCHEMA_VERSION + 1}, NEWER, id="newer"),
        pytest.param({"tests": None}, "tests is no list", id="no-tests"),
        pytest.param({"seconds": "ten"}, "seconds is no number", id="text-for-a-number"),
        pytest.param({"exit_code": True}, "exit_code is no whole number", id="truth-for-a-number"),
        pytest.param({"tests": [{"test": "a"}]}, "it lacks tests[0].outcome", id="half-a-test"),
        pytest.param({"target": {"name": "x"}}, "it lacks target.address", id="half-a-target"),
        pytest.param({"contract": {"promised": 1, "missing": {}}}, "it is no report of a run (KeyError", id="deeper"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, changes: dict[str, Any], sentence: str):
    """The file is named, and the place in it that is wrong."""
    path = _write(tmp_path, {**a_run(a_test("a")).to_json(), **changes})

    with pytest.raises(RunFileError) as told:
        read_run(tmp_path)

    assert str(told.value).startswith(f"{path} cannot be used: {sentence}")
    assert read_run_if_any(tmp_path) is None


@pytest.mark.parametrize("content", [[1], 7, None], ids=["list", "number", "null"])
def test_what_is_no_object_is_no_run(tmp_path: Path, content: object):
    """JSON of another kind is told too."""
    _write(tmp_path, content)

    with pytest.raises(RunFileError, match="it is no object"):
        read_run(tmp_path)


def test_what_is_no_json_is_told(tmp_path: Path):
    """Half a file is named; where there is none, that is another matter."""
    (tmp_path / "run.json").write_text("{", encoding="utf-8")

    with pytest.raises(RunFileError, match=r"run\.json cannot be read"):
        read_run(tmp_path)
    with pytest.raises(FileNotFoundError):
        read_run(tmp_path / "nowhere")


def test_counts_are_those_of_the_tests():
    """Totals and verdicts of the file follow from its tests."""
    content = a_run(a_test("a", "failed"), a_test("b"), a_test("c", "error", "target")).to_json()

    assert content["totals"] == {"error": 1, "failed": 1, "passed": 1}
    assert content["verdicts"] == {"feed": 1, "target": 1}
    assert [run.shard.number_of_parts for run in two_shards().values() if run.shard] == [2, 2]


def _write(folder: Path, content: object) -> Path:
    path = folder / "run.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path
