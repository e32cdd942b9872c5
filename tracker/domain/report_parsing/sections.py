"""A report's lines parted into sections, each under its heading, with its chapter and its standard."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from tracker.domain.report_parsing.chapters import (
    DOMAINS,
    WITHIN_A_STANDARD,
    Chapter,
    chapter_of,
    known_spelling,
    unnumbered,
)
from tracker.domain.report_parsing.document import Line
from tracker.domain.report_parsing.numbering import numbered
from tracker.domain.report_parsing.recognition import (
    StandardLine,
    addressee,
    label,
    rated,
    standard_line,
    whole_rating,
)
from tracker.domain.report_parsing.titles import bold_titles, reads_as_title, stands_above_prose, titles_above_labels
from tracker.domain.report_parsing.wording import finished, squash

LONGEST_HEADING = 150
_RECOMMENDATIONS_FOR = re.compile(r"(?:our |key |national )?recommendations (?:for|to) ", re.IGNORECASE)


@dataclass(slots=True)
class Section:
    """The lines under one heading. `standard` is set in the standard's own section and in what stands below it.

    `guessed` says that nothing but the words about it made the line a heading.
    """

    heading: str
    chapter: Chapter
    line: Line | None = None
    standard: StandardLine | None = None
    lines: list[Line] = field(default_factory=list)
    guessed: bool = False

    @property
    def level(self) -> int | None:
        return self.line.heading if self.line else None


def sections_of(lines: Sequence[Line], titles: Collection[str] = ()) -> list[Section]:
    """Every line under its section, in order; the first section is the cover. No line is left out.

    `titles` are those of the contents page, squashed: a line of the same words is the heading.
    """
    return _Parting(lines, titles).sections()


def _is_example(section: Section) -> bool:
    return squash(unnumbered(section.heading)) in WITHIN_A_STANDARD


class _Parting:
    def __init__(self, lines: Sequence[Line], titles: Collection[str]) -> None:
        self._lines = lines
        self._listed = set(titles)
        self._above_labels = titles_above_labels(lines)
        self._bold = bold_titles(lines) - self._above_labels
        self._done = [Section("", Chapter.FRONT)]
        self._in_ratings: dict[str, tuple[Line, StandardLine | None]] = {}
        self._level: int | None = None
        self._number: int | None = None
        self._last = Line("", 0)

    def sections(self) -> list[Section]:
        for position, line in enumerate(self._lines):
            if not line.text:
                self._done[-1].lines.append(line)
                continue
            if self._opens(position, line):
                self._number = None
            else:
                self._done[-1].lines.append(line)
                self._count(line)
            self._last = line
        return self._done

    def _count(self, line: Line) -> None:
        """Keep the number of the last recommendation of its group."""
        mark = numbered(line.text)
        if addressee(line.text):
            self._number = None
        elif mark and mark.sure and mark.whole is not None:
            self._number = mark.whole

    def _opens(self, position: int, line: Line) -> bool:
        """Whether the line is a heading, which then opens its section."""
        now = self._done[-1]
        if label(line.text):
            return self._label(now)
        if line.bullet and not line.heading:
            return False
        listed = self._is_listed(line)
        standard = self._standard(line, listed)
        if standard:
            return self._open_standard(line, standard)
        chapter = chapter_of(line.text) if self._one_cell(line) else None
        if chapter and self._may_open(chapter, line):
            return self._open_known(line, chapter)
        if listed and _RECOMMENDATIONS_FOR.match(unnumbered(line.text)):
            return self._open_known(line, Chapter.RECOMMENDATIONS)
        if listed or position in self._above_labels or (line.heading and self._is_title(line)):
            return self._open_other(line)
        if position in self._bold and now.chapter is not Chapter.RECOMMENDATIONS and len(self._done) > 1:
            return self._open_other(line, deeper=True)
        if now.chapter is Chapter.RECOMMENDATIONS and self._ends_recommendations(position, line):
            self._open_other(line)
            self._done[-1].guessed = True
            return True
        return False

    def _is_listed(self, line: Line) -> bool:
        """Whether the contents page lists the line as a heading; the same words open one section only."""
        key = squash(line.text)
        if key in self._listed:
            self._listed.discard(key)
            return self._done[-1].chapter is not Chapter.RATINGS
        return False

    def _ends_recommendations(self, position: int, line: Line) -> bool:
        """Whether a line reads as the next chapter's title: above prose, and out of the items' numbering.

        A short item with a capital first is none: it stands under a group's heading or carries the numbering on.
        """
        if (
            self._number is None
            or line.heading
            or not reads_as_title(line)
            or not stands_above_prose(self._lines, position)
        ):
            return False
        mark = numbered(line.text)
        if mark:
            return mark.sure and mark.whole is not None and mark.whole != self._number + 1
        apart = self._last.number < line.number - 1 or self._last.page != line.page
        return apart and finished(self._last.text) and not addressee(line.text)

    def _standard(self, line: Line, listed: bool) -> StandardLine | None:
        if len(line.text) > LONGEST_HEADING:
            return None
        in_ratings = self._done[-1].chapter is Chapter.RATINGS
        found = standard_line(line.text)
        if not found or (not found.known and not (line.heading or line.bold or listed or in_ratings)):
            return None
        rest = rated(found.rest)
        return found if not found.rest or (rest and not rest.before) else None

    def _open_standard(self, line: Line, standard: StandardLine) -> bool:
        now = self._done[-1]
        if now.chapter is Chapter.ANNEXE:
            return False
        if now.chapter is Chapter.RATINGS and standard.code not in self._in_ratings:
            self._in_ratings[standard.code] = (line, standard)
            return False
        self._level = line.heading
        return self._open(line, Chapter.BODY, f"{standard.code} {standard.name}", standard)

    def _may_open(self, chapter: Chapter, line: Line) -> bool:
        now = self._done[-1]
        if now.chapter is Chapter.ANNEXE:
            seen = {section.chapter for section in self._done}
            return bool(line.heading) and chapter in (Chapter.RATINGS, Chapter.RECOMMENDATIONS) and chapter not in seen
        domain = squash(unnumbered(line.text))
        if now.chapter is Chapter.RATINGS and domain in DOMAINS and domain not in self._in_ratings:
            self._in_ratings[domain] = (line, None)
            return False
        return not (now.chapter is Chapter.RATINGS and chapter is Chapter.RATINGS)

    def _open_known(self, line: Line, chapter: Chapter) -> bool:
        within = squash(unnumbered(line.text)) in WITHIN_A_STANDARD
        return self._open(line, chapter, known_spelling(line.text), self._done[-1].standard if within else None)

    def _is_title(self, line: Line) -> bool:
        text = line.text
        return not (len(text) > LONGEST_HEADING or whole_rating(text) or addressee(text) or self._is_item(line))

    def _is_item(self, line: Line) -> bool:
        """Whether a heading is a recommendation set as one: numbered, below the recommendations' own heading."""
        now = self._done[-1]
        return now.chapter is Chapter.RECOMMENDATIONS and line.text[0].isdigit() and len(line.text) > 60

    def _open_other(self, line: Line, *, deeper: bool = False) -> bool:
        """Open a section nobody knows; `deeper` says that it stands below the heading before it whatever its size."""
        now = self._done[-1]
        inherits = deeper or bool(line.heading and self._level and line.heading > self._level)
        deeper = deeper or bool(line.heading and now.level and line.heading > now.level)
        if now.chapter in (Chapter.ANNEXE, Chapter.RATINGS) or (now.chapter is Chapter.RECOMMENDATIONS and deeper):
            return False
        if now.chapter is Chapter.FRONT and (deeper or len(self._done) == 1):
            return self._open(line, Chapter.FRONT, known_spelling(line.text), None)
        return self._open(line, Chapter.BODY, known_spelling(line.text), now.standard if inherits else None)

    def _label(self, now: Section) -> bool:
        """A label on the ratings page means that the body began unnoticed, at the last standard.

        Below a practice example it carries on the section that the example interrupts.
        """
        if now.chapter is Chapter.RATINGS and self._in_ratings:
            line, standard = list(self._in_ratings.values())[-1]
            if standard:
                self._open(line, Chapter.BODY, f"{standard.code} {standard.name}", standard)
        elif _is_example(now):
            before = next((one for one in reversed(self._done) if not _is_example(one)), now)
            self._done.append(replace(before, lines=[]))
        return False

    def _open(self, line: Line, chapter: Chapter, heading: str, standard: StandardLine | None) -> bool:
        self._done.append(Section(heading, chapter, line, standard))
        return True

    @staticmethod
    def _one_cell(line: Line) -> bool:
        return len([cell for cell in line.cells if cell]) <= 1
