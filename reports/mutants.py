"""What became of random changes to ChatApp (mutants), as one process finds out and another reads again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from fixtures.journey.verdict import NAMES_NO_LINK, Verdict
from reports.one_step import write_in_one_step

FILE = "mutants.json"


class MutantsError(ValueError):
    """What is to be read is no report of mutants; the message says which and why."""


class Fate(StrEnum):
    """What became of a mutant."""

    CAUGHT = "caught"
    LIVES = "lives"
    NOT_VIABLE = "not viable"
    NO_RESULT = "no result"


@dataclass(frozen=True)
class Trial:
    """One mutant and what became of it; `told` says why in words.

    `file` and `line` are where it is, `before` and `after` its lines without indentation, `patch` the diff. `test` is
    the one that caught it, with its `verdict`; `seconds` is how long the suite ran for that.
    """

    number: int
    file: str
    line: int
    mutator: str
    before: str
    after: str
    patch: str
    fate: Fate
    told: str = ""
    test: str = ""
    verdict: str = ""
    seconds: float = 0.0

    @property
    def is_doubtful(self) -> bool:
        """Whether a test failed with it, and that test does not know why; that ChatApp dies of it is reason enough."""
        knows_why = self.verdict == Verdict.TARGET or self.verdict not in NAMES_NO_LINK
        return self.fate == Fate.CAUGHT and not knows_why


@dataclass
class Mutants:
    """All that were tried: of `available` ones, chosen by `seed`, until `wanted` could run.

    `harmless` counts those that were passed over as known to be harmless, `stale` names the entries of that list whose
    lines are gone. `control_seconds` is what the suite takes without a mutant.
    """

    began: str
    seed: int
    wanted: int
    available: int
    control_seconds: float
    stale: list[str] = field(default_factory=list)
    harmless: int = 0
    trials: list[Trial] = field(default_factory=list)

    def of(self, fate: Fate) -> list[Trial]:
        """Those of which this became."""
        return [trial for trial in self.trials if trial.fate == fate]

    @property
    def done(self) -> int:
        """How many could run."""
        return len(self.trials) - len(self.of(Fate.NOT_VIABLE))

    @property
    def has_complaints(self) -> bool:
        """Whether something is left to be done."""
        return bool(self.of(Fate.LIVES) or self.of(Fate.NO_RESULT) or self.stale)


def write_mutants(folder: Path, mutants: Mutants) -> Path:
    """Write `mutants.json` in one step."""
    return write_in_one_step(folder / FILE, json.dumps(asdict(mutants), ensure_ascii=False, indent=2) + "\n")


def read_mutants(folder: Path) -> Mutants:
    """What `write_mutants` wrote into this folder.

    Raises:
        MutantsError: there is none.
    """
    path = folder / FILE
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return Mutants(**{**content, "trials": _trials(content["trials"])})
    except OSError as error:
        raise MutantsError(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, TypeError, KeyError) as error:
        raise MutantsError(f"{path} is no report of mutants of this version of the harness ({error!r})") from error


def _trials(stored: Sequence[dict[str, Any]]) -> list[Trial]:
    return [Trial(**{**trial, "fate": Fate(trial["fate"])}) for trial in stored]
