"""Cleaning up never decides a verdict, and what several tests have met is told once."""

import json
from pathlib import Path

import pytest

from fixtures.journey.cause import cause_of
from fixtures.journey.verdict import Broken, PromiseBroken, Verdict
from fixtures.judgement.after_the_test import parted
from fixtures.targets.target import TargetError
from tests.selftest.harness_process import RUNS, run_pytest

UNTIDY = RUNS / "tidying_up.py"
REFUSED = PromiseBroken(Broken(Verdict.STATUS, "DELETE /api/dialogs/dlg_1 answered 500 instead of 200."))
SAME = {
    "ids-and-words": (
        "GET /api/dialogs/dlg_1a answered 500 instead of 404, saying «Сломалось».",
        "GET /api/dialogs/{dialogId} answered 500 instead of one of 200, 401.",
    ),
    "texts-and-times": (
        "ChatApp stored «раз» and emitted no `message:new` to Анна within 2.0 s.",
        "ChatApp stored «два» and emitted no `message:new` to Анна Белова within 1.8 s.",
    ),
}
OTHER = {
    "another-endpoint": ("GET /api/dialogs answered 500.", "GET /api/users answered 500."),
    "another-status": ("GET /api/dialogs answered 500.", "GET /api/dialogs answered 502."),
    "let-in-and-accepted": (
        "POST /api/dialogs answered 201 instead of 400.",
        "POST /api/dialogs answered 201 instead of 403.",
    ),
    "another-value": ("the badge is '2' instead of '1'.", "the badge is '' instead of '1'."),
}


def test_what_cleaning_up_meets_is_told_beside_the_result(tmp_path: Path):
    """A test whose cleaning up fails keeps its own result, and a failure its own verdict; both are told."""
    done = run_pytest(tmp_path / "run", str(UNTIDY))

    told = "status: DELETE /api/dialogs/… answered 404"
    tests = {test["test"].partition("::")[2]: test for test in done.report["tests"]}
    assert {name: (test["outcome"], test["verdict"]) for name, test in tests.items()} == {
        "test_passes": ("passed", None),
        "test_fails[1]": ("failed", "feed"),
        "test_fails[2]": ("failed", "feed"),
        "test_is_not_even_prepared": ("error", "envelope"),
    }
    assert {tuple(test["cleanup"]) for test in tests.values()} == {(told,)}
    assert f"Cleaning up after {UNTIDY}::test_fails[1] and 3 more, which decides nothing: {told}\n" in done.printed
    assert f"### Went wrong in cleaning up, and decides nothing\n\n- `{told}`\n" in _summary(done.folder)

    # What two of them have met is told once.
    first, second = (f"{UNTIDY}::test_fails[{number}]" for number in (1, 2))
    shared = next(one for one in done.report["shortcomings"] if one["verdict"] == "feed")
    assert shared["tests"] == [first, second]
    assert f"2 tests met one thing:\n{first}\n{second}\n    feed: the feed of " in done.printed
    # Where this checkout has earlier runs it is new, too.
    assert "**feed** in 2 tests: `the feed of " in _summary(done.folder)
    described = [json.loads(file.read_text()) for file in (done.folder / "allure-results").glob("*-result.json")]
    (of_first,) = [one for one in described if one["fullName"] == first]
    assert f"(1):</b></p><ul><li>{second}</li></ul>" in of_first["descriptionHtml"]


def _summary(folder: Path) -> str:
    return (folder / "summary.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("error", "told", "rest"),
    [
        (REFUSED, 1, False),
        (ExceptionGroup("two", [REFUSED, REFUSED]), 2, False),
        (TargetError("gone"), 0, True),
        (PromiseBroken(Broken(Verdict.HARNESS, "nobody judged it.")), 0, True),
        (ExceptionGroup("both", [REFUSED, ExceptionGroup("inner", [ValueError("ours")])]), 1, True),
    ],
    ids=["refused", "refused-twice", "dead", "unjudged", "refused-and-ours"],
)
def test_mistakes_of_ours_and_a_dead_target_still_fail(error: Exception, told: int, rest: bool):
    """Of an error in cleaning up only what ChatApp did wrong is set aside."""
    set_aside, remains = parted(error)

    assert (len(set_aside), remains is not None) == (told, rest)


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME.keys())
def test_same_shortcoming_is_known_again(one: str, other: str):
    """Ids, texts, times, names and ChatApp's own words do not make one thing two."""
    people = {"Анна", "Анна Белова"}

    assert cause_of(Broken(Verdict.STATUS, one), people) == cause_of(Broken(Verdict.STATUS, other), people)


@pytest.mark.parametrize(("one", "other"), OTHER.values(), ids=OTHER.keys())
def test_other_shortcoming_is_another(one: str, other: str):
    """Another endpoint, status, promise or value is another thing."""
    assert cause_of(Broken(Verdict.STATUS, one)) != cause_of(Broken(Verdict.STATUS, other))
