"""Who has no hand in a recommendation's plan, and so may decide what becomes of the recommendation."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.permissions import Actor
from tracker.models import Plan, Recommendation
from tracker.queries.agreement import had_a_hand_in
from tracker.queries.judgements import uploaded_for


def has_a_hand_in_its_plan(session: Session, recommendation: Recommendation, by: Actor) -> bool:
    """Whether they, or somebody for whom they stand in, wrote, own or uploaded a part of its plan."""
    plan = session.scalars(sa.select(Plan).where(Plan.recommendation_id == recommendation.id)).one_or_none()
    if plan is None:
        return False
    return had_a_hand_in(session, plan, by.answers_for) or uploaded_for(session, plan.id, by.answers_for)
