"""Takes the README's two pictures anew.

    .venv/bin/python -m reports.example

The first is the bug report's own: the message is in the feed while push is withheld. It comes from a run on a healthy
ChatApp. The second is the report of the same test with `feed-waits-for-push` planted, opened in a browser. Both runs
are ordinary ones of `./e2e`, in a folder that is gone afterwards. The exit code is 1 where a run ended unexpectedly.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from fixtures.hosting.browser import launch_options
from fixtures.running.checkout import ROOT
from reports.allure.page import PAGE

HERE = Path(__file__).parent
TEST = "tests/ui/test_bug_report.py::test_fix_sent_by_button_is_in_the_feed_at_once"
SENT, REPORT = "message-sent-successfully.png", "report.png"
BUG = "feed-waits-for-push"
SEED = "4711"
WIDTH, HEIGHT = 1040, 1000
PROMISE = "A message sent by «Отправить» is in the feed at once"


def main() -> int:
    """Take both pictures."""
    with tempfile.TemporaryDirectory() as folder:
        healthy, planted = Path(folder) / "healthy", Path(folder) / "planted"
        if _run(healthy, "--report-language", "none") != 0 or _run(planted, "--plant", BUG) != 1:
            sys.stderr.write("A run did not end as it had to; the pictures stay as they were.\n")
            return 1
        shutil.copyfile(healthy / SENT, HERE / SENT)
        _take_picture_of_report(planted / PAGE, HERE / REPORT)
    for name in (SENT, REPORT):
        sys.stdout.write(f"{(HERE / name).relative_to(ROOT)}: {(HERE / name).stat().st_size // 1024} KiB\n")
    return 0


def _run(folder: Path, *options: str) -> int:
    given = ["--seed", SEED, "--run-folder", str(folder), "--report-language", "en", *options]
    return subprocess.run([str(ROOT / "e2e"), TEST, *given], cwd=ROOT, check=False).returncode


def _take_picture_of_report(report: Path, picture: Path) -> None:
    """Open the report at its failed test and take what a reader sees first: the verdict, and the way of the message."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options("chromium", headed=False))  # type: ignore[arg-type]
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB")
        page.goto(report.as_uri())
        page.get_by_text(PROMISE).first.click()
        # The picture of the way stands in a frame of its own, which takes its height after it has been laid out.
        page.frame_locator("iframe").locator("img, svg").first.wait_for()
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
