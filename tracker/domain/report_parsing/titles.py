"""Headings that nothing marks as such: known by the contents page, by the label below, by what stands about them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from tracker.domain.report_parsing.contents import LEAST_LETTERS
from tracker.domain.report_parsing.document import Line
from tracker.domain.report_parsing.numbering import numbered
from tracker.domain.report_parsing.recognition import addressee, label, rated
from tracker.domain.report_parsing.wording import finished, joined, squash, starts_low
from tracker.domain.vocabulary import FindingKind

LONGEST_TITLE = 80
LEAST_PROSE = 40
LONGEST_LISTED = 140


def whole_titles(lines: Sequence[Line], names: Collection[str]) -> list[Line]:
    """The lines, with a heading that wraps made one where the contents page lists it so."""
    starts = {name[:LEAST_LETTERS] for name in names}
    whole: list[Line] = []
    for line in lines:
        before = whole[-1] if whole else None
        if before and line.text and before.text and _are_one(before, line, names, starts):
            whole[-1] = replace(before, text=joined(before.text, line.text), cells=())
        else:
            whole.append(line)
    return whole


def _are_one(first: Line, then: Line, names: Collection[str], starts: Collection[str]) -> bool:
    if (
        len(first.text) > LONGEST_LISTED
        or first.bullet
        or then.bullet
        or squash(first.text)[:LEAST_LETTERS] not in starts
    ):
        return False
    return squash(first.text + then.text[:LONGEST_LISTED]) in names and squash(first.text) not in names


def titles_above_labels(lines: Sequence[Line]) -> set[int]:
    """The places of lines that are headings because "Strengths:" follows, though nothing says they are."""
    found: set[int] = set()
    before: int | None = None
    earlier: Line | None = None
    for position, line in enumerate(lines):
        if not line.text:
            continue
        if label(line.text) is FindingKind.STRENGTH and before is not None:
            fresh = earlier is None or finished(earlier.text) or earlier.number < lines[before].number - 1
            if fresh and reads_as_title(lines[before]) and not lines[before].text[0].isdigit():
                found.add(before)
        earlier, before = (lines[before] if before is not None else None), position
    return found


def bold_titles(lines: Sequence[Line]) -> set[int]:
    """The places of lines that stand alone in bold and read as a title: headings of the size of the text."""
    found: set[int] = set()
    for position, line in enumerate(lines):
        if not line.bold or line.heading or line.cells or not line.text or not reads_as_title(line):
            continue
        before = lines[position - 1] if position else Line("", 0)
        after = lines[position + 1] if position + 1 < len(lines) else Line("", 0)
        opens = not before.text or before.page != line.page
        if opens and (not after.text or after.bullet or label(after.text) or after.cells) and not addressee(line.text):
            found.add(position)
    return found


def reads_as_title(line: Line) -> bool:
    """Whether a line may be a heading by its words: short, a capital first, no end of a sentence, nothing known."""
    mark = numbered(line.text)
    text = mark.text if mark else line.text
    return (
        0 < len(text) <= LONGEST_TITLE
        and not line.bullet
        and not finished(text)
        and not starts_low(text)
        and not text.endswith((":", ";", "?", "%", ","))
        and not rated(text)
        and not label(text)
    )


def stands_above_prose(lines: Sequence[Line], position: int) -> bool:
    """Whether the next words after a place are a paragraph, or a heading numbered below the one at that place."""
    following = [line for line in lines[position + 1 : position + 6] if line.text]
    if not following:
        return False
    mark, below = numbered(lines[position].text), numbered(following[0].text)
    if below:
        return bool(mark and below.number.startswith(f"{mark.number}."))
    text = following[0].text
    prose = not following[0].bullet and text[0].isupper() and not addressee(text) and "recommend" not in text.lower()
    return prose and (len(text) >= LEAST_PROSE or (finished(text) and " " in text))
