"""Planted bugs: each of ours loads, applies to the ChatApp of today and names tests that exist; wrong ones are told."""

import re
from pathlib import Path

import pytest

from fixtures.campaigns.suite import collected_tests
from fixtures.hosting.frontend import CHAT_APP, source_hash
from fixtures.planted_bugs import bug as bug_module
from fixtures.planted_bugs.bug import PlantedBug, PlantingError, bug_names, find_bug, load_bug
from fixtures.planted_bugs.existing import hold_to_existing
from fixtures.planted_bugs.planting import plant
from fixtures.running.checkout import ROOT
from fixtures.running.ordering.catches import load_catches

DESCRIPTION = 'title = "T"\norigin = "O"\npromise = "P"\nverdict = "feed"\nmust_fail = ["tests/x.py::test_y"]\n'
SCHEMA = "fixtures/chat_app/server/schema.sql"


@pytest.fixture
def bugs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of planted bugs that holds one, `lost`."""
    monkeypatch.setattr(bug_module, "BUGS", tmp_path)
    (tmp_path / "lost").mkdir()
    (tmp_path / "lost" / "bug.toml").write_text(DESCRIPTION, encoding="utf-8")
    (tmp_path / "lost" / "change.patch").touch()
    return tmp_path


@pytest.mark.parametrize("name", ["answer-under-message", "feed-waits-for-push"])
def test_bug_changes_a_copy_and_leaves_the_original_alone(name: str, tmp_path: Path):
    """A planted bug changes a copy of the ChatApp as it is today, and only the copy; the proof shows it of each bug."""
    original = source_hash(CHAT_APP)

    root = plant(find_bug(name), tmp_path / "planted")

    assert source_hash(root / "fixtures" / "chat_app") != original
    assert source_hash(CHAT_APP) == original


def test_what_bugs_of_ours_name_exists():
    """Every planted bug, and every row of `tests/catches.json`, names tests that exist, and bugs that exist.

    Both are held here, so that the suite is collected once. `--matrix --catches` brings the second up to date.
    """
    known_tests, catches = set(collected_tests()), load_catches()
    named = {*catches.tests, *catches.bugs_by_test()}

    hold_to_existing([load_bug(name) for name in bug_names()], known_tests)
    assert sorted(catches.bugs.keys() - set(bug_names())) == []
    assert sorted(named - known_tests) == []


@pytest.mark.parametrize(
    ("test", "words"),
    [
        pytest.param("tests/a.py::test_send", "did you mean tests/a.py::test_sent", id="typo"),
        pytest.param(
            "tests/a.py::test_kept", "did you mean tests/a.py::test_kept[x] or tests/a.py::test_kept[y]?", id="case"
        ),
    ],
)
def test_unknown_test_is_told(test: str, words: str):
    """A test that does not exist is told with file and key, and with what may have been meant."""
    bug = PlantedBug("lost", Path("change.patch"), must_fail=(test,))

    with pytest.raises(PlantingError) as failure:
        hold_to_existing([bug], {"tests/a.py::test_sent", "tests/a.py::test_kept[x]", "tests/a.py::test_kept[y]"})

    assert str(failure.value).startswith(f"lost/bug.toml: must_fail: there is no test {test}; ")
    assert words in str(failure.value)


def test_unknown_bug_lists_the_known_ones():
    """A name that is neither a bug nor a file is answered with the bugs there are."""
    with pytest.raises(PlantingError) as failure:
        find_bug("answer-under-massage")

    assert "'answer-under-massage'" in str(failure.value)
    assert f"There are: {', '.join(bug_names())}" in str(failure.value)


def test_bare_patch_is_a_bug_without_description(tmp_path: Path):
    """A patch file may be planted by its path; it is known by its name and what is in it, and by nothing else."""
    path = _patch(tmp_path, SCHEMA)
    bug = find_bug(str(path))

    assert bug == PlantedBug(name=bug.name, patch=path)
    assert re.fullmatch(r"mine@[0-9a-f]{8}", bug.name)


def test_patches_of_the_same_name_are_different_bugs(tmp_path: Path):
    """Two files of one name are known apart by what they change; the same change is one bug, and never one of ours."""
    names = []
    for number, path in enumerate((SCHEMA, "README.md", SCHEMA)):
        folder = tmp_path / str(number)
        folder.mkdir()
        names.append(find_bug(str(_patch(folder, path).rename(folder / f"{bug_names()[0]}.patch"))).name)

    assert names[0] == names[2] != names[1]
    assert not set(names) & set(bug_names())


@pytest.mark.parametrize(
    ("description", "words"),
    [
        pytest.param(
            DESCRIPTION.replace("title", "titel"), "'title' is missing, there is no key 'titel'; its", id="typo"
        ),
        pytest.param(
            DESCRIPTION.replace('origin = "O"\n', ""),
            "'origin' is missing; its keys are title, origin, promise, verdict, must_fail",
            id="missing",
        ),
        pytest.param(DESCRIPTION + 'severity = "high"\n', "there is no key 'severity'", id="unknown"),
        pytest.param(DESCRIPTION.replace('"T"', '" "'), "title must be a text, and is ' '", id="blank"),
        pytest.param(DESCRIPTION.replace('"T"', "1"), "title must be a text, and is 1", id="number"),
        pytest.param(
            DESCRIPTION.replace('"feed"', '"lost"'), "verdict 'lost' is none of input, req", id="unknown-verdict"
        ),
        pytest.param(DESCRIPTION.replace('"feed"', '"harness"'), "'harness' is none of input", id="our-own-fault"),
        pytest.param(
            DESCRIPTION.replace('["tests/x.py::test_y"]', "[]"), "must_fail must be a list of tests", id="none"
        ),
        pytest.param(DESCRIPTION.replace("::test_y", ""), "must_fail must be a list of tests", id="a-file"),
        pytest.param(
            DESCRIPTION.replace('["tests/x.py::test_y"]', '["a.py::b", "a.py::b"]'),
            "must_fail names a.py::b more than once",
            id="twice",
        ),
        pytest.param("title", "it is no TOML: Expected '='", id="no-toml"),
    ],
)
def test_wrong_description_is_told(bugs: Path, description: str, words: str):
    """A `bug.toml` with wrong keys or an unknown verdict is refused by name, with what is valid."""
    (bugs / "lost" / "bug.toml").write_text(description, encoding="utf-8")

    with pytest.raises(PlantingError) as failure:
        find_bug("lost")

    assert str(failure.value).startswith("lost/bug.toml: ")
    assert words in str(failure.value)


@pytest.mark.parametrize("file", ["bug.toml", "change.patch"])
def test_half_a_bug_is_told(bugs: Path, file: str):
    """A planted bug has two files, and is refused by the name of the one that is missing."""
    (bugs / "lost" / file).unlink()

    with pytest.raises(PlantingError, match=f"^lost/{file} is missing"):
        find_bug("lost")


def test_way_out_is_told_with_a_patch_of_ours(bugs: Path, tmp_path: Path):
    """A planted bug whose patch no longer applies is told with the command that makes it anew."""
    _patch(bugs / "lost", SCHEMA, removed="-- No such line.").rename(bugs / "lost" / "change.patch")

    with pytest.raises(PlantingError, match=r"'lost' does not apply:(.|\n)*`\./e2e plant lost --force` makes"):
        plant(find_bug("lost"), tmp_path / "planted")


def test_patch_that_no_longer_applies_is_told(tmp_path: Path):
    """A patch whose surroundings have changed is refused with git's own words."""
    bug = find_bug(str(_patch(tmp_path, SCHEMA, removed="-- No such line.")))

    with pytest.raises(PlantingError, match=rf"'mine@[0-9a-f]{{8}}' does not apply:\nerror: patch failed: {SCHEMA}:1"):
        plant(bug, tmp_path / "planted")


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("fixtures/journey/story/story.py", id="another-room"),
        pytest.param("README.md", id="root"),
        pytest.param("fixtures/chat_app_too/x.py", id="similar-name"),
    ],
)
def test_patch_outside_chat_app_is_refused(tmp_path: Path, path: str):
    """A planted bug is a bug of ChatApp: a patch of anything else is refused, with the path."""
    bug = find_bug(str(_patch(tmp_path, path)))

    with pytest.raises(PlantingError, match=rf"changes {path}; it may change fixtures/chat_app/ only"):
        plant(bug, tmp_path / "planted")


