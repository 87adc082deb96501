"""Whether a browser that repeats a failure gets a window to look at, and why not."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Any

from fixtures.hosting.browser import find_chromium
from fixtures.wording import choosing as words

SLOWLY = ("--headed", "--slowmo", "300")


def hindrance(options: Mapping[str, Any]) -> str:
    """What a browser with a window lacks on this machine; empty where one can be shown."""
    if sys.platform != "darwin" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return words.NO_DISPLAY()
    own = options.get("browser_channel") or options.get("browser") not in (None, [], ["chromium"])
    return "" if own or find_chromium(headed=True) else words.NO_WINDOWS()


def in_a_window(options: Mapping[str, Any]) -> list[str]:
    """The options that show a browser slowly, without those that the run had already."""
    return [option for option in SLOWLY if not (options.get("headed") and option == "--headed")]
