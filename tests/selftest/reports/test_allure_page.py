"""The page that Allure makes of a run's results: one file that asks nobody for anything, with a past."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from fixtures.wording.language import Language
from reports.allure import page
from reports.allure.all_results import write_results
from reports.allure.notes import TestNotes
from reports.allure.page import PAGE, PageError, make_page, title_of
from reports.model.result import TestResult
from tests.selftest.harness_process import ROOT, RUNS, run_e2e, run_pytest
from tests.selftest.processes import has_ended, interrupted
from tests.selftest.reports.test_allure_results import RUN
from tests.selftest.run_reports import a_test, changed
from tests.selftest.runs.ending_oddly import HOSTILE

MAKING = pytest.mark.timeout(200)
TRACE = "failures/a/trace-1.zip"
REPEAT = "./e2e wrong_on_purpose.py::test_is_wrong --seed 7"
TITLE = "Fails by itself, whatever ChatApp does"
TEST = f"{RUNS}/wrong_on_purpose.py::test_is_wrong"


def the_test(verdict: str | None, message: str = "") -> TestResult:
    """What became of the one test."""
    outcome = "failed" if verdict else "passed"
    return a_test(TEST, outcome, verdict, message, repeat=REPEAT, evidence=(TRACE,))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page, in Russian, of a run in which a test failed on a hostile text, after one in which it passed."""
    folder = tmp_path_factory.mktemp("page")
    for name, verdict, message in (("before", None, ""), ("now", "content", f"content: {HOSTILE}")):
        run = folder / name
        (run / TRACE).parent.mkdir(parents=True)
        (run / TRACE).touch()
        about = changed(RUN, tests=[the_test(verdict, message)])
        write_results(ROOT, run, about, {TEST: TestNotes(1_790_000_000_000, 1_790_000_000_100)}, Language.RUSSIAN)
        make_page(run, about, Language.RUSSIAN, remembered=True, histories=folder / "history")
    return folder / "now" / PAGE


