"""A report's lines parted into sections, each under its heading, with its chapter and its standard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.domain.report_parsing.chapters import (
    DOMAINS,
    WITHIN_A_STANDARD,
    Chapter,
    chapter_of,
    known_spelling,
    unnumbered,
)
from tracker.domain.report_parsing.document import Line
from tracker.domain.report_parsing.recognition import (
    StandardLine,
    addressee,
    label,
    rated,
    standard_line,
    whole_rating,
)
from tracker.domain.report_parsing.wording import finished, squash, starts_low
from tracker.domain.vocabulary import FindingKind

LONGEST_HEADING = 150


@dataclass(slots=True)
class Section:
    """The lines under one heading. `standard` is set in the standard's own section and in what stands below it."""

    heading: str
    chapter: Chapter
    line: Line | None = None
    standard: StandardLine | None = None
    lines: list[Line] = field(default_factory=list)

    @property
    def level(self) -> int | None:
        return self.line.heading if self.line else None


def sections_of(lines: Sequence[Line]) -> list[Section]:
    """Every line under its section, in order; the first section is the cover. No line is left out."""
    return _Parting(lines).sections()


class _Parting:
    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._titles = _titles_by_place(lines)
        self._done = [Section("", Chapter.FRONT)]
        self._in_ratings: dict[str, tuple[Line, StandardLine | None]] = {}
        self._level: int | None = None

    def sections(self) -> list[Section]:
        for position, line in enumerate(self._lines):
            if not (line.text and self._opens(position, line)):
                self._done[-1].lines.append(line)
        return self._done

    def _opens(self, position: int, line: Line) -> bool:
        """Whether the line is a heading, which then opens its section."""
        now = self._done[-1]
        if label(line.text):
            return self._label(now)
        if line.bullet and not line.heading:
            return False
        standard = self._standard(line)
        if standard:
            return self._open_standard(line, standard)
        chapter = chapter_of(line.text) if self._one_cell(line) else None
        if chapter and self._may_open(chapter, line):
            return self._open_known(line, chapter)
        if position in self._titles or (line.heading and self._is_title(line)):
            return self._open_other(line)
        return False

    def _standard(self, line: Line) -> StandardLine | None:
        if len(line.text) > LONGEST_HEADING:
            return None
        found = standard_line(line.text)
        if not found or (not found.known and not (line.heading or line.bold)):
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

    def _open_other(self, line: Line) -> bool:
        now = self._done[-1]
        deeper = bool(line.heading and now.level and line.heading > now.level)
        if now.chapter in (Chapter.ANNEXE, Chapter.RATINGS) or (now.chapter is Chapter.RECOMMENDATIONS and deeper):
            return False
        if now.chapter is Chapter.FRONT and (deeper or len(self._done) == 1):
            return self._open(line, Chapter.FRONT, known_spelling(line.text), None)
        inherits = bool(line.heading and self._level and line.heading > self._level)
        return self._open(line, Chapter.BODY, known_spelling(line.text), now.standard if inherits else None)

    def _label(self, now: Section) -> bool:
        """A label on the ratings page means that the body began unnoticed, at the last standard."""
        if now.chapter is Chapter.RATINGS and self._in_ratings:
            line, standard = list(self._in_ratings.values())[-1]
            if standard:
                self._open(line, Chapter.BODY, f"{standard.code} {standard.name}", standard)
        return False

    def _open(self, line: Line, chapter: Chapter, heading: str, standard: StandardLine | None) -> bool:
        self._done.append(Section(heading, chapter, line, standard))
        return True

    @staticmethod
    def _one_cell(line: Line) -> bool:
        return len([cell for cell in line.cells if cell]) <= 1


def _titles_by_place(lines: Sequence[Line]) -> set[int]:
    """The places of lines that are headings because "Strengths:" follows, though nothing says they are."""
    found: set[int] = set()
    before: int | None = None
    earlier: Line | None = None
    for position, line in enumerate(lines):
        if not line.text:
            continue
        if label(line.text) is FindingKind.STRENGTH and before is not None and _reads_as_title(lines[before], earlier):
            found.add(before)
        earlier, before = (lines[before] if before is not None else None), position
    return found


def _reads_as_title(line: Line, earlier: Line | None) -> bool:
    text = line.text
    return (
        len(text) <= 80
        and not line.bullet
        and not finished(text)
        and not starts_low(text)
        and not text[0].isdigit()
        and not text.endswith((":", "?", "%", ","))
        and not rated(text)
        and not label(text)
        and (earlier is None or finished(earlier.text) or earlier.number < line.number - 1)
    )
