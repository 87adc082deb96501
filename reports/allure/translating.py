"""Results that are there already, in the report's other language: only the report's own words change, and no fact."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path
from typing import Any

from fixtures.journey.verdict import Verdict
from fixtures.running.one_step import write_in_one_step
from fixtures.wording.language import Language
from reports.allure.environment import write_environment
from reports.allure.language import VERDICTS, own_words, word
from reports.model.run import Run

_TITLE = re.compile(r"(?<=<b>)[^<:(]+(?=(?: \(\d+\))?:</b>)")
_LINK = re.compile(r'(?<= target="_blank">)\D+?(?= \d+</a>|</a>)')
_NAME = re.compile(r"^(?P<said>.+?)(?P<rest>: .*| \d+)?$", re.DOTALL)
_VERDICT = re.compile(r"</b> (?P<verdict>[a-z-]+): (?P<meaning>[^<]+)</p>")


def translate(results: Path, run: Run, language: Language) -> None:
    """Have the results of a run in a language, whichever they were written in.

    Raises:
        OSError: a result cannot be read or written.
        ValueError: one is no JSON.
    """
    words = {said: word(language, english) for english, said in own_words()}
    for file in sorted(results.glob("*-result.json")):
        result = json.loads(file.read_text(encoding="utf-8"))
        _translate(result, words, language)
        write_in_one_step(file, json.dumps(result, ensure_ascii=False))
    write_environment(results, run, language)


def _translate(result: dict[str, Any], words: dict[str, str], language: Language) -> None:
    for named in [*result.get("attachments", []), *result.get("parameters", [])]:
        named["name"] = _NAME.sub(
            lambda name: words.get(name["said"], name["said"]) + (name["rest"] or ""), named["name"]
        )
    for label in result.get("labels", []):
        first, space, rest = label["value"].partition(" ")
        if label["name"] == "tag" and space:
            label["value"] = f"{words.get(first, first)} {rest}"
    if described := result.get("descriptionHtml"):
        shown = {escape(said): escape(told) for said, told in words.items()}
        for place in (_TITLE, _LINK):
            described = place.sub(lambda found: shown.get(found[0], found[0]), described)
        result["descriptionHtml"] = _VERDICT.sub(lambda found: _meant(found, language), described)


def _meant(found: re.Match[str], language: Language) -> str:
    """What a verdict means, where that is what stands behind it."""
    verdict = next((one for one in Verdict if one == found["verdict"]), None)
    if verdict is None or found["meaning"] not in {escape(said[verdict]) for said in VERDICTS.values()}:
        return found[0]
    return f"</b> {verdict}: {escape(VERDICTS[language][verdict])}</p>"
