"""A sequence as SVG: time goes down, persons, pages and ChatApp side by side, the broken link in red.

It stands on a sheet of its own, so that it can be read on a light and on a dark page. It asks nobody for anything, and
whatever the facts hold is text in it.
"""

from __future__ import annotations

import textwrap
import unicodedata
from itertools import accumulate
from xml.sax.saxutils import escape

from fixtures.journey.printable import visible
from reports.sequence import Drawing, Stroke, StrokeKind
from reports.sequence_lanes import CHAT_APP, Lane
from reports.sequence_words import shortened

_TIMES, _LANE, _ROW, _HEAD, _MARGIN = 74, 236, 30, 62, 16
_LONGEST_NAME = 27
_SENTENCE_LINE = 17
_INK, _SOFT, _RED, _PAPER = "#1f2933", "#7b8794", "#d11a2a", "#ffffff"
_COLOURS = {
    StrokeKind.PERSON: _INK,
    StrokeKind.HTTP: "#1d5fa8",
    StrokeKind.PUSH: "#8a3ffc",
    StrokeKind.NOTE: _SOFT,
    StrokeKind.BROKEN: _RED,
}
_BOLD, _AT_END = 'font-weight="600"', 'text-anchor="end"'
_HALO = f'paint-order="stroke" stroke="{_PAPER}" stroke-width="3"'
_CHARACTER = 6.7
"""About the width of a letter of the labels, in px."""
_OVERHANG = 20
"""How far a label may reach beyond the two ends of its stroke: not into what stands on the next lane."""


