"""What an inspection's report published, as its page shows it: rows, not entities, which cost twice as much to load."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.vocabulary import FindingKind, Rating
from tracker.models import Finding, Inspection, KeyQuestionResult, StandardRating


@dataclass(frozen=True, slots=True)
class PublishedQuestion:
    """A key question, and in what share of cases, in per cent, its answer was 'Yes'."""

    question: str
    percentage: int


@dataclass(frozen=True, slots=True)
class PublishedStandard:
    """A standard with its rating, if it was rated, and its key questions in the report's order."""

    id: int
    code: str
    name: str
    rating: Rating | None
    counts_towards_overall: bool
    key_questions: list[PublishedQuestion] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PublishedFinding:
    standard_rating_id: int | None
    section: str
    kind: FindingKind
    text: str


def standards_of(session: Session, inspection: Inspection) -> list[PublishedStandard]:
    """The standards of an inspection already seen, in the report's order. One statement."""
    standards: dict[int, PublishedStandard] = {}
    for row in session.connection().execute(_STANDARDS, {"inspection_id": inspection.id}):
        key = row.id
        if key not in standards:
            standards[key] = PublishedStandard(*row[:-2])
        if row.question is not None:
            standards[key].key_questions.append(PublishedQuestion(row.question, row.percentage))
    return list(standards.values())


def findings_of(session: Session, inspection: Inspection) -> Sequence[PublishedFinding]:
    """The findings of an inspection already seen, in the report's order. One statement."""
    return [
        PublishedFinding(*row)
        for row in session.connection().execute(_FINDINGS, {"inspection_id": inspection.id}).all()
    ]


_ASKED: sa.BindParameter[int] = sa.bindparam("inspection_id")
_STANDARDS = (
    sa.select(
        StandardRating.id,
        StandardRating.code,
        StandardRating.name,
        StandardRating.rating,
        StandardRating.counts_towards_overall,
        KeyQuestionResult.question,
        KeyQuestionResult.percentage,
    )
    .outerjoin(KeyQuestionResult, KeyQuestionResult.standard_rating_id == StandardRating.id)
    .where(StandardRating.inspection_id == _ASKED)
    .order_by(StandardRating.ordinal, StandardRating.id, KeyQuestionResult.ordinal)
)
_FINDINGS = (
    sa.select(Finding.standard_rating_id, Finding.section, Finding.kind, Finding.text)
    .where(Finding.inspection_id == _ASKED)
    .order_by(Finding.ordinal)
)
