"""Saying how a plan or a milestone is going. An update is frozen once sent; a correction is a new one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Actor, Permission, require
from tracker.domain.vocabulary import Confidence
from tracker.models import Milestone, Plan, ProgressUpdate
from tracker.queries import milestones, updates
from tracker.services.event_kinds import EventKind
from tracker.services.locking import lock_plan
from tracker.services.record import record


def send_update(
    session: Session,
    plan: Plan,
    milestone: Milestone | None = None,
    *,
    narrative: str,
    confidence: Confidence,
    by: Actor,
    at: datetime,
) -> ProgressUpdate:
    """Sends one on the plan, or on that milestone of it: whoever works there may, and whoever owns a milestone of the
    plan, or that very one, wherever they work. What the same person has just sent is not sent again.

    Raises RuleBroken, InvalidMove.
    """
    theirs = milestone or milestones.to_show(plan, milestones.of_plan(session, plan), by)
    require(by, Permission.SEND_UPDATE, theirs)
    lock_plan(session, plan)
    if not narrative:
        raise RuleBroken("narrative", f"Enter how the {'milestone' if milestone else 'plan'} is going")
    last = updates.latest(session, plan.id, milestone.id if milestone else None)
    if last is not None and (last.narrative, last.confidence, last.sent_by_id) == (narrative, confidence, by.person_id):
        raise RuleBroken("narrative", "You have sent this update already")
    sent = ProgressUpdate(
        plan=plan,
        milestone=milestone,
        narrative=narrative,
        confidence=confidence,
        sent_at=at,
        sent_by_id=by.person_id,
    )
    session.add(sent)
    kind = EventKind.MILESTONE_UPDATE_SENT if milestone else EventKind.UPDATE_SENT
    record(session, kind, milestone or plan, by=by, at=at, covers=[sent])
    return sent
