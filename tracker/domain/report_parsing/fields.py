"""One JSON object read field by field, with every wrong shape named by its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")
W = TypeVar("W", bound=StrEnum)
_DAY_OR_MONTH = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")


class Fields:
    """The fields of an object. Every method takes one field and raises ValueError for a wrong shape or type."""

    def __init__(self, value: object, place: str) -> None:
        if not isinstance(value, Mapping):
            raise ValueError(f"{place}: not an object")
        self._left = dict(value)
        self._place = place

    def end(self) -> None:
        """Every field has been taken; another one is an error."""
        if self._left:
            raise self._wrong(str(min(map(str, self._left))), "is not known")

    def take(self, name: str) -> object:
        if name not in self._left:
            raise self._wrong(name, "is missing")
        return self._left.pop(name)

    def text(self, name: str) -> str:
        value = self.take(name)
        if not isinstance(value, str):
            raise self._wrong(name, "is not text")
        return value

    def flag(self, name: str) -> bool:
        value = self.take(name)
        if not isinstance(value, bool):
            raise self._wrong(name, "is neither true nor false")
        return value

    def number(self, name: str, least: int, most: int) -> int:
        value = self.take(name)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self._wrong(name, f"is not a whole number from {least} to {most}")
        return value

    def word(self, name: str, words: type[W]) -> W:
        value = self.take(name)
        if not isinstance(value, str) or value not in list(words):
            raise self._wrong(name, f"is not one of {', '.join(words)}")
        return words(value)

    def optional(self, name: str, read: Callable[[object], T]) -> T | None:
        value = self.take(name)
        return None if value is None else read(value)

    def optional_text(self, name: str) -> str | None:
        return None if self._is_none(name) else self.text(name)

    def optional_number(self, name: str, least: int, most: int) -> int | None:
        return None if self._is_none(name) else self.number(name, least, most)

    def optional_word(self, name: str, words: type[W]) -> W | None:
        return None if self._is_none(name) else self.word(name, words)

    def optional_date(self, name: str) -> str | None:
        """`YYYY-MM-DD` or `YYYY-MM` of a real day or month."""
        value = self.optional_text(name)
        if value is not None:
            self._day(name, value if len(value) > 7 else f"{value}-01", _DAY_OR_MONTH.fullmatch(value) is not None)
        return value

    def optional_day(self, name: str) -> date | None:
        value = self.optional_text(name)
        return None if value is None else self._day(name, value, _DAY_OR_MONTH.fullmatch(value) is not None)

    def items(self, name: str, read: Callable[[object, str], T]) -> tuple[T, ...]:
        value = self.take(name)
        if not isinstance(value, list | tuple):
            raise self._wrong(name, "is not a list")
        return tuple(read(item, f"{name}[{place}]") for place, item in enumerate(value))

    def _is_none(self, name: str) -> bool:
        """Whether the field is null, which takes it; a missing field is still an error."""
        if self._left.get(name, "") is not None:
            return False
        del self._left[name]
        return True

    def _day(self, name: str, value: str, in_form: bool) -> date:
        try:
            found = date.fromisoformat(value) if in_form else None
        except ValueError:
            found = None
        if found is None:
            raise self._wrong(name, "is not a date")
        return found

    def _wrong(self, name: str, why: str) -> ValueError:
        return ValueError(f"{self._place}.{name} {why}")
