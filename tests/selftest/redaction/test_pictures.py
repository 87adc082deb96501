"""Pictures of pages where people are real cover what shows a phone or a code, and nothing else."""

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Page

from fixtures.clients.browser.picture import take_picture
from fixtures.people.person import NewPage
from fixtures.redaction.redaction import Redaction
from fixtures.redaction.secret import Secret

PAGE = """
<style>* { font: 20px monospace; margin: 4px } div, input, iframe { display: block; width: 400px; height: 40px }</style>
<div id=formatted>+7 (911) 111-11-11</div>
<div id=split>+7 <b>911</b> 111-<i>11</i>-11</div>
<input id=field value=79111111111>
<input id=code value=58213>
<iframe id=frame srcdoc="<body style=margin:0><p style=margin:0;height:40px>89111111111"></iframe>
<div id=plain>Тест после исправления! ✅</div>
"""
COVERED = ("formatted", "field", "code", "split", "frame")
# How many different colours a part of a picture has.
_COLOURS = """async ([picture, box]) => {
  const image = new Image()
  image.src = picture
  await image.decode()
  const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height })
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0)
  const { data } = context.getImageData(box.x + 6, box.y + 12, 180, 16)
  return new Set(new Uint32Array(data.buffer)).size
}"""


@pytest.fixture
def page(pages: NewPage) -> Page:
    """A page that shows a phone in several ways, a code, and something else."""
    Secret("58213")
    page = pages()
    page.set_content(PAGE)
    page.frame_locator("#frame").get_by_text("89111111111").wait_for()
    return page


def _colours(page: Page, path: Path) -> dict[str, int]:
    picture = f"data:image/png;base64,{base64.b64encode(path.read_bytes()).decode()}"
    boxes = {name: page.locator(f"#{name}").bounding_box() for name in (*COVERED, "plain")}
    return {name: page.evaluate(_COLOURS, [picture, box]) for name, box in boxes.items()}


def test_phones_and_codes_are_covered(page: Page, tmp_path: Path):
    """Whatever shows a phone or a code is one grey box, in fields and frames too; the rest can be seen."""
    before = page.content()

    take_picture(page, tmp_path / "picture.png", Redaction(hides_phones=True))

    seen = _colours(page, tmp_path / "picture.png")
    assert {name: seen[name] for name in COVERED} == dict.fromkeys(COVERED, 1)
    assert seen["plain"] > 1
    # Playwright itself leaves an empty style behind, where it hid the caret.
    assert page.content().replace(' style=""', "") == before


def test_made_up_people_are_shown(page: Page, tmp_path: Path):
    """Where phones need not be hidden, nothing is covered."""
    take_picture(page, tmp_path / "picture.png", Redaction(hides_phones=False))

    assert min(_colours(page, tmp_path / "picture.png").values()) > 1
