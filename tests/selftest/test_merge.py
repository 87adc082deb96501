"""Several reports made one: nothing is lost, nothing counted twice, and what is missing is said."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from fixtures.commands import merge as verb
from reports.history import history_of
from reports.merging import merge
from reports.merging_checks import MergeError
from tests.selftest.run_reports import a_run, a_shard, a_test

Json = dict[str, Any]
WEATHERED = {"weather": "held-late"}


def _shards(**changes: Json) -> dict[str, Json]:
    """Two shards of a run of four tests, the second with these changes."""
    first = a_shard("1/2", a_test("a"), a_test("d", **WEATHERED), collected=4)
    second = a_shard("2/2", a_test("c", **WEATHERED), a_test("b"), collected=4)
    return {"one": first, "two": {**second, **changes}}


def _shards_with(first: Json, second: Json) -> dict[str, Json]:
    """Two shards that were given these options."""
    one, two = _shards(options=second).values()
    return {"one": {**one, "options": first}, "two": two}


def test_tests_of_all_shards_are_counted_once():
    """The merged report has every test of every shard, in order, with totals and verdicts of all of them."""
    shards = _shards(tests=[a_test("c", "failed", **WEATHERED), a_test("b", "skipped")], exit_code=1)

    run = merge(shards, "merged")

    assert [test["test"] for test in run["tests"]] == ["a", "b", "c", "d"]
    assert run["totals"] == {"failed": 1, "passed": 2, "skipped": 1}
    assert run["verdicts"] == {"feed": 1}
    assert run["weather"] == {"held-late": {"failed": 1, "passed": 1}}
    assert (run["exit_code"], run["incomplete"], run["shard"]) == (1, [], None)


def test_what_shards_know_is_put_together():
    """Coverage is what any shard exercised, counts are summed, times are those of the whole."""
    contract = {"promised": 95, "exercised": 94, "missing": {"answers": [], "events": ["a"]}}
    message = {"condition": "push live", "first_row_ms": 20.0, "confirmed_row_ms": 60.0, "test": "b"}
    one, two = _shards(contract=contract, seconds=30.0, seed=8, began="2025-11-05T09:29:00Z").values()
    one |= {"known_breaches": {"x": 1}, "left_behind": {"dialog": 2}, "seconds_to_first_failure": 4.0}
    two |= {"known_breaches": {"x": 2}, "time_to_display": {"summary": {}, "messages": [message]}}

    run = merge({"one": one, "two": two}, "merged")

    assert run["contract"]["missing"] == {"answers": [], "events": ["a"]}
    assert run["contract"]["exercised"] == 94
    assert run["known_breaches"] == {"x": 3}
    assert run["left_behind"] == {"dialog": 2}
    assert run["time_to_display"]["summary"]["push live"]["messages"] == 1
    assert (run["began"], run["seconds"], run["seconds_to_first_failure"]) == ("2025-11-05T09:29:00Z", 30.0, 4.0)
    assert run["seed"] is None
    assert [(part["shard"], part["seed"], part["tests"]) for part in run["parts"]] == [("1/2", 7, 2), ("2/2", 8, 2)]


def test_merged_report_is_repeated_as_its_parts_were():
    """Options that all parts share are those of the whole; where they differ, such as by the seed, it has none."""
    alike, other = {"seed": 7, "plant": "x"}, {"seed": 8, "plant": "x"}

    assert merge(_shards_with(alike, alike), "merged")["options"] == alike
    assert merge(_shards_with(alike, other), "merged")["options"] is None


def test_entry_that_one_shard_met_is_no_remark():
    """Of a list of what is known, an entry is called idle when every shard found it so."""
    shards = _shards()
    shards["one"]["shard"]["remarks"] = ["A fits no test", "B fits no test"]
    shards["two"]["shard"]["remarks"] = ["B fits no test"]

    assert merge(shards, "merged")["remarks"] == ["B fits no test"]


def test_what_one_shard_calls_unstable_stays_so():
    """What a shard saw of a test on its machine is true of the whole run, and its summary says so."""
    run = merge(_shards(unstable=["b"]), "merged")

    assert run["unstable"] == ["b"]
    assert history_of(run, []).unstable == {"b": "as one of the parts saw"}


def test_chat_app_that_was_deployed_meanwhile_is_remarked():
    """Shards that met different versions of ChatApp are no proof of either."""
    run = merge(_shards(versions={"chatapp": "1.5.0"}), "merged")

    assert run["remarks"] == ["The parts met different versions of ChatApp: 1.4.0, 1.5.0"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"planted_bug": "x"}, "one is of planted bug None and two of planted bug x", id="bug"),
        pytest.param({"revision": "decaf"}, "one is of revision c0ffee and two of revision decaf", id="revision"),
        pytest.param({"target": {"name": "y", "address": "z"}}, "two of target y at z: not of one run", id="target"),
        pytest.param({"tests": [a_test("a")]}, "a is in one and two: nothing may be counted twice", id="test-twice"),
        pytest.param(
            {"shard": {"part": "1/2", "tests": 4, "collection": "abc", "remarks": []}},
            "shard 1/2 is in one and two: nothing may be counted twice",
            id="shard-twice",
        ),
        pytest.param(
            {"shard": {"part": "2/3", "tests": 4, "collection": "abc", "remarks": []}},
            "one is one of so many parts: 2 and two one of so many parts: 3",
            id="other-number-of-parts",
        ),
        pytest.param(
            {"shard": {"part": "2/2", "tests": 4, "collection": "xyz", "remarks": []}},
            "one is of the collection of tests abc and two of the collection of tests xyz",
            id="other-tests",
        ),
        pytest.param({"shard": None}, "one is a shard and two is none", id="no-shard"),
    ],
)
def test_what_does_not_belong_together_is_refused(changes: Json, sentence: str):
    """Reports of two runs make no third."""
    with pytest.raises(MergeError, match=sentence):
        merge(_shards(**changes), "merged")


@pytest.mark.parametrize(
    ("shards", "sentences"),
    [
        pytest.param({"two": _shards()["two"]}, ["shard 1/2 is missing"], id="missing"),
        pytest.param(
            _shards(tests=[a_test("b")], exit_code=2),
            ["shard 2/2 ended with exit code 2", "1 of 4 tests never ran"],
            id="interrupted",
        ),
        pytest.param(_shards(tests=[a_test("b")]), ["1 of 4 tests never ran"], id="test-lost"),
    ],
)
def test_what_is_missing_is_said_and_fails(shards: dict[str, Json], sentences: list[str]):
    """A merge that lacks something is made of what there is, and is no success."""
    run = merge(shards, "merged")

    assert (run["incomplete"], run["exit_code"]) == (sentences, 1)


def test_dead_target_is_no_regression():
    """Where nothing failed but the target the merge says so, though other shards never began."""
    dead = a_shard("1/3", a_test("a", "failed", "target"), collected=3, exit_code=10)

    assert merge({"one": dead}, "merged")["exit_code"] == 10


def test_runs_of_different_tests_make_one():
    """Runs that are no shards are put together too, when no test is in two of them."""
    run = merge({"one": a_run(a_test("a")), "two": a_run(a_test("b"))}, "merged")

    assert (run["totals"], run["exit_code"], run["seed"]) == ({"passed": 2}, 0, 7)


def test_merged_folder_holds_what_all_folders_held(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Reports, summary, evidence and JUnit results of all folders are in the merged one; of one name both are kept."""
    folders = _written(tmp_path, _shards(tests=[a_test("b", "failed"), a_test("c")], exit_code=1))

    code = verb.main([*folders, "--run-folder", str(tmp_path / "merged")])

    merged = tmp_path / "merged"
    assert code == 1
    assert json.loads((merged / "run.json").read_text(encoding="utf-8"))["totals"] == {"failed": 1, "passed": 3}
    assert (merged / "failures" / "two" / "logs.txt").read_text(encoding="utf-8") == "of two"
    assert (merged / "picture.png").read_text(encoding="utf-8") == "of one"
    assert (merged / "parts" / "2" / "picture.png").read_text(encoding="utf-8") == "of two"
    assert not (merged / ".running").exists()
    names = [case.get("name") for case in ElementTree.parse(merged / "junit.xml").iter("testcase")]  # noqa: S314
    assert names == ["of one", "of two"]
    assert "1 failed, 3 passed" in (merged / "summary.md").read_text(encoding="utf-8")
    assert "b\n    feed: no row appeared\n" in capsys.readouterr().out


