"""Judgements of progress and the verdict of a recommendation. Until released, only its inspectors see a judgement."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, contains_eager

from tracker.domain.errors import NotFound
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import Progress, VerdictWord
from tracker.models import (
    Evidence,
    EvidenceVersion,
    Inspection,
    Person,
    ProgressJudgement,
    Recommendation,
    Verdict,
)
from tracker.queries.scope import INSPECTIONS_SEEN, Condition, scope_of

_OF_INSPECTORS: Condition = Inspection.id.in_(sa.bindparam("scope_inspections", type_=sa.Integer(), expanding=True))


class Judgement(NamedTuple):
    """A judgement of progress (models/judgement.py) and the name of its inspector."""

    id: int
    inspector_id: int
    plan_delivered: Progress
    outcome_improved: Progress
    why: str
    judged_at: datetime
    released_at: datetime | None
    revision: int
    inspector: str


class Given(NamedTuple):
    """A verdict, and the name of who gave it."""

    verdict: VerdictWord
    why: str
    cites: str
    given_at: datetime
    given_by: str


class OfRecommendation(NamedTuple):
    """The judgements, the latest first; `verdict` is None while the recommendation is open."""

    judgements: tuple[Judgement, ...]
    verdict: Given | None


def get(session: Session, judgement_id: int, *, seen_by: Actor) -> ProgressJudgement:
    """The judgement with its place; NotFound where it is not theirs to see."""
    found = session.scalars(_ONE, {"judgement_id": judgement_id, **scope_of(seen_by)}).one_or_none()
    if found is None:
        raise NotFound("There is no such judgement.")
    return found


def of_recommendation(session: Session, recommendation_id: int, *, seen_by: Actor) -> OfRecommendation:
    """The judgements of a recommendation already seen that may be seen, and its verdict. One statement."""
    asked = {"recommendation_id": recommendation_id, **scope_of(seen_by)}
    rows = session.connection().execute(_OF_ONE, asked).all()
    given = rows[0][len(_JUDGEMENT) :]
    return OfRecommendation(
        tuple(Judgement._make(row[: len(_JUDGEMENT)]) for row in rows if row[0] is not None),
        Given._make(given) if given[0] is not None else None,
    )


def unreleased(session: Session, recommendation_id: int, person_id: int | None) -> ProgressJudgement | None:
    """The judgement that this inspector has recorded of it and not released yet; there is one at most."""
    statement = sa.select(ProgressJudgement).where(
        ProgressJudgement.recommendation_id == recommendation_id,
        ProgressJudgement.inspector_id == person_id,
        ProgressJudgement.released_at.is_(None),
    )
    return session.scalars(statement).first()


def verdict_of(session: Session, recommendation_id: int) -> Verdict | None:
    """The verdict of a recommendation already seen; None while it is open."""
    return session.scalars(sa.select(Verdict).where(Verdict.recommendation_id == recommendation_id)).one_or_none()


def uploaded_for(session: Session, plan_id: int, people: Collection[int]) -> bool:
    """Whether one of these uploaded any version of any evidence of the plan."""
    statement = (
        sa.select(EvidenceVersion.id)
        .join(EvidenceVersion.evidence)
        .where(Evidence.plan_id == plan_id, EvidenceVersion.uploaded_by_id.in_(people))
    )
    return session.scalars(statement.limit(1)).first() is not None


_IS_SEEN = sa.or_(ProgressJudgement.released_at.is_not(None), _OF_INSPECTORS)
_SEEN = (
    sa.select(ProgressJudgement)
    .join(ProgressJudgement.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .where(INSPECTIONS_SEEN, _IS_SEEN)
)
_ONE = _SEEN.where(ProgressJudgement.id == sa.bindparam("judgement_id", type_=sa.Integer())).options(
    contains_eager(ProgressJudgement.recommendation)
    .contains_eager(Recommendation.inspection)
    .contains_eager(Inspection.unit)
)
_inspector, _giver = aliased(Person), aliased(Person)
_JUDGEMENT = (
    ProgressJudgement.id,
    ProgressJudgement.inspector_id,
    ProgressJudgement.plan_delivered,
    ProgressJudgement.outcome_improved,
    ProgressJudgement.why,
    ProgressJudgement.judged_at,
    ProgressJudgement.released_at,
    ProgressJudgement.revision,
    _inspector.name,
)
_OF_ONE = (
    sa.select(*_JUDGEMENT, Verdict.verdict, Verdict.why, Verdict.cites, Verdict.given_at, _giver.name)
    .select_from(Recommendation)
    .join(Recommendation.inspection)
    .outerjoin(
        ProgressJudgement,
        sa.and_(ProgressJudgement.recommendation_id == Recommendation.id, _IS_SEEN),
    )
    .outerjoin(_inspector, _inspector.id == ProgressJudgement.inspector_id)
    .outerjoin(Verdict, Verdict.recommendation_id == Recommendation.id)
    .outerjoin(_giver, _giver.id == Verdict.given_by_id)
    .where(Recommendation.id == sa.bindparam("recommendation_id", type_=sa.Integer()))
    .order_by(ProgressJudgement.id.desc())
)
