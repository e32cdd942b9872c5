"""Footnotes, which stand in the middle of a text that runs on over the page: taken out and kept apart."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import groupby

from tracker.domain.report_parsing.chapters import chapter_of
from tracker.domain.report_parsing.document import Line
from tracker.domain.report_parsing.recognition import label, standard_line
from tracker.domain.report_parsing.wording import finished, starts_low

LONGEST_BLOCK = 12
_NUMBERED = re.compile(r"(\d{1,2}) ([A-Z‘“'\"].*)")
_MARKER = re.compile(r"(?<=[a-z’”)])\d{1,2}(?=[\s.,;:]|$)|(?<=[a-z][.,;:])\d{1,2}(?=\s|$)")
_USUAL = re.compile(
    r"\d{1,2} (?:The rating for the standard|The findings relating to|The resettlement standard|Full data and further)"
)


def without_footnotes(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """(the lines without footnotes and without their markers, the footnotes).

    A footnote is one the extractor flagged, one of the inspectorate's usual ones, or the numbered block at the foot
    of a page whose number stands glued to a word higher up on that page and follows the last footnote's number.
    """
    body: list[Line] = []
    notes: list[Line] = []
    last = 0
    for page, group in groupby(lines, key=lambda line: line.page):
        on_page = list(group)
        if page is not None:
            on_page, block, last = _foot_of_page(on_page, last)
            notes.extend(block)
        for line in on_page:
            if line.footnote or _USUAL.match(line.text) or _goes_on(notes, body, line):
                notes.append(line)
            else:
                body.append(line)
    numbers = {match[1] for note in notes if not note.footnote and (match := _NUMBERED.match(note.text))}
    return [_unmarked(line, numbers) for line in body] if numbers else body, notes


def _goes_on(notes: list[Line], body: list[Line], line: Line) -> bool:
    """Whether a line is the rest of a wrapped footnote: next to it, in the middle of its sentence."""
    return bool(
        notes
        and notes[-1].number == line.number - 1
        and line.text
        and not line.bullet
        and not finished(notes[-1].text)
        and starts_low(line.text)
    )


def _foot_of_page(lines: list[Line], last: int) -> tuple[list[Line], list[Line], int]:
    """(the page's lines above its footnotes, the footnotes, the last footnote's number so far)."""
    start = max(0, len(lines) - LONGEST_BLOCK)
    for position in range(start, len(lines)):
        match = _NUMBERED.match(lines[position].text)
        if not match or int(match[1]) != last + 1 or not _are_notes(lines[position:]):
            continue
        if any(_marks(line.text, {match[1]}) for line in lines[:position]):
            block = lines[position:]
            numbers = [int(found[1]) for line in block if (found := _NUMBERED.match(line.text))]
            return lines[:position], block, max([last + 1, *numbers])
    return lines, [], last


def _are_notes(lines: Sequence[Line]) -> bool:
    """Whether nothing but footnotes stands here: after a gap only another one, and no word of the body."""
    gap = False
    for line in lines:
        standard = standard_line(line.text)
        if line.bullet or line.heading or label(line.text) or chapter_of(line.text) or (standard and standard.known):
            return False
        if gap and line.text and not _NUMBERED.match(line.text):
            return False
        gap = not line.text
    return True


def _marks(text: str, numbers: Collection[str]) -> bool:
    return any(match[0] in numbers for match in _MARKER.finditer(text))


def _unmarked(line: Line, numbers: Collection[str]) -> Line:
    text = _MARKER.sub(lambda match: "" if match[0] in numbers else match[0], line.text)
    return line if text == line.text else replace(line, text=text)
