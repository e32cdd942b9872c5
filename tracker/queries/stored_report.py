"""An inspection that is stored, in the shape in which reports are read: what a corrected edition is held against."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.domain.report_parsing.parsed_report import (
    ParsedDue,
    ParsedFinding,
    ParsedKeyQuestion,
    ParsedRecommendation,
    ParsedReport,
    ParsedStandard,
    Source,
)
from tracker.models import Finding, Inspection, KeyQuestionResult, Recommendation, StandardRating, Unit

_NO_SOURCE = Source("")


@dataclass(frozen=True, slots=True)
class StoredReport:
    """The rows of an inspection, and the same as a ParsedReport whose items stand at the same places.

    `standards` are without the headings that key questions stand under where nothing is rated.
    """

    inspection: Inspection
    standards: list[StandardRating]
    key_questions: list[KeyQuestionResult]
    findings: list[Finding]
    recommendations: list[Recommendation]
    report: ParsedReport


def stored_report(session: Session, inspection_id: int) -> StoredReport:
    """Everything a corrected edition could change, with what each recommendation answers. For who may import."""
    recommendations = session.scalars(
        sa.select(Recommendation)
        .where(Recommendation.inspection_id == inspection_id)
        .order_by(Recommendation.ordinal)
        .options(
            joinedload(Recommendation.deadline),
            joinedload(Recommendation.inspection),
            selectinload(Recommendation.standards),
            selectinload(Recommendation.key_questions),
            selectinload(Recommendation.findings),
        )
        .execution_options(populate_existing=True)
    ).all()
    inspection = session.scalars(
        sa.select(Inspection)
        .where(Inspection.id == inspection_id)
        .options(
            joinedload(Inspection.unit).selectinload(Unit.aliases),
            joinedload(Inspection.region),
            selectinload(Inspection.standards).selectinload(StandardRating.key_questions),
            selectinload(Inspection.findings),
        )
        .execution_options(populate_existing=True)
    ).one()
    rated = [standard for standard in inspection.standards if standard.name or standard.rating]
    asked = [question for standard in inspection.standards for question in standard.key_questions]
    findings = list(inspection.findings)
    report = _as_read(inspection, rated, findings, list(recommendations))
    return StoredReport(inspection, rated, asked, findings, list(recommendations), report)


def _as_read(
    inspection: Inspection,
    standards: list[StandardRating],
    findings: list[Finding],
    recommendations: list[Recommendation],
) -> ParsedReport:
    codes = {standard.id: standard.code for standard in standards}
    started = inspection.fieldwork_started_on
    return ParsedReport(
        title=inspection.title,
        published=inspection.published_on.isoformat(),
        fieldwork_started=started.isoformat()[: 10 if inspection.fieldwork_day_known else 7] if started else None,
        isbn=inspection.isbn,
        score=inspection.score,
        max_score=inspection.max_score,
        overall_rating=inspection.overall_rating,
        standards=tuple(
            ParsedStandard(one.code, one.name, one.rating, one.counts_towards_overall, _NO_SOURCE) for one in standards
        ),
        key_questions=tuple(
            ParsedKeyQuestion(standard.code, one.question, one.percentage, lowest=False, source=_NO_SOURCE)
            for standard in inspection.standards
            for one in standard.key_questions
        ),
        findings=tuple(
            ParsedFinding(codes.get(one.standard_rating_id or 0), one.section, one.kind, one.text, _NO_SOURCE)
            for one in findings
        ),
        recommendations=tuple(
            ParsedRecommendation(one.number, one.addressee, one.text, _due(one), _NO_SOURCE) for one in recommendations
        ),
    )


def _due(recommendation: Recommendation) -> ParsedDue | None:
    deadline = recommendation.deadline
    return ParsedDue(deadline.wording or "", deadline.due_on) if deadline else None
