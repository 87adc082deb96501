"""A bench from its plan to its result, with runs that take no time."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures.campaigns.bench.plan import Cases, Plan
from fixtures.campaigns.bench.result import Spread, read_bench
from fixtures.campaigns.bench.run import BenchCampaign
from fixtures.campaigns.bench.text import PAGE
from fixtures.campaigns.stored import told_again
from tests.selftest.campaigns.bench.made import Snails, a_bench, a_run, crawling


@pytest.fixture(autouse=True)
def _hears_ctrl_c() -> Iterator[None]:
    """Ctrl-C is heard here as any verb does that a person starts, though the run was told to ignore it (`&`)."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_subjects_take_turns_in_coming_first(tmp_path: Path):
    """Each subject is run once to warm up, which does not count; in each round another one comes first."""
    crawled: list[str] = []

    assert BenchCampaign(tmp_path, Plan((Snails(),), 3), measured_by=crawling(crawled)).carry_out() == 0

    assert crawled == ["red", "blue", *["blue", "red"], *["red", "blue"], *["blue", "red"]]
    assert [run.round for run in read_bench(tmp_path).runs] == [1, 1, 2, 2, 3, 3]
    assert "6 crawled" in (told_again(tmp_path) or "")


def test_where_one_is_missing_the_others_still_take_turns():
    """A tool that is not there has no turn: of the others another one comes first in each round."""

    class Herd(Snails):
        def cases(self) -> Cases:
            """Three of them, of which one stays away."""
            return {"garden": ["red", "gone", "blue"]}

    made = list(Plan((Herd(),), 6).variations({"red": "1", "blue": "2"}))

    assert [one.subject for one in made[::2]] == ["blue", "red"] * 3
    assert [one.subject for one in made[1::2]] == ["red", "blue"] * 3


def test_failed_run_is_told_and_not_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """A run that failed gives no number, is told in its line and in the report, and the verb ends with 1."""
    measure = crawling([], lambda subject, turn: int(subject == "red" and turn == 4))

    assert BenchCampaign(tmp_path, Plan((Snails(),), 2), measured_by=measure).carry_out() == 1

    bench = read_bench(tmp_path)
    assert bench.values("snails", "garden", "red", "wall") == {2: 1.0}
    assert "round 1, garden, red: it lost its way" in capsys.readouterr().out
    assert "- Round 1, garden, red: it lost its way" in (tmp_path / PAGE).read_text(encoding="utf-8")


def test_subject_that_fails_at_once_is_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """What cannot be measured here is told with its reason, and the others are measured."""
    measure = crawling(crawled := [], lambda subject, _: int(subject == "red"))

    BenchCampaign(tmp_path, Plan((Snails(),), 1), measured_by=measure).carry_out()

    assert crawled == ["red", "blue", "blue"]
    assert "Not measured: red: it lost its way" in capsys.readouterr().out


def test_nothing_to_measure_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Where every subject fails, nothing follows, and all reasons are told."""
    measure = crawling([], lambda _, __: 1)

    assert BenchCampaign(tmp_path, Plan((Snails(),), 1), measured_by=measure).carry_out() == 1

    assert "Nothing can be measured here.\nred: it lost its way\nblue: it lost its way" in capsys.readouterr().out


def test_stopped_bench_keeps_what_was_measured_and_goes_on(tmp_path: Path):
    """Ctrl-C keeps the runs that are done; resumed, only the others are made, and further rounds if asked for."""

    def stop(_: str, turn: int) -> int:
        if turn == 5:
            os.kill(os.getpid(), signal.SIGINT)
        return 0

    plan = Plan((Snails(),), 2)
    assert BenchCampaign(tmp_path, plan, measured_by=crawling([], stop)).carry_out() == 2
    standing = read_bench(tmp_path)
    assert len(standing.runs) == 2
    assert {path.name for path in tmp_path.iterdir()} == {"bench.json", PAGE}

    assert BenchCampaign(tmp_path, plan, standing, measured_by=crawling(crawled := [])).carry_out() == 0
    assert (crawled, len(read_bench(tmp_path).runs)) == (["red", "blue"], 4)

    more = Plan((Snails(),), 3)
    assert BenchCampaign(tmp_path, more, read_bench(tmp_path), measured_by=crawling(crawled := [])).carry_out() == 0
    assert (crawled, read_bench(tmp_path).wanted) == (["blue", "red"], 6)


def test_versions_of_all_runs_are_told():
    """Where the harness has changed between two pieces of a bench, the table says so."""
    bench = a_bench()

    bench.add_versions({"ours": "abc", "playwright-test": "1.66.0"})

    assert bench.versions == {"ours": "abc", "playwright-test": "1.65.1, 1.66.0"}


def test_version_that_was_not_measured_is_not_told(tmp_path: Path):
    """Where all runs were made before, the tables are written again and name the versions of then."""

    class Newer(Snails):
        def provide(self) -> tuple[dict[str, str], dict[str, str]]:
            """Both have changed since."""
            return {"red": "8", "blue": "9"}, {}

    BenchCampaign(tmp_path, Plan((Snails(),), 1), measured_by=crawling([])).carry_out()
    again = BenchCampaign(tmp_path, Plan((Newer(),), 1), read_bench(tmp_path), measured_by=crawling([]))

    assert again.carry_out() == 0
    assert again.result.versions == {"red": "1", "blue": "2"}


def test_ratios_are_of_the_same_round():
    """A machine that is busier in one round changes no ratio; a failed run has none."""
    runs = [a_run(1, "ours", 2.0), a_run(1, "playwright-test", 4.0), a_run(2, "ours", 30.0)]
    runs += [a_run(2, "playwright-test", 40.0), a_run(3, "ours", 1.0), a_run(3, "playwright-test", 0, failed="red")]

    ratio = a_bench(*runs).ratio("comparison", "1 scenario, 1 worker", "ours", "playwright-test", "wall")

    assert ratio == Spread(0.625, 0.5, 0.75, 2)
