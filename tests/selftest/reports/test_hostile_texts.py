"""Texts of people stay texts in what CI systems read: JUnit results, workflow commands, annotations and the summary."""

import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from fixtures.commands.__main__ import VERBS, main
from reports.github.commands import failures_annotated
from tests.selftest.harness_process import RUNS, Ended, run_pytest
from tests.selftest.run_reports import a_test

FILE = f"{RUNS}/hostile_texts.py"


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    """A run on GitHub that met them all."""
    folder = tmp_path_factory.mktemp("run")
    github = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(folder.parent / f"{folder.name}-step")}
    return run_pytest(folder, FILE, environment=github)


def test_nothing_that_a_test_prints_is_a_command(ended: Ended):
    """From the first line to the last report a runner is told to take nothing for a command, with a secret word."""
    lines = ended.printed.strip().splitlines()
    stop = next(line for line in lines if line)
    token = stop.removeprefix("::stop-commands::")
    resumed = lines.index(f"::{token}::")
    before = "\n".join(lines[:resumed])

    assert len(token) >= 32
    assert "::add-mask::nothing" in before
    assert before.count(token) == 1
    assert all(line.startswith("::error ") for line in lines[resumed + 1 :] if line)


def test_failures_are_annotated_where_they_are(ended: Ended):
    """Each failure is an error at its file and line, with verdict and reason; nothing in it begins another command."""
    errors = [line for line in ended.printed.splitlines() if line.startswith("::error ")]

    assert len(errors) == 6
    assert errors[0].startswith(f"::error file={FILE},line=")
    (table,) = (error for error in errors if "[table]" in error)
    assert "title=content%3A test_meets_a_text[table]::sent «| a | b |\\n|---|---|»" in table
    (percent,) = (error for error in errors if "[percent]" in error)
    assert "100%250A::error::x, a:b" in percent


def test_line_is_where_the_test_failed(ended: Ended):
    """The line that is annotated is that of the claim, not that of the test's name."""
    lines = Path(FILE).read_text(encoding="utf-8").splitlines()
    (test,) = (test for test in ended.report["tests"] if "[html]" in test["test"])

    assert lines[test["line"] - 1].lstrip().startswith("must(")


def test_junit_is_valid_with_file_line_and_verdict(ended: Ended):
    """`junit.xml` is XML whatever the texts hold; each test has its file, line and verdict."""
    cases = list(ElementTree.parse(ended.folder / "junit.xml").iter("testcase"))  # noqa: S314 - of our own run

    assert len(cases) == 6
    assert {case.get("file") for case in cases} == {FILE}
    assert all((case.get("line") or "").isdigit() for case in cases)
    verdicts = {(prop.get("name"), prop.get("value")) for case in cases for prop in case.iter("property")}
    assert verdicts >= {("verdict", "content"), ("verdict", "harness")}
    (html,) = (case for case in cases if "[html]" in (case.get("name") or ""))
    assert "<script>alert(1)</script> ]]> &amp; </testcase>" in "".join(html.itertext())


def test_summary_has_no_control_characters(ended: Ended):
    """The summary and what the job is shown hold neither escapes nor lines that a message made."""
    step = ended.folder.parent / f"{ended.folder.name}-step"
    for page in (step, ended.folder / "summary.md"):
        text = page.read_text(encoding="utf-8")
        assert [character for character in text if not character.isprintable() and character != "\n"] == []
        assert [line for line in text.splitlines() if line.startswith(("|", "::", "<", "##["))] == []


def test_ten_failures_are_annotated_at_most():
    """GitHub shows ten; the tenth then says how many more there are."""
    lines = failures_annotated(a_test(f"a.py::test_{number}", "failed") for number in range(25))

    assert len(lines) == 10
    assert lines[-1].startswith("::error title=16 more failures::")
    assert len(failures_annotated(a_test(f"a.py::{number}", "failed") for number in range(10))) == 10


def test_passed_tests_are_not_annotated():
    """Only what failed is annotated."""
    assert failures_annotated([a_test("a"), a_test("b", "skipped"), a_test("c", "xfailed")]) == []


@pytest.mark.parametrize("failure", [None, KeyboardInterrupt], ids=["ends", "interrupted"])
def test_nothing_that_a_verb_prints_is_a_command(
    failure: type[BaseException] | None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """What a verb tells of people's texts is no command, however the verb ends."""

    def tell(_: list[str]) -> int:
        sys.stdout.write("::add-mask::nothing")
        if failure:
            raise failure
        return 0

    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setitem(VERBS, "show", tell)
    main(["show"])
    stop, told, resumed = capsys.readouterr().out.split()

    assert (told, len(stop) > len("::stop-commands::")) == ("::add-mask::nothing", True)
    assert resumed == f"::{stop.removeprefix('::stop-commands::')}::"


@pytest.mark.parametrize("verb", ["again", "serve"])
def test_verb_that_leaves_it_to_others_stops_no_command(
    verb: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """Where pytest takes over that stops commands; a server beside the rest of a job's step must not."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setitem(VERBS, verb, lambda _: 0)

    assert main([verb]) == 0
    assert capsys.readouterr().out == ""


def test_elsewhere_nothing_is_said_to_github(tmp_path: Path):
    """On a laptop no line is a workflow command of ours."""
    ended = run_pytest(tmp_path / "run", f"{FILE}::test_meets_a_text[table]")

    assert "stop-commands" not in ended.printed
    assert "::error" not in ended.printed
