"""How the words of a report are compared and mended. Words are given on as printed unless the mending is certain."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_UNSEEN = dict.fromkeys(
    [*range(9), *range(0x0E, 0x20), *range(0x7F, 0xA0), *range(0x200B, 0x2010), 0xAD, 0xFEFF, 0xFFFD]
)
_RAISED = dict.fromkeys([0xB2, 0xB3, 0xB9, 0x2070, *range(0x2074, 0x207A)])
_TABLE = {**_UNSEEN, **_LIGATURES, **_RAISED, 0x02: "-", 0xFFFE: "-"}
_SPACES = re.compile(r"\s+")
_TORN_HYPHEN = re.compile(r"(?<=[A-Za-z]) -(?=[A-Za-z])")
_BACK_TO_TOP = re.compile(r"(?:\s*\(?\s*back to top\s*\)?)+\s*$", re.IGNORECASE)
_NOT_A_LETTER = re.compile(r"[\W_]+")
_SENTENCE_END = re.compile(r"[.!?…]['’”\")\]]*\d{0,2}$")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_LAST_WORD = re.compile(r"([A-Za-z]+)-$")
_FIRST_WORD = re.compile(r"[a-z]+")
OPENING_QUOTES = "'\"‘“"


def clean(text: str) -> str:
    """A line's text on one line: single spaces, no control or invisible characters, ligatures spelt out.

    A hyphen torn from its word ("Ashcombe -on-Sea") is put back: a dash has a space on both sides, a range has
    digits, so nothing else is written like this. Raised digits are footnote markers and go.
    """
    plain = _SPACES.sub(" ", text.translate(_TABLE)).strip()
    return _BACK_TO_TOP.sub("", _TORN_HYPHEN.sub("-", plain))


def squash(text: str) -> str:
    """Letters and digits only, in lower case, so that quotes, dashes, spaces and broken words do not matter."""
    return _NOT_A_LETTER.sub("", text).lower()


def finished(text: str) -> bool:
    """Whether a sentence ends here."""
    return bool(_SENTENCE_END.search(text[-8:]))


def starts_low(text: str) -> bool:
    """Whether the text starts in the middle of a sentence."""
    return text[:1].islower()


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """Every word of a document in lower case, hyphenated ones whole; what `joined` goes by."""
    return frozenset(word for text in texts for word in _WORD.findall(text.lower()))


def joined(first: str, then: str, words: Collection[str] = ()) -> str:
    """Two lines of one paragraph as one.

    A hyphen at the end of a line is taken out only where the document elsewhere prints the word without it and
    nowhere with it; otherwise it stays, as in "multi-" and "agency".
    """
    end, start = _LAST_WORD.search(first[-60:]), _FIRST_WORD.match(then)
    if not end or not start:
        return f"{first} {then}".strip()
    half, rest = end[1].lower(), start[0]
    whole = half + rest in words and f"{half}-{rest}" not in words
    return (first[:-1] if whole else first) + then


def quoted(text: str, limit: int = 80) -> str:
    """The text in quotation marks, cut for a message."""
    return f"‘{text if len(text) <= limit else text[: limit - 1].rstrip() + '…'}’"
