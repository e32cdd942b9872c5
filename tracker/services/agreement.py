"""What is done to a whole plan: it is submitted, and agreed by somebody independent or returned."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.domain.errors import NotPermitted, RuleBroken
from tracker.domain.lifecycles import PLAN
from tracker.domain.permissions import Actor, Permission, require
from tracker.domain.plan_gaps import Gap
from tracker.domain.vocabulary import MilestoneState
from tracker.models import Plan, PlanVersion
from tracker.queries import milestones
from tracker.queries.agreement import agreed_last, had_a_hand_in, missing
from tracker.services.editing import is_sent_again, unchanged_since
from tracker.services.event_kinds import EventKind
from tracker.services.locking import lock_plan
from tracker.services.plan_versions import freeze
from tracker.services.record import record
from tracker.services.scores import rescore

WROTE_IT = "You cannot agree or return a plan that you wrote, or own a part of. Somebody else must."


def submit_plan(session: Session, plan: Plan, *, seen_revision: int, by: Actor, at: datetime, today: date) -> None:
    """Asks for the plan to be agreed. RuleBroken while anything is missing (domain/plan_gaps.py)."""
    if _is_done_already(session, plan, Permission.SUBMIT_PLAN, EventKind.PLAN_SUBMITTED, seen_revision, by):
        return
    state = PLAN.move(plan.state, "submit")
    refuse_gaps(missing(session, plan, milestones.of_locked_plan(session, plan), today=today))
    plan.state = state
    record(session, EventKind.PLAN_SUBMITTED, plan, by=by, at=at)
    rescore(session, plan, today=today)


def agree_plan(
    session: Session, plan: Plan, *, seen_revision: int, by: Actor, at: datetime, today: date
) -> PlanVersion:
    """Agrees the plan and freezes it as its next version; the first is the baseline. Needs `plan.owner` loaded."""
    if _is_done_already(session, plan, Permission.AGREE_PLAN, EventKind.PLAN_AGREED, seen_revision, by):
        return agreed_last(session, plan)
    require_independent(session, plan, by)
    plan.state = PLAN.move(plan.state, "agree")
    promised = [m for m in milestones.of_locked_plan(session, plan) if m.state is not MilestoneState.CANCELLED]
    refuse_gaps(missing(session, plan, promised, today=today))
    version = freeze(session, plan, promised, by=by, at=at)
    record(session, EventKind.PLAN_AGREED, plan, by=by, at=at, covers=[version])
    rescore(session, plan, today=today)
    return version


def return_plan(
    session: Session, plan: Plan, *, what_to_change: str, seen_revision: int, by: Actor, at: datetime, today: date
) -> None:
    """Gives the plan back to its owner, saying what to change."""
    kind = EventKind.PLAN_RETURNED
    if _is_done_already(session, plan, Permission.AGREE_PLAN, kind, seen_revision, by, note=what_to_change):
        return
    require_independent(session, plan, by)
    if not what_to_change:
        raise RuleBroken("what_to_change", "Enter what to change")
    plan.state = PLAN.move(plan.state, "return")
    record(session, kind, plan, by=by, at=at, note=what_to_change)
    rescore(session, plan, today=today)


def _is_done_already(
    session: Session,
    plan: Plan,
    permission: Permission,
    kind: EventKind,
    seen_revision: int,
    by: Actor,
    *,
    note: str | None = None,
) -> bool:
    """The first step of a verb: refuses who may not, locks, and raises Conflict where somebody was faster.

    Whether the very same form was sent before: then nothing is left to do.
    """
    require(by, permission, plan)
    lock_plan(session, plan)
    if is_sent_again(session, plan, kind, by=by, seen_revision=seen_revision, note=note):
        return True
    unchanged_since(plan, seen_revision)
    return False


def require_independent(session: Session, plan: Plan, by: Actor) -> None:
    """Raises NotPermitted where they wrote the plan or own a part of it."""
    if had_a_hand_in(session, plan, by.answers_for):
        raise NotPermitted(WROTE_IT)


def refuse_gaps(found: list[Gap]) -> None:
    """Raises RuleBroken that names all that is missing."""
    if found:
        raise RuleBroken("", "This plan is not complete: " + "; ".join(gap.words for gap in found))
