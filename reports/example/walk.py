"""Takes anew what the QA's guide in Russian shows of one complaint, from its text to the file that is handed over.

    .venv/bin/python -m reports.example.walk

In `docs/walk`: the draft, the shortest scenario, and pictures of the report and of the bundle's page. Each comes from
an ordinary command of `./e2e`, in the order of the guide. The exit code is 1 where one of them ended unexpectedly.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from fixtures.hosting.browser import launch_options
from fixtures.running.checkout import ROOT
from reports.allure.page import PAGE

WALK = Path("docs/walk")
COMPLAINT, DRAFT, SHORTEST = (str(WALK / name) for name in ("complaint.md", "bug.feature", "shortest.feature"))
BUG = "feed-waits-for-push"
PROMISE = "Отправленное сообщение сразу видно в ленте"
WIDTH, HEIGHT = 1040, 1000


def main() -> int:
    """Go through the guide once."""
    with tempfile.TemporaryDirectory() as folder:
        run, bundle, unpacked = (Path(folder) / name for name in ("run", "bug.zip", "bundle"))
        steps = (
            (0, "draft", COMPLAINT, "-o", DRAFT, "--force"),
            (1, DRAFT, "--plant", BUG, "--report-language", "ru", "--run-folder", str(run)),
            (0, "shrink", DRAFT, "--plant", BUG, "-o", SHORTEST, "--force"),
            (0, "bundle", SHORTEST, "--plant", BUG, "-o", str(bundle)),
        )
        for expected, *given in steps:
            ended = subprocess.run([str(ROOT / "e2e"), *given], cwd=ROOT, check=False).returncode
            if ended != expected:
                sys.stderr.write(f"./e2e {' '.join(given)} ended with {ended}, not with {expected}.\n")
                return 1
        with zipfile.ZipFile(bundle) as packed:
            packed.extractall(unpacked)
        _take_pictures(run / PAGE, unpacked / "index.html")
    return 0


def _take_pictures(report: Path, handed_over: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options("chromium", headed=False))  # type: ignore[arg-type]
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="ru-RU")
        page.goto(report.as_uri())
        page.get_by_text(PROMISE).first.click()
        page.frame_locator("iframe").locator("img, svg").first.wait_for()
        _take_picture(page, "report.png")
        page.goto(handed_over.as_uri())
        _take_picture(page, "bundle.png")
        browser.close()


def _take_picture(page: Page, name: str) -> None:
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.screenshot(path=ROOT / WALK / name)


if __name__ == "__main__":
    sys.exit(main())
