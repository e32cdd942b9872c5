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
_NUMBERED_THEMSELVES = {"annexe", "annex", "appendix"}
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
    kept: list[int] = []
    listed: set[str] = set()
    inside: set[str] | None = None
    half = ""
    entries = 0
    for position, line in enumerate(lines):
        text = line.text
        if squash(text) in _HEADINGS:
            inside, entries, half = set(), 0, ""
            continue
        entries += bool(text)
        if inside is not None and entries > MOST_ENTRIES:
            inside = None
        if text and (_is_entry(text) or (inside is not None and _is_bare_entry(line, inside, half))):
            listed.add(half + _name(text))
            inside = inside if inside is None else inside | {half + _name(text), _name(text)}
            half = ""
        elif inside is not None and text and _is_first_half(line, lines[position + 1 : position + 4], inside):
            half = _name(text)
        else:
            inside = inside if not text else None
            kept.append(position)
    taken = frozenset(range(len(lines))) - frozenset(kept)
    return Contents(
        tuple(lines[place] for place in kept), taken, frozenset(name for name in listed if len(name) >= LEAST_LETTERS)
    )


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
    return bool(chapter_of(name)) and squash(name) not in _NUMBERED_THEMSELVES


def _is_bare_entry(line: Line, names: set[str], half: str) -> bool:
    """Whether a line inside the contents is one more entry: not yet named, short, and a name or a page number.

    `half` is the first half of a name that the last line broke off.
    """
    text = line.text
    if line.heading or len(text) > LONGEST_ENTRY or (not half and _name(text) in names):
        return False
    return bool(half or line.bullet or _PAGE.search(text) or chapter_of(text) or standard_line(text) or text.isdigit())
