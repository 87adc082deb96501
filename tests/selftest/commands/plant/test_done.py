"""`./e2e plant NAME --done`: a planted bug of what was broken; no work of the person is lost."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from fixtures.campaigns import suite_with_bug
from fixtures.commands.plant import main
from fixtures.planted_bugs import bug as bug_module
from fixtures.planted_bugs.bug import find_bug, load_bug
from fixtures.planted_bugs.planting import plant
from fixtures.planted_bugs.workshop import Workshop
from tests.selftest.commands.plant.standing_in import Terminal, break_schema

ROUTE = "server/routes/messages.py"
TEST = "tests/api/test_sent_message.py::test_answer_carries_the_message_under_data"
TOLD = ("--title", 'Answers "it"', "--promise", "Answers have `data`.", "--origin", "Plausible: \\ slips")
Failing = Callable[..., list[tuple[str, ...]]]


@pytest.mark.timeout(90)
def test_broken_copy_becomes_a_planted_bug(workshop: Workshop, rooms: Path):
    """What was broken becomes a small patch, what failed verdict and tests; of the workshop stays what was printed."""
    route = workshop.chat_app / ROUTE
    text = route.read_text(encoding="utf-8")
    route.write_text(text.replace("return created(message)", 'return created({**message, "content": 1})', 1), "utf-8")

    assert main(["lost", "--done", *TOLD, TEST]) == 0

    bug = load_bug("lost")
    assert (bug.title, bug.promise, bug.origin) == (TOLD[1], TOLD[3], TOLD[5])
    assert (bug.verdict, bug.must_fail) == ("envelope", (TEST,))
    lines = bug.patch.read_text(encoding="utf-8").splitlines()
    assert lines[:2] == [f"--- a/fixtures/chat_app/{ROUTE}", f"+++ b/fixtures/chat_app/{ROUTE}"]
    assert lines[2].endswith(" @@")
    assert [line for line in lines[3:] if line[0] != " "] == [
        "-    return created(message)",
        '+    return created({**message, "content": 1})',
    ]
    assert route.name in plant(bug, rooms / "planted").joinpath("fixtures/chat_app", ROUTE).name
    # The last lines of the run have named its report, and the patch to repeat it with.
    assert (workshop.run / "run.json").exists()
    assert sorted((rooms / "workshops").iterdir()) == [workshop.patch, workshop.run]


def test_new_and_deleted_files_are_in_the_patch(workshop: Workshop, failing: Failing, rooms: Path):
    """Files that were added and removed are part of the bug; what editors and tools leave behind is not."""
    failing(x="feed")
    (workshop.chat_app / ROUTE).unlink()
    (workshop.chat_app / "server" / "новое.py").write_text("pass\n", encoding="utf-8")
    (workshop.chat_app / "server" / "app.py~").write_text("old", encoding="utf-8")
    (workshop.chat_app / "server" / "__pycache__").mkdir()
    (workshop.chat_app / "server" / "__pycache__" / "x.pyc").write_bytes(b"\0")

    assert main(["lost", "--done", *TOLD]) == 0

    root = plant(find_bug("lost"), rooms / "planted") / "fixtures" / "chat_app" / "server"
    assert (root / "новое.py").read_text(encoding="utf-8") == "pass\n"
    assert not (root / "routes" / "messages.py").exists()
    assert not (root / "app.py~").exists()


def test_whole_suite_is_asked_without_tests(workshop: Workshop, failing: Failing):
    """Without tests the regression suite is run, with them nothing else."""
    asked = failing()
    break_schema(workshop)

    main(["lost", "--done", *TOLD])
    main(["lost", "tests/api", "--done", *TOLD, "tests/ui"])

    assert asked[0][:2] == asked[1][:2] == ("--plant", str(workshop.patch))
    assert asked[0][-2:] == ("-m", "not load and not sweep")
    assert asked[1][2:] == ("tests/api", "tests/ui")


@pytest.mark.parametrize(
    ("exit_code", "verdicts", "code", "sentence"),
    [
        pytest.param(0, {}, 1, "no test fails with it. Write the one", id="not-caught"),
        pytest.param(
            1, {"x": "feed", "y": "page"}, 1, "do not agree:\n  feed: tests/x.py::x\n  page: tests", id="mixed"
        ),
        pytest.param(1, {"x": "harness"}, 1, "the verdict harness, which says nothing of ChatApp", id="harness"),
        pytest.param(10, {"x": "target"}, 10, "ChatApp does not start with that change, or dies of it", id="dead"),
        pytest.param(2, {"x": "feed"}, 2, "", id="interrupted"),
        pytest.param(4, {}, 4, "the tests could not be run (exit code 4)", id="wrong-test"),
    ],
)
def test_bug_that_is_not_caught_as_it_must_is_not_written(
    workshop: Workshop,
    failing: Failing,
    capsys: pytest.CaptureFixture[str],
    exit_code: int,
    verdicts: dict[str, str],
    code: int,
    sentence: str,
):
    """Where tests do not fail, or not alike, it is said what to do; no bug is written, and the copy stays."""
    failing(exit_code, **verdicts)
    break_schema(workshop)

    assert main(["lost", "--done", *TOLD]) == code

    assert sentence in capsys.readouterr().err
    assert not (bug_module.BUGS / "lost").exists()
    assert workshop.difference() != ""


def test_missing_texts_are_asked_for(
    workshop: Workshop, failing: Failing, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """What is not told is asked for before the tests are run; without a terminal it is said how to tell it."""
    asked = failing(x="feed")
    break_schema(workshop)

    assert main(["lost", "--done", "--title", "T"]) == 4
    assert "missing: --promise TEXT (the promise of ChatApp that it breaks" in capsys.readouterr().err
    assert asked == []
    answers = iter(["", "P", "O"])
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("builtins.input", lambda _prompt: next(answers))
    assert main(["lost", "--done", "--title", "T"]) == 0

    assert (load_bug("lost").title, load_bug("lost").promise, load_bug("lost").origin) == ("T", "P", "O")


def test_existing_bug_needs_force(workshop: Workshop, failing: Failing, capsys: pytest.CaptureFixture[str]):
    """A planted bug is changed with --force alone: it begins with the bug put in, and keeps the texts it had."""
    failing(x="feed")
    break_schema(workshop)
    assert main(["lost", "--done", *TOLD]) == 0

    assert (main(["lost"]), main(["lost", "--force"])) == (4, 0)
    assert "there is a planted bug lost already; --force changes it" in capsys.readouterr().err
    assert "+-- broken" in workshop.difference()
    break_schema(workshop, "-- more")
    failing(y="page")
    assert (main(["lost", "--done"]), main(["lost", "--done", "--force"])) == (4, 0)

    assert (load_bug("lost").title, load_bug("lost").verdict) == (TOLD[1], "page")
    assert "+-- more" in load_bug("lost").patch.read_text(encoding="utf-8")


def test_bug_whose_patch_no_longer_applies_is_made_anew(
    workshop: Workshop, failing: Failing, capsys: pytest.CaptureFixture[str]
):
    """With --force a bug that cannot be put in begins with a healthy copy, and that is said."""
    failing(x="feed")
    break_schema(workshop)
    main(["lost", "--done", *TOLD])
    patch = load_bug("lost").patch
    patch.write_text(patch.read_text(encoding="utf-8").replace("\n ", "\n other "), encoding="utf-8")

    assert main(["lost", "--force"]) == 0

    assert "does not apply" in capsys.readouterr().out
    assert workshop.difference() == ""


def test_change_of_chat_app_meanwhile_is_told(
    workshop: Workshop,
    failing: Failing,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    rooms: Path,
):
    """A patch against a ChatApp that has changed where it is broken is refused before the tests; the copy stays."""
    asked = failing(x="feed")
    break_schema(workshop)
    schema = rooms / "today" / "fixtures" / "chat_app" / "server" / "schema.sql"
    schema.parent.mkdir(parents=True)
    schema.write_text("-- another\n", encoding="utf-8")
    (rooms / "today" / "fixtures" / "__init__.py").touch()
    monkeypatch.setattr("fixtures.planted_bugs.planting.ROOT", rooms / "today")

    assert main(["lost", "--done", *TOLD]) == 4

    assert "ChatApp has changed since lost was copied." in capsys.readouterr().err
    assert asked == []
    assert "+-- broken" in workshop.difference()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["sigterm", "sighup"])
def test_whatever_stops_the_verb_stops_its_suite(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
):
    """A cancelled job and a closed terminal do what Ctrl-C does, so that no run stays behind; the copy stays."""

    def stopped(*_: object, **__: object) -> None:
        answer = signal.getsignal(number)
        assert callable(answer)
        answer(number, None)

    monkeypatch.setattr(suite_with_bug, "run_suite", stopped)
    (workshop.chat_app / ROUTE).unlink()

    with pytest.raises(KeyboardInterrupt):
        main(["lost", "--done", *TOLD])

    assert workshop.is_there
