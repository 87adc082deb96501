"""`./e2e bench` as a person types it."""

from pathlib import Path

import pytest

from fixtures.campaigns.bench.result import read_bench
from fixtures.commands.__main__ import main
from fixtures.commands.show import main as show


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(["--rounds", "0"], "'0' cannot be taken; expected a whole number from 1, such as 5", id="rounds"),
        pytest.param(["--scenarios", "1,many"], "'many' cannot be taken", id="scenarios"),
        pytest.param(["--time", "soon"], "'soon' cannot be taken", id="time"),
        pytest.param(["--tools", "ours,selenum"], "there is no tool 'selenum'. Did you mean 'selenium'?", id="tool"),
        pytest.param(["--scenarios", "1", "--workers", "2"], "no scenario is left", id="nothing-to-do"),
        pytest.param(
            ["--costs", "--scenarios", "1"],
            "--costs measures the harness alone, on its own tests; leave out --scenarios",
            id="scenarios-of-costs",
        ),
        pytest.param(["--run-folder", "tests"], "--run-folder tests is not an empty folder", id="folder"),
        pytest.param(["quickly"], "unrecognized arguments: quickly", id="word"),
    ],
)
def test_wrong_usage_is_said(arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]):
    """A wrong word ends with exit code 4 and a sentence."""
    assert main(["bench", *arguments]) == 4
    assert sentence in capsys.readouterr().err


@pytest.mark.timeout(90)
def test_one_run_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """A bench of one run leaves its numbers as data and as a table, which `./e2e show` shows again."""
    how = ["--tools", "ours", "--scenarios", "1", "--workers", "1", "--rounds", "1"]

    assert main(["bench", *how, "--run-folder", str(tmp_path)]) == 0

    (run,) = read_bench(tmp_path).runs
    assert (run.case, run.subject, run.failed) == ("1 scenario, 1 worker", "ours", "")
    assert run.numbers["wall"] > 0
    assert run.numbers["cpu"] > 0
    assert show([str(tmp_path)]) == 0
    assert capsys.readouterr().out.count("| this harness") == 2
