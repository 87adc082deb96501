"""The matrix as a page: one file that asks nobody for anything, numbers first, a line a bug, its tests folded."""

from __future__ import annotations

from html import escape
from pathlib import Path

from reports.matrix import Matrix
from reports.matrix_bugs import bug_rows
from reports.matrix_findings import Findings
from reports.matrix_tests import complaints, test_lists
from reports.one_step import write_in_one_step

_STYLE = Path(__file__).with_name("matrix.css")
_FILE = "matrix.html"


def write_page(folder: Path, matrix: Matrix, findings: Findings) -> Path:
    """Write the page into this folder."""
    return write_in_one_step(folder / _FILE, page_of(matrix, findings))


def page_of(matrix: Matrix, findings: Findings) -> str:
    """The whole page."""
    body = "\n".join([_head(matrix), _numbers(matrix, findings), complaints(matrix, findings)])
    body += "\n".join([bug_rows(matrix, findings), test_lists(matrix, findings)])
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Planted bugs and the tests that catch them</title>
<style>
{_STYLE.read_text(encoding="utf-8")}</style>
</head>
<body>
{body}
</body>
</html>
"""


def _head(matrix: Matrix) -> str:
    scope = "" if matrix.whole else " (a selection of them)"
    limit = (
        f"With {matrix.page_failures} failed tests that open pages, a run leaves the others out."
        if matrix.page_failures
        else "No run leaves tests out for failures."
    )
    began = matrix.began.replace("T", " ").replace("Z", " UTC")
    return f"""<h1>Planted bugs and the tests that catch them</h1>
<p class="soft">{escape(began)} · {len(matrix.tests)} tests{scope} pass without a bug,
in {matrix.control_seconds:.0f} s. {limit}</p>"""


def _numbers(matrix: Matrix, findings: Findings) -> str:
    done, red = len(matrix.runs), findings.first_red
    missing = len(matrix.bugs) - done
    tiles = [
        (
            "bugs caught",
            _share(len(findings.caught), done),
            f"{missing} more bugs not in this matrix" if missing else "",
        ),
        ("with the right verdict", _share(len(findings.right), done), ""),
        (
            "time to the first red, median",
            f"{red['median']:.0f} s" if red else "–",
            f"{red['most']:.0f} s at most" if red else "",
        ),
        ("caught by one test only", str(len(findings.by_one)), ""),
    ]
    if matrix.is_complete:
        reasons = f"{len(findings.idle)} more have a reason" if findings.idle else ""
        tiles.append(("tests that catch nothing", str(len(findings.without_reason)), reasons))
    cells = [
        f"<div><dt>{escape(title)}</dt><dd>{number} <small>{escape(more)}</small></dd></div>"
        for title, number, more in tiles
    ]
    return f'<dl class="numbers">{"".join(cells)}</dl>'


def _share(part: int, whole: int) -> str:
    kind = "good" if part == whole else "bad"
    return f'<span class="{kind}">{part}</span><small> of {whole}</small>'
