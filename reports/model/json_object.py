"""A JSON object whose keys are asked for by type, so that a malformed file is told by the place that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

T = TypeVar("T")

_WORDS: Mapping[type, str] = {str: "text", int: "whole number", float: "number", bool: "yes or no", dict: "object"}


class MalformedError(ValueError):
    """JSON that is not what it should be; the message says where and how, as the rest of a sentence."""


class JsonObject:
    """An object at a `place` of a file, such as `tests[3]`; the file's own object is at an empty place."""

    def __init__(self, value: object, place: str = "") -> None:
        if not isinstance(value, dict):
            raise MalformedError(f"{place or 'it'} is no object")
        self._content: dict[str, Any] = value
        self._place = place

    def take(self, key: str, kind: type[T]) -> T:
        """The value of a key that must be there."""
        if key not in self._content:
            raise MalformedError(f"it lacks {self._name(key)}")
        return self._held(self._content[key], kind, self._name(key))

    def maybe(self, key: str, kind: type[T]) -> T | None:
        """The value of a key that may be null or missing."""
        value = self._content.get(key)
        return None if value is None else self._held(value, kind, self._name(key))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(self._held(one, str, self._name(key)) for one in self.take(key, list))

    def maybe_texts(self, key: str) -> tuple[str, ...]:
        """The texts under a key that may be missing."""
        return self.texts(key) if key in self._content else ()

    def mapping(self, key: str, kind: type[T]) -> dict[str, T]:
        """An object whose values are all of one kind, such as counts."""
        content = self.take(key, dict)
        return {name: self._held(value, kind, f"{self._name(key)}.{name}") for name, value in content.items()}

    def one(self, key: str, read: Callable[[JsonObject], T]) -> T:
        """What `read` makes of the object under a key."""
        return read(JsonObject(self.take(key, dict), self._name(key)))

    def maybe_one(self, key: str, read: Callable[[JsonObject], T]) -> T | None:
        """What `read` makes of the object under a key that may be null or missing."""
        return None if self._content.get(key) is None else self.one(key, read)

    def many(self, key: str, read: Callable[[JsonObject], T]) -> tuple[T, ...]:
        """What `read` makes of each object of a list."""
        values = enumerate(self.take(key, list))
        return tuple(read(JsonObject(value, f"{self._name(key)}[{number}]")) for number, value in values)

    def _name(self, key: str) -> str:
        return f"{self._place}.{key}" if self._place else key

    @staticmethod
    def _held(value: Any, kind: type[T], name: str) -> T:  # noqa: ANN401 - as JSON has it
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            return kind(value)  # type: ignore[call-arg]
        # To Python `true` is a number, too.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise MalformedError(f"{name} is no {_WORDS.get(kind, kind.__name__)}")
        return value
