"""`./e2e bench` as a person types it."""

import pytest

from fixtures.commands.__main__ import main


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(["--rounds", "0"], "'0' is no number; expected 1 or more, such as 5", id="rounds"),
        pytest.param(["--scenarios", "1,many"], "'many' is no number", id="scenarios"),
        pytest.param(["--time", "soon"], "'soon' is no number", id="time"),
        pytest.param(["--tools", "ours,selenum"], "there is no tool 'selenum'. Did you mean 'selenium'?", id="tool"),
        pytest.param(["--scenarios", "1", "--workers", "2"], "no scenario is left", id="nothing-to-do"),
        pytest.param(["--run-folder", "tests"], "--run-folder tests is not an empty folder", id="folder"),
        pytest.param(["quickly"], "unrecognized arguments: quickly", id="word"),
    ],
)
def test_wrong_usage_is_said(arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]):
    """A wrong word ends with exit code 4 and a sentence."""
    assert main(["bench", *arguments]) == 4
    assert sentence in capsys.readouterr().err
