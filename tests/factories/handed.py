"""Builders of handovers, recorded so that they may be committed."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from tests.factories.organisations import OPERATOR
from tracker.models import Handover, HandoverItem, Milestone, Person, Plan
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def a_recorded_handover(
    session: Session, plan: Plan, from_id: int, to_id: int, *, milestone: Milestone | None = None
) -> Handover:
    """Of the plan, or of the milestone, which `to_id` owns already; not accepted yet."""
    item = HandoverItem(plan_id=plan.id, milestone_id=milestone.id if milestone else None)
    asked = Handover(from_id=from_id, to_id=to_id, reason="A new post.", asked_at=AT, items=[item])
    session.add(asked)
    holder = session.get_one(Person, from_id)
    record(session, EventKind.HANDED_OVER, holder, by=OPERATOR, at=AT, covers=[asked, item])
    return asked
