"""No test of the suite tidies up by hand: what fails there would be told instead of what the test failed for."""

import ast

from fixtures.running.checkout import ROOT

LAYERS = ("api", "websocket", "ui")


def test_tests_leave_tidying_up_to_the_people():
    """No test and no fixture of the suite has a `finally`: what `people.afterwards` is given is done in any case."""
    files = [path for layer in LAYERS for path in sorted((ROOT / "tests" / layer).rglob("*.py"))]
    trees = {path.name: ast.parse(path.read_text(encoding="utf-8")) for path in files}
    by_hand = [
        name for name, tree in trees.items() for one in ast.walk(tree) if isinstance(one, ast.Try) and one.finalbody
    ]

    assert by_hand == []
