"""Making the page of a run's results with Allure 3: one file in the run's folder that requests nothing from anybody."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from fixtures.hosting.node import OLDEST_NODE, HostingError, find_node, node_environment
from fixtures.journey.verdict import Verdict
from fixtures.running.checkout import CACHE
from fixtures.running.one_step import write_in_one_step
from fixtures.wording.language import Language
from reports.allure.history import HISTORIES, History
from reports.allure.installing import installed_allure
from reports.allure.language import category_of
from reports.model.run import Run

PAGE, RESULTS = "report.html", "allure-results"
_NODE = f"Node {'.'.join(map(str, OLDEST_NODE))} or newer with npm"
_LIMIT_SECONDS = 180.0
_OPENING = Path(__file__).with_name("opening.html")
_OUTSIDE = re.compile(r'<script async src="https://[^"]*"></script>\s*<script>.*?gtag.*?</script>', re.DOTALL)
_POLICY = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'unsafe-inline' "
    "'unsafe-eval' data: blob:; style-src 'unsafe-inline' data: blob:; img-src data: blob:; font-src data: blob:; "
    "media-src data: blob:; connect-src data: blob:; frame-src 'self' file: data: blob:; object-src data: blob:; "
    'worker-src data: blob:">'
)
"""If the page still asks for something, the browser refuses it."""


class PageError(Exception):
    """The page could not be made; the message says why, in one sentence."""


def make_page(
    folder: Path, run: Run, language: Language, *, remembered: bool = False, histories: Path = HISTORIES
) -> Path:
    """Make `report.html` from the results in a run's folder; one to be `remembered` becomes part of its target's past.

    Raises:
        PageError: Node is missing, Allure could not be installed or failed, or took more than three minutes.
    """
    try:
        node = find_node() / "node"
    except HostingError as error:
        raise PageError(f"it needs {_NODE}, which `./e2e` installs on a fresh checkout") from error
    try:
        allure = installed_allure()
    except HostingError as error:
        raise PageError(str(error).removesuffix(".")) from error
    history = History(run, histories)
    (CACHE / "allure").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="page-", dir=CACHE / "allure") as scratch:
        workshop = Path(scratch)
        past = history.copy_to(workshop / "history.jsonl")
        config = workshop / "allurerc.json"
        config.write_text(json.dumps(_config(run, language, workshop, past), ensure_ascii=False), encoding="utf-8")
        command = [str(node), str(allure), "generate", "--config", str(config), str(folder / RESULTS)]
        _run(command, workshop)
        made = _only_page(workshop / "report").read_text(encoding="utf-8")
        page = write_in_one_step(folder / PAGE, _closed(made))
        if remembered:
            history.take_from(past)
    return page


def _config(run: Run, language: Language, folder: Path, past: Path) -> dict[str, Any]:
    options = {
        "singleFile": True,
        "reportLanguage": str(language),
        "groupBy": ["parentSuite", "suite"],
        "theme": "auto",
        "defaultSection": "",
        # What failed stands first in its group.
        "defaultSortBy": "status,asc",
    }
    rules = [
        {
            "id": str(verdict),
            "name": category_of(language, verdict),
            "matchers": {"statuses": ["failed", "broken"], "message": f"^{verdict}:"},
            "expand": True,
            "groupByMessage": False,
        }
        for verdict in Verdict
    ]
    return {
        "name": title_of(run),
        "output": str(folder / "report"),
        "hideLabels": ["framework", "language", "layer", "parentSuite", "suite", "verdict"],
        "historyPath": str(past),
        "historyLimit": History.LONGEST,
        "categories": {"rules": rules},
        "plugins": {"awesome": {"options": options}},
    }


def title_of(run: Run) -> str:
    """The title of the report: what was tested, which bug was planted, and how often each link broke."""
    planted = f" + {run.planted_bug}" if run.planted_bug else ""
    verdicts = ", ".join(f"{verdict}: {count}" for verdict, count in run.verdicts.items())
    return f"ChatApp: {run.target.name}{planted}" + (f" ({verdicts})" if verdicts else "")


def _run(command: list[str], folder: Path) -> None:
    """Run Allure in a group of its own, which is ended as a whole when it hangs or the person presses Ctrl-C."""
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**node_environment(), "NO_COLOR": "1", "CI": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            said, _ = process.communicate(timeout=_LIMIT_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise PageError(f"Allure was still busy after {_LIMIT_SECONDS:.0f} s") from error
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                # After Ctrl-C nobody else waits for it.
                process.wait()
    if process.returncode:
        raise PageError(f"Allure ended with exit code {process.returncode}: {_last_line(said)}")


def _last_line(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[-1][:200] if lines else "it said nothing"


def _only_page(folder: Path) -> Path:
    found = sorted(folder.rglob("index.html"))
    if not found:
        raise PageError("Allure made no page")
    return found[0]


def _closed(page: str) -> str:
    """The page without the script that it asks an analytics host for, and forbidden to ask anybody for anything."""
    opening = _OPENING.read_text(encoding="utf-8")
    return _OUTSIDE.sub("", page, count=1).replace("<head>", f"<head>{_POLICY}{opening}", 1)
