"""A ParsedReport as plain JSON values, the form in which it is stored, shown and mended; and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from tracker.domain.report_parsing.fields import Fields
from tracker.domain.report_parsing.parsed_report import (
    ParsedDue,
    ParsedFinding,
    ParsedKeyQuestion,
    ParsedRecommendation,
    ParsedReport,
    ParsedStandard,
    ReadingWarning,
    Source,
    Subject,
)
from tracker.domain.vocabulary import FindingKind, Rating, SubjectKind

T = TypeVar("T")
SINGLE_VALUES = (
    "title", "subject", "region", "published", "fieldwork_started", "isbn", "score", "max_score", "overall_rating",
)  # fmt: skip


def as_json(report: ParsedReport) -> dict[str, Any]:
    """The report as dicts, lists, strings, whole numbers, booleans and None.

    Each item of a list carries its `source` {page, line, quote}; single values have theirs in `sources`, by name.
    """
    subject = report.subject
    return {
        "title": report.title,
        "subject": {"name": subject.name, "kind": subject.kind.value} if subject else None,
        "region": report.region,
        "published": report.published,
        "fieldwork_started": report.fieldwork_started,
        "isbn": report.isbn,
        "score": report.score,
        "max_score": report.max_score,
        "overall_rating": _value(report.overall_rating),
        "standards": [_standard(one) for one in report.standards],
        "key_questions": [_key_question(one) for one in report.key_questions],
        "findings": [_finding(one) for one in report.findings],
        "recommendations": [_recommendation(one) for one in report.recommendations],
        "warnings": [{"code": one.code, "message": one.message} for one in report.warnings],
        "sources": {name: _source(one) for name, one in report.sources.items()},
    }


def from_json(value: object) -> ParsedReport:
    """The exact inverse of `as_json`. Raises ValueError, naming the place, for a wrong shape, type or word."""
    fields = Fields(value, "report")
    subject = fields.optional("subject", lambda found: _read_subject(found, "subject"))
    report = ParsedReport(
        title=fields.optional_text("title"),
        subject=subject,
        region=fields.optional_text("region"),
        published=fields.optional_date("published"),
        fieldwork_started=fields.optional_date("fieldwork_started"),
        isbn=fields.optional_text("isbn"),
        score=fields.optional_number("score", 0, 999),
        max_score=fields.optional_number("max_score", 0, 999),
        overall_rating=fields.optional_word("overall_rating", Rating),
        standards=fields.items("standards", _read_standard),
        key_questions=fields.items("key_questions", _read_key_question),
        findings=fields.items("findings", _read_finding),
        recommendations=fields.items("recommendations", _read_recommendation),
        warnings=fields.items("warnings", _read_warning),
        sources=_read_sources(fields.take("sources")),
    )
    fields.end()
    return report


def _value(word: Rating | None) -> str | None:
    return word.value if word else None


def _source(source: Source) -> dict[str, Any]:
    return {"page": source.page, "line": source.line, "quote": source.quote}


def _standard(one: ParsedStandard) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "rating": _value(one.rating),
        "counts_towards_overall": one.counts_towards_overall,
        "source": _source(one.source),
    }


def _key_question(one: ParsedKeyQuestion) -> dict[str, Any]:
    return {
        "standard": one.standard,
        "question": one.question,
        "percentage": one.percentage,
        "lowest": one.lowest,
        "source": _source(one.source),
    }


def _finding(one: ParsedFinding) -> dict[str, Any]:
    return {
        "standard": one.standard,
        "section": one.section,
        "kind": one.kind.value,
        "text": one.text,
        "source": _source(one.source),
    }


def _recommendation(one: ParsedRecommendation) -> dict[str, Any]:
    due = one.due
    return {
        "number": one.number,
        "addressee": one.addressee,
        "text": one.text,
        "due": {"text": due.text, "date": due.date.isoformat() if due.date else None} if due else None,
        "source": _source(one.source),
    }


def _read(value: object, place: str, build: Callable[[Fields], T]) -> T:
    """One object read whole: what `build` does not take is an error."""
    fields = Fields(value, place)
    built = build(fields)
    fields.end()
    return built


def _read_item(value: object, place: str, build: Callable[[Fields, Source], T]) -> T:
    """One item of a list, with its source."""
    return _read(value, place, lambda f: build(f, _read_source(f.take("source"), f"{place}.source")))


def _read_source(value: object, place: str) -> Source:
    return _read(
        value,
        place,
        lambda f: Source(f.text("quote"), f.optional_number("page", 1, 10**6), f.optional_number("line", 1, 10**9)),
    )


def _read_sources(value: object) -> dict[str, Source]:
    if not isinstance(value, Mapping):
        raise ValueError("sources is not an object")
    unknown = [str(name) for name in value if name not in SINGLE_VALUES]
    if unknown:
        raise ValueError(f"sources.{unknown[0]} is not known")
    return {str(name): _read_source(found, f"sources.{name}") for name, found in value.items()}


def _read_subject(value: object, place: str) -> Subject:
    return _read(value, place, lambda f: Subject(f.text("name"), f.word("kind", SubjectKind)))


def _read_standard(value: object, place: str) -> ParsedStandard:
    return _read_item(
        value,
        place,
        lambda f, source: ParsedStandard(
            f.text("code"),
            f.text("name"),
            f.optional_word("rating", Rating),
            f.flag("counts_towards_overall"),
            source,
        ),
    )


def _read_key_question(value: object, place: str) -> ParsedKeyQuestion:
    return _read_item(
        value,
        place,
        lambda f, source: ParsedKeyQuestion(
            f.text("standard"),
            f.text("question"),
            f.number("percentage", 0, 100),
            f.flag("lowest"),
            source,
        ),
    )


def _read_finding(value: object, place: str) -> ParsedFinding:
    return _read_item(
        value,
        place,
        lambda f, source: ParsedFinding(
            f.optional_text("standard"),
            f.text("section"),
            f.word("kind", FindingKind),
            f.text("text"),
            source,
        ),
    )


def _read_due(value: object, place: str) -> ParsedDue:
    return _read(value, place, lambda f: ParsedDue(f.text("text"), f.optional_day("date")))


def _read_recommendation(value: object, place: str) -> ParsedRecommendation:
    return _read_item(
        value,
        place,
        lambda f, source: ParsedRecommendation(
            f.optional_text("number"),
            f.optional_text("addressee"),
            f.text("text"),
            f.optional("due", lambda found: _read_due(found, f"{place}.due")),
            source,
        ),
    )


def _read_warning(value: object, place: str) -> ReadingWarning:
    return _read(value, place, lambda f: ReadingWarning(f.text("code"), f.text("message")))
