"""The contents page, which repeats the names of sections: taken out before sections are looked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.domain.report_parsing.chapters import chapter_of
from tracker.domain.report_parsing.document import Line
from tracker.domain.report_parsing.recognition import standard_line
from tracker.domain.report_parsing.wording import squash

LONGEST_ENTRY = 140
MOST_ENTRIES = 80
_LEADERS = re.compile(r"(?:\.{4,}|…{2,}|(?: \.){4,}|_{4,})")
_PAGE = re.compile(r"[ .…]+\d{1,3}$")
_NUMBERED_THEMSELVES = {"annexe", "annex", "appendix"}
_HEADINGS = {"contents", "tableofcontents", "onthispage", "inthisreport"}


def without_contents(lines: Sequence[Line]) -> list[Line]:
    """The lines without the contents page and without any line of dot leaders or section name and page number."""
    kept: list[Line] = []
    names: set[str] | None = None
    entries = 0
    for line in lines:
        text = line.text
        if squash(text) in _HEADINGS:
            names, entries = set(), 0
            continue
        if text and _is_entry(text):
            names = names if names is None else names | {_name(text)}
            continue
        if names is not None and text:
            entries += 1
            if entries <= MOST_ENTRIES and _is_bare_entry(line, names):
                names = names | {_name(text)}
                continue
            names = None
        kept.append(line)
    return kept


def _name(text: str) -> str:
    return squash(_PAGE.sub("", _LEADERS.split(text)[0]))


def _is_entry(text: str) -> bool:
    if len(text) > 400 or "/" in text:
        return False
    if _LEADERS.search(text):
        return True
    page = _PAGE.search(text)
    name = text[: page.start()].strip() if page else ""
    return bool(chapter_of(name)) and squash(name) not in _NUMBERED_THEMSELVES


def _is_bare_entry(line: Line, names: set[str]) -> bool:
    """Whether a line inside the contents is one more entry: not yet named, short, and a name or a page number."""
    text = line.text
    if line.heading or len(text) > LONGEST_ENTRY or _name(text) in names:
        return False
    return bool(line.bullet or _PAGE.search(text) or chapter_of(text) or standard_line(text) or text.isdigit())
