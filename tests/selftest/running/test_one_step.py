"""Reports are written in one step: nobody ever sees half of a file, and a failure leaves none behind."""

from pathlib import Path

import pytest

from fixtures.running.one_step import write_in_one_step


def test_file_is_replaced_as_a_whole(tmp_path: Path):
    """What is read is the text that was given, half surrogate pairs escaped, and nothing else lies beside it."""
    path = tmp_path / "run.json"
    path.write_text("before", encoding="utf-8")

    assert write_in_one_step(path, "после\ud83d\n") == path

    assert path.read_bytes() == "после\\ud83d\n".encode()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("stop", [OSError("No space left"), KeyboardInterrupt()], ids=["disk", "ctrl-c"])
def test_failure_keeps_the_old_file_and_leaves_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: BaseException
):
    """A full disk and Ctrl-C leave what was there before, and no unfinished file."""
    path = tmp_path / "run.json"
    path.write_text("before", encoding="utf-8")

    def refuse(*_: object) -> None:
        raise stop

    monkeypatch.setattr(Path, "replace", refuse)

    with pytest.raises(type(stop)):
        write_in_one_step(path, "after")

    assert path.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [path]
