"""The report of mutants in words: a few lines for the terminal, and `mutants.md`, a list to work through."""

from __future__ import annotations

import json
import os
import shlex
from pathlib import Path

from reports.mutants import Fate, Mutants, Trial
from reports.one_step import write_in_one_step

_ENTRY_KEYS = ("file", "before", "after")


def patch_of(folder: Path, number: int) -> Path:
    """Where the patch of a mutant is, in the folder of a run."""
    return folder / "mutants" / f"{number}.patch"


def line_of(trial: Trial) -> str:
    """What came of one mutant."""
    where = f"{trial.file}:{trial.line} ({trial.mutator})"
    if trial.fate == Fate.CAUGHT:
        by = f"{trial.verdict}: {trial.test}" if trial.test else trial.told
        return f"{where}: caught, {by} ({trial.seconds:.0f} s)"
    if trial.fate == Fate.LIVES:
        return f"{where}: LIVES ({trial.seconds:.0f} s)"
    return f"{where}: {trial.fate}: {trial.told}"


def summary_of(mutants: Mutants) -> str:
    """The numbers, and the survivors by name."""
    counts = {"live": Fate.LIVES, "without a result": Fate.NO_RESULT, "not viable, and replaced": Fate.NOT_VIABLE}
    numbers = [f"{len(mutants.of(fate))} {word}" for word, fate in counts.items() if mutants.of(fate)]
    numbers += [f"{mutants.harmless} known to be harmless passed over"] if mutants.harmless else []
    caught = f"{len(mutants.of(Fate.CAUGHT))} of {mutants.done} mutants caught"
    lines = ["; ".join([caught, *numbers]) + f" (seed {mutants.seed})"]
    lines += [f"Lives: {one.number}. {one.file}:{one.line} ({one.mutator})" for one in mutants.of(Fate.LIVES)]
    lines += [f"Caught without a reason: {line_of(one)}" for one in mutants.trials if one.is_doubtful]
    lines += [f"In harmless.toml, and gone from the sources: {entry}" for entry in mutants.stale]
    return "\n".join(lines)


def write_text(folder: Path, mutants: Mutants) -> Path:
    """Write `mutants.md` into this folder."""
    return write_in_one_step(folder / "mutants.md", text_of(folder, mutants))


def text_of(folder: Path, mutants: Mutants) -> str:
    """The whole text: survivors first, each with its diff, how to repeat it, and its entry should it be harmless."""
    began = mutants.began.replace("T", " ").replace("Z", " UTC")
    about = f"{began}; {mutants.available} mutants to choose from; {mutants.control_seconds:.0f} s without a mutant."
    summary = summary_of(mutants).replace("\n", "\n\n")
    parts = [f"# Random changes to ChatApp\n\n{about}\n\n{summary}\n"]
    parts += [_survivor(folder, one) for one in mutants.of(Fate.LIVES)]
    for title, fate in (("Caught", Fate.CAUGHT), ("Without a result", Fate.NO_RESULT), ("Not viable", Fate.NOT_VIABLE)):
        if listed := mutants.of(fate):
            parts.append("\n".join([f"## {title}", "", *(_item(one) for one in listed), ""]))
    return "\n".join(parts)


def _survivor(folder: Path, trial: Trial) -> str:
    patch = shlex.quote(os.path.relpath(patch_of(folder, trial.number)))
    entry = "\n".join(f"{key} = {json.dumps(getattr(trial, key), ensure_ascii=False)}" for key in _ENTRY_KEYS)
    return f"""## {trial.number}. {trial.file}:{trial.line} ({trial.mutator})

{_fenced(trial.patch, "diff")}
Repeat it: `./e2e --plant {patch}`. If it breaks no promise, it belongs into `harmless.toml`:

{_fenced(f'[[harmless]]{chr(10)}{entry}{chr(10)}reason = ""{chr(10)}', "toml")}"""


def _item(trial: Trial) -> str:
    return f"- {trial.number}. {line_of(trial)}\n\n{_fenced(trial.patch, 'diff', '  ')}"


def _fenced(text: str, language: str, indentation: str = "") -> str:
    lines = [f"````{language}", *text.rstrip("\n").split("\n"), "````"]
    return "\n".join(f"{indentation}{line}".rstrip() for line in lines) + "\n"
