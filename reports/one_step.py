"""Writing a file in one step: whoever reads it meanwhile sees the old one or the new one, and never half of either."""

from __future__ import annotations

import os
from pathlib import Path


def write_in_one_step(path: Path, text: str) -> Path:
    """Write a text as UTF-8; on failure the old file stays as it was, and nothing unfinished lies beside it.

    Half a surrogate pair is no UTF-8; escaped, it is in JSON still the same.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        unfinished.write_text(text, encoding="utf-8", errors="backslashreplace")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path
