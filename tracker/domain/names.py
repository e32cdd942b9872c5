"""Names made comparable: reports, lists and people spell the same unit or region in several ways.

The ways were taken from two lists of the same 108 PDUs: such as "Marlow East and West" and "East and West Marlow",
"Ashcombe, Thornley" and "Ashcombe and Thornley", "East Marlow (Ashcombe, Thornley, …)".
"""

from __future__ import annotations

import re
import unicodedata

from tracker.domain.vocabulary import UnitKind

_EXPLANATION = re.compile(r"\([^()]*\)?")
_APOSTROPHES = re.compile(r"['’‘ʼ]")
_KINDS_OF_UNIT = re.compile(r"\b(?:pdu|probation delivery unit)\b")
_KINDS_OF_REGION = re.compile(r"\b(?:the probation service|probation service|probation region|region)\b")
_KINDS_OF_YOUTH_SERVICE = re.compile(
    r"\b(?:yj[st]|yot|youth (?:justice|offending) (?:services?|teams?|partnership)(?: in)?)\b"
)
_KIND_AT_THE_END = re.compile(r" (?:PDU|probation delivery unit)$", re.IGNORECASE)
_EMPTY_WORDS = frozenset({"and", "the", "of"})


def matching_key(name: str) -> str:
    """`name` as its significant words in alphabetical order, or "" where it has none.

    Case, accents, punctuation, "&" and "and", an explanation in brackets, "PDU" and the order of words make no
    difference. A word that stands twice stays twice: "North and North East …" is not "North East …".
    """
    return _key(name, _KINDS_OF_UNIT)


def region_key(name: str) -> str:
    """The same for a region: "The Probation Service – East of England region" is "East of England"."""
    return _key(name, _KINDS_OF_REGION)


def unit_key(name: str, kind: UnitKind) -> str:
    """The key that is unique among all units: a PDU and a youth justice service may both be called after a place."""
    if kind is UnitKind.YOUTH_JUSTICE_SERVICE:
        place = _key(name, _KINDS_OF_YOUTH_SERVICE)
        return f"{place} ({kind.value})" if place else ""
    return matching_key(name)


def tidy_name(name: str) -> str:
    """`name` without the spaces and line breaks that copying brings, and without characters that nobody sees.

    Those are the control and format characters of Unicode (Cc, Cf): they turn text round, or make one name look
    like another.
    """
    seen = (c for c in name if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf"))
    return " ".join("".join(seen).split())


def bare_unit_name(name: str) -> str:
    """A unit's name without the word for its kind: reports say "Marlow Vale PDU" of what lists call "Marlow Vale"."""
    tidy = tidy_name(name)
    return _KIND_AT_THE_END.sub("", tidy) or tidy


def _key(name: str, kinds: re.Pattern[str]) -> str:
    text = "".join(c for c in unicodedata.normalize("NFKD", tidy_name(name)) if not unicodedata.combining(c)).casefold()
    text = _APOSTROPHES.sub("", _EXPLANATION.sub(" ", text))
    words = re.sub(r"[\W_]+", " ", text).strip()
    significant = [word for word in kinds.sub(" ", words).split() if word not in _EMPTY_WORDS]
    return " ".join(sorted(significant))
