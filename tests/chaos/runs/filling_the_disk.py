"""The disk under the report fills in the middle of a test that fails with a page open."""

from contextlib import suppress
from pathlib import Path

import pytest

from fixtures.clients.api import Json
from fixtures.people.person import Person


def test_before(sender: Person, dialog: Json):
    """Passes."""
    sender.api.send_message(dialog["dialogId"], "Пока всё хорошо")


@pytest.mark.usefixtures("pages")
def test_meets_it(sender: Person, recipient: Person, dialog: Json, run_folder: Path):
    """Fails when there is no room for anything of it."""
    sender.page.open_dialog(dialog, recipient.name)
    with (run_folder / "full").open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 4096):
            pass

    raise AssertionError("not as promised")


def test_after(sender: Person):
    """Looks whether anything can still be tested."""
    sender.api.dialogs()
