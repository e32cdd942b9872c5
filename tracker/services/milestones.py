"""What is done to milestones: they are promised and edited, worked on, and moved from state to state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.domain.errors import InvalidMove, RuleBroken
from tracker.domain.lifecycles import MILESTONE, OPEN_TO_EDITING
from tracker.domain.permissions import Actor, Permission, require
from tracker.domain.promises import AGREED_WITH_THE_PLAN, MEASURE, Promise, whole
from tracker.domain.sampling import is_drawn
from tracker.domain.vocabulary import MilestoneState, PlanState
from tracker.models import Milestone, Plan
from tracker.queries import milestones
from tracker.queries.owners import may_own
from tracker.services.editing import unchanged_since
from tracker.services.event_kinds import EventKind
from tracker.services.locking import lock_plan
from tracker.services.record import record
from tracker.services.scores import rescore
from tracker.services.standing import follow_standing_decision


def add_milestone(session: Session, plan: Plan, *, promise: Promise, by: Actor, at: datetime, today: date) -> Milestone:
    """A new milestone at the end of the plan, while that is being written. Raises RuleBroken, InvalidMove."""
    require(by, Permission.EDIT_MILESTONE, plan)
    lock_plan(session, plan)
    if plan.state not in OPEN_TO_EDITING:
        raise InvalidMove(_closed_to_additions(plan))
    others = milestones.of_plan(session, plan)
    _check(session, plan, promise, others, owner_before=None, today=today)
    ordinal = max((other.ordinal for other in others), default=0) + 1
    milestone = Milestone(plan=plan, ordinal=ordinal, **asdict(promise))
    session.add(milestone)
    record(session, EventKind.MILESTONE_ADDED, milestone, by=by, at=at)
    rescore(session, plan, today=today)
    return milestone


def edit_milestone(
    session: Session,
    milestone: Milestone,
    *,
    promise: Promise,
    seen_revision: int,
    by: Actor,
    at: datetime,
    today: date,
) -> None:
    """Changes what is promised. Once the plan is agreed, its weights and due dates stay: RuleBroken on that field.

    A change of what a decision was made about takes the credit for that decision away.
    """
    plan = milestone.plan
    _begin(session, milestone, Permission.EDIT_MILESTONE, seen_revision, by)
    if plan.state is PlanState.SUBMITTED:
        raise InvalidMove("This plan is with the regional lead. Its milestones can be edited once that is decided.")
    if milestone.state is MilestoneState.CANCELLED:
        raise InvalidMove("This milestone was cancelled, so it cannot be edited.")
    others = [other for other in milestones.of_plan(session, plan) if other is not milestone]
    _check(session, plan, promise, others, owner_before=milestone.owner_id, today=today)
    changed = {name for name, value in asdict(promise).items() if getattr(milestone, name) != value}
    if plan.state not in OPEN_TO_EDITING:
        _refuse_what_was_agreed(changed)
    for name in changed:
        setattr(milestone, name, getattr(promise, name))
    if not changed.isdisjoint(MEASURE):
        milestone.measure_revision += 1
        follow_standing_decision(session, plan, [milestone])
    record(session, EventKind.MILESTONE_EDITED, milestone, by=by, at=at)
    rescore(session, plan, today=today)


def start_milestone(
    session: Session, milestone: Milestone, *, seen_revision: int, by: Actor, at: datetime, today: date
) -> None:
    """Work on it has begun. Possible in any state of the plan."""
    _begin(session, milestone, Permission.WORK_ON_MILESTONE, seen_revision, by)
    milestone.state = MILESTONE.move(milestone.state, "start")
    record(session, EventKind.MILESTONE_STARTED, milestone, by=by, at=at)
    rescore(session, milestone.plan, today=today)


def complete_milestone(
    session: Session, milestone: Milestone, *, note: str, seen_revision: int, by: Actor, at: datetime, today: date
) -> None:
    """It is reported done, with a note of what was done. Credit comes with a decision, not with this.

    Where a sufficient decision stands from before it was reopened, it is verified again. The first time, the lot
    says whether its review must come from outside the unit's line.
    """
    _begin(session, milestone, Permission.WORK_ON_MILESTONE, seen_revision, by)
    if not note:
        raise RuleBroken("note", "Enter what was done")
    milestone.state = MILESTONE.move(milestone.state, "complete")
    milestone.completed_at, milestone.completed_by_id = at, by.person_id
    milestone.completion_note = note
    if milestone.is_drawn is None:
        milestone.is_drawn = is_drawn(milestone.id)
    follow_standing_decision(session, milestone.plan, [milestone])
    record(session, EventKind.MILESTONE_COMPLETED, milestone, by=by, at=at)
    rescore(session, milestone.plan, today=today)


def reopen_milestone(
    session: Session, milestone: Milestone, *, why: str, seen_revision: int, by: Actor, at: datetime, today: date
) -> None:
    """It is not done after all, and underway again. What was reported stays in the history."""
    _begin(session, milestone, Permission.WORK_ON_MILESTONE, seen_revision, by)
    if not why:
        raise RuleBroken("why", "Enter why there is more to do")
    milestone.state = MILESTONE.move(milestone.state, "reopen")
    milestone.completed_at = milestone.completed_by_id = None
    milestone.completion_note = ""
    record(session, EventKind.MILESTONE_REOPENED, milestone, by=by, at=at, note=why)
    rescore(session, milestone.plan, today=today)


def cancel_milestone(
    session: Session, milestone: Milestone, *, reason: str, seen_revision: int, by: Actor, at: datetime, today: date
) -> None:
    """It will not be done, as somebody above agrees. Its weight still counts, so that the score does not rise by it."""
    _begin(session, milestone, Permission.CANCEL_MILESTONE, seen_revision, by)
    if not reason:
        raise RuleBroken("reason", "Enter why this milestone is cancelled")
    milestone.state = MILESTONE.move(milestone.state, "cancel")
    milestone.cancelled_at, milestone.cancelled_by_id = at, by.person_id
    milestone.cancel_reason = reason
    record(session, EventKind.MILESTONE_CANCELLED, milestone, by=by, at=at)
    rescore(session, milestone.plan, today=today)


def _begin(session: Session, milestone: Milestone, permission: Permission, seen_revision: int, by: Actor) -> None:
    require(by, permission, milestone)
    lock_plan(session, milestone.plan)
    unchanged_since(milestone, seen_revision)


def _check(
    session: Session,
    plan: Plan,
    promise: Promise,
    others: Iterable[Milestone],
    *,
    owner_before: int | None,
    today: date,
) -> None:
    whole(promise)
    standing = (other.title.casefold() for other in others if other.state is not MilestoneState.CANCELLED)
    if promise.title.casefold() in standing:  # a form sent twice would else promise the same thing twice
        raise RuleBroken("title", "This plan has a milestone of that name already")
    if promise.owner_id != owner_before and not may_own(session, promise.owner_id, plan.place, today=today):
        raise RuleBroken("owner_id", "Select somebody who works where this plan belongs")


def _refuse_what_was_agreed(changed: set[str]) -> None:
    for name in AGREED_WITH_THE_PLAN:
        if name in changed:
            raise RuleBroken(name, "This was agreed with the plan, so it cannot be changed here")


def _closed_to_additions(plan: Plan) -> str:
    if plan.state is PlanState.SUBMITTED:
        return "This plan is with the regional lead. Milestones can be added if it is returned."
    return "This plan is agreed, so milestones cannot be added to it."
