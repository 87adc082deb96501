"""The film of a first run: what it keeps of a page, that it stays small, and that nothing in it is alive."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from playwright.sync_api import Page

from fixtures.clients.browser.film import Frame, Reel, reel_of
from fixtures.clients.browser.scripts.loading import script
from fixtures.clients.browser.tab import Tab
from fixtures.journey.facts.journal import Journal
from fixtures.judgement.first_run.film_page import film_page
from fixtures.judgement.first_run.filming import keep_film
from fixtures.network.wire import Wire
from fixtures.people.person import NewPage
from fixtures.redaction.redaction import Redaction
from fixtures.targets.target import Target
from tests.selftest.odd_page import PAGE

TEXTS = ["\U0001f389 раз", "\U0001f388 два", "\U0001f388\U0001f389 три"]
MANY_LARGE = """() => {
  const ring = FRAME_RING()
  for (let n = 0; n < COUNT; n += 1) ring.keep(n, `<p>${n} ${String.fromCharCode(1000 + n).repeat(SIZE)}`, [], [])
  return JSON.stringify({ frames: ring.frames, css: '', width: 1, height: 1 })
}"""
HOSTILE = """<html><head><meta http-equiv="refresh" content="0; url=http://127.0.0.1:1/refresh">
<base href="//127.0.0.1:1/"></head><body onload="parent.reached = true"><script>
parent.reached = true</script><img src="http://127.0.0.1:1/image"
onerror="parent.reached = true"><iframe src="http://127.0.0.1:1/frame"></iframe><p>Здесь</p></body></html>"""


@pytest.fixture
def filmed(pages: NewPage, target: Target, journal: Journal) -> Iterator[Tab]:
    """A tab that is filmed, on a page that is not ChatApp's."""
    page = pages()
    tab = Tab(page, target, Wire("Мария", journal), journal)
    tab.be_filmed()
    page.route("**/elsewhere", lambda route: route.fulfill(content_type="text/html", body=PAGE))
    tab.open("/elsewhere")
    yield tab
    tab.close()


def test_every_change_is_kept_until_the_failure(filmed: Tab):
    """Each change that was painted is a frame, with what stands in the fields, however texts are encoded."""
    for text in TEXTS:
        filmed.page.evaluate("text => new Promise(done => { add(text); requestAnimationFrame(() => done()) })", text)
    filmed.page.locator("#field").fill("недописано")

    (reel,) = filmed.film()

    rows = [[text for text in TEXTS if text in frame.html] for frame in reel.frames]
    assert rows[-1] == TEXTS
    assert TEXTS[:1] in rows
    assert TEXTS[:2] in rows
    assert reel.frames[-1].fields == ("недописано",)


def test_film_goes_on_where_a_document_ends(filmed: Tab):
    """What another document has replaced is kept, too."""
    filmed.page.evaluate("() => { add('до перезагрузки') }")
    filmed.reload()
    filmed.page.evaluate("() => { add('после перезагрузки') }")

    before, after = filmed.film()

    assert "до перезагрузки" in before.frames[-1].html
    assert "после перезагрузки" in after.frames[-1].html


@pytest.mark.parametrize(("count", "size"), [pytest.param(150, 10, id="many"), pytest.param(30, 60_000, id="large")])
def test_page_keeps_the_last_frames_alone(pages: NewPage, count: int, size: int):
    """In a page a film is bounded by frames and by characters, and what is left of it can be put together."""
    page = pages()
    filled = {"FRAME_RING": script("film/frameRing"), "COUNT": str(count), "SIZE": str(size)}
    code = re.sub("|".join(filled), lambda found: f"({filled[found[0]]})", MANY_LARGE)

    told = page.evaluate(code)
    page.close()

    kept = json.loads(told)["frames"]
    assert len(kept) <= 100
    assert sum(len(frame["change"][1]) for frame in kept) <= 600_000
    shown = [frame.html for frame in reel_of(told).frames]
    expected = [f"<p>{n} {chr(1000 + n) * size}" for n in range(count)]
    assert shown == expected[-len(shown) :]


def test_a_reader_takes_what_a_page_keeps_and_no_more():
    """The bounds of a film in its page are those of whoever reads it: a longer one is none of ours, and not read."""
    most, largest = _bound("film/frameRing", "MOST_FRAMES"), _bound("film/keepFilm", "LARGEST")

    assert len(reel_of(_told_of(["<p>"] * most)).frames) == most
    assert len(reel_of(_told_of(["x" * largest])).frames[0].html) == largest
    for longer in (["<p>"] * (most + 1), ["x" * (largest + 1)]):
        with pytest.raises(ValueError, match=r"^a f"):
            reel_of(_told_of(longer))