def test_shard_that_was_cut_off_is_said_and_its_evidence_kept(tmp_path: Path):
    """A machine that was stopped leaves no `run.json`: the others are merged, and what it had written down is kept."""
    folders = _written(tmp_path, _shards())
    (tmp_path / "two" / "run.json").unlink()

    code = verb.main([*folders, "--run-folder", str(tmp_path / "merged")])

    run = json.loads((tmp_path / "merged" / "run.json").read_text(encoding="utf-8"))
    assert (code, run["exit_code"], run["totals"]) == (1, 1, {"passed": 2})
    assert run["incomplete"] == ["shard 2/2 is missing", f"{folders[1]} has no run.json: its run was cut off"]
    assert (tmp_path / "merged" / "failures" / "two" / "logs.txt").exists()
    assert verb.main([folders[1], "--run-folder", str(tmp_path / "alone")]) == 4


def test_same_folder_twice_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Wrong usage ends with exit code 4 and leaves nothing behind."""
    one, two = _written(tmp_path, _shards())

    codes = [
        verb.main([one, two, one, "--run-folder", str(tmp_path / "merged")]),
        verb.main([str(tmp_path / "nowhere"), "--run-folder", str(tmp_path / "merged")]),
        verb.main([one, two, "--run-folder", one]),
    ]

    assert codes == [4, 4, 4]
    told = capsys.readouterr().err
    assert "the same folder is named twice: nothing may be counted twice" in told
    assert "nowhere is no stored run: there is no run.json in it" in told
    assert "is not an empty folder; nothing in it is overwritten" in told
    assert not (tmp_path / "merged").exists()


def test_merge_that_fails_halfway_leaves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Results that cannot be read are named, and no half of a report stays."""
    folders = _written(tmp_path, _shards())
    (tmp_path / "two" / "junit.xml").write_text("<testsuites>", encoding="utf-8")

    code = verb.main([*folders, "--run-folder", str(tmp_path / "merged")])

    assert code == 4
    assert f"{tmp_path / 'two' / 'junit.xml'} cannot be read" in capsys.readouterr().err
    assert list((tmp_path / "merged").iterdir()) == []


def _written(place: Path, runs: dict[str, Json]) -> list[str]:
    for name, run in runs.items():
        (place / name / "failures" / name).mkdir(parents=True)
        (place / name / "run.json").write_text(json.dumps(run), encoding="utf-8")
        (place / name / "failures" / name / "logs.txt").write_text(f"of {name}", encoding="utf-8")
        (place / name / "picture.png").write_text(f"of {name}", encoding="utf-8")
        (place / name / ".running").write_text("1", encoding="utf-8")
        suite = f'<testsuites><testsuite name="pytest"><testcase name="of {name}"/></testsuite></testsuites>'
        (place / name / "junit.xml").write_text(suite, encoding="utf-8")
    return [str(place / name) for name in runs]
