"""Several reports made one: nothing is lost, nothing counted twice, and what is missing is said."""

from typing import Any

import pytest

from reports.earlier_runs import history_of
from reports.merging import merge
from reports.merging_checks import MergeError
from reports.model.run import Run
from reports.summary import summary_page
from tests.selftest.run_reports import a_run, a_shard, a_test, changed, two_shards

Json = dict[str, Any]


def _shards_with(first: Json, second: Json) -> dict[str, Run]:
    """Two shards that were given these options."""
    one, two = two_shards(options=second).values()
    return {"one": changed(one, options=first), "two": two}


def test_tests_of_all_shards_are_counted_once():
    """The merged report has every test of every shard, in order, with totals and verdicts of all of them."""
    shards = two_shards(tests=[a_test("c", "failed", weather="held-late"), a_test("b", "skipped")], exit_code=1)

    run = merge(shards, "merged")

    assert [test.test for test in run.tests] == ["a", "b", "c", "d"]
    assert run.totals == {"failed": 1, "passed": 2, "skipped": 1}
    assert run.verdicts == {"feed": 1}
    assert run.weather == {"held-late": {"failed": 1, "passed": 1}}
    assert (run.exit_code, run.incomplete, run.shard) == (1, (), None)


def test_what_shards_know_is_put_together():
    """Coverage is what any shard exercised, counts are summed, times are those of the whole."""
    contract = {"promised": 95, "exercised": 94, "missing": {"answers": [], "events": ["a"]}}
    message = {"condition": "push live", "first_row_ms": 20.0, "confirmed_row_ms": 60.0, "test": "b"}
    one, two = two_shards(contract=contract, seconds=30.0, seed=8, began="2025-11-05T09:29:00Z").values()
    one = changed(one, known_breaches={"x": 1}, left_behind={"dialog": 2}, seconds_to_first_failure=4.0)
    two = changed(two, known_breaches={"x": 2}, time_to_display={"summary": {}, "messages": [message]})

    run = merge({"one": one, "two": two}, "merged")

    assert run.contract.missing.to_json() == {"answers": [], "events": ["a"]}
    assert run.contract.exercised == 94
    assert run.known_breaches == {"x": 3}
    assert run.left_behind == {"dialog": 2}
    assert run.time_to_display.summary["push live"]["messages"] == 1
    assert (run.began, run.seconds, run.seconds_to_first_failure) == ("2025-11-05T09:29:00Z", 30.0, 4.0)
    assert run.seed is None
    assert [(part.shard, part.seed, part.tests) for part in run.parts] == [("1/2", 7, 2), ("2/2", 8, 2)]


def test_merged_report_is_repeated_as_its_parts_were():
    """Options that all parts share are those of the whole; where they differ, such as by the seed, it has none."""
    alike, other = {"seed": 7, "plant": "x"}, {"seed": 8, "plant": "x"}

    assert merge(_shards_with(alike, alike), "merged").options == alike
    assert merge(_shards_with(alike, other), "merged").options is None


def test_entry_that_one_shard_met_is_no_remark():
    """Of a list of what is known, an entry is called idle when every shard found it so."""
    remarks = ["A fits no test", "B fits no test"]
    one = a_shard("1/2", a_test("a"), collected=2, remarks_of_part=remarks)
    two = a_shard("2/2", a_test("b"), collected=2, remarks_of_part=remarks[1:])

    assert merge({"one": one, "two": two}, "merged").remarks == ("B fits no test",)


def test_what_one_shard_calls_unstable_stays_so():
    """What a shard saw of a test on its machine is true of the whole run, and its summary says so."""
    run = merge(two_shards(unstable=["b"]), "merged")

    assert run.unstable == ("b",)
    assert history_of(run, []).unstable == {"b": "as one of the parts saw"}


