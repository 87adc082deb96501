"""`./e2e draft` as a person types it: what is wrong is a sentence in Russian, and no file of theirs is lost."""

from pathlib import Path

import pytest

from tests.selftest.harness_process import run_verb


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "report.md: файл не читается: такого файла или папки нет."),
        (b"", "report.md: файл пуст; в нём должна быть жалоба."),
        (b" \n\n", "файл пуст"),
        ("Сообщение не появилось в чате".encode("cp1251"), "файл не в UTF-8; сохраните его в UTF-8. Похоже на Windows"),
        ("Сообщение не появилось".encode("utf-16"), "файл сохранён в UTF-16"),
        (b"a" * 300_000, "файл слишком велик"),
        ("Рыбный день".encode(), "не понято ни одной строки"),
    ],
    ids=["missing", "empty", "blank", "windows-1251", "utf-16", "huge", "nothing-understood"],
)
def test_bad_complaint_is_a_sentence(content: bytes | None, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Each way to be wrong is said in words, and the exit code is that of wrong usage."""
    monkeypatch.setenv("E2E_CALLER", str(tmp_path))
    if content is not None:
        (tmp_path / "report.md").write_bytes(content)

    ended = run_verb(tmp_path, "draft", "report.md")

    assert ended.exit_code == 4
    assert told in ended.printed


def test_file_that_is_there_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A draft overwrites nothing, unless that is said."""
    monkeypatch.setenv("E2E_CALLER", str(tmp_path))
    (tmp_path / "report.md").write_text("Энтер не отправляет сообщение, только кнопка.", encoding="utf-8")

    first = run_verb(tmp_path, "draft", "report.md", "-o", "bug.feature")
    again = run_verb(tmp_path, "draft", "report.md", "-o", "bug.feature")
    forced = run_verb(tmp_path, "draft", "report.md", "-o", "bug.feature", "--force")

    assert [one.exit_code for one in (first, again, forced)] == [0, 4, 0]
    assert "запустите: ./e2e bug.feature" in first.printed
    assert "уже есть; с --force он будет перезаписан" in again.printed
    assert "Когда Александр Петров нажимает Enter" in (tmp_path / "bug.feature").read_text(encoding="utf-8").replace(
        "И Александр", "Когда Александр"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["bug.feature"], "уже сценарий; запустите его: ./e2e bug.feature"),
        (["report.md", "-o", "bug.txt"], "имя файла сценария кончается на .feature"),
        (["report.md", "--plant", "feed-waits-for-push"], "добавьте --try"),
        (["report.md", "--", "--headed"], "добавьте --try"),
    ],
)
def test_wrong_options_are_said(arguments: list[str], told: str, tmp_path: Path):
    """What was typed and leads nowhere is said before anything is read."""
    ended = run_verb(tmp_path, "draft", *arguments)

    assert ended.exit_code == 4
    assert told in ended.printed
