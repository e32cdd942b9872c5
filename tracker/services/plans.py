"""What is done to a plan: it is responded to, and its owner and success measure are changed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.domain.errors import InvalidMove, RuleBroken
from tracker.domain.lifecycles import OPEN_TO_EDITING
from tracker.domain.london import london_date
from tracker.domain.permissions import Actor, Permission, require
from tracker.domain.responses import complete_response
from tracker.domain.vocabulary import Response, ResponseReason
from tracker.models import Plan
from tracker.queries.owners import may_own
from tracker.services.editing import unchanged_since
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
    _begin(session, plan, Permission.RESPOND, seen_revision, by)
    given = complete_response(response, agreed_part=agreed_part, reason=reason, text=text)
    plan.response = given.response
    plan.agreed_part = given.agreed_part
    plan.response_reason = given.reason
    plan.response_text = given.text
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
    _begin(session, plan, Permission.EDIT_PLAN, seen_revision, by)
    if owner_id != plan.owner_id and not may_own(session, owner_id, plan.recommendation.place, today=today):
        raise RuleBroken("owner_id", "Select somebody who works where this plan belongs")
    plan.owner_id = owner_id
    plan.success_measure = success_measure
    record(session, EventKind.PLAN_EDITED, plan, by=by, at=at)


def _begin(session: Session, plan: Plan, permission: Permission, seen_revision: int, by: Actor) -> None:
    require(by, permission, plan)
    lock_plan(session, plan)
    unchanged_since(plan, seen_revision)
    if plan.state not in OPEN_TO_EDITING:
        raise InvalidMove("This plan is agreed. Start a change to it before you edit it.")
