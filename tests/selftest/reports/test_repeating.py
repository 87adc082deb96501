"""Each failure ends with the line that repeats it, and that line does."""

import json
import shlex
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from fixtures.running.options import Options
from fixtures.running.pytest_options import PytestOptions
from reports.repeating.repeat_line import arguments_of, options_that_repeat, repeat_line
from tests.selftest.harness_process import ROOT, RUNS, Ended, run_pytest

FAILING = str(RUNS / "failing_oddly.py")
TEST = "tests/ui/test_x.py::test_y"
OURS = Options(
    target="mine.toml",
    api_url="http://127.0.0.1:8001",
    push_url="http://127.0.0.1:8002",
    allow_host=("a.example", "b.example"),
    weather=("held", "late"),
    weather_seed=9,
    page_failures=3,
)
PYTESTS = PytestOptions(base_url="http://127.0.0.1:8000", browser=("firefox",), headed=True, keyword="x")


def test_line_has_what_the_result_depends_on():
    """Test, target, addresses, seeds, weather and browser are in the line; what else was asked for is not."""
    line = repeat_line(TEST, options_that_repeat(OURS, PYTESTS, 4711), "held-late")

    assert shlex.split(line) == [
        *["./e2e", TEST, "--target", "mine.toml", "--base-url", "http://127.0.0.1:8000"],
        *["--api-url", "http://127.0.0.1:8001", "--push-url", "http://127.0.0.1:8002"],
        *["--allow-host", "a.example", "--allow-host", "b.example", "--seed", "4711"],
        *["--weather", "held-late", "--weather-seed", "9", "--browser", "firefox", "--headed"],
    ]


def test_line_is_short_where_nothing_was_given():
    """What is as if not given is left out; a seed that was given is there, 0 too."""
    nothing, unsteady = Options(), Options(weather_seed=0)

    assert repeat_line(TEST, options_that_repeat(nothing, PytestOptions(), 0)) == f"./e2e {TEST} --seed 0"
    told = repeat_line(TEST, options_that_repeat(unsteady, PytestOptions(), 0))
    assert told.endswith("--seed 0 --weather-seed 0")


@pytest.mark.parametrize("path", ["my idea's.patch", "/tmp/$x/`y`.patch"])  # noqa: S108 - nothing is written there
def test_path_of_a_patch_stays_as_it_was_given(path: str):
    """Whatever a patch is called, the shell hands it over as one word."""
    options = options_that_repeat(Options(plant=path), PytestOptions(), 1)

    assert arguments_of(options)[:2] == ["--plant", path]
    assert path in shlex.split(repeat_line(TEST, options))


@pytest.fixture(scope="module")
def failed(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    """A run whose tests fail, and have the oddest names."""
    return run_pytest(tmp_path_factory.mktemp("repeating") / "run", FAILING, "--seed", "5", "-n", "2")


def test_each_failure_ends_with_its_line(failed: Ended):
    """In the terminal the line is the last of each failure, behind all evidence; in `run.json` it stands by itself."""
    lines = [test["repeat"] for test in failed.report["tests"]]

    assert len(set(lines)) == 7
    blocks = failed.printed.partition(" FAILURES ")[2].partition("generated xml file")[0].split("- Repeat -")
    assert len(blocks) == len(lines) + 1
    assert [line for line in lines if not any(_second_line(block) == line for block in blocks[1:])] == []


def test_lines_are_in_junit(failed: Ended):
    """The text of each failure in `junit.xml` ends with the line."""
    suites = ElementTree.parse(failed.folder / "junit.xml").getroot()  # noqa: S314 - it is our own
    ends = [failure.text.splitlines()[-1] for failure in suites.iter("failure") if failure.text]

    assert sorted(ends) == sorted(test["repeat"] for test in failed.report["tests"])


def test_run_ends_with_the_line_for_all(failed: Ended):
    """The last words name the run, as it is not among the others."""
    assert f"Repeat the failures: ./e2e again {failed.folder}" in failed.printed


def test_passing_test_has_no_line(tmp_path: Path):
    """Where nothing has failed nothing is said of repeating."""
    ended = run_pytest(tmp_path / "run", "tests/selftest/journey/test_links.py", "-k", "first_of_two_equal")

    assert [test["repeat"] for test in ended.report["tests"]] == [None]
    assert "again" not in ended.printed


def test_pasted_lines_select_exactly_these_tests(failed: Ended):
    """Whatever a test is called, the shell hands its name over as one word, and pytest finds this test by it."""
    tests = {test["test"]: test["repeat"] for test in failed.report["tests"]}
    script = "; ".join(f"printf '%s\\0' {line.removeprefix('./e2e ')}" for line in tests.values())
    words = _bash(script).split("\0")

    names = [shlex.join([word]) for word in words if "::" in word]
    found = _bash(f"./e2e {' '.join(names)} --collect-only -q")

    assert words == [*(word for test in tests for word in (test, "--seed", "5")), ""]
    assert [line for line in found.splitlines() if "::" in line] == list(tests)


def test_pasted_line_repeats_the_test(failed: Ended, tmp_path: Path):
    """The test that is run alone by its line fails as it did among others, with the same people."""
    test = next(test for test in failed.report["tests"] if "quoted" in test["test"])

    line = f"{test['repeat']} --run-folder {shlex.quote(str(tmp_path / 'run'))}"
    _bash(line)

    (again,) = json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))["tests"]
    assert again["message"].startswith("AssertionError: played by ")
    assert {key: again[key] for key in ("test", "message", "repeat")} == {
        key: test[key] for key in ("test", "message", "repeat")
    }


def _bash(script: str) -> str:
    return subprocess.run(["/bin/bash", "-c", script], cwd=ROOT, capture_output=True, text=True, check=False).stdout


def _second_line(block: str) -> str:
    return block.splitlines()[1]
