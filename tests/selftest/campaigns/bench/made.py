"""A bench made by hand, and a part whose runs take no time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fixtures.campaigns.bench.machine import Machine
from fixtures.campaigns.bench.measuring import Measurement
from fixtures.campaigns.bench.plan import Cases, FailedRunError, Part
from fixtures.campaigns.bench.result import Bench, BenchRun
from fixtures.campaigns.bench.tools.tool import Start

MACHINE = Machine("Linux x86_64", 2, 8.0, 1.5, "3.11.7", "chromium-headless-shell 156")


def a_bench(*runs: BenchRun, wanted: int = 9) -> Bench:
    """A bench of these runs."""
    return Bench("2026-11-28T19:00:00Z", MACHINE, {}, wanted, {"ours": "abc", "playwright-test": "1.65.1"}, {}, [*runs])


def a_run(number: int, subject: str, wall: float, *, case: str = "1 scenario, 1 worker", failed: str = "") -> BenchRun:
    """One run of the comparison."""
    numbers = {} if failed else {"wall": wall, "cpu": wall / 2, "memory": 300.0}
    return BenchRun(number, "comparison", case, subject, numbers, 2.0, failed)


class Snails(Part):
    """Two snails, one of which may lose its way."""

    name = "snails"
    title = "Snails"

    def cases(self) -> Cases:
        """One garden."""
        return {"garden": ["red", "blue"]}

    def provide(self) -> tuple[dict[str, str], dict[str, str]]:
        """Both are there."""
        return {"red": "1", "blue": "2"}, {}

    def start(self, case: str, subject: str, folder: Path) -> Start:
        """Nothing is started."""
        return Start((case, subject), folder)

    def numbers(self, case: str, subject: str, measurement: Measurement, folder: Path) -> dict[str, float]:  # noqa: ARG002
        """How long it took."""
        if measurement.exit_code:
            raise FailedRunError(measurement.printed)
        return {"wall": measurement.wall}

    def section(self, bench: Bench) -> list[str]:
        """One line."""
        return [f"{len(bench.runs)} crawled"]


def crawling(crawled: list[str], then: Callable[[str, int], int] = lambda _, __: 0):
    """Measures nothing, and notes whose turn it was; `then` gives the exit code of a subject's so-manieth run."""

    def measure(start: Start, folder: Path, limit: float) -> Measurement:
        crawled.append(start.command[1])
        code = then(start.command[1], len(crawled))
        return Measurement(code, 1.0, 0.5, None, "it lost its way")

    return measure
