"""The matrix's page: whole in itself, safe to open, numbers first."""

import re

from playwright.sync_api import Browser

from fixtures.campaigns.matrix.findings import find
from fixtures.campaigns.matrix.matrix_page import page_of
from fixtures.campaigns.matrix.result import Bug, BugRun, Ended, Matrix
from fixtures.planted_bugs.reasons import Reason

EVIL = "<script>alert('x')</script>&"
A, B, C = (f"tests/{room}/test_x.py::test_{letter}" for room, letter in zip(("api", "ui", "ui"), "abc", strict=True))
CAUGHT = BugRun(Ended.FINISHED, 61.0, "", 4.2, {A: "feed", B: "page"}, [C])
RUNS = {"caught": CAUGHT, "missed": BugRun(Ended.FINISHED, 50.0), "dead": BugRun(Ended.DIED, 3.0, EVIL)}


def a_page(runs: dict[str, BugRun], reasons: list[Reason] | None = None) -> str:
    """The page of a matrix with these runs."""
    bugs = {name: Bug(f"`code` {EVIL}", "feed", [A]) for name in runs}
    matrix = Matrix("2026-01-01T00:00:00Z", True, 20, 60.0, [A, B, C], bugs, runs)
    return page_of(matrix, find(matrix, reasons or []))


def test_page_asks_nobody_for_anything(browser: Browser):
    """The page sends no request, runs no script, and logs nothing; its style is in it."""
    page = browser.new_page()
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.on("console", lambda message: seen.append(message.text))

    page.set_content(a_page(RUNS))

    assert seen == []
    assert page.locator("script").count() == 0
    assert page.locator("summary.row").first.evaluate("row => getComputedStyle(row).display") == "grid"
    page.close()


def test_texts_are_texts():
    """Whatever titles, reasons and last words hold is shown and does nothing."""
    page = a_page({**RUNS, EVIL: CAUGHT}, [Reason("*", EVIL)])

    assert "<script" not in page
    assert "<code>code</code> &lt;script&gt;" in page


def test_numbers_come_first():
    """Caught, right verdict and time to the first red stand above everything else."""
    numbers = _text(a_page(RUNS).partition("<h2>")[0])

    assert "bugs caught 1 of 3" in numbers
    assert "with the right verdict 1 of 3" in numbers
    assert "time to the first red, median 4 s" in numbers


def test_bugs_that_need_somebody_come_first():
    """Below what is to be done, bugs that were not caught or told nothing stand before the others."""
    page = a_page(RUNS)

    assert re.findall(r'class="name">(\w+)<', page) == ["dead", "missed", "caught"]
    assert "missed is caught by no test: a test is missing." in _text(page)
    assert "dead has no result: died: " in _text(page)


def test_bug_names_its_tests():
    """Of each bug the page tells the tests that catch it, its own ones, other verdicts, and what was left out."""
    bug = _text(a_page(RUNS).partition('class="name">caught<')[2].partition("<h2>")[0])

    assert "Caught by feed × 1, page × 1: tests/api/test_x.py test_a (its own)" in bug.replace(" ,", ",").replace(
        " :", ":"
    )
    assert "test_b page" in bug
    assert "1 left out, as too many pages had failed" in bug


def test_complete_matrix_tells_of_idle_tests():
    """Tests that catch nothing are told with and without a reason; of a part nobody can tell."""
    whole = {"caught": CAUGHT, "other": BugRun(Ended.FINISHED, 9.0, "", 1.0, {A: "feed"})}

    assert "1 undecided, as they were left out" in _text(a_page(whole))
    assert "1 with a reason tests/ui/test_x.py test_c too rare" in _text(a_page(whole, [Reason(C, "too rare")]))
    assert "Only a matrix of all tests and all bugs" in _text(a_page(RUNS))


def _text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())
