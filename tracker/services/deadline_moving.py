"""Whatever is due a while after publication is due anew when the day of publication is corrected."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from tracker.adapters import bank_holidays
from tracker.domain.deadlines import Rule
from tracker.domain.london import london_date
from tracker.domain.permissions import Actor
from tracker.models import Deadline, Inspection, Plan, Recommendation
from tracker.services.event_kinds import EventKind
from tracker.services.plan_opening import PUBLICATION, plan_due_on
from tracker.services.record import record
from tracker.services.scores import rescore


def move_deadlines(session: Session, inspection: Inspection, *, by: Actor, at: datetime) -> None:
    """Counts every deadline of the inspection that starts at publication anew: of its plans, and of its
    recommendations ("within six months"). A fixed day stays. RuleBroken("published_on") where no bank holidays are
    known that far.
    """
    plans = (
        sa.select(Plan)
        .join(Plan.recommendation)
        .join(Plan.deadline)
        .where(Recommendation.inspection_id == inspection.id, Deadline.start_event == PUBLICATION)
        .order_by(Recommendation.ordinal, Plan.id)
        .options(contains_eager(Plan.deadline), contains_eager(Plan.recommendation))
    )
    for plan in session.scalars(plans).all():
        _move(plan.deadline, inspection)
        record(session, EventKind.PLAN_EDITED, plan, by=by, at=at, covers=[plan.deadline])
        rescore(session, plan, today=london_date(at))
    limited = (
        sa.select(Recommendation, Deadline)
        .join(Recommendation.deadline)
        .where(Recommendation.inspection_id == inspection.id, Deadline.start_event == PUBLICATION)
        .order_by(Recommendation.ordinal)
    )
    for recommendation, deadline in session.execute(limited).all():
        _move(deadline, inspection)
        record(session, EventKind.RECOMMENDATION_CORRECTED, recommendation, by=by, at=at, covers=[deadline])


def _move(deadline: Deadline, inspection: Inspection) -> None:
    deadline.starts_on = deadline.due_on = inspection.published_on
    if deadline.number is not None and deadline.unit is not None:
        deadline.due_on = plan_due_on(Rule(deadline.number, deadline.unit), inspection.published_on)
    deadline.calendar_version = bank_holidays.calendar().version
