"""Where Playwright puts what it downloads: nobody documents it, so we ask the driver, and hold our own search to it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from fixtures.hosting import browser
from fixtures.hosting.browser import find_chromium
from fixtures.hosting.ffmpeg import ffmpeg_folder

# Started where nothing has been downloaded, the driver names the file that it wanted to start.
LAUNCH = """
import sys
from playwright.sync_api import Error, sync_playwright

with sync_playwright() as playwright:
    try:
        playwright.chromium.launch(headless=sys.argv[1] == "headless")
    except Error as error:
        print(error)
"""


@pytest.fixture
def downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for downloads, on a machine that has no browser of its own."""
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.setattr(browser.shutil, "which", lambda _: None)
    monkeypatch.setattr(browser, "_MAC_BROWSERS", ())
    return tmp_path


def _said(*arguments: str) -> str:
    ended = subprocess.run([sys.executable, *arguments], env=os.environ, capture_output=True, text=True, check=True)
    return ended.stdout


@pytest.mark.parametrize("window", ["headless", "headed"])
def test_downloaded_browser_is_found_where_the_driver_starts_it(downloads: Path, window: str):
    """The file that Playwright's driver would start is the one that we find, once it has been downloaded."""
    named = re.search(r"Executable doesn't exist at (.+)", _said("-c", LAUNCH, window))
    assert named
    executable = Path(named[1].strip())
    assert find_chromium(headed=window == "headed") is None

    executable.parent.mkdir(parents=True)
    executable.touch()

    assert executable.is_relative_to(downloads)
    assert find_chromium(headed=window == "headed") == executable


@pytest.mark.usefixtures("downloads")
def test_ffmpeg_is_looked_for_where_the_driver_installs_it():
    """The folder that the driver names for its ffmpeg is the one that we read out of its list of browsers."""
    located = re.search(r"Install location: +(.+)", _said("-m", "playwright", "install", "--dry-run", "ffmpeg"))

    assert located
    assert ffmpeg_folder() == Path(located[1].strip())
