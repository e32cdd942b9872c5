"""Words that were broken at the end of a line, made whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

# What PDFium writes where a line ended in a hyphen, and a soft hyphen, each with the halves of the word about it.
_BROKEN = re.compile("([^\\W\\d_]+)[\u0002\ufffe\u00ad]([^\\W\\d_]+)")
_LEFT_OVER = re.compile("[\u0002\ufffe]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def mended(lines: Sequence[str]) -> Iterator[str]:
    """The lines with each broken word joined, with its hyphen where the word has one.

    A hyphen at a line's end is either part of the word ("multi-agency") or the typesetter's. The report itself
    decides: as the word stands elsewhere in it. Where it stands nowhere else, as most of the decided words went;
    and a hyphen stays where nothing was decided, because reports as a rule are set without breaking words.
    """
    known = Counter(word.lower() for line in lines for word in _WORD.findall(_BROKEN.sub(" ", line)))
    decided = [_evidence(found[1], found[2], known) for line in lines for found in _BROKEN.finditer(line)]
    joins_by_habit = decided.count(True) > decided.count(False)

    def join(found: re.Match[str]) -> str:
        joined = _evidence(found[1], found[2], known)
        joined = joins_by_habit if joined is None else joined
        return f"{found[1]}{'' if joined else '-'}{found[2]}"

    for line in lines:
        yield _LEFT_OVER.sub("-", _BROKEN.sub(join, line))


def _evidence(left: str, right: str, known: Counter[str]) -> bool | None:
    """True where the word is known without its hyphen, False where with it, None where neither or both alike."""
    joined, hyphened = known[f"{left}{right}".lower()], known[f"{left}-{right}".lower()]
    return None if joined == hyphened else joined > hyphened
