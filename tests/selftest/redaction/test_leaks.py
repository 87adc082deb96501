"""Nothing that a run at a deployment keeps or prints holds a token, a code or a phone, and odd messages stay text."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from fixtures.hosting.embedded import embedded_chat_app
from tests.selftest.harness_process import RUNS, Ended, run_pytest
from tests.selftest.leaks import everything_in, holding, texts_in

pytestmark = pytest.mark.timeout(120)

CODE = "1234"
ESCAPE, TAG = "\x1b", '<b onclick="alert(1)">'
MARKUP = (".html", ".svg", ".xml")


@dataclass(frozen=True)
class Leaving:
    """A run at a deployment that is over, what had to stay secret in it, and all the texts that it left."""

    ended: Ended
    secrets: set[str]
    texts: dict[str, str]


@pytest.fixture(scope="module")
def leaving(tmp_path_factory: pytest.TempPathFactory) -> Leaving:
    """A run of failing tests, told at length, at a ChatApp that the run has not started."""
    folder = tmp_path_factory.mktemp("leaks")
    told, run = folder / "secrets", folder / "run"
    with embedded_chat_app() as deployment:
        arguments = ["--base-url", deployment.base_url, "-vv", str(RUNS / "failing_with_messages.py")]
        ended = run_pytest(run, *arguments, environment={"TELL_SECRETS": str(told)})
    texts = {name: content.decode("latin-1") for name, content in everything_in(run)} | texts_in(run)
    return Leaving(ended, set(told.read_text(encoding="utf-8").split()), {**texts, "the terminal": ended.printed})


def test_run_keeps_what_there_is_to_redact(leaving: Leaving):
    """All that could give something away is there: traces, journals, logs, pictures, both reports."""
    kept = {Path(name).name for name in leaving.texts}

    assert set(leaving.ended.failures) == {test["test"] for test in leaving.ended.report["tests"]}
    assert kept >= {"run.json", "junit.xml", "logs.txt", "journey.json", "second-run.jsonl", "page-1.png"}
    assert kept >= {"trace-1.zip", "trace.trace", "trace.network"}
    assert len(leaving.secrets) >= 10
    assert sum("красный" in text for text in leaving.texts.values()) >= 5


def test_no_secret_is_kept(leaving: Leaving):
    """No file of the run's folder, unpacked, holds a token, a code or a phone in any form; nor does the terminal."""
    leaks = {secret: holding(leaving.texts.items(), secret) for secret in {*leaving.secrets, CODE}}

    assert {secret: names for secret, names in leaks.items() if names} == {}


def test_traces_show_no_pictures(leaving: Leaving):
    """Where people are real, a trace holds no screencast, and there is no video."""
    unsafe = [name for name in leaving.texts if ".zip/" in name and name.endswith((".jpeg", ".png", ".webp"))]

    assert unsafe == []
    assert [name for name in leaving.texts if name.endswith(".webm")] == []
    assert not any("screencast-frame" in text for name, text in leaving.texts.items() if name.endswith(".trace"))


def test_message_stays_text(leaving: Leaving):
    """Colours of a message colour no terminal and no file, and its markup is none in a file that is shown as such."""
    marked_up = {name: text for name, text in leaving.texts.items() if name.endswith(MARKUP) and ".zip/" not in name}
    is_text = {name: text for name, text in leaving.texts.items() if not name.endswith((".png", ".zip"))}

    assert [name for name, text in is_text.items() if ESCAPE in text] == []
    assert "\x9b" not in leaving.ended.printed
    assert "junit.xml" in marked_up
    assert [name for name, text in marked_up.items() if TAG in text] == []
