"""The versions of everything that a result may depend on."""

from __future__ import annotations

import platform
from importlib.metadata import version

_PACKAGES = ("pytest", "playwright", "pytest-xdist", "httpx", "websockets", "faker")


def versions() -> dict[str, str]:
    """The versions of everything that a result may depend on, as far as this process knows them."""
    return {"python": platform.python_version(), **{package: version(package) for package in _PACKAGES}}
