"""What the report says in words of its own, in each language that it speaks."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from fixtures.journey.verdict import Verdict
from fixtures.wording.language import Language, language_of_machine

VERDICTS: dict[Language, dict[Verdict, str]] = {
    Language.ENGLISH: {
        Verdict.TARGET: "ChatApp was down or not ready; this is no regression",
        Verdict.INPUT: "lost between the person and the request",
        Verdict.REQUEST: "lost on the way to the server: no answer",
        Verdict.STATUS: "the server refused or failed",
        Verdict.ENVELOPE: "the answer or the event breaks the contract",
        Verdict.FEED: "the answer was right, and no confirmed row came without push",
        Verdict.PUSH_SERVER: "the server never emitted the event",
        Verdict.PUSH_DELIVERY: "the event was emitted, and never reached the page",
        Verdict.PUSH_HANDLER: "the event reached the page, and nothing came of it",
        Verdict.DUPLICATE: "shown or stored twice",
        Verdict.ORDER: "out of order",
        Verdict.CONTENT: "altered or left out",
        Verdict.IDENTITY: "under the wrong name, on the wrong side or in the wrong dialog",
        Verdict.UNREAD: "unread messages are counted wrong",
        Verdict.STATUS_MARK: "the mark of a message is wrong",
        Verdict.PERSISTENCE: "stored or waiting, and not shown after a reload or reconnect",
        Verdict.ACCESS: "someone saw or did what they may not",
        Verdict.PAGE: "the page itself failed",
        Verdict.HARNESS: "a fault of the tests themselves, not of ChatApp",
        Verdict.UNKNOWN: "the facts do not decide",
    },
    Language.RUSSIAN: {
        Verdict.TARGET: "ChatApp не работал или не был готов; это не регрессия",
        Verdict.INPUT: "потеряно между человеком и запросом",
        Verdict.REQUEST: "потеряно по пути к серверу: нет ответа",
        Verdict.STATUS: "сервер отказал или сломался",
        Verdict.ENVELOPE: "ответ или событие нарушают контракт",
        Verdict.FEED: "ответ верный, но без push подтверждённая строка не появилась",
        Verdict.PUSH_SERVER: "сервер не отправил событие",
        Verdict.PUSH_DELIVERY: "событие отправлено, но не дошло до страницы",
        Verdict.PUSH_HANDLER: "событие дошло до страницы, но ничего не изменило",
        Verdict.DUPLICATE: "показано или сохранено дважды",
        Verdict.ORDER: "неверный порядок",
        Verdict.CONTENT: "текст изменён или пропущен",
        Verdict.IDENTITY: "не то имя, не та сторона или не тот чат",
        Verdict.UNREAD: "непрочитанные посчитаны неверно",
        Verdict.STATUS_MARK: "неверная отметка о состоянии сообщения",
        Verdict.PERSISTENCE: "сохранено или ждёт отправки, но не видно после перезагрузки",
        Verdict.ACCESS: "кто-то увидел или сделал то, на что не имеет права",
        Verdict.PAGE: "сломалась сама страница",
        Verdict.HARNESS: "ошибка самих тестов, а не ChatApp",
        Verdict.UNKNOWN: "фактов недостаточно для вывода",
    },
}
"""What each verdict means, in a few words."""

_WORDS: dict[Language, dict[str, str]] = {
    Language.ENGLISH: {},
    Language.RUSSIAN: {
        "The message's way": "Путь сообщения",
        "HTTP exchanges as curl": "HTTP-запросы в виде curl",
        "Facts of the test (JSON lines)": "Факты теста (JSON lines)",
        "Verdict": "Вердикт",
        "Promised": "Обещано",
        "Bug put back on purpose": "Нарочно возвращённая ошибка",
        "Bug report": "Сообщение об ошибке",
        "Page": "Страница",
        "Trace": "Трассировка",
        "Video": "Видео",
        "Logs": "Журналы",
        "Picture": "Снимок",
        "The first run, as its pages showed it": "Первый прогон, как его показывали страницы",
        "What became of the second run": "Чем кончился повторный прогон",
        "Facts of the second run (JSON lines)": "Факты повторного прогона (JSON lines)",
        "The whole story (JSON)": "Вся история (JSON)",
        "To repeat": "Повторить",
        "The same is met by": "То же самое встретили",
        "In cleaning up, which decides nothing": "При уборке после теста (на вердикт не влияет)",
        "case": "вариант",
        "weather": "погода",
        "verdicts": "вердикты",
        "target": "стенд",
        "address": "адрес",
        ", one for each worker": ", свой у каждого процесса",
        "planted bug": "нарочно возвращённая ошибка",
        "none": "нет",
        "seed": "seed",
        "repeat with": "повторить",
        "each failure has its own line": "у каждого падения своя строка",
        "contract": "контракт",
        "{} of {} answers and events exercised": "проверено ответов и событий: {} из {}",
        "shown": "показано",
        "{:.0f} ms (median of {})": "{:.0f} мс (медиана по {})",
        "push live": "push работает",
        "push held": "push придержан",
        "push 1 s late": "push опаздывает на 1 с",
    },
}


def word(language: Language, english: str) -> str:
    """One of the report's own words in a language."""
    return _WORDS[language].get(english, english)


def own_words() -> Iterator[tuple[str, str]]:
    """Each of the report's own words in English, together with how it is said in one of the languages."""
    for language in Language:
        yield from ((english, word(language, english)) for english in _WORDS[Language.RUSSIAN])


def category_of(language: Language, verdict: Verdict) -> str:
    """The name of a verdict's category: the verdict itself, and what it means."""
    return f"{verdict}: {VERDICTS[language][verdict]}"


def language_of(wanted: str | None, environment: Mapping[str, str] = os.environ) -> Language:
    """The language that was asked for, or else that of the person's machine: Russian or, whatever it is, English."""
    return Language(wanted) if wanted else language_of_machine(environment)
