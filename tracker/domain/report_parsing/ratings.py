"""The ratings page: score, overall rating, and each standard with its rating."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from tracker.domain.report_parsing.document import Line
from tracker.domain.report_parsing.parsed_report import ReadingWarning
from tracker.domain.report_parsing.recognition import (
    Rated,
    StandardLine,
    after_name,
    rated,
    standard_line,
    whole_rating,
)
from tracker.domain.report_parsing.wording import quoted
from tracker.domain.vocabulary import Rating

_SCORE = re.compile(r"\b(?:overall )?scored?\b ?[:–—-]? ?(\d{1,3}) ?(?:/|out of) ?(\d{1,3})(?!\d)", re.IGNORECASE)
_BARE_SCORE = re.compile(r"(\d{1,3}) ?(?:/|out of) ?(\d{1,3})")
_OVERALL = re.compile(r"\b(?:overall rating|overall judgement|rated overall)\b ?[:–—-]? ?", re.IGNORECASE)


@dataclass(slots=True)
class RatedStandard:
    """A standard of the ratings page; `said` is False while no rating, nor "not rated", stands beside it."""

    standard: StandardLine
    line: Line
    rating: Rating | None = None
    said: bool = False


@dataclass(slots=True)
class RatingsPage:
    """What the page says. A score and an overall rating each come with the line they were read from."""

    standards: list[RatedStandard] = field(default_factory=list)
    score: tuple[int, int, Line] | None = None
    overall: tuple[Rating, Line] | None = None
    warnings: list[ReadingWarning] = field(default_factory=list)


def ratings_page(lines: Iterable[Line]) -> RatingsPage:
    """Read the lines of the ratings page. A rating may stand on its standard's line, the next, or below blank lines."""
    reading = _Reading()
    for line in lines:
        if line.text:
            reading.read(line)
    reading.settle()
    return reading.page


class _Reading:
    def __init__(self) -> None:
        self.page = RatingsPage()
        self._waiting: list[RatedStandard | None] = []  # None stands for the overall rating
        self._run: list[tuple[Rated, Line]] = []

    def read(self, line: Line) -> None:
        text = self._without_score(line)
        overall = _OVERALL.search(text)
        if overall:
            return self._read_overall(line, text[overall.end() :])
        if self._finishes_name(line, text):
            return None
        standard = standard_line(text)
        if standard:
            return self._read_standard(line, standard)
        found = whole_rating(text)
        if found:
            self._run.append((found, line))
        elif (tail := rated(text)) and len(text) <= 160 and not text.endswith("."):
            self._name_or_warn(line, tail)
        elif self._unnamed():
            self._name(text)
        return None

    def settle(self) -> None:
        """Give the ratings read since the last name to the names that wait for one."""
        waiting, run = self._waiting, self._run
        self._waiting, self._run = [], []
        if not run:
            return
        if len(waiting) == len(run):
            if len(run) > 1:
                self._warn(
                    "ratings_paired_by_order",
                    f"{len(run)} ratings stand apart from their standards and were paired in order.",
                )
            for target, (found, line) in zip(waiting, run, strict=True):
                self._give(target, found, line)
        elif waiting and len(run) == 1:
            self._give(waiting[-1], *run[0])
        else:
            for _, line in run:
                self._warn("rating_without_standard", f"A rating stands without a standard: {quoted(line.text)}.")

    def _without_score(self, line: Line) -> str:
        text = line.text
        match = _SCORE.search(text) or (_BARE_SCORE.fullmatch(text))
        if not match:
            return text
        score, most = int(match[1]), int(match[2])
        if self.page.score is None:
            self.page.score = (score, most, line)
        elif self.page.score[:2] != (score, most):
            kept = self.page.score
            self._warn("score_differs", f"The ratings page gives two scores: {kept[0]}/{kept[1]} and {score}/{most}.")
        return f"{text[: match.start()]} {text[match.end() :]}".strip()

    def _read_overall(self, line: Line, rest: str) -> None:
        self.settle()
        found = whole_rating(rest) or rated(rest)
        if found:
            self._give(None, found, line)
        else:
            self._waiting.append(None)

    def _read_standard(self, line: Line, standard: StandardLine) -> None:
        if self._run:
            self.settle()
        found = rated(standard.rest) if standard.known else rated(standard.name)
        if found and not standard.known:
            standard = StandardLine(standard.code, found.before, "", known=False)
        entry = RatedStandard(standard, line)
        self.page.standards.append(entry)
        if found:
            self._waiting = []
            self._give(entry, found, line)
        else:
            self._waiting.append(entry)

    def _finishes_name(self, line: Line, text: str) -> bool:
        """Whether this line holds the end of a name the last line broke off, and perhaps its rating."""
        entry = self._waiting[-1] if self._waiting and not self._run else None
        if not entry or not entry.standard.tail:
            return False
        rest = after_name(text, entry.standard.tail)
        if rest is None:
            return False
        standard = entry.standard
        entry.standard = StandardLine(standard.code, standard.name, "", known=True)
        found = rated(rest)
        if found:
            self._run.append((found, line))
        return True

    def _unnamed(self) -> bool:
        entry = self._waiting[-1] if self._waiting else None
        return bool(entry and not entry.standard.name)

    def _name(self, text: str) -> None:
        entry = self._waiting[-1]
        if entry:
            entry.standard = standard_line(f"{entry.standard.code} {text}") or entry.standard

    def _name_or_warn(self, line: Line, tail: Rated) -> None:
        if self._unnamed():
            self._name(tail.before)
            self._run.append((tail, line))
        else:
            self._warn("rating_without_standard", f"A rating stands without a standard: {quoted(line.text)}.")

    def _give(self, target: RatedStandard | None, found: Rated, line: Line) -> None:
        if target:
            target.rating, target.said = found.rating, True
        elif found.rating and self.page.overall is None:
            self.page.overall = (found.rating, line)
        elif found.rating and self.page.overall and self.page.overall[0] is not found.rating:
            self._warn(
                "overall_rating_differs", f"Two overall ratings are given: {self.page.overall[0]} and {found.rating}."
            )

    def _warn(self, code: str, message: str) -> None:
        self.page.warnings.append(ReadingWarning(code, message))
