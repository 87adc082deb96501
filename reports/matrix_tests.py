"""The parts of the matrix's page that are about tests, and about what must be done."""

from __future__ import annotations

from html import escape

from reports.matrix import Matrix
from reports.matrix_bugs import tests_by_file
from reports.matrix_findings import Findings


def complaints(matrix: Matrix, findings: Findings) -> str:
    """What must be done something about, in sentences; nothing where all is well."""
    lines = [
        *(f"{_name(name)} is caught by no test: a test is missing." for name in findings.not_caught),
        *(f"{_name(name)} has no result: {escape(told)}" for name, told in findings.no_result.items()),
        *(
            f"{_name(name)} is caught, but {_number(len(told), 'test')} of its own did not fail with "
            f"«{escape(matrix.bugs[name].verdict)}»."
            for name, told in findings.wrong.items()
        ),
        *(
            f"{_name(name)} met {_number(len(told), 'failure')} that say nothing of ChatApp."
            for name, told in findings.our_faults.items()
        ),
        *(f"The reason for {_name(tests)} {escape(told)}." for tests, told in findings.stale.items()),
    ]
    if findings.without_reason:
        lines.append(
            f"{_number(len(findings.without_reason), 'test')} catch nothing and have no reason: "
            "they need one in <code>reasons.toml</code>, or a bug of their own."
        )
    return f"<h2>To be done</h2>\n{_list(lines)}\n" if lines else ""


def test_lists(matrix: Matrix, findings: Findings) -> str:
    """Thin cover, bugs that look alike, tests that catch nothing, and what each other test catches."""
    parts = [_thin(findings), _alike(findings), _idle(matrix, findings), _catching(findings)]
    return "\n".join(part for part in parts if part)


def _thin(findings: Findings) -> str:
    if not findings.by_one:
        return ""
    lines = [f"{_name(bug)} by <code>{escape(test)}</code>" for bug, test in findings.by_one.items()]
    return f"<h2>Caught by one test only</h2>\n{_list(lines)}"


def _alike(findings: Findings) -> str:
    if not findings.twins:
        return ""
    lines = [" and ".join(_name(name) for name in names) for names in findings.twins]
    return f"<h2>Caught by the same tests with the same verdicts</h2>\n{_list(lines)}"


def _idle(matrix: Matrix, findings: Findings) -> str:
    if not matrix.is_complete:
        return (
            "<h2>Tests that catch nothing</h2>\n"
            '<p class="soft">Only a matrix of all tests and all bugs, each run to its end, can tell.</p>'
        )
    reasons = {test: f'<span class="soft">{escape(reason)}</span>' for test, reason in findings.idle.items()}
    undecided = {
        test: f'<span class="soft">with {_number(times, "bug")}</span>' for test, times in findings.undecided.items()
    }
    folds = [
        _fold("without a reason", dict.fromkeys(findings.without_reason, ""), is_open=True),
        _fold("with a reason", reasons),
        _fold("undecided, as they were left out", undecided),
    ]
    listed = "\n".join(fold for fold in folds if fold) or "<p>There is none.</p>"
    return f"<h2>Tests that catch nothing</h2>\n{listed}"


def _catching(findings: Findings) -> str:
    files: dict[str, dict[str, str]] = {}
    for test, bugs in findings.bugs_by_test.items():
        if bugs:
            files.setdefault(test.partition("::")[0], {})[test] = f'<span class="soft">{escape(", ".join(bugs))}</span>'
    folds = [
        f'<details class="fold"><summary><code>{escape(file)}</code> '
        f'<span class="soft">{_number(len(lines), "test")}</span></summary>{tests_by_file(lines)}</details>'
        for file, lines in sorted(files.items())
    ]
    return "<h2>What each test catches</h2>\n" + "\n".join(folds) if folds else ""


def _fold(title: str, lines: dict[str, str], *, is_open: bool = False) -> str:
    if not lines:
        return ""
    state = " open" if is_open else ""
    return f'<details class="fold"{state}><summary>{len(lines)} {title}</summary>{tests_by_file(lines)}</details>'


def _list(lines: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"


def _name(name: str) -> str:
    return f"<b>{escape(name)}</b>"


def _number(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
