"""`summary.md`: short however much failed, and texts of people stay texts in it."""

from pathlib import Path

import pytest

from reports.earlier_runs import History
from reports.finishing import finish_report
from reports.markdown import code
from reports.model.file import write_run
from reports.summary import job_address, summary_page
from tests.selftest.run_reports import a_run, a_shard, a_test

REPEAT = "./e2e a.py::x --target mine.toml --seed 7"
RED = [a_test(f"tests/ui/test_x.py::test_{number:02}", "failed", "feed", f"feed: {number}") for number in range(50)]
HOSTILE = [
    pytest.param("| a | b |\n|---|---|\n| c | d |", id="table"),
    pytest.param("<img src=x onerror=alert(1)> <!-- ", id="html"),
    pytest.param("@everyone #1 :tada: https://example.org [a](b) **c**", id="mention"),
    pytest.param("`` ` ``` code", id="backticks"),
    pytest.param("`", id="backtick"),
    pytest.param(" spaced ", id="spaces"),
    pytest.param("\x1b[31mred\x1b[0m \x07", id="ansi"),
    pytest.param("\u202eback\u2066 \ud800", id="direction-and-half-a-character"),
]


def test_summary_is_short_however_much_failed():
    """Fifty failures, unstable and fixed tests are told on sixty lines, and the rest is counted."""
    names = [test.test for test in RED]
    history = History("before", frozenset(names), tuple(f"fixed-{n}" for n in range(30)), dict.fromkeys(names, "why"))
    about = {"planted_bug": "x", "known_breaches": {"y": 3}, "incomplete": ["shard 1/2 is missing"]}
    part = {"run": "x", "began": "2025-11-05T09:30:00Z", "exit_code": 0, "shard": None, "tests": 1}
    parts = [{**part, "seed": 1, "seconds": 3.0}, {**part, "seed": 2, "seconds": 4.0}]

    page = summary_page(a_run(*RED, **about, parts=parts), history, files=["run.json"], job="https://example.org/1")

    assert len(page.splitlines()) <= 60
    assert "- … and 35 more" in page
    assert "of 2 parts that took 7 s together" in page


def test_interrupted_run_does_not_look_like_a_whole_one():
    """A run that was ended before its time says so before it counts what passed."""
    page = summary_page(a_run(a_test("a"), exit_code=2), History())

    assert page.startswith("## ChatApp: interrupted; until then 1 passed\n")


def test_what_many_tests_met_is_told_once():
    """Three hundred failures of one cause are one line with the first of them; another cause is told beside it."""
    alike = [a_test(f"a.py::test_{number:03}", "failed", cause="no row") for number in range(300)]
    lack = "Skipped: made-up has no queue (capability offline_queue)"
    skipped = [a_test(f"c.py::test_{number}", "skipped", message=lack) for number in range(4)]

    page = summary_page(a_run(*alike, a_test("b.py::x", "failed", "page", "page: blank"), *skipped), History())

    assert page.count("`no row appeared`") == 1
    assert "- **feed** in 300 tests: `no row appeared`\n  - `a.py::test_000` line 7\n" in page
    assert "  - … and 297 more\n- **page** `b.py::x` line 7: `blank`\n" in page
    assert "### Skipped, as the target lacks it\n\n- 4 x `made-up has no queue (capability offline_queue)`\n" in page


def test_summary_says_what_one_asks_first():
    """Totals, verdicts, failures with line and reason, what is new, fixed, unstable or slow, and how to repeat it."""
    tests = [a_test("a.py::x", "failed", repeat=REPEAT), a_test("a.py::y", duration=9.0)]
    run = a_run(*tests)
    history = History("earlier", frozenset({"a.py::x"}), ("a.py::y",), {"a.py::x": "failed, and passed in earlier"})

    page = summary_page(run, history, files=["summary.md"], job="https://example.org/1")

    assert page.startswith("## ChatApp: 1 failed, 1 passed\n")
    for line in (
        "- verdicts: 1 x feed",
        "- target: `made-up` at `http://127.0.0.1:8000`",
        "- previous run: `earlier`",
        "- job: [https://example.org/1](https://example.org/1)",
        "- **new** **feed** `a.py::x` line 7: `no row appeared`",
        "### Fixed since the previous run\n\n- `a.py::y`",
        "### Unstable\n\n- `a.py::x`: `failed, and passed in earlier`",
        "### Slowest\n\n- 9.0 s `a.py::y`",
        "To repeat the first failure: `./e2e a.py::x --target mine.toml --seed 7`",
    ):
        assert line in page


