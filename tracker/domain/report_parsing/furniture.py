"""Page furniture: running headers and footers, page numbers. Taken out before anything is read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from tracker.domain.report_parsing.chapters import chapter_of
from tracker.domain.report_parsing.document import Line
from tracker.domain.report_parsing.recognition import addressee, label, standard_line, whole_rating
from tracker.domain.report_parsing.wording import finished, squash, starts_low

EDGE = 3
PAGES_REPEATED = 3
TIMES_REPEATED = 4
LONGEST = 160
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:page )?[-–|]? ?(\d{1,3})(?: ?(?:of|/) ?(\d{1,3}))? ?[-–|]?", re.IGNORECASE)
_PAGE_OF = re.compile(r"page \d{1,3}(?: of \d{1,3})?", re.IGNORECASE)
_RUNNING_TITLE = re.compile(
    r"(?:\d{1,3} )?(?:an? )?(?:re)?inspections? of (?:probation|youth|public protection)[^.]{0,120}? \d{1,3}",
    re.IGNORECASE,
)


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines with page furniture taken out; a line whose words mean something to the reader always stays.

    On pages: what stands within three lines of the top or bottom of three pages or more, numbers aside. Without
    pages: short lines repeated four times or more that are no sentence. The first of them stays where it may be
    the cover's own words.
    """
    furniture = _on_pages(lines) | _without_pages(lines)
    return [line for position, line in enumerate(lines) if position not in furniture]


def _key(line: Line) -> str:
    return squash(_DIGITS.sub("", line.text))


def _on_pages(lines: Sequence[Line]) -> set[int]:
    edges: set[int] = set()
    pages: dict[int, list[int]] = defaultdict(list)
    for position, line in enumerate(lines):
        if line.page is not None and line.text:
            pages[line.page].append(position)
    for positions in pages.values():
        edges.update(positions[:EDGE], positions[-EDGE:])
    repeated: dict[str, set[int | None]] = defaultdict(set)
    for position in edges:
        repeated[_key(lines[position])].add(lines[position].page)
    found: set[int] = set()
    first_seen: set[str] = set()
    for position in sorted(edges):
        line, key = lines[position], _key(lines[position])
        if _means_something(line):
            continue
        if _PAGE_NUMBER.fullmatch(line.text) and "/" not in line.text:
            found.add(position)
        elif key and len(repeated[key]) >= PAGES_REPEATED:
            if key in first_seen or (line.page or 0) > 2:
                found.add(position)
            first_seen.add(key)
    return found


def _without_pages(lines: Sequence[Line]) -> set[int]:
    loose = [(p, line) for p, line in enumerate(lines) if line.text and line.page is None and len(line.text) <= LONGEST]
    times: dict[str, int] = defaultdict(int)
    for _, line in loose:
        times[_key(line)] += 1
    found: set[int] = set()
    first_seen: set[str] = set()
    for position, line in loose:
        key = _key(line)
        if _means_something(line):
            continue
        if (_PAGE_NUMBER.fullmatch(line.text) and "/" not in line.text) or _RUNNING_TITLE.fullmatch(line.text):
            found.add(position)
        elif key and times[key] >= TIMES_REPEATED and not finished(line.text) and not starts_low(line.text):
            if key in first_seen:
                found.add(position)
            first_seen.add(key)
    return found


def _means_something(line: Line) -> bool:
    """Whether a line that repeats is no furniture for it: ratings, labels, table rows, list items, headings."""
    text = line.text
    if _PAGE_OF.fullmatch(text) or _RUNNING_TITLE.fullmatch(text):
        return False
    return bool(
        line.bullet
        or len([cell for cell in line.cells if cell]) > 1
        or "%" in text
        or text.endswith((":", "?"))
        or label(text)
        or whole_rating(text)
        or addressee(text)
        or standard_line(text)
        or squash(text) in {"overallrating", "score", "keyquestion", "keyquestions", "requires", "improvement"}
        or (chapter_of(text) and line.heading)
    )
