"""Recommendations that repeat one another: those of one, what it could repeat, and the links that lead on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import PlanState, RecommendationState, VerdictWord
from tracker.models import Inspection, Plan, Recommendation, Verdict
from tracker.queries.scope import INSPECTIONS_SEEN, PLANS_SEEN, Condition, scope_of


@dataclass(frozen=True, slots=True)
class Other:
    """A recommendation before or after. `plan_state` is None where there is no plan or it may not be seen."""

    id: int
    number: str | None
    ordinal: int
    text: str
    inspection: str
    published_on: date
    state: RecommendationState
    plan_state: PlanState | None
    verdict: VerdictWord | None


def linked(session: Session, recommendation: Recommendation, *, seen_by: Actor) -> tuple[list[Other], list[Other]]:
    """What it repeats, and what repeats it, as far as they may be seen. One statement."""
    found = _others(session, _LINKED, recommendation, seen_by)
    return (
        [one for one in found if one.id == recommendation.repeat_of_id],
        [one for one in found if one.id != recommendation.repeat_of_id],
    )


def candidates(session: Session, recommendation: Recommendation, *, seen_by: Actor) -> list[Other]:
    """What it could repeat: of earlier inspections of its unit or region, the newest first. One statement."""
    return _others(session, _CANDIDATES, recommendation, seen_by)


def links(session: Session) -> dict[int, int]:
    """Which recommendation repeats which, all of them. There are few."""
    rows = session.execute(
        sa.select(Recommendation.id, Recommendation.repeat_of_id).where(Recommendation.repeat_of_id.is_not(None))
    )
    return {later: earlier for later, earlier in rows if earlier is not None}


def get_earlier(session: Session, recommendation_id: int, *, seen_by: Actor) -> Recommendation | None:
    """A recommendation with its place, None where it is not theirs to see."""
    return session.scalars(_ONE, {"earlier_id": recommendation_id, **scope_of(seen_by)}).one_or_none()


def is_repeated(session: Session, recommendation_id: int) -> bool:
    """Whether another says that it repeats this one."""
    statement = sa.select(Recommendation.id).where(Recommendation.repeat_of_id == recommendation_id).limit(1)
    return session.scalar(statement) is not None


def has_an_assured_plan(session: Session, recommendation_id: int) -> bool:
    statement = sa.select(Plan.id).where(Plan.recommendation_id == recommendation_id, Plan.state == PlanState.ASSURED)
    return session.scalar(statement) is not None


def _others(session: Session, statement: Any, recommendation: Recommendation, actor: Actor) -> list[Other]:
    place = recommendation.place
    asked = {
        "this_id": recommendation.id,
        "earlier_id": recommendation.repeat_of_id,
        "unit_id": place.unit_id,
        "region_id": place.region_id,
        "published_on": recommendation.inspection.published_on,
        **scope_of(actor),
    }
    return [Other(*row) for row in session.execute(statement, asked)]


def _number(name: str) -> sa.BindParameter[int]:
    return sa.bindparam(name, type_=sa.Integer())


def _statement(which: Condition) -> Any:
    return (
        sa.select(
            Recommendation.id,
            Recommendation.number,
            Recommendation.ordinal,
            Recommendation.text,
            Inspection.title,
            Inspection.published_on,
            Recommendation.state,
            Plan.state,
            Verdict.verdict,
        )
        .join(Recommendation.inspection)
        .outerjoin(Inspection.unit)
        .outerjoin(Plan, sa.and_(Plan.recommendation_id == Recommendation.id, PLANS_SEEN))
        .outerjoin(Verdict, Verdict.recommendation_id == Recommendation.id)
        .where(which, INSPECTIONS_SEEN)
        .order_by(Inspection.published_on.desc(), Inspection.id, Recommendation.ordinal)
    )


_LINKED = _statement(
    sa.or_(Recommendation.id == _number("earlier_id"), Recommendation.repeat_of_id == _number("this_id"))
)
_CANDIDATES = _statement(
    sa.and_(
        Inspection.published_on < sa.bindparam("published_on", type_=sa.Date()),
        sa.or_(
            Inspection.unit_id == _number("unit_id"),
            sa.and_(Inspection.unit_id.is_(None), Inspection.region_id == _number("region_id")),
        ),
    )
)
_ONE = (
    sa.select(Recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .where(Recommendation.id == _number("earlier_id"), INSPECTIONS_SEEN)
    .options(contains_eager(Recommendation.inspection).contains_eager(Inspection.unit))
)
