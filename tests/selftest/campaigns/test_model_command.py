"""`./e2e --model-time` as a person runs it: green on ChatApp, red on a bug, and what it says then."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from fixtures.campaigns.model import run as model_run
from fixtures.campaigns.model.exploring import Explorer
from fixtures.campaigns.stored import kind_of, told_again
from fixtures.commands.__main__ import main
from tests.selftest.harness_process import Ended, run_e2e, run_verb

BUG = "status-goes-back"
WRONG_USAGE = {
    "no time": (["--model-time", "0"], "'0' is no time to explore"),
    "no number": (["--model-time", "soon"], "'soon' is no time to explore; expected whole seconds from 1 to 86400"),
    "no such bug": (["--model-time", "5", "--plant", "nowhere"], "There is no planted bug 'nowhere'"),
    "a test": (["--model-time", "5", "tests/api"], "unrecognized arguments: tests/api"),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    """An exploring of a ChatApp with a bug."""
    folder = tmp_path_factory.mktemp("model") / "explored"
    given = ["--model-time", "20", "--seed", "1", "--plant", BUG, "--run-folder", str(folder)]
    return run_e2e(folder, *given)


def test_healthy_chat_app_stands_the_model(tmp_path: Path):
    """Nothing is found in the embedded ChatApp, and it is said how much was tried, and how to repeat it."""
    ended = run_e2e(tmp_path, "--model-time", "2", "--seed", "3", "--run-folder", str(tmp_path / "explored"))

    assert ended.exit_code == 0, ended.printed
    assert re.search(r"^Nothing found: \d+ walks?, \d+ acts, \d+ s\.$", ended.printed, re.MULTILINE)
    assert "\nRepeat: ./e2e --model-time 2 --seed 3\n" in ended.printed


def test_planted_bug_is_found_and_told(found: Ended):
    """A bug is found with its verdict, told as a short scenario, with the line that repeats it."""
    failure = json.loads((found.folder / "model.json").read_text(encoding="utf-8"))["failure"]

    assert found.exit_code == 1, found.printed
    assert failure["verdict"] in {"status-mark", "duplicate"}
    assert len(failure["acts"]) <= failure["acts_at_first"]
    assert failure["again"] == failure["tries"]
    assert f"{failure['verdict']}: {failure['reason']}" in found.printed
    assert "\n      Сценарий: Модель нашла то, чего не должно быть\n        Пусть есть пользователь " in found.printed
    assert re.search(rf"^Repeat: ./e2e --model-time 20 --seed \d+ --plant {BUG}$", found.printed, re.MULTILINE)


def test_what_was_found_is_known_again(found: Ended):
    """`./e2e show` knows such a folder, and says what its end said; the scenario stands there as a file."""
    assert (found.folder / "found.feature").read_text(encoding="utf-8").startswith("# language: ru\n")
    assert "random acts of people" in str(kind_of(found.folder))
    assert str(told_again(found.folder)).splitlines()[0] in found.printed


@pytest.mark.parametrize(("arguments", "sentence"), WRONG_USAGE.values(), ids=WRONG_USAGE.keys())
def test_wrong_usage_is_said(tmp_path: Path, arguments: list[str], sentence: str):
    """What cannot be explored ends with a sentence, and leaves no folder."""
    ended = run_verb(tmp_path, "--model-time", *arguments, "--run-folder", str(tmp_path / "explored"))

    assert ended.exit_code == 4
    assert sentence in ended.printed
    assert not (tmp_path / "explored").exists()


def test_interrupted_exploring_is_kept_and_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """Ctrl-C keeps what was walked by then, and `--resume` goes on with it; another seed is refused."""
    folder = ["--run-folder", str(tmp_path / "explored")]

    @contextmanager
    def no_chat_app(_: object) -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(base_url="http://127.0.0.1:1")

    def walk_and_stop(explorer: Explorer, _number: int, _seconds: float) -> None:
        explorer.found.walks += 1
        raise KeyboardInterrupt

    monkeypatch.setattr(model_run, "embedded_chat_app", no_chat_app)
    monkeypatch.setattr(Explorer, "explore", walk_and_stop)

    assert main(["--model-time", "--model-time", "5", "--seed", "7", *folder]) == 2
    assert "Stopped: 1 walk in 0 of 5 s, all kept.\n--resume goes on with them." in capsys.readouterr().out
    assert main(["--model-time", "--model-time", "5", "--resume", *folder]) == 2
    assert "Stopped: 2 walks in" in capsys.readouterr().out
    assert main(["--model-time", "--model-time", "5", "--seed", "8", "--resume", *folder]) == 4
    assert "is another exploring: ./e2e --model-time 5 --seed 7" in capsys.readouterr().err


@pytest.mark.campaign
def test_people_walk_on_pages(tmp_path: Path):
    """With pages nothing is found in the embedded ChatApp either, and the line that repeats it says that there were."""
    folder = str(tmp_path / "explored")
    ended = run_e2e(tmp_path, "--model-time", "6", "--model-pages", "--seed", "3", "--run-folder", folder)

    assert ended.exit_code == 0, ended.printed
    assert re.search(r"^Nothing found: \d+ walks?, \d+ acts, \d+ s\.$", ended.printed, re.MULTILINE)
    assert "\nRepeat: ./e2e --model-time 6 --model-pages --seed 3\n" in ended.printed


@pytest.mark.campaign
def test_bug_of_the_page_is_found_on_pages(tmp_path: Path):
    """A bug that the API does not show is found on a page, with its verdict."""
    given = ["--model-time", "15", "--model-pages", "--seed", "1", "--plant", "dedupe-by-wrong-key"]
    ended = run_e2e(tmp_path, *given, "--run-folder", str(tmp_path / "explored"))

    failure = json.loads((tmp_path / "explored" / "model.json").read_text(encoding="utf-8"))["failure"]
    assert ended.exit_code == 1, ended.printed
    assert failure["verdict"] == "duplicate"
