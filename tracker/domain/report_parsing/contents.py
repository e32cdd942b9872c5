"""The contents page, which repeats the names of sections: taken out before sections are looked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.domain.report_parsing.chapters import chapter_of
from tracker.domain.report_parsing.document import Line
from tracker.domain.report_parsing.recognition import standard_line
from tracker.domain.report_parsing.wording import finished, squash

LONGEST_ENTRY = 140
MOST_ENTRIES = 80
LEAST_LETTERS = 6
_LEADERS = re.compile(r"(?:\.{4,}|…{2,}|(?: \.){4,}|_{4,})")
_PAGE = re.compile(r"[ .…]+\d{1,3}$")
_NUMBERED_THEMSELVES = {"annexe", "annex", "appendix", "recommendation"}
_HEADINGS = {"contents", "tableofcontents", "onthispage", "inthisreport"}


@dataclass(frozen=True, slots=True)
class Contents:
    """The lines without the contents page; the places of those taken out; the names it lists, squashed.

    A name over two lines is one.
    """

    lines: tuple[Line, ...]
    taken: frozenset[int]
    names: frozenset[str]


def without_contents(lines: Sequence[Line]) -> Contents:
    """Take out the contents page, and any line of dot leaders or of a section's name and page number elsewhere."""
    reading = _Reading(lines)
    kept = [position for position in range(len(lines)) if not reading.takes(position)]
    taken = frozenset(range(len(lines))) - frozenset(kept)
    names = frozenset(name for name in reading.listed if len(name) >= LEAST_LETTERS)
    return Contents(tuple(lines[place] for place in kept), taken, names)


class _Reading:
    """`inside` holds the names on the page being read, None outside of one; `paged` that they have page numbers."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.listed: set[str] = set()
        self._lines = lines
        self._inside: set[str] | None = None
        self._half = ""
        self._entries = 0
        self._paged = False

    def takes(self, position: int) -> bool:
        line = self._lines[position]
        if len(line.text) <= LONGEST_ENTRY and squash(line.text) in _HEADINGS:
            self._inside, self._half, self._entries, self._paged = set(), "", 0, False
            return True
        if not line.text:
            return False
        self._entries += 1
        if self._entries > MOST_ENTRIES:
            self._inside = None
        if _is_entry(line.text) or (self._inside is not None and self._is_bare_entry(line, self._inside)):
            self._list(line.text)
            return True
        following = self._lines[position + 1 : position + 4]
        if self._inside is not None and _is_first_half(line, following, self._inside):
            self._half = _name(line.text)
            return True
        self._inside = None
        return False

    def _list(self, text: str) -> None:
        name, self._half = self._half + _name(text), ""
        self.listed.add(name)
        if self._inside is not None:
            self._inside |= {name, _name(text)}
        self._paged = self._paged or bool(_PAGE.search(text)) or text.isdigit()

    def _is_bare_entry(self, line: Line, names: set[str]) -> bool:
        """Whether a line inside the contents is one more entry: not yet named, short, and a name or a page number.

        A known name without a number is one only where the others have none either; else it is the next heading.
        """
        text = line.text
        if line.heading or len(text) > LONGEST_ENTRY or (not self._half and _name(text) in names):
            return False
        numbered = bool(self._half or _PAGE.search(text) or text.isdigit())
        known = chapter_of(text) or standard_line(text)
        return numbered or line.bullet or bool(known and not self._paged)


def _is_first_half(line: Line, following: Sequence[Line], names: set[str]) -> bool:
    """Whether a line without a page number is a name broken off, or one whose number stands on the next line."""
    then = next((one.text for one in following if one.text), "")
    numbered = len(then) <= LONGEST_ENTRY and bool(then.isdigit() or _LEADERS.search(then) or _PAGE.search(then))
    fresh = not any(name.startswith(_name(line.text)) for name in names)
    return numbered and fresh and not line.heading and len(line.text) <= LONGEST_ENTRY and not finished(line.text)


def _name(text: str) -> str:
    return "" if text.isdigit() else squash(_PAGE.sub("", _LEADERS.split(text)[0]))


def _is_entry(text: str) -> bool:
    if len(text) > 400 or "/" in text:
        return False
    if _LEADERS.search(text):
        return True
    page = _PAGE.search(text)
    name = text[: page.start()].strip() if page else ""
    own = squash(name) in _NUMBERED_THEMSELVES or "example" in name
    return bool(chapter_of(name)) and not own