def svg_of(drawing: Drawing) -> str:
    """The picture."""
    sentence = _wrapped(drawing)
    width = _x(drawing.lanes.last) + _LANE / 2 + _MARGIN
    body_end = _HEAD + _ROW * (len(drawing.strokes) + 0.6)
    height = body_end + _SENTENCE_LINE * len(sentence) + 2 * _MARGIN
    lines = [_lane(number, lane, body_end) for number, lane in enumerate(drawing.lanes.all)]
    rows = [_row(stroke, _HEAD + _ROW * (number + 1)) for number, stroke in enumerate(drawing.strokes)]
    told = _sentence(sentence, body_end, width)
    title = escape(visible(f"{drawing.broken}"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" '
        f'height="{height:.0f}" font-family="system-ui, sans-serif" font-size="11.5" role="img">\n'
        f"<title>{title}</title>\n{_MARKERS}\n"
        f'<rect width="100%" height="100%" rx="8" fill="{_PAPER}" stroke="#cbd2d9"/>\n'
        + "\n".join([*lines, *rows, told])
        + "\n</svg>\n"
    )


_MARKERS = "".join(
    f'<marker id="{kind}" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
    f'<path d="M0 0 8 4 0 8z" fill="{colour}"/></marker>'
    for kind, colour in _COLOURS.items()
).join(("<defs>", "</defs>"))


def _x(lane: float) -> float:
    return _TIMES + _MARGIN + _LANE / 2 + lane * _LANE


def _lane(number: int, lane: Lane, end: float) -> str:
    x, is_server = _x(number), lane.who == CHAT_APP and not lane.via
    title = lane.via or lane.who
    under = lane.who if lane.via else ("server" if is_server else "person")
    fill = "#e3f0fd" if is_server else "#f1f3f5"
    return (
        f'<line x1="{x}" y1="{_HEAD - 6}" x2="{x}" y2="{end:.0f}" stroke="#d5dae0"/>'
        f'<rect x="{x - _LANE * 0.44:.0f}" y="{_MARGIN}" width="{_LANE * 0.88:.0f}" height="38" rx="6" fill="{fill}"/>'
        + _text(x, _MARGIN + 16, shortened(title, _LONGEST_NAME), look=_BOLD)
        + _text(x, _MARGIN + 31, shortened(under, _LONGEST_NAME), _SOFT)
    )


def _row(stroke: Stroke, y: float) -> str:
    if stroke.kind in {StrokeKind.FOLD, StrokeKind.FAULT}:
        return _band(stroke, y)
    weight = _BOLD if stroke.decisive else ""
    colour = _COLOURS[stroke.kind]
    time = _text(_TIMES, y, _time(stroke), colour if stroke.decisive else _SOFT, f"{_AT_END} {weight}")
    if stroke.start == stroke.end:
        return time + _note(stroke, y, colour, weight)
    left, right = _x(stroke.start), _x(stroke.end)
    label = _text((left + right) / 2, y - 7, _fitting(stroke), colour, f"{_HALO} {weight}")
    return time + _arrow(stroke, y, colour) + label


def _fitting(stroke: Stroke) -> str:
    character = _CHARACTER * (1.1 if stroke.decisive else 1)
    return _within(stroke.words, abs(stroke.end - stroke.start) * _LANE + _OVERHANG, character)


def _within(words: str, room: float, character: float = _CHARACTER) -> str:
    """As much of a label as has room; a wide character, such as an emoji, takes that of two."""
    widths = [2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in words]
    fitting = sum(so_far <= int(room / character) for so_far in accumulate(widths))
    return shortened(words, max(1, fitting))


def _arrow(stroke: Stroke, y: float, colour: str) -> str:
    left, right = _x(stroke.start), _x(stroke.end)
    if stroke.kind == StrokeKind.BROKEN:
        return _line(left, right, y, f'stroke="{colour}" stroke-width="2.4" stroke-dasharray="2 4"') + _cross(
            (left + right) / 2, y
        )
    look = f'stroke="{colour}" stroke-width="{1.8 if stroke.decisive else 1.2}"'
    look += ' stroke-dasharray="5 4"' if stroke.kind == StrokeKind.PUSH else ""
    if not stroke.stopped:
        return _line(left, right, y, f'{look} marker-end="url(#{stroke.kind})"')
    end = right + (8 if left > right else -8)
    return _line(left, end, y, look) + f'<path d="M{end:.0f} {y - 7:.0f}v14" stroke="{colour}" stroke-width="3"/>'


def _line(left: float, right: float, y: float, look: str) -> str:
    return f'<path d="M{left:.0f} {y:.0f}H{right:.0f}" {look}/>'


def _cross(x: float, y: float) -> str:
    disc = f'<circle cx="{x:.0f}" cy="{y + 5:.0f}" r="8" fill="{_RED}"/>'
    return disc + f'<path d="M{x - 3.5:.1f} {y + 1.5:.1f}l7 7m0-7l-7 7" stroke="#fff" stroke-width="2"/>'


def _note(stroke: Stroke, y: float, colour: str, weight: str) -> str:
    x, is_broken = _x(stroke.start), stroke.kind == StrokeKind.BROKEN
    words = _within(stroke.words, _LANE - (34 if is_broken else 12))
    wide = len(words) * _CHARACTER + (34 if is_broken else 12)
    box = (
        f'<rect x="{x - wide / 2:.0f}" y="{y - 17:.0f}" width="{wide:.0f}" height="22" rx="5" '
        f'fill="{"#fdecee" if is_broken else "#f7f8fa"}" stroke="{colour}" stroke-width="{1.6 if is_broken else 0.6}"/>'
    )
    cross = _cross(x - wide / 2 + 12, y - 11) if is_broken else ""
    return box + cross + _text(x + (10 if is_broken else 0), y - 2, words, colour, weight)


def _band(stroke: Stroke, y: float) -> str:
    left, right = _x(stroke.start) - _LANE * 0.44, _x(stroke.end) + _LANE * 0.44
    fill, colour = ("#fff4d6", "#8a5a00") if stroke.kind == StrokeKind.FAULT else ("#f7f8fa", _SOFT)
    box = f'<rect x="{left:.0f}" y="{y - 16:.0f}" width="{right - left:.0f}" height="20" rx="4" fill="{fill}"/>'
    time = _text(_TIMES, y - 2, _time(stroke), _SOFT, _AT_END)
    return time + box + _text((left + right) / 2, y - 2, _within(stroke.words, right - left), colour)


def _time(stroke: Stroke) -> str:
    return "⋮" if stroke.at_ms is None else f"+{stroke.at_ms:.0f} ms"


def _wrapped(drawing: Drawing) -> list[str]:
    room = int((_x(drawing.lanes.last) + _LANE / 2 - 2 * _MARGIN) / (_CHARACTER * 1.12))
    return textwrap.wrap(visible(str(drawing.broken)), room, max_lines=6, placeholder=" …") or [""]


def _sentence(lines: list[str], top: float, width: float) -> str:
    height = _SENTENCE_LINE * len(lines) + _MARGIN
    box = (
        f'<rect x="{_MARGIN}" y="{top:.0f}" width="{width - 2 * _MARGIN:.0f}" height="{height:.0f}" rx="6" '
        f'fill="#fdecee" stroke="{_RED}"/>'
    )
    told = [
        _text(2 * _MARGIN, top + _MARGIN + 5 + _SENTENCE_LINE * number, line, _RED, f'text-anchor="start" {_BOLD}')
        for number, line in enumerate(lines)
    ]
    return box + "".join(told)


def _text(x: float, y: float, words: str, colour: str = _INK, look: str = "") -> str:
    """A text around `x`; `look` are further attributes."""
    anchor = "" if "text-anchor" in look else ' text-anchor="middle"'
    return f'<text x="{x:.0f}" y="{y:.0f}" fill="{colour}"{anchor} {look}>{escape(visible(words))}</text>'