@pytest.fixture
def opened(made: Path, browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """The page, opened from disk without a network, and every request that left it."""
    context = browser.new_context(offline=True)
    shown = context.new_page()
    asked: list[str] = []
    shown.on("request", lambda request: asked.append(request.url))
    shown.goto(made.as_uri())
    shown.get_by_text(TITLE).first.wait_for()
    yield shown, asked
    context.close()


@MAKING
def test_no_request_leaves_the_page(opened: tuple[Page, list[str]], made: Path):
    """The page asks nobody for anything, when it is opened and when a test in it is."""
    shown, asked = opened

    shown.get_by_text(TITLE).first.click()
    shown.get_by_text("Обзор").first.wait_for()

    assert [url for url in asked if not url.startswith(("data:", "blob:", made.as_uri()))] == []
    assert "googletagmanager" not in made.read_text(encoding="utf-8")


@MAKING
def test_verdict_is_the_category(opened: tuple[Page, list[str]]):
    """The categories are the verdicts, told in the language of the report; the title counts them."""
    shown, _ = opened

    expect(shown.get_by_text("ChatApp: embedded (content: 1)").first).to_be_visible()
    shown.get_by_test_id("nav-tab-categories").click()
    expect(shown.get_by_text("content: текст изменён или пропущен").first).to_be_visible()


@MAKING
def test_page_begins_with_what_broke(opened: tuple[Page, list[str]]):
    """Title and verdicts are in view when the page is opened, though its first test is below; no tab is empty."""
    shown, _ = opened
    _open_in_a_small_window(shown)

    expect(shown.get_by_test_id("report-title")).to_be_in_viewport()
    expect(shown.get_by_test_id("nav-tab-globalErrors")).to_be_hidden()


@MAKING
def test_person_can_scroll_at_once(opened: tuple[Page, list[str]]):
    """What keeps the page at its top lets go of it as soon as a person scrolls."""
    shown, _ = opened
    _open_in_a_small_window(shown)

    shown.mouse.move(500, 300)
    shown.mouse.wheel(0, 400)

    expect(shown.get_by_test_id("report-title")).not_to_be_in_viewport()


@MAKING
def test_file_of_the_run_opens_beside_the_page(opened: tuple[Page, list[str]], made: Path):
    """A link to a file in the run's folder leads there; the description stays, with the line that repeats the test."""
    shown, _ = opened

    shown.get_by_text(TITLE).first.click()
    description = shown.frame_locator("iframe")
    description.get_by_text(REPEAT).wait_for()
    shown.evaluate("() => { window.open = (address) => { window.opened = String(address) } }")
    description.get_by_text("Трассировка 1").click()

    assert shown.evaluate("window.opened") == (made.parent / TRACE).as_uri()
    expect(description.get_by_text(REPEAT)).to_be_visible()


@MAKING
def test_hostile_text_does_nothing(opened: tuple[Page, list[str]]):
    """A message that is HTML is shown as it was written, and makes no element."""
    shown, _ = opened

    shown.get_by_text(TITLE).first.click()

    expect(shown.get_by_text("<img src=https://example.org/x").first).to_be_visible()
    assert shown.locator("img[src*='example.org']").count() == 0
    assert shown.title() != "hit"


@MAKING
def test_earlier_runs_are_remembered(opened: tuple[Page, list[str]]):
    """A test tells what became of it in the run before."""
    shown, _ = opened

    shown.get_by_text(TITLE).first.click()
    shown.get_by_text("История").first.click()

    expect(shown.locator("[data-testid^='test-result-history-item']").first).to_be_visible()


def test_title_counts_the_verdicts():
    """The report's title says what was tested and how often which link broke."""
    assert title_of(changed(RUN, planted_bug="x")) == "ChatApp: embedded + x (envelope: 1, feed: 3)"


def test_failing_allure_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """When Allure fails, its last words are told, and nothing half-written stays."""
    broken = tmp_path / "cli.js"
    broken.write_text("console.error('no room left'); process.exit(7)", encoding="utf-8")
    monkeypatch.setattr(page, "installed_allure", lambda: broken)

    with pytest.raises(PageError, match="exit code 7: no room left"):
        make_page(tmp_path, RUN, Language.ENGLISH)

    assert [path.name for path in tmp_path.iterdir()] == ["cli.js"]


def test_hanging_allure_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """When Allure hangs, it is ended after a while, and its process with it."""
    hanging, told = tmp_path / "cli.js", tmp_path / "process"
    hanging.write_text(
        f"require('fs').writeFileSync({json.dumps(str(told))}, String(process.pid)); setInterval(() => 0, 1000)",
        encoding="utf-8",
    )
    monkeypatch.setattr(page, "installed_allure", lambda: hanging)
    monkeypatch.setattr(page, "_LIMIT_SECONDS", 3.0)

    with pytest.raises(PageError, match="still busy"):
        make_page(tmp_path, RUN, Language.ENGLISH)

    assert has_ended(int(told.read_text(encoding="utf-8")))


def test_interrupted_page_changes_nothing(tmp_path: Path):
    """Ctrl-C while the page is made leaves the run as it ended, with its results, and says how to make the page."""
    folder = tmp_path / "run"
    command = [sys.executable, "-m", "pytest", "-c", "pyproject.toml", "-p", "no:cacheprovider", "-n", "0"]
    options = ["--report-language", "en", "--run-folder", str(folder)]

    with interrupted([*command, str(RUNS / "wrong_on_purpose.py"), *options]) as run:
        run.when((folder / "allure-results" / "environment.properties").exists)

    assert run.exit_code == 1
    assert "its page was interrupted. To make it: ./e2e show" in run.printed
    assert "Traceback" not in run.printed
    assert sorted(path.name for path in folder.iterdir()) == ["allure-results", "junit.xml", "run.json", "summary.md"]


@MAKING
def test_without_node_results_are_there(tmp_path: Path):
    """Without Node the run ends as it would, its results are there, and `./e2e show` makes its page later."""
    nothing = {"PATH": str(tmp_path)}

    ended = run_pytest(
        tmp_path / "run", str(RUNS / "wrong_on_purpose.py"), "--report-language", "en", environment=nothing
    )

    assert ended.exit_code == 1
    assert "no page was made: it needs Node" in ended.printed
    assert f"./e2e show {tmp_path / 'run'}" in ended.printed
    assert not (tmp_path / "run" / PAGE).exists()
    (result,) = (tmp_path / "run").glob("allure-results/*-result.json")
    assert json.loads(result.read_text(encoding="utf-8"))["status"] == "broken"

    shown = run_e2e(tmp_path / "run", "show", str(tmp_path / "run"))

    assert shown.exit_code == 0, shown.printed
    assert (tmp_path / "run" / PAGE).exists()
    assert shown.printed.rstrip().endswith(f"run/{PAGE}")


def test_folder_without_a_run_is_not_shown(tmp_path: Path):
    """`./e2e show` of what is no run's folder is wrong usage, and says where runs are."""
    ended = run_e2e(tmp_path, "show", str(tmp_path))

    assert ended.exit_code == 4
    assert "is no run's folder: runs are in reports/runs/" in ended.printed


def test_no_evidence_means_no_results(tmp_path: Path):
    """With `--evidence none` there are neither results nor a page."""
    ended = run_pytest(
        tmp_path / "run", str(RUNS / "wrong_on_purpose.py"), "--evidence", "none", "--report-language", "en"
    )

    assert ended.exit_code == 1
    assert not (tmp_path / "run" / "allure-results").exists()
    assert not (tmp_path / "run" / PAGE).exists()


def _open_in_a_small_window(shown: Page) -> None:
    shown.set_viewport_size(ViewportSize(width=1000, height=400))
    shown.reload()
    shown.get_by_text(TITLE).first.wait_for()