@pytest.mark.parametrize(
    ("frames_of_pages", "pages_left"),
    [([25], {1}), ([1, 25], {2}), ([25, 1], {2}), ([1] * 12, set(range(1, 9)))],
    ids=["one-page", "short-first", "short-last", "many-pages"],
)
def test_film_on_disk_is_bounded(tmp_path: Path, journal: Journal, frames_of_pages: list[int], pages_left: set[int]):
    """A film that would be too large leaves out what came first, and no page that has shown but little."""
    tabs = [
        _tab_showing([Reel(tuple(Frame(0.0, f"<html>{n}{n % 7}" * 30_000) for n in range(many)), "", 800, 600)])
        for many in frames_of_pages
    ]

    (path,) = keep_film(tmp_path, tabs, journal, "promised", Redaction(hides_phones=False))

    assert path.stat().st_size < 1_600_000
    left = _film_in(path)["pages"]
    assert len(left) in pages_left
    assert all(page["reels"][-1]["frames"] for page in left)


NOT_FILMS = {
    "no-json": '"none"',
    "no-film": '"[]"',
    "no-text": "7",
    "nested-without-end": "'['.repeat(100000)",
    "too-long": "' '.repeat(11000000)",
    "too-many-frames": """JSON.stringify({ css: '', width: 1, height: 1, frames: Array(200).fill(
        { t: 1, change: [0, 'x', 0], fields: [], scrolled: [] }) })""",
    "too-large-frame": """JSON.stringify({ css: '', width: 1, height: 1, frames: [
        { t: 1, change: [0, 'x'.repeat(500000), 0], fields: [], scrolled: [] }] })""",
}


def test_page_that_hands_over_something_else_leaves_no_film(filmed: Tab):
    """What a page's own code hands over in the stead of a film is none, however large, and breaks nothing."""
    page, left = filmed.page, dict[str, int]()
    for name, what in NOT_FILMS.items():
        page.evaluate(
            f"() => {{ window.told = {what}; window.lie ??= ({{ detail }}) => detail(window.told);"
            "addEventListener('__chatAppFilmAsked', window.lie) }"
        )
        left[name] = len(filmed.film())

    assert left == dict.fromkeys(NOT_FILMS, 0)


@pytest.mark.parametrize(
    ("hides_phones", "kept"), [pytest.param(True, 0, id="real"), pytest.param(False, 2, id="made-up")]
)
def test_phones_of_real_people_are_masked(tmp_path: Path, journal: Journal, *, hides_phones: bool, kept: int):
    """Also where elements stand within one, and while it is being written."""
    html = "<html><body><b>+7 <i>911</i> 222-33-44</b><p>79112223344</p></body></html>"
    tab = _tab_showing([Reel((Frame(0.0, html, ("+7 911 22",)),), "", 800, 600)])

    (path,) = keep_film(tmp_path, [tab], journal, "promised", Redaction(hides_phones=hides_phones))

    (frame,) = _film_in(path)["pages"][0]["reels"][0]["frames"]
    assert len(re.findall("<i>911</i> 222-33-44|79112223344", frame["change"][1])) == kept
    assert ("911" in frame["fields"][0]) is not hides_phones


def test_what_is_shown_is_inert(pages: NewPage, tmp_path: Path):
    """Nothing of a page runs in its film, loads anything or leads elsewhere, and one can go back and forth."""
    path, asked = tmp_path / "film.html", list[str]()
    frames = [
        {"ms": ms, "change": [0, html, 0], "fields": [], "scrolled": []} for ms, html in ((1, "<p>До"), (2, HOSTILE))
    ]
    reel = {"css": "@import url(//127.0.0.1:1/css)", "width": 800, "height": 600, "frames": frames}
    told = film_page("t.py::<b>", "</script>", [{"who": "</script><b>", "reels": [reel]}], [(1.5, "</script><b>")])
    path.write_text(told, encoding="utf-8")
    page: Page = pages()
    page.on("request", lambda request: asked.append(request.url))

    page.goto(path.as_uri())
    shown = page.frame_locator("iframe").locator("p")
    shown.filter(has_text="Здесь").wait_for()
    page.get_by_role("button", name="One change back").click()
    shown.filter(has_text="До").wait_for()

    assert asked == [path.as_uri()]
    assert page.evaluate("window.reached") is None


def _film_in(path: Path) -> Any:  # noqa: ANN401 - JSON
    text = path.read_text(encoding="utf-8").partition('<script type="application/json" id="film">')[2]
    return json.loads(text.partition("</script>")[0])


def _tab_showing(reels: list[Reel]) -> Tab:
    return cast("Tab", SimpleNamespace(wire=SimpleNamespace(who="Мария"), film=lambda: reels))


def _bound(name: str, constant: str) -> int:
    found = re.search(rf"const {constant} = ([0-9_]+)", script(name))
    assert found, f"{name} has no {constant}"
    return int(found[1])


def _told_of(documents: list[str]) -> str:
    frames = [{"t": 0, "change": [0, html, 0], "fields": [], "scrolled": []} for html in documents]
    return json.dumps({"frames": frames, "css": "", "width": 800, "height": 600})
