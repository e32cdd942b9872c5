"""Recommendations: one with its inspection, and with the plan one may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload, selectinload

from tracker.domain.errors import NotFound
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import PlanState
from tracker.models import Event, Inspection, Person, Plan, Recommendation
from tracker.queries.agreement import HAD_A_HAND, LAST_MOVE, MOVE, Move
from tracker.queries.scope import INSPECTIONS_SEEN, PLANS_SEEN, scope_of

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class RecommendationWithPlan:
    """`plan` is None where there is none or it may not be seen; `owner` is who owns it, seen or not.

    `had_a_hand`: this reader may not agree it, because they own or wrote some of it; asked while it is submitted.
    `returned` is who gave it back and why, while it waits to be changed.
    """

    recommendation: Recommendation
    plan: Plan | None
    owner: str | None
    had_a_hand: bool
    returned: Move | None


def get(session: Session, recommendation_id: int, *, seen_by: Actor) -> Recommendation:
    """The recommendation with its inspection and unit; NotFound where it is not theirs to see."""
    return _found(session.scalars(_ONE, _asked(recommendation_id, seen_by)).one_or_none())


def get_with_links(session: Session, recommendation_id: int, *, seen_by: Actor) -> Recommendation:
    """The same with the standards, key questions and findings it answers."""
    return _found(session.scalars(_ONE_WITH_LINKS, _asked(recommendation_id, seen_by)).one_or_none())


def get_with_plan(session: Session, recommendation_id: int, *, seen_by: Actor) -> RecommendationWithPlan:
    """The same with its plan, if that may be seen, and the name of its owner. One statement."""
    asked = {"person_id": seen_by.person_id, **_asked(recommendation_id, seen_by)}
    recommendation, plan, owner, had_a_hand, *move = _found(session.execute(_ONE_WITH_PLAN, asked).one_or_none())
    return RecommendationWithPlan(
        recommendation, plan, owner, bool(had_a_hand), Move(*move) if move[0] is not None else None
    )


def _asked(recommendation_id: int, seen_by: Actor) -> dict[str, object]:
    return {"recommendation_id": recommendation_id, **scope_of(seen_by)}


def _found(row: Found | None) -> Found:
    if row is None:
        raise NotFound("There is no such recommendation.")
    return row


_any_plan = aliased(Plan)  # apart from the Plan that only those who may see it get
_owner_name = (
    sa.select(Person.name)
    .join(_any_plan, _any_plan.owner_id == Person.id)
    .where(_any_plan.recommendation_id == Recommendation.id)
    .scalar_subquery()
)
_of_inspection = contains_eager(Recommendation.inspection)
_plan_seen = sa.and_(Plan.recommendation_id == Recommendation.id, PLANS_SEEN)
_ASKED = Recommendation.id == sa.bindparam("recommendation_id")

_ONE = (
    sa.select(Recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .where(_ASKED, INSPECTIONS_SEEN)
    .options(
        _of_inspection.contains_eager(Inspection.unit),
        _of_inspection.joinedload(Inspection.region),
        joinedload(Recommendation.deadline),
    )
)
_ONE_WITH_LINKS = _ONE.options(
    selectinload(Recommendation.standards),
    selectinload(Recommendation.key_questions),
    selectinload(Recommendation.findings),
)
_ONE_WITH_PLAN = (
    sa.select(
        Recommendation,
        Plan,
        _owner_name,
        sa.case((Plan.state == PlanState.SUBMITTED, HAD_A_HAND), else_=sa.false()),
        *MOVE,
    )
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .outerjoin(Plan, _plan_seen)
    .outerjoin(Event, sa.and_(Plan.state == PlanState.RETURNED, Event.sequence == LAST_MOVE))
    .where(_ASKED, INSPECTIONS_SEEN)
    .options(
        _of_inspection.contains_eager(Inspection.unit),
        joinedload(Recommendation.deadline),
        joinedload(Plan.deadline),
    )
)
