"""The automatic numbers of Word's lists, which the text of a document does not hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from tracker.adapters.report_text.docx_parts import W
from tracker.adapters.report_text.docx_styles import value, whole

_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LARGEST_ROMAN = 39


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    pattern: str
    start: int


class Numbers:
    """Counts the items of every list of a document in the order in which `label` is asked for them."""

    def __init__(self, part: Element | None) -> None:
        definitions = [] if part is None else part.findall(f"{W}abstractNum")
        self._definitions = {found.get(f"{W}abstractNumId"): found for found in definitions}
        self._lists = {found.get(f"{W}numId"): found for found in ([] if part is None else part.findall(f"{W}num"))}
        self._counts: dict[tuple[str, int], int] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, list_id: str, level: int) -> str:
        """The next item's number as Word prints it ("1.", "a)", "2.1"), or "" where the list has bullets.

        Lists that share a definition count on, as in Word, unless one says where it starts.
        """
        found = self._level(list_id, level)
        if found is None or found.form in ("bullet", "none"):
            return ""
        owner = value(self._lists[list_id], "abstractNumId") or list_id
        override = self._start_override(list_id, level)
        if override is not None and (list_id, level) not in self._begun:
            self._counts[owner, level] = override
        else:
            self._counts[owner, level] = self._counts.get((owner, level), found.start - 1) + 1
        self._begun.add((list_id, level))
        for deeper in [key for key in self._counts if key[0] == owner and key[1] > level]:
            del self._counts[deeper]
        return _PLACE.sub(lambda place: self._number(list_id, owner, int(place[1]) - 1), found.pattern)

    def _number(self, list_id: str, owner: str, level: int) -> str:
        found = self._level(list_id, level)
        return _written(self._counts.get((owner, level), found.start), found.form) if found else ""

    def _level(self, list_id: str, level: int) -> _Level | None:
        given = self._lists.get(list_id)
        if given is None:
            return None
        for override in given.findall(f"{W}lvlOverride"):
            own = override.find(f"{W}lvl")
            if own is not None and whole(override.get(f"{W}ilvl")) == level:
                return _read(own)
        definition = self._definitions.get(value(given, "abstractNumId"))
        levels = [] if definition is None else definition.findall(f"{W}lvl")
        return next((_read(found) for found in levels if whole(found.get(f"{W}ilvl")) == level), None)

    def _start_override(self, list_id: str, level: int) -> int | None:
        for override in self._lists[list_id].findall(f"{W}lvlOverride"):
            if whole(override.get(f"{W}ilvl")) == level:
                return whole(value(override, "startOverride"))
        return None


def _read(level: Element) -> _Level:
    start = whole(value(level, "start"))
    return _Level(value(level, "numFmt") or "decimal", value(level, "lvlText") or "", 1 if start is None else start)


def _written(number: int, form: str) -> str:
    """A number in one of Word's formats; a format that is not known is written in digits."""
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters[:5] if form == "lowerLetter" else letters[:5].upper()
    if form in ("lowerRoman", "upperRoman") and 0 < number <= _LARGEST_ROMAN:
        roman, rest = "", number
        for worth, letters in _ROMAN:
            roman += letters * (rest // worth)
            rest %= worth
        return roman if form == "lowerRoman" else roman.upper()
    return str(number)
