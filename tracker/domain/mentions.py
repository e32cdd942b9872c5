"""Whom a text mentions: each “@” and the name or e-mail address after it, of the people who may read the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

from tracker.domain.errors import RuleBroken

_AT = re.compile(r"(?<![\w.@])@(?=\w)")  # not the one inside an e-mail address
_AS_TYPED = re.compile(r"[\w.+’'-]+(?:@[\w.-]+)?(?: (?=[A-Z])[\w’'-]+)?")  # up to two words, for what fits nobody


class Reader(Protocol):
    """Somebody who may read the text."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str: ...


def mentioned(text: str, readers: Iterable[Reader]) -> list[int]:
    """The ids of the people mentioned, each once, in order. RuleBroken on `text` names whom it cannot mention.

    The longest name that fits is meant, whatever its case. Of two people of one name the address says who is meant.
    """
    named: dict[str, list[int]] = {}
    for reader in readers:
        for key in {reader.name.casefold(), reader.email.casefold()}:
            named.setdefault(key, []).append(reader.id)
    longest_first = sorted(named, key=len, reverse=True)
    found: dict[int, None] = {}
    for at in _AT.finditer(text):
        rest = text[at.end() :]
        fits = next((each for each in longest_first if _begins(rest, each)), None)
        if fits is None:
            raise RuleBroken("text", f"{_typed(rest)} cannot be mentioned: nobody of that name may read this")
        if len(named[fits]) > 1:
            raise RuleBroken("text", f"More than one person is called {_typed(rest)}. Mention them by email address")
        found[named[fits][0]] = None
    return list(found)


def _begins(rest: str, key: str) -> bool:
    """Whether `rest` begins with that name as whole words."""
    folded = rest[: len(key)].casefold()
    return folded == key and not rest[len(key) : len(key) + 1].isalnum()


def _typed(rest: str) -> str:
    match = _AS_TYPED.match(rest)
    return match.group().rstrip(".'’-") if match else rest[:20]
