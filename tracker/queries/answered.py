"""What a recommendation answers, as its page lists it."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.vocabulary import Rating
from tracker.models import Finding, KeyQuestionResult, StandardRating
from tracker.models.recommendation import answers_finding, answers_key_question, answers_standard
from tracker.queries.recommendation_seen import SeenRecommendation


@dataclass(frozen=True, slots=True)
class Answered:
    """A standard, a key question or a finding, with its rating or percentage if it has one."""

    text: str
    rating: Rating | None
    percentage: int | None


def by_recommendation(session: Session, recommendation: SeenRecommendation) -> list[Answered]:
    """What one already seen answers: standards, key questions, then findings, each in the report's order."""
    rows = session.connection().execute(_ANSWERED, {"recommendation_id": recommendation.id}).all()
    return [Answered(row.text, row.rating, row.percentage) for row in rows]


_ASKED: sa.BindParameter[int] = sa.bindparam("recommendation_id")
_STANDARDS = (
    sa.select(
        sa.literal(1).label("part"),
        StandardRating.ordinal.label("chapter"),
        sa.literal(0).label("ordinal"),
        sa.func.trim(StandardRating.code + " " + StandardRating.name).label("text"),
        StandardRating.rating.label("rating"),
        sa.cast(sa.null(), sa.Integer).label("percentage"),
    )
    .join(answers_standard, answers_standard.c.standard_rating_id == StandardRating.id)
    .where(answers_standard.c.recommendation_id == _ASKED)
)
_QUESTIONS = (
    sa.select(
        sa.literal(2),
        StandardRating.ordinal,
        KeyQuestionResult.ordinal,
        KeyQuestionResult.question,
        sa.null(),
        KeyQuestionResult.percentage,
    )
    .join(answers_key_question, answers_key_question.c.key_question_result_id == KeyQuestionResult.id)
    .join(StandardRating, StandardRating.id == KeyQuestionResult.standard_rating_id)
    .where(answers_key_question.c.recommendation_id == _ASKED)
)
_FINDINGS = (
    sa.select(sa.literal(3), sa.literal(0), Finding.ordinal, Finding.text, sa.null(), sa.null())
    .join(answers_finding, answers_finding.c.finding_id == Finding.id)
    .where(answers_finding.c.recommendation_id == _ASKED)
)
_ANSWERED = sa.union_all(_STANDARDS, _QUESTIONS, _FINDINGS).order_by("part", "chapter", "ordinal")
