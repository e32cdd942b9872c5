"""A plan is delivered, then sustained, then assured and awaits inspection; and falls back when any of it is undone.

Its owner says that it is delivered; somebody independent begins the sustain period and, once that is over, assures it.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.domain.errors import RuleBroken
from tracker.domain.lifecycles import FULFILLED, PLAN, RECOMMENDATION
from tracker.domain.permissions import Actor, Permission, require
from tracker.domain.plan_delivery import SETTLED
from tracker.domain.vocabulary import PlanState, RecommendationState
from tracker.models import Plan
from tracker.queries import milestones
from tracker.queries.plan_delivery import missing, sustained_until
from tracker.services.agreement import require_independent
from tracker.services.editing import is_sent_again, unchanged_since
from tracker.services.event_kinds import EventKind
from tracker.services.locking import lock_plan, lock_recommendation
from tracker.services.record import record
from tracker.services.scores import rescore


def deliver_plan(session: Session, plan: Plan, *, seen_revision: int, by: Actor, at: datetime, today: date) -> None:
    """Says that everything is delivered and the outcome measured. RuleBroken that names what is missing."""
    if _is_done_already(session, plan, Permission.DELIVER_PLAN, EventKind.PLAN_DELIVERED, seen_revision, by):
        return
    state = PLAN.move(plan.state, "deliver")
    _refuse_missing(session, plan)
    plan.state = state
    record(session, EventKind.PLAN_DELIVERED, plan, by=by, at=at)
    rescore(session, plan, today=today)


def sustain_plan(session: Session, plan: Plan, *, seen_revision: int, by: Actor, at: datetime, today: date) -> None:
    """Begins the sustain period of a plan that was delivered, today."""
    if _is_done_already(session, plan, Permission.ASSURE_PLAN, EventKind.PLAN_SUSTAINED, seen_revision, by):
        return
    require_independent(session, plan, by)
    state = PLAN.move(plan.state, "sustain")
    _refuse_missing(session, plan)
    plan.state, plan.sustains_from = state, today
    record(session, EventKind.PLAN_SUSTAINED, plan, by=by, at=at)
    rescore(session, plan, today=today)


def assure_plan(session: Session, plan: Plan, *, seen_revision: int, by: Actor, at: datetime, today: date) -> None:
    """Assures the plan: its recommendation awaits inspection. RuleBroken before the sustain period is over."""
    if _is_done_already(session, plan, Permission.ASSURE_PLAN, EventKind.PLAN_ASSURED, seen_revision, by):
        return
    require_independent(session, plan, by)
    state = PLAN.move(plan.state, "assure")
    until = sustained_until(plan)
    if until is not None and today < until:
        raise RuleBroken("", f"The sustain period runs until {until.day} {until:%B} {until.year}")
    recommendation = plan.recommendation
    lock_recommendation(session, recommendation)
    recommendation.state = RECOMMENDATION.move(recommendation.state, "assure")
    plan.state = state
    record(session, EventKind.PLAN_ASSURED, plan, by=by, at=at, covers=[recommendation])
    rescore(session, plan, today=today)


def follow_delivery(session: Session, plan: Plan, *, by: Actor, at: datetime) -> None:
    """Takes a plan that was delivered back to agreed where a milestone of it is verified no longer.

    To be called under the plan's lock, after whatever reopens a milestone or takes its credit has recorded that, and
    before the plan is scored.
    """
    if plan.state not in FULFILLED:
        return
    if all(milestone.state in SETTLED for milestone in milestones.of_locked_plan(session, plan)):
        return
    recommendation = plan.recommendation
    was_assured = plan.state is PlanState.ASSURED
    plan.state, plan.sustains_from = PLAN.move(plan.state, "fall back"), None
    if was_assured and recommendation.state is RecommendationState.ASSURED:
        lock_recommendation(session, recommendation)
        recommendation.state = RECOMMENDATION.move(recommendation.state, "fall back")
    record(session, EventKind.PLAN_FELL_BACK, plan, by=by, at=at, covers=[recommendation])


def _refuse_missing(session: Session, plan: Plan) -> None:
    found = missing(session, plan)
    if found:
        raise RuleBroken("", "This plan is not delivered: " + "; ".join(found))


def _is_done_already(
    session: Session, plan: Plan, permission: Permission, kind: EventKind, seen_revision: int, by: Actor
) -> bool:
    require(by, permission, plan)
    lock_plan(session, plan)
    if is_sent_again(session, plan, kind, by=by, seen_revision=seen_revision):
        return True
    unchanged_since(plan, seen_revision)
    return False