def test_chat_app_that_was_deployed_meanwhile_is_remarked():
    """Shards that met different versions of ChatApp are no proof of either."""
    run = merge(two_shards(versions={"chatapp": "1.5.0"}), "merged")

    assert run.remarks == ("The parts met different versions of ChatApp: 1.4.0, 1.5.0",)


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
        merge(two_shards(**changes), "merged")


@pytest.mark.parametrize(
    ("shards", "sentences"),
    [
        pytest.param({"two": two_shards()["two"]}, ["shard 1/2 is missing"], id="missing"),
        pytest.param(
            two_shards(tests=[a_test("b")], exit_code=2),
            ["shard 2/2 ended with exit code 2", "1 of 4 tests never ran"],
            id="interrupted",
        ),
        pytest.param(two_shards(tests=[a_test("b")]), ["1 of 4 tests never ran"], id="test-lost"),
    ],
)
def test_what_is_missing_is_said_and_fails(shards: dict[str, Run], sentences: list[str]):
    """A merge that lacks something is made of what there is, and is no success."""
    run = merge(shards, "merged")

    assert (list(run.incomplete), run.exit_code) == (sentences, 1)


DEAD = a_shard("1/2", collected=None, exit_code=10)
ANSWERED = a_shard("2/2", a_test("c"), collected=4)


@pytest.mark.parametrize(
    ("shards", "code"),
    [
        pytest.param([DEAD, a_shard("2/2", collected=None, exit_code=10)], 10, id="every-shard"),
        pytest.param([DEAD, ANSWERED], 10, id="one-shard"),
        pytest.param([DEAD, a_shard("2/2", a_test("c", "failed", "target"), collected=4)], 10, id="and-died-later"),
        pytest.param([DEAD, a_shard("2/2", a_test("c", "failed"), collected=4)], 1, id="and-something-failed"),
        pytest.param([DEAD, changed(ANSWERED, exit_code=2)], 1, id="and-another-was-interrupted"),
        pytest.param([DEAD], 1, id="and-another-is-missing"),
        pytest.param([a_shard("1/2", a_test("a", "failed", "target"), collected=3, exit_code=10)], 1, id="died-alone"),
    ],
)
def test_dead_target_is_no_regression(shards: list[Run], code: int):
    """Where nothing but the target failed the merge says so; what is missing for another reason may hide anything."""
    run = merge({str(number): run for number, run in enumerate(shards)}, "merged")

    assert run.exit_code == code
    assert ("no regression" in summary_page(run, history_of(run, []))) == (code == 10)


def test_shard_that_met_no_target_is_said():
    """Its tests are told to be missing, with the reason."""
    run = merge({"one": DEAD, "two": ANSWERED}, "merged")

    assert run.incomplete == ("shard 1/2 could not reach ChatApp: none of its tests ran",)


def test_shard_of_a_run_without_a_report_is_missing_for_another_reason():
    """A machine that was stopped is no dead target, though every part was told of."""
    run = merge({"one": DEAD, "two": ANSWERED}, "merged", cut_off=["three"])

    assert run.exit_code == 1
    assert run.incomplete[0] == "three has no run.json: its run was cut off"


@pytest.mark.parametrize(
    ("shards", "code"),
    [
        pytest.param({"two": two_shards()["two"]}, 1, id="shard-is-missing"),
        pytest.param({"one": DEAD, "two": ANSWERED}, 10, id="target-was-dead"),
    ],
)
def test_what_is_missing_stays_missing_when_it_is_merged_again(shards: dict[str, Run], code: int):
    """A merged report that lacks something lacks it still when it is merged again, and is no success."""
    once = merge(shards, "once")

    again = merge({"once": once}, "again")

    assert (again.incomplete, again.exit_code, again.whole) == (once.incomplete, code, False)


def test_runs_of_different_tests_make_one():
    """Runs that are no shards are put together too, when no test is in two of them."""
    run = merge({"one": a_run(a_test("a")), "two": a_run(a_test("b"))}, "merged")

    assert (run.totals, run.exit_code, run.seed) == ({"passed": 2}, 0, 7)
