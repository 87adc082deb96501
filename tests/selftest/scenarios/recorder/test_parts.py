"""The parts of a page are found by the recorder as the selectors of a profile name them."""

import pytest

from fixtures.scenarios.recorder.parts import chain_of


@pytest.mark.parametrize(
    ("selector", "chain"),
    [
        ('role=list[name="Люди"] >> role=button', ["ul, ol, [role=list]", "button, [role=button]"]),
        ('internal:label="Код"i', ["input, textarea, select"]),
        ("div.fixed .divide-y > button", ["div.fixed .divide-y > button"]),
        ('button[type=submit]:has(span:text-is("Войти"))', ["button[type=submit]"]),
        ('form:has-text("Войти") button', None),
        ('role=region[name="Чат"] >> text=/печатает/', None),
        ("", None),
    ],
    ids=["within", "label", "css", "text-within", "has-text", "playwrights-own", "no-part"],
)
def test_controls_are_found_in_the_page(selector: str, chain: list[str] | None):
    """A selector becomes parts within parts; what only Playwright finds is left out."""
    found = chain_of(selector)

    assert (found and [link["css"] for link in found]) == chain
