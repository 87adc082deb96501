"""What is expected in the list of dialogs is told as a person would say it."""

from fixtures.clients.browser.listed_dialog import in_words


def test_expected_dialog_is_told_in_words():
    """Its fields are named in words, with the id, which tells a reader least, at the end."""
    told = in_words({"dialog_id": "dlg_1", "name": "Поход на море", "unread": "1"})

    assert told == "a dialog with name «Поход на море», unread «1», dialog id «dlg_1»"
