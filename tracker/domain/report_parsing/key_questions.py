"""Tables of key questions: three questions a case standard, each with the percentage of cases judged 'Yes'."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from tracker.domain.frameworks import FRAMEWORKS
from tracker.domain.report_parsing.chapters import Chapter
from tracker.domain.report_parsing.document import Line
from tracker.domain.report_parsing.parsed_report import ParsedKeyQuestion, ReadingWarning
from tracker.domain.report_parsing.recognition import label
from tracker.domain.report_parsing.sections import Section
from tracker.domain.report_parsing.sources import source
from tracker.domain.report_parsing.wording import joined, quoted, squash

LONGEST_QUESTION = 500
_PERCENTAGES = re.compile(r"(?:\b\d{1,4} ?(?:%|per ?cent\b) ?){1,6}$", re.IGNORECASE)
_SHARE_BETWEEN = re.compile(r"(?<=\?) ?(\d{1,3} ?%) (?=[A-Z])")
_SHARE = re.compile(r"\d{1,4} ?(?:%|per ?cent)?", re.IGNORECASE)
_ASKS = re.compile(r"(?:does|do|is|are|was|were|has|have|did|how|what|to what extent|can)\b", re.IGNORECASE)
_KNOWN = {
    squash(question): question
    for framework in FRAMEWORKS.values()
    for standard in framework.standards
    for question in standard.key_questions
}


@dataclass(slots=True)
class KeyQuestions:
    """The questions in order, the numbers of the lines they were read from, and what was not understood."""

    found: list[ParsedKeyQuestion] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    warnings: list[ReadingWarning] = field(default_factory=list)


def key_questions(sections: Iterable[Section], words: Collection[str]) -> KeyQuestions:
    """Every key question of the report's body. A question of a section that is no standard bears its heading."""
    result = KeyQuestions()
    for section in sections:
        if section.chapter in (Chapter.BODY, Chapter.FRONT):
            _Table(section, words, result).read()
    result.found = with_lowest(result.found)
    return result


def with_lowest(questions: Iterable[ParsedKeyQuestion]) -> list[ParsedKeyQuestion]:
    """The same questions with `lowest` worked out over each standard: arithmetic, ties all true."""
    listed = list(questions)
    least: dict[str, int] = {}
    for asked in listed:
        least[asked.standard] = min(asked.percentage, least.get(asked.standard, asked.percentage))
    return [replace(asked, lowest=asked.percentage == least[asked.standard]) for asked in listed]


class _Table:
    def __init__(self, section: Section, words: Collection[str], result: KeyQuestions) -> None:
        self._section, self._words, self._result = section, words, result
        self._inside = False
        self._question = ""
        self._begun: list[Line] = []

    def read(self) -> None:
        for line in self._section.lines:
            if not line.text:
                continue
            if line.bullet or label(line.text):
                self._leave()
            elif _is_header(line.text):
                self._drop_question()
                self._inside = True
                self._result.lines.add(line.number)
            else:
                self._read_line(line)
        self._leave()

    def _read_line(self, line: Line) -> None:
        shares = [cell for cell in line.cells[1:] if _SHARE.fullmatch(cell)]
        if self._inside and shares and line.cells[0].endswith("?"):
            self._row(line, line.cells[0], " ".join(shares))
            return
        for text in _SHARE_BETWEEN.sub(r" \1\n", line.text).split("\n"):
            self._read_text(line, text)

    def _read_text(self, line: Line, text: str) -> None:
        shares = _PERCENTAGES.search(text)
        if shares and (self._inside or self._begun or _ASKS.match(text)):
            self._row(line, text[: shares.start()].strip(), shares[0])
        elif shares and shares.start() == 0:
            self._warn("percentage_without_question", f"A percentage stands without a question: {quoted(text)}.")
        elif _ASKS.match(text) and len(text) <= LONGEST_QUESTION and (self._inside or self._section.standard):
            self._drop_question()
            self._begin(line, text)
        elif self._begun and not self._question.endswith("?"):
            self._begin(line, text)
        elif self._inside:
            self._leave()

    def _begin(self, line: Line, text: str) -> None:
        """The next line of a question. One that grows longer than any question is prose."""
        self._question = joined(self._question, text, self._words)
        self._begun.append(line)
        if len(self._question) > LONGEST_QUESTION:
            self._begun, self._question = [], ""

    def _row(self, line: Line, text: str, shares: str) -> None:
        if text and _ASKS.match(text) and self._question.endswith("?"):
            self._drop_question()
        question = joined(self._question, text, self._words)
        numbers = [int(number) for number in re.findall(r"\d+", shares)]
        if not question:
            self._warn("percentage_without_question", f"A percentage stands without a question: {quoted(line.text)}.")
        elif numbers[0] > 100:
            self._warn("not_a_percentage", f"{numbers[0]}% cannot be a share of cases: {quoted(question)}.")
        else:
            if len(numbers) > 1:
                self._warn(
                    "several_percentages",
                    f"A key question has several percentages; the first was taken: {quoted(question)}.",
                )
            self._keep(line, question, numbers[0])
        self._result.lines.update(part.number for part in (*self._begun, line))
        self._begun, self._question = [], ""

    def _keep(self, line: Line, question: str, percentage: int) -> None:
        section = self._section
        asked = ParsedKeyQuestion(
            section.standard.code if section.standard else section.heading,
            _KNOWN.get(squash(question), question),
            percentage,
            lowest=False,
            source=source(self._begun[0] if self._begun else line, f"{question} {percentage}%"),
        )
        if any(_same(asked, other) for other in self._result.found[-12:]):
            self._warn(
                "key_question_repeated", f"A key question is printed twice and was kept once: {quoted(question)}."
            )
        else:
            self._result.found.append(asked)

    def _drop_question(self) -> None:
        if self._begun and self._inside:
            self._warn("question_without_percentage", f"A key question has no percentage: {quoted(self._question)}.")
        self._begun, self._question = [], ""

    def _leave(self) -> None:
        self._drop_question()
        self._inside = False

    def _warn(self, code: str, message: str) -> None:
        self._result.warnings.append(ReadingWarning(code, message))


def _same(one: ParsedKeyQuestion, other: ParsedKeyQuestion) -> bool:
    return (one.standard, squash(one.question), one.percentage) == (
        other.standard,
        squash(other.question),
        other.percentage,
    )


def _is_header(text: str) -> bool:
    key = squash(text)
    return len(key) <= 60 and (
        key.startswith("keyquestion") or key in ("percentageyes", "percentage", "yes", "percentageofcases")
    )
