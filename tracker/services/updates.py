"""Saying how a plan is going. An update is frozen once sent; a correction is a new one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Actor, Permission, require
from tracker.domain.vocabulary import Confidence
from tracker.models import Plan, ProgressUpdate
from tracker.queries import milestones, updates
from tracker.services.event_kinds import EventKind
from tracker.services.locking import lock_plan
from tracker.services.record import record


def send_update(
    session: Session, plan: Plan, *, narrative: str, confidence: Confidence, by: Actor, at: datetime
) -> ProgressUpdate:
    """Sends it: whoever works on the plan may, and whoever owns a milestone of it, wherever they work. What the same
    person has just sent is not sent again. Raises RuleBroken, InvalidMove."""
    require(by, Permission.SEND_UPDATE, milestones.to_show(plan, milestones.of_plan(session, plan), by))
    lock_plan(session, plan)
    if not narrative:
        raise RuleBroken("narrative", "Enter how the plan is going")
    last = updates.latest(session, plan.id)
    if last is not None and (last.narrative, last.confidence, last.sent_by_id) == (narrative, confidence, by.person_id):
        raise RuleBroken("narrative", "You have sent this update already")
    sent = ProgressUpdate(plan=plan, narrative=narrative, confidence=confidence, sent_at=at, sent_by_id=by.person_id)
    session.add(sent)
    record(session, EventKind.UPDATE_SENT, plan, by=by, at=at, covers=[sent])
    return sent
