"""What is read from a report. Every value carries its source; absent is None or empty, never invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tracker.domain.vocabulary import FindingKind, Rating, SubjectKind


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value stands: the page (from 1) where the format has pages, the line (from 1), the words quoted."""

    quote: str
    page: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """Something a person should look at. `code` is stable and snake case; `message` is one plain sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Subject:
    name: str
    kind: SubjectKind


@dataclass(frozen=True, slots=True)
class ParsedStandard:
    """`code` as printed without a trailing dot (`P 1.1`, `1.1`); `rating` None where the standard was not rated."""

    code: str
    name: str
    rating: Rating | None
    counts_towards_overall: bool
    source: Source


@dataclass(frozen=True, slots=True)
class ParsedKeyQuestion:
    """`percentage` of cases judged 'Yes', 0 to 100; `lowest` is arithmetic over the standard, ties all true."""

    standard: str
    question: str
    percentage: int
    lowest: bool
    source: Source


@dataclass(frozen=True, slots=True)
class ParsedFinding:
    """`standard` is a code or None for a section that is no standard; `section` is the heading it stands under."""

    standard: str | None
    section: str
    kind: FindingKind
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class ParsedDue:
    """A limit inside the text. `date` is None until the day of publication is known."""

    text: str
    date: date | None


@dataclass(frozen=True, slots=True)
class ParsedRecommendation:
    """`number` as printed ("1", "a", "3b"), or None where a bullet stood; `addressee` the words before "should:"."""

    number: str | None
    addressee: str | None
    text: str
    due: ParsedDue | None
    source: Source


@dataclass(frozen=True, slots=True)
class ParsedReport:
    """A whole report. `sources` maps the name of each single-valued field that was found to its Source.

    `published` and `fieldwork_started` are `YYYY-MM-DD` where the day is printed, else `YYYY-MM`, else None.
    """

    title: str | None = None
    subject: Subject | None = None
    region: str | None = None
    published: str | None = None
    fieldwork_started: str | None = None
    isbn: str | None = None
    score: int | None = None
    max_score: int | None = None
    overall_rating: Rating | None = None
    standards: tuple[ParsedStandard, ...] = ()
    key_questions: tuple[ParsedKeyQuestion, ...] = ()
    findings: tuple[ParsedFinding, ...] = ()
    recommendations: tuple[ParsedRecommendation, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()
    sources: dict[str, Source] = field(default_factory=dict)
