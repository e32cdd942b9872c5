"""What is done to a plan: it is responded to, and its owner and success measure are changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.domain.errors import InvalidMove, RuleBroken
from tracker.domain.lifecycles import OPEN_TO_EDITING, PLAN
from tracker.domain.london import london_date
from tracker.domain.permissions import Actor, Permission, require
from tracker.domain.responses import complete_response
from tracker.domain.vocabulary import Response, ResponseReason
from tracker.models import Plan
from tracker.queries.owners import may_own
from tracker.services.editing import is_sent_again, unchanged_since
from tracker.services.event_kinds import EventKind
from tracker.services.locking import lock_plan
from tracker.services.record import record
from tracker.services.scores import rescore


def respond(
    session: Session,
    plan: Plan,
    *,
    response: Response,
    agreed_part: str,
    reason: ResponseReason | None,
    text: str,
    seen_revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Says whether the recommendation is agreed, and why not where it is not. Raises RuleBroken, Conflict."""
    require(by, Permission.RESPOND, plan)
    given = complete_response(response, agreed_part=agreed_part, reason=reason, text=text)
    wanted = {
        "response": given.response,
        "agreed_part": given.agreed_part,
        "response_reason": given.reason,
        "response_text": given.text,
    }
    if _is_done_already(session, plan, EventKind.RESPONDED, wanted, seen_revision, by):
        return
    _set(plan, wanted)
    plan.responded_at = at
    plan.responded_by_id = by.person_id
    record(session, EventKind.RESPONDED, plan, by=by, at=at)
    rescore(session, plan, today=london_date(at))


def edit_plan(
    session: Session,
    plan: Plan,
    *,
    owner_id: int,
    success_measure: str,
    seen_revision: int,
    by: Actor,
    at: datetime,
    today: date,
) -> None:
    """Changes who owns the plan and what success is. The owner must be at work where the plan belongs, today."""
    require(by, Permission.EDIT_PLAN, plan)
    wanted = {"owner_id": owner_id, "success_measure": success_measure}
    if _is_done_already(session, plan, EventKind.PLAN_EDITED, wanted, seen_revision, by):
        return
    if owner_id != plan.owner_id and not may_own(session, owner_id, plan.place, today=today):
        raise RuleBroken("owner_id", "Select somebody who works where this plan belongs")
    _set(plan, wanted)
    record(session, EventKind.PLAN_EDITED, plan, by=by, at=at)


def _is_done_already(
    session: Session, plan: Plan, kind: EventKind, wanted: Mapping[str, object], seen_revision: int, by: Actor
) -> bool:
    """Locks, and raises Conflict where somebody was faster. Whether the very same form was sent before."""
    lock_plan(session, plan)
    holds = all(getattr(plan, name) == value for name, value in wanted.items())
    if holds and is_sent_again(session, plan, kind, by=by, seen_revision=seen_revision):
        return True
    unchanged_since(plan, seen_revision)
    if plan.state not in OPEN_TO_EDITING:
        raise InvalidMove(PLAN.refusals[plan.state])
    return False


def _set(plan: Plan, wanted: Mapping[str, object]) -> None:
    for name, value in wanted.items():
        setattr(plan, name, value)
