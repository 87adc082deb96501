"""How the recorder's script finds the parts that a profile names for Playwright."""

import pytest

from fixtures.clients.browser.recorder import in_page

SELECTORS = {
    "": None,
    'role=button[name="Отправить"]': "button",
    'role=region[name="Чат"] >> role=textbox[name="Текст"]': "textarea",
    'button:text-is("Войти")': "button",
    "form button[type=submit]": "form button[type=submit]",
    '[placeholder="Напишите сообщение..."]': '[placeholder="Напишите сообщение..."]',
    "css=textarea": "textarea",
    'text="Отправить"': None,
    'internal:label="Текст"i': None,
    "//button": None,
    "xpath=//button": None,
}


@pytest.mark.parametrize(("selector", "css"), SELECTORS.items(), ids=[one or "no part" for one in SELECTORS])
def test_selectors_are_understood_in_the_page(selector: str, css: str | None):
    """CSS goes through as it is, a role becomes elements and a name; what only Playwright can find is left out."""
    part = in_page(selector)

    assert (part is None) is (css is None)
    assert css is None or (part is not None and part["css"].startswith(css))
