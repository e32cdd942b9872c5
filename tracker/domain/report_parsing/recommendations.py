"""The recommendations: groups headed "<addressee> should:", items numbered, bulleted or lettered."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from tracker.domain.report_parsing.columns import Columns, columns_of
from tracker.domain.report_parsing.document import Line
from tracker.domain.report_parsing.groups import Group, group_heading, names_a_body, whole_headings
from tracker.domain.report_parsing.items import DANGLING, LONGEST_ITEM, Item
from tracker.domain.report_parsing.limits import due_in
from tracker.domain.report_parsing.numbering import Numbered, follows, numbered
from tracker.domain.report_parsing.parsed_report import ParsedRecommendation, ReadingWarning, Source
from tracker.domain.report_parsing.recognition import addressee
from tracker.domain.report_parsing.sources import source
from tracker.domain.report_parsing.wording import finished, quoted, squash

MOST_WARNINGS = 20
_COUNTED = re.compile(
    r"(?:working |calendar )?(?:minutes?|hours?|days?|weeks?|months?|years?|cases?|per ?cent|or|of|to|and)\b|%",
    re.IGNORECASE,
)
_NAMED_IN_TEXT = re.compile(r"((?:The )?[A-Z][^.;:]{2,100}?) should (?!be\b)\S")


@dataclass(slots=True)
class Recommendations:
    """What was read, in order of print, and what was not understood."""

    found: list[ParsedRecommendation] = field(default_factory=list)
    warnings: list[ReadingWarning] = field(default_factory=list)


def recommendations(lines: Sequence[Line], words: Collection[str]) -> Recommendations:
    """Read the lines under the heading Recommendations.

    Words before the first item or group are the section's introduction. A numbered item that ends with a colon
    takes the bullets and letters below it as its own parts, each on a line of its text; elsewhere a letter or a
    bullet is an item. Whatever else cannot be placed is a warning.
    """
    reading = _Reading(words)
    for line in whole_headings(lines):
        reading.read(line)
    return reading.result()


class _Reading:
    def __init__(self, words: Collection[str]) -> None:
        self._words = words
        self._group = Group()
        self._items: list[tuple[Item, Group]] = []
        self._open: Item | None = None
        self._in_parts = False
        self._columns: Columns | None = None
        self._mark: Numbered | None = None
        self._gap = False
        self._warnings: list[ReadingWarning] = []

    def read(self, line: Line) -> None:
        if not line.text:
            self._gap = True
            return
        if self._is_head(line):
            return
        line = self._of_table(line)
        heading = group_heading(line)
        if heading:
            self._warn_if_empty()
            self._group, self._open, self._mark, self._in_parts = heading, None, None, False
        elif not self._read_marked(line) and not self._read_on(line):
            self._read_loose(line)
        self._gap = False

    def _is_head(self, line: Line) -> bool:
        """Whether a row is the head of a table of recommendations, which then says how its rows are read."""
        columns = columns_of(line)
        if columns:
            self._columns = columns
            for head in columns.others:
                self._warn("recommendation_column_not_read", f"A column of the table was not read: {quoted(head)}.")
        return columns is not None

    def _of_table(self, line: Line) -> Line:
        """A row of the table as a line of its number and words, its own addressee taken on; any other line itself."""
        row = self._columns.read(line) if self._columns and not addressee(line.text) else None
        if not row:
            return line
        text, to = row
        if to and to != self._group.addressee:
            self._group, self._open, self._mark = Group(to), None, None
        return replace(line, text=text, cells=(), bullet=True)

    def _warn_if_empty(self) -> None:
        """A group without a recommendation has lost what belongs to it."""
        if self._group.addressee and not (self._items and self._items[-1][1] is self._group):
            message = f"No recommendation was found under {quoted(self._group.addressee + ' should:')}."
            self._warn("group_without_recommendations", message)

    def _read_marked(self, line: Line) -> bool:
        mark = _from_cells(line) or numbered(line.text)
        if mark and self._opens(mark, line):
            self._start(line, mark)
            return True
        if not line.bullet:
            return False
        if self._takes_parts():
            self._add_part(line, f"• {line.text}")
        else:
            self._begin(line, line.text, None)
        return True

    def _opens(self, mark: Numbered, line: Line) -> bool:
        """Whether a number opens an item, or is a figure at the start of a wrapped line."""
        text = self._open.text if self._open else ""
        if line.bullet or not text:
            return bool(mark.text) or mark.sure
        if self._is_next(mark):
            return True
        dangles = DANGLING.search(text[-12:])
        if mark.sure:
            return self._gap or not dangles
        ended = self._gap or finished(text) or text[-1] in ";:,"
        opens = mark.whole == 1 or mark.whole == (_whole(self._open) or 0) + 1
        return opens and ended and not dangles and len(mark.text) > 12

    def _is_next(self, mark: Numbered) -> bool:
        """Whether a number carries the numbering on as it was begun; then it opens an item whatever stands before.

        Without dots a figure may be part of the sentence ("within\n2 working days").
        """
        last = self._mark
        if not last or mark.sure is not last.sure or not (mark.sure or not _COUNTED.match(mark.text)):
            return False
        number = self._open.number if self._open else None
        return follows(mark.number, last.number) or bool(number and not mark.is_part and follows(mark.number, number))

    def _start(self, line: Line, mark: Numbered) -> None:
        self._mark = mark
        if mark.is_part and self._takes_parts():
            self._add_part(line, f"{mark.number}. {mark.text}")
        elif mark.is_part and self._group.number:
            self._begin(line, mark.text, self._group.number + mark.number)
        else:
            self._begin(line, mark.text, mark.number)

    def _takes_parts(self) -> bool:
        item = self._open
        return bool(item and _whole(item) is not None and (self._in_parts or item.text.endswith(":")))

    def _add_part(self, line: Line, text: str) -> None:
        if self._open and len(self._open.text) + len(text) <= LONGEST_ITEM:
            self._open.text, self._open.last, self._in_parts = f"{self._open.text}\n{text}", line, True
        else:
            self._lost(line)

    def _begin(self, line: Line, text: str, number: str | None) -> None:
        self._open, self._in_parts = Item(text, line, line, number), False
        self._items.append((self._open, self._group))

    def _read_on(self, line: Line) -> bool:
        if not self._open or not self._open.goes_on_in(line, gap=self._gap):
            return False
        self._open.add(line, self._words)
        return True

    def _read_loose(self, line: Line) -> None:
        """A paragraph without a mark: an item where a group has no other, introduction before the first, else lost."""
        in_group = [item for item, group in self._items[-1:] if group is self._group]
        if self._group.addressee and not (in_group and in_group[0].number):
            self._begin(line, line.text, None)
            self._warn("recommendation_without_mark", f"A recommendation has no number or bullet: {quoted(line.text)}.")
        elif self._items:
            self._lost(line)

    def _lost(self, line: Line) -> None:
        self._open = None
        self._warn(
            "recommendation_line_not_placed", f"Words among the recommendations were not placed: {quoted(line.text)}."
        )

    def _warn(self, code: str, message: str) -> None:
        if len(self._warnings) < MOST_WARNINGS:
            self._warnings.append(ReadingWarning(code, message))

    def result(self) -> Recommendations:
        self._warn_if_empty()
        result = Recommendations(warnings=self._warnings)
        seen: set[tuple[str, str]] = set()
        for item, group in self._items:
            one = _recommendation(item, group)
            key = (squash(one.addressee or ""), squash(one.text))
            if not key[1]:
                self._warn(
                    "recommendation_without_text",
                    f"A number stands without a recommendation: {quoted(item.first.text)}.",
                )
            elif key in seen:
                self._warn(
                    "recommendation_repeated",
                    f"A recommendation is printed twice and was kept once: {quoted(one.text)}.",
                )
            else:
                result.found.append(one)
            seen.add(key)
        return result


def _recommendation(item: Item, group: Group) -> ParsedRecommendation:
    to = group.addressee
    if to is None and (match := _NAMED_IN_TEXT.match(item.text)) and names_a_body(match[1]):
        to = match[1]
    due = due_in(item.text) or due_in(group.limit)
    text = f"{group.begins} {item.text}".strip() if item.text else ""
    return ParsedRecommendation(item.number, to, text, due, _source(item))


def _source(item: Item) -> Source:
    return source(item.first, f"{item.number}. {item.text}" if item.number else item.text)


def _whole(item: Item | None) -> int | None:
    return Numbered(item.number, "", sure=True).whole if item and item.number else None


def _from_cells(line: Line) -> Numbered | None:
    """The number in the first cell of a table row and the words in the cells after it."""
    cells = [cell for cell in line.cells if cell]
    if len(cells) < 2 or len(cells[0]) > 18:
        return None
    mark = numbered(f"{cells[0].rstrip('.')}.")
    return replace(mark, text=" ".join(cells[1:]), sure=True) if mark and not mark.text else None
