"""The part of the matrix's page that has a line for each bug, with its tests folded."""

from __future__ import annotations

import re
from collections import Counter
from html import escape

from reports.matrix import BugRun, Ended, Matrix
from reports.matrix_findings import Findings

_HEADS = ("bug", "verdict", "", "caught by", "first red", "run")


def bug_rows(matrix: Matrix, findings: Findings) -> str:
    """All bugs that were run: first those that need somebody, the others by name."""
    needing = {*findings.not_caught, *findings.no_result, *findings.wrong, *findings.our_faults}
    names = sorted(matrix.runs, key=lambda name: (name not in needing, name))
    most = max((len(run.catching) for run in matrix.runs.values()), default=0)
    heads = "".join(f"<span{_ALIGNED if at > 2 else ''}>{head}</span>" for at, head in enumerate(_HEADS))
    rows = "\n".join(_row(name, matrix, findings, most) for name in names)
    return f'<h2>Bugs</h2>\n<div class="heads">{heads}</div>\n{rows}'


_ALIGNED = ' class="number"'


def tests_by_file(lines: dict[str, str]) -> str:
    """Tests as lists below their files; `lines` gives the HTML of what is to be said of each."""
    files: dict[str, list[str]] = {}
    for test in lines:
        files.setdefault(test.partition("::")[0], []).append(test)
    groups = "".join(
        f"<div><p><code>{escape(file)}</code></p><ul>{''.join(_line(test, lines[test]) for test in tests)}</ul></div>"
        for file, tests in sorted(files.items())
    )
    return f'<div class="tests">{groups}</div>'


def _line(test: str, more: str) -> str:
    return f"<li><code>{escape(test.partition('::')[2] or test)}</code>{f' {more}' if more else ''}</li>"


def _row(name: str, matrix: Matrix, findings: Findings, most: int) -> str:
    bug, run = matrix.bugs[name], matrix.runs[name]
    kind, state = _state(name, findings)
    red = "–" if run.first_red is None else f"{run.first_red:.0f} s"
    number = len(run.catching)
    share = 100 * number / most if most else 0
    return f"""<details class="bug">
<summary class="row"><span class="name">{escape(name)}</span>
<span><span class="chip">{escape(bug.verdict)}</span></span>
<span class="{kind}">{escape(state)}</span>
<span class="bar" style="--share: {share:.0f}%"><i></i><span class="number">{number}</span></span>
<span class="number">{red}</span><span class="number">{run.seconds:.0f} s</span></summary>
<div class="inside">{_inside(name, matrix, findings)}</div>
</details>"""


def _state(name: str, findings: Findings) -> tuple[str, str]:
    if name in findings.no_result:
        return "bad", findings.no_result[name].partition(":")[0]
    if name in findings.not_caught:
        return "bad", "not caught"
    if name in findings.wrong:
        return "bad", "caught, wrong verdict"
    if name in findings.our_faults:
        return "bad", "caught, and faults of ours"
    if name in findings.others:
        return "odd", "caught, other verdicts too"
    return "good", "caught"


def _inside(name: str, matrix: Matrix, findings: Findings) -> str:
    bug, run = matrix.bugs[name], matrix.runs[name]
    parts = [f"<p>{_with_code(bug.title)}</p>"]
    if name in findings.no_result:
        parts.append(f'<p class="bad">{escape(findings.no_result[name])}</p>')
    if wrong := findings.wrong.get(name):
        told = {test: f'<span class="bad">{escape(became)}</span>' for test, became in wrong.items()}
        parts.append(f"<p>Of its own tests these do not fail with «{escape(bug.verdict)}»:</p>{tests_by_file(told)}")
    if faults := findings.our_faults.get(name):
        told = {test: f'<span class="bad">{escape(verdict)}</span>' for test, verdict in faults.items()}
        why = "by a fault of ours, on a dead ChatApp, or for reasons that the facts leave open"
        parts.append(f"<p>These failed {why}:</p>{tests_by_file(told)}")
    if run.catching:
        parts.append(f"<p>Caught by {_by_verdict(run)}:</p>{tests_by_file(_verdicts(run, bug.verdict, bug.must_fail))}")
    elif run.ended == Ended.FINISHED:
        parts.append("<p>No test fails with it.</p>")
    parts += [_folded("left out, as too many pages had failed", run.left_out)]
    parts += [_folded("skipped, though they pass without the bug", run.skipped)]
    return "".join(parts)


def _verdicts(run: BugRun, stated: str, own: list[str]) -> dict[str, str]:
    """What is said of the tests that catch a bug: which are its own, and which verdicts are others."""
    return {
        test: (' <span class="soft">(its own)</span>' if test in own else "")
        + ("" if verdict == stated else f' <span class="chip odd">{escape(verdict)}</span>')
        for test, verdict in run.catching.items()
    }


def _by_verdict(run: BugRun) -> str:
    counts = Counter(run.catching.values()).most_common()
    return ", ".join(f'<span class="chip">{escape(verdict)}</span> × {count}' for verdict, count in counts)


def _with_code(text: str) -> str:
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))


def _folded(title: str, tests: list[str]) -> str:
    if not tests:
        return ""
    listed = tests_by_file(dict.fromkeys(tests, ""))
    return f'<details class="fold"><summary>{len(tests)} {title}</summary>{listed}</details>'
