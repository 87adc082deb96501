"""Parts of the suite: together they are the whole, apart they share nothing, on every machine and in any order."""

import argparse
import random
from pathlib import Path

import pytest

from fixtures.running.sharding.part import Part, part_of
from fixtures.running.sharding.split import chosen, fingerprint, load_durations, write_durations
from tests.selftest.harness_process import run_pytest

TESTS = [f"tests/ui/test_{name}.py::test_x[{case}]" for name in "abcdef" for case in ("Привет", "<b>", "1::2", "a b")]
SECONDS = {test: number % 7 + 0.25 for number, test in enumerate(TESTS[:-3])}
QUICK = "tests/selftest/journey/test_links.py"


@pytest.mark.parametrize("parts", [1, 2, 3, 5, len(TESTS)])
def test_parts_are_the_whole_and_share_nothing(parts: int):
    """Every test is in one part and in no other, those that nobody measured included."""
    found = [test for number in range(1, parts + 1) for test in chosen(TESTS, Part(number, parts), SECONDS)]

    assert sorted(found) == sorted(TESTS)


def test_order_of_the_tests_decides_nothing():
    """Machines that collect in another order choose the same tests, and know the collection for the same."""
    shuffled = random.Random(7).sample(TESTS, len(TESTS))  # noqa: S311 - no secret

    assert chosen(shuffled, Part(2, 3), SECONDS) == chosen(TESTS, Part(2, 3), SECONDS)
    assert fingerprint(shuffled) == fingerprint(TESTS)
    assert fingerprint(TESTS[1:]) != fingerprint(TESTS)


def test_parts_take_about_as_long():
    """The longest part is longer than the shortest by no more than one test."""
    lengths = [sum(SECONDS[test] for test in chosen(SECONDS, Part(number, 3), SECONDS)) for number in (1, 2, 3)]

    assert max(lengths) - min(lengths) <= max(SECONDS.values())


def test_kept_durations_are_read_again(tmp_path: Path):
    """What was measured is kept by name, whatever the name holds."""
    write_durations({"a[Привет]": 1.234, "b": 0.0}, tmp_path / "durations.json")

    assert load_durations(tmp_path / "durations.json") == {"a[Привет]": 1.23, "b": 0.0}


@pytest.mark.parametrize("content", ["[1]", '{"a": "soon"}', "{", None], ids=["list", "word", "half", "missing"])
def test_unreadable_durations_are_said(tmp_path: Path, content: str | None):
    """A file that says nothing of durations is named, with the command that makes it."""
    path = tmp_path / "durations.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")

    with pytest.raises(ValueError, match=r"durations\.json .*\./e2e merge RUN --durations"):
        load_durations(path)


def test_committed_durations_are_of_the_suite():
    """The suite is split by what its own tests took."""
    assert {test.split("/")[1] for test in load_durations()} == {"api", "websocket", "ui"}


@pytest.mark.timeout(180)
def test_runs_of_all_parts_run_every_test_once(tmp_path: Path):
    """With several workers, and in random order, nothing is lost and nothing run twice."""
    in_random_order = ("-p", "random_order", "--random-order")
    first = run_pytest(tmp_path / "1", QUICK, *in_random_order, "--shard", "1/2", "-n", "2")
    second = run_pytest(tmp_path / "2", QUICK, *in_random_order, "--shard", "2/2")

    run = [test["test"] for ended in (first, second) for test in ended.report["tests"]]
    about = {"tests": len(run), "collection": fingerprint(run), "remarks": []}
    assert len(set(run)) == len(run) > 10
    assert first.report["shard"] == {"part": "1/2", **about}
    assert second.report["shard"] == {"part": "2/2", **about}
    assert abs(len(first.report["tests"]) - len(second.report["tests"])) <= 1


@pytest.mark.parametrize("text", ["4/3", "0/3", "1/0", "soon", "-1/3", "1/3 ", "", "²/3"])
def test_part_that_there_is_not_is_refused(text: str):
    """A part is one of several, counted from 1."""
    with pytest.raises(argparse.ArgumentTypeError, match="is no part; expected K/N with K from 1 to N, such as 1/3"):
        part_of(text)


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        pytest.param("4/3", "--shard: '4/3' is no part; expected K/N with K from 1 to N, such as 1/3", id="outside"),
        pytest.param("1/999", "--shard 1/999: there are only ", id="too-many"),
    ],
)
def test_part_that_cannot_be_is_said(tmp_path: Path, part: str, sentence: str):
    """A part that cannot be ends the run with exit code 4, and says what would be right."""
    ended = run_pytest(tmp_path / "run", QUICK, "--shard", part)

    assert ended.exit_code == 4
    assert sentence in ended.printed
    assert "Traceback" not in ended.printed
