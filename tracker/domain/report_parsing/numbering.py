"""Printed numbers of list items: "1.", "1)", "(a)", "3b.", "Recommendation 2:"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DOTTED = re.compile(
    r"(?:recommendation )?(?:\((\d{1,2}[a-z]?|[a-z]|[ivx]{1,4})\)"
    r"|(\d{1,2}(?:\.\d{1,2})?[a-z]?|[a-z]|[ivx]{1,4})[.):])(?= |$) ?",
    re.IGNORECASE,
)
_NAMED = re.compile(r"recommendation (\d{1,2}[a-z]?)(?: ?[:.–—-] ?| |$)", re.IGNORECASE)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_BARE = re.compile(r"(\d{1,2}[a-z]?) (?=\S)")


@dataclass(frozen=True, slots=True)
class Numbered:
    """An item's number as printed, without its dot or brackets, and the text after it.

    `sure` is False for a number without dot or bracket, which may be part of a sentence.
    """

    number: str
    text: str
    sure: bool

    @property
    def is_part(self) -> bool:
        """Whether it is a letter or a roman figure, which number the parts of something."""
        return self.number.isalpha()

    @property
    def whole(self) -> int | None:
        """3 of "3" and "3b"; None of a letter or "1.2"."""
        digits = self.number.rstrip("abcdefghijklmnopqrstuvwxyz")
        return int(digits) if digits.isdigit() else None


def numbered(text: str) -> Numbered | None:
    """The number a line opens with, or None."""
    match = _DOTTED.match(text)
    if match:
        return Numbered((match[1] or match[2]).lower(), text[match.end() :].strip(), sure=True)
    match = _NAMED.match(text)
    if match:
        return Numbered(match[1].lower(), text[match.end() :].strip(), sure=True)
    match = _BARE.match(text)
    return Numbered(match[1].lower(), text[match.end() :].strip(), sure=False) if match else None


def follows(number: str, before: str) -> bool:
    """Whether one printed number is the next after another: 4 after 3 or 3b, 3c after 3b, d after c, iv after iii."""
    if before in _ROMAN[:-1] and number == _ROMAN[_ROMAN.index(before) + 1]:
        return True
    one, other = Numbered(before, "", sure=True), Numbered(number, "", sure=True)
    if one.whole != other.whole:
        return one.whole is not None and other.whole == one.whole + 1
    letter, next_letter = before[-1:], number[-1:]
    same = before[:-1] == number[:-1] and letter.isalpha() and next_letter.isalpha()
    return same and ord(next_letter) == ord(letter) + 1