def test_line_to_repeat_is_that_of_the_failure_on_top():
    """The line that repeats a failure is whole, and of the one that is told first, which is a new one."""
    long = f"./e2e b.py::x --target {'x' * 400}.toml --seed 7"
    tests = [a_test("a.py::x", "failed", repeat="./e2e a.py::x"), a_test("b.py::x", "failed", repeat=long)]

    page = summary_page(a_run(*tests), History("earlier", frozenset({"b.py::x"})))

    assert f"To repeat the first failure: `{long}`" in page


def test_dead_target_is_told_before_its_failures():
    """Where the target alone failed the summary says at once that this is no regression, and names no error class."""
    died = "fixtures.targets.target.TargetError: No ChatApp answers any more"

    page = summary_page(a_run(a_test("a", "error", "target", died), exit_code=10), History())

    assert page.splitlines()[2] == "ChatApp did not answer, or died. Nothing else failed: this is no regression."
    assert "**target** `a` line 7: `No ChatApp answers any more`" in page


def test_green_summary_has_nothing_of_failures():
    """A run without failures says nothing of them."""
    page = summary_page(a_run(a_test("a")), History())

    assert [title for title in ("Failed", "Fixed", "Unstable", "repeat") if title in page] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text: str):
    """Whatever a message holds stands between backticks that it cannot end, on one line, without control characters."""
    shown = code(text)
    fence = shown[: len(shown) - len(shown.lstrip("`"))]
    inside = shown[len(fence) : -len(fence)]

    assert shown.endswith(fence)
    assert fence not in _runs_of_backticks(inside)
    assert shown.isprintable()


def test_long_text_is_cut():
    """A message of ten thousand characters does not make the summary long."""
    assert len(code("x" * 10_000)) < 310


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_failure_makes_no_further_line(text: str):
    """Neither a test's name nor its message begins a line of its own."""
    plain = summary_page(a_run(a_test("a", "failed")), History())

    page = summary_page(a_run(a_test(f"a[{text}]", "failed", message=f"feed: {text}")), History())

    assert len(page.splitlines()) == len(plain.splitlines())


def test_job_is_told_its_summary_once(tmp_path: Path):
    """The run writes `summary.md` and adds the same to the job's; a shard leaves that to the merge."""
    step = tmp_path / "step"
    step.write_text("before\n", encoding="utf-8")
    for name, run in (("whole", a_run(a_test("a"))), ("shard", a_shard("1/2", a_test("a"), collected=2))):
        (tmp_path / name).mkdir()
        write_run(tmp_path / name, run)
        finish_report(tmp_path / name, tmp_path / "runs", {"GITHUB_STEP_SUMMARY": str(step)})

    assert step.read_text(encoding="utf-8").count("## ChatApp") == 1
    assert step.read_text(encoding="utf-8").startswith("before\n## ChatApp: 1 passed")
    assert "- part: 1/2 of 2 tests" in (tmp_path / "shard" / "summary.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("environment", "address"),
    [
        pytest.param(
            {
                "GITHUB_ACTIONS": "true",
                "GITHUB_SERVER_URL": "https://github.example",
                "GITHUB_REPOSITORY": "a/b",
                "GITHUB_RUN_ID": "12",
            },
            "https://github.example/a/b/actions/runs/12",
            id="github",
        ),
        pytest.param({"CI_JOB_URL": "https://gitlab.example/1"}, "https://gitlab.example/1", id="gitlab"),
        pytest.param({"GITHUB_ACTIONS": "true"}, None, id="github-without-names"),
        pytest.param({}, None, id="nowhere"),
    ],
)
def test_job_is_linked(environment: dict[str, str], address: str | None):
    """In CI the summary leads to the job."""
    assert job_address(environment) == address


def _runs_of_backticks(text: str) -> list[str]:
    return [run for run in "".join(c if c == "`" else " " for c in text).split() if run]
