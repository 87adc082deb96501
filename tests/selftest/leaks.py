"""Looking for secrets in everything that a run has kept: files of any kind, zips unpacked, base64 decoded."""

from __future__ import annotations

import base64
import binascii
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

_BASE64 = re.compile(rb"[A-Za-z0-9+/]{400,}={0,2}")
_APART = r"\D{0,6}"


def everything_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Each file of a folder and what is packed in it, by name, as bytes."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        yield from _with_inner(path.relative_to(folder).as_posix(), path.read_bytes())


def texts_in(folder: Path) -> dict[str, str]:
    """The same, as far as it is text."""
    texts = {}
    for name, content in everything_in(folder):
        try:
            texts[name] = content.decode("utf-8")
        except UnicodeDecodeError:
            continue
    return texts


def holding(texts: Iterable[tuple[str, str]], secret: str) -> list[str]:
    """The names of the texts that hold a secret; a phone in any way of writing it, a code where it stands alone."""
    pattern = _pattern_of(secret)
    return [name for name, text in texts if pattern.search(text) or pattern.search(unquote(text))]


def _pattern_of(secret: str) -> re.Pattern[str]:
    if secret.isdigit() and len(secret) == 11:
        # Without the first digit, which may be 8, and with anything that is no digit between the others.
        return re.compile(_APART.join(secret[1:]))
    if secret.isdigit():
        # Alone in quotes, in an element, or behind its name: numbers of other things look the same.
        return re.compile(rf"""["'«>(` ]{secret}["'»<)`]|код\W{{0,3}}{secret}""", re.IGNORECASE)
    return re.compile(re.escape(secret))


def _with_inner(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    yield name, content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for inner in packed.namelist():
                yield from _with_inner(f"{name}/{inner}", packed.read(inner))
    for number, found in enumerate(_BASE64.findall(content)):
        try:
            decoded = base64.b64decode(found + b"=" * (-len(found) % 4))
        except binascii.Error:
            continue
        if zipfile.is_zipfile(io.BytesIO(decoded)) or decoded.isascii():
            yield from _with_inner(f"{name}/base64-{number}", decoded)
