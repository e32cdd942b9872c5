"""Which texts have words in common: a suggestion for a person, never a decision.

Words that everybody uses are left out, endings are taken off lightly, and a word that few candidates share counts
for more than one that stands in most of them.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)

LEAST_SHARE = 0.12
FEWEST_WORDS = 2
_WORD = re.compile(r"[a-z][a-z'’]+")
_ENDINGS = ("ingly", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ively", "ive", "edly", "ies", "ied",
            "ers", "er", "ed", "es", "ly", "s", "e", "y")  # fmt: skip
_SHORTEST_STEM = 4
_WITHOUT_MEANING = """
a about above across after all also an and any are as at be because been before being between both but by can
could did do does during each enough every few focus for from further had has have having how however in into is
it its less many may more most much must need needs no not of off often on once one only or other others our out
over own people person probation same should so some sufficient sufficiently such than that the their them then
there these they this those through to too under until up use used very was we well were what when where whether
which while who whose why will with within without work would
"""
_COMMON = frozenset(_WITHOUT_MEANING.split())


@dataclass(frozen=True, slots=True)
class Suggestion(Generic[Key]):
    """A candidate, how much it shares (0 to 1) and the words both have, as the recommendation writes them."""

    key: Key
    share: float
    words: tuple[str, ...]


def suggest(text: str, candidates: Iterable[tuple[Key, str]], *, most: int = 5) -> list[Suggestion[Key]]:
    """The candidates (key, text) most like `text`, the likest first; at most `most`, and none that share too little.

    The share is the weight of the words in common over the weight of all words of the shorter of the two.
    """
    known = [(key, stems(candidate)) for key, candidate in candidates]
    spread = Counter(stem for _key, found in known for stem in found)
    wanted = stems(text)

    def weight(found: Iterable[str]) -> float:
        return sum(math.log(1 + (len(known) + 1) / (spread[stem] + 1)) for stem in found)

    suggestions = []
    for key, found in known:
        common = wanted.keys() & found.keys()
        smaller = min(weight(wanted), weight(found))
        share = weight(common) / smaller if smaller else 0.0
        if share >= LEAST_SHARE and len(common) >= min(FEWEST_WORDS, len(found), len(wanted)):
            suggestions.append(Suggestion(key, share, tuple(wanted[stem] for stem in wanted if stem in common)))
    return sorted(suggestions, key=lambda one: -one.share)[:most]


def stems(text: str) -> dict[str, str]:
    """Each telling word of a text by its stem, in the order of the text; the word as it first stands there."""
    found: dict[str, str] = {}
    for word in _WORD.findall(text.lower().replace("’", "'")):
        bare = word.removesuffix("'s").rstrip("'")
        if len(bare) > 2 and bare not in _COMMON:
            found.setdefault(_stem(bare), bare)
    return found


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word