def test_file_moved_out_of_chat_app_is_refused(tmp_path: Path):
    """A patch that only renames has no lines of its own, and is held to the same rule."""
    patch = tmp_path / "mine.patch"
    old, new = SCHEMA, "fixtures/schema.sql"
    head = f"diff --git a/{old} b/{new}\nsimilarity index 100%\n"
    patch.write_text(f"{head}rename from {old}\nrename to {new}\n", encoding="utf-8")

    with pytest.raises(PlantingError, match=rf"changes {new}; it may"):
        plant(find_bug(str(patch)), tmp_path / "planted")


def test_path_that_climbs_out_is_refused(tmp_path: Path):
    """A path that only begins in ChatApp leads nowhere else."""
    bug = find_bug(str(_patch(tmp_path, "fixtures/chat_app/../../../climbed.py", removed=None)))

    with pytest.raises(PlantingError, match="does not apply"):
        plant(bug, tmp_path / "planted")

    assert not (tmp_path.parent / "climbed.py").exists()


@pytest.mark.parametrize("content", [b"", b"nothing to see\n", b"\xff\xfe\x00"], ids=["empty", "prose", "binary"])
def test_file_that_is_no_diff_is_refused(tmp_path: Path, content: bytes):
    """A file without a diff would plant nothing, and is refused for it."""
    patch = tmp_path / "mine.patch"
    patch.write_bytes(content)

    with pytest.raises(PlantingError, match=r"'mine@[0-9a-f]{8}' changes nothing: mine\.patch is no unified diff"):
        plant(find_bug(str(patch)), tmp_path / "planted")


def test_removed_comment_is_not_taken_for_a_path(tmp_path: Path):
    """A removed line that begins with two dashes looks like the head of a diff, and is none."""
    comment, rest = (ROOT / SCHEMA).read_text(encoding="utf-8").split("\n", 1)
    patch = tmp_path / "mine.patch"
    below = rest.split("\n", 1)[0]
    patch.write_text(f"--- a/{SCHEMA}\n+++ b/{SCHEMA}\n@@ -1,2 +1 @@\n-{comment}\n {below}\n", encoding="utf-8")

    root = plant(find_bug(str(patch)), tmp_path / "planted")

    assert comment.startswith("-- ")
    assert (root / SCHEMA).read_text(encoding="utf-8") == rest


def _patch(folder: Path, path: str, removed: str | None = "-- old") -> Path:
    patch = folder / "mine.patch"
    old, lines = (f"a/{path}", 1) if removed else ("/dev/null", 0)
    gone = f"-{removed}\n" if removed else ""
    head = f"--- {old}\n+++ b/{path}\n@@ -{lines},{lines} +1 @@\n"
    patch.write_text(f"{head}{gone}+-- changed\n", encoding="utf-8")
    return patch
