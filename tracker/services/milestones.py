"""What is done to milestones: they are promised and edited, worked on, and moved from state to state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.domain.errors import InvalidMove, RuleBroken
from tracker.domain.lifecycles import MILESTONE, OPEN_TO_EDITING, PLAN
from tracker.domain.permissions import Actor, Permission, require
from tracker.domain.plan_delivery import refuse_last_embed
from tracker.domain.promises import MEASURE, Promise, fixed_by_agreement, refuse_before_publication, whole
from tracker.domain.sampling import is_drawn
from tracker.domain.vocabulary import MilestoneState, PlanState
from tracker.models import Milestone, Plan
from tracker.queries import milestones
from tracker.queries.agreement import latest_version
from tracker.queries.owners import may_own_milestone
from tracker.services import date_lapses
from tracker.services.date_lapses import lapse_date_change
from tracker.services.editing import is_sent_again, unchanged_since
from tracker.services.event_kinds import EventKind
from tracker.services.locking import lock_milestone, lock_plan
from tracker.services.plan_delivery import follow_delivery
from tracker.services.record import record
from tracker.services.scores import rescore
from tracker.services.standing import follow_standing_decision
from tracker.services.submitted import read_again

WITH_THE_LEAD = "This plan is with the regional lead. Its milestones can be edited once that is decided."
CANCELLED = "This milestone was cancelled, so it cannot be edited."


def add_milestone(session: Session, plan: Plan, *, promise: Promise, by: Actor, at: datetime, today: date) -> Milestone:
    """A new milestone at the end of the plan, while that is being written. Raises RuleBroken, InvalidMove."""
    require(by, Permission.EDIT_MILESTONE, plan)
    lock_plan(session, plan)
    if plan.state not in OPEN_TO_EDITING:
        raise InvalidMove(PLAN.refusals[plan.state])
    others = milestones.of_locked_plan(session, plan)
    made = next((other for other in others if _holds(other, asdict(promise))), None)
    if made is not None and is_sent_again(session, made, EventKind.MILESTONE_ADDED, by=by):
        return made
    refuse_before_publication(promise.due_on, plan.recommendation.inspection.published_on)
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
    """Changes what is promised. Once the plan is agreed, all that was agreed with it stays: RuleBroken on that field.

    Work may begin before that: a change of what a decision was made about takes the credit for that decision away.
    """
    plan = milestone.plan
    kind, wanted = EventKind.MILESTONE_EDITED, asdict(promise)
    if _is_done_already(session, milestone, Permission.EDIT_MILESTONE, kind, seen_revision, by, **wanted):
        return
    if plan.state is PlanState.SUBMITTED:
        raise InvalidMove(WITH_THE_LEAD)
    if milestone.state is MilestoneState.CANCELLED:
        raise InvalidMove(CANCELLED)
    others = [other for other in milestones.of_plan(session, plan) if other is not milestone]
    _check(session, plan, promise, others, owner_before=milestone.owner_id, today=today)
    changed = {name for name, value in wanted.items() if getattr(milestone, name) != value}
    if not changed:
        return
    is_open = plan.state in OPEN_TO_EDITING
    fixed = fixed_by_agreement(is_open_to_editing=is_open, was_agreed=latest_version(session, plan) > 0)
    _refuse_what_was_agreed(changed.intersection(fixed))
    if "due_on" in changed:
        refuse_before_publication(promise.due_on, plan.recommendation.inspection.published_on)
    for name in changed:
        setattr(milestone, name, getattr(promise, name))
    if not changed.isdisjoint(MEASURE):
        milestone.measure_revision += 1
        follow_standing_decision(session, plan, [milestone])
    read_again(session, plan)
    record(session, kind, milestone, by=by, at=at)
    rescore(session, plan, today=today)


def remove_milestone(
    session: Session, milestone: Milestone, *, seen_revision: int, by: Actor, at: datetime, today: date
) -> None:
    """It was added by mistake: as if it had never been, but for the history of the plan. Those after it move up.

    Raises InvalidMove once the plan has been agreed, work has begun or anything rests upon it: then it is cancelled.
    """
    plan = milestone.plan
    require(by, Permission.EDIT_MILESTONE, milestone)
    lock_milestone(session, milestone)
    unchanged_since(milestone, seen_revision)
    if plan.state not in OPEN_TO_EDITING or latest_version(session, plan):
        raise InvalidMove("This plan was submitted or agreed, so its milestones can be cancelled but not removed.")
    if milestone.state is not MilestoneState.PLANNED or milestones.is_rested_on(session, milestone):
        raise InvalidMove("Work on this milestone has begun, so it can be cancelled but not removed.")
    after = [other for other in milestones.of_plan(session, plan) if other.ordinal > milestone.ordinal]
    removed = {f"milestone {milestone.id}": {"ordinal": milestone.ordinal, "title": milestone.title}}
    session.delete(milestone)
    session.flush()
    for other in after:  # one at a time: no two may have the same place in between
        other.ordinal -= 1
        session.flush()
    record(session, EventKind.MILESTONE_REMOVED, plan, by=by, at=at, covers=[milestone, *after], before=removed)
    rescore(session, plan, today=today)


def start_milestone(
    session: Session, milestone: Milestone, *, seen_revision: int, by: Actor, at: datetime, today: date
) -> None:
    """Work on it has begun. Possible in any state of the plan."""
    kind = EventKind.MILESTONE_STARTED
    if _is_done_already(session, milestone, Permission.WORK_ON_MILESTONE, kind, seen_revision, by):
        return
    milestone.state = MILESTONE.move(milestone.state, "start")
    record(session, kind, milestone, by=by, at=at)
    rescore(session, milestone.plan, today=today)


def complete_milestone(
    session: Session, milestone: Milestone, *, note: str, seen_revision: int, by: Actor, at: datetime, today: date
) -> None:
    """It is reported done, with a note of what was done. Credit comes with a decision, not with this.

    Where a sufficient decision stands from before it was reopened, it is verified again. The first time, the lot
    says whether its review must come from outside the unit's line.
    """
    kind = EventKind.MILESTONE_COMPLETED
    if _is_done_already(
        session, milestone, Permission.WORK_ON_MILESTONE, kind, seen_revision, by, completion_note=note
    ):
        return
    if not note:
        raise RuleBroken("note", "Enter what was done")
    milestone.state = MILESTONE.move(milestone.state, "complete")
    milestone.completed_at, milestone.completed_by_id = at, by.person_id
    milestone.completion_note = note
    if milestone.is_drawn is None:
        milestone.is_drawn = is_drawn(milestone.id)
    follow_standing_decision(session, milestone.plan, [milestone])
    lapsed = lapse_date_change(session, milestone, words=date_lapses.DONE, by=by, at=at)
    record(session, kind, milestone, by=by, at=at, covers=lapsed)
    rescore(session, milestone.plan, today=today)


def reopen_milestone(
    session: Session, milestone: Milestone, *, why: str, seen_revision: int, by: Actor, at: datetime, today: date
) -> None:
    """It is not done after all, and underway again. What was reported stays in the history."""
    kind = EventKind.MILESTONE_REOPENED
    if _is_done_already(session, milestone, Permission.WORK_ON_MILESTONE, kind, seen_revision, by, note=why):
        return
    if not why:
        raise RuleBroken("why", "Enter why there is more to do")
    milestone.state = MILESTONE.move(milestone.state, "reopen")
    milestone.completed_at = milestone.completed_by_id = None
    milestone.completion_note = ""
    record(session, kind, milestone, by=by, at=at, note=why)
    follow_delivery(session, milestone.plan, by=by, at=at)
    rescore(session, milestone.plan, today=today)


def cancel_milestone(
    session: Session, milestone: Milestone, *, reason: str, seen_revision: int, by: Actor, at: datetime, today: date
) -> None:
    """It will not be done, as somebody above agrees. Its weight still counts, so that the score does not rise by it."""
    kind, plan = EventKind.MILESTONE_CANCELLED, milestone.plan
    if _is_done_already(session, milestone, Permission.CANCEL_MILESTONE, kind, seen_revision, by, cancel_reason=reason):
        return
    if not reason:
        raise RuleBroken("reason", "Enter why this milestone is cancelled")
    moved = MILESTONE.move(milestone.state, "cancel")
    refuse_last_embed(plan, milestone, milestones.of_locked_plan(session, plan))
    milestone.state = moved
    milestone.cancelled_at, milestone.cancelled_by_id = at, by.person_id
    milestone.cancel_reason = reason
    read_again(session, plan)
    lapsed = lapse_date_change(session, milestone, words=date_lapses.CANCELLED, by=by, at=at)
    record(session, kind, milestone, by=by, at=at, covers=lapsed)
    rescore(session, plan, today=today)


def _is_done_already(
    session: Session,
    milestone: Milestone,
    permission: Permission,
    kind: EventKind,
    seen_revision: int,
    by: Actor,
    *,
    note: str | None = None,
    **wanted: object,
) -> bool:
    """The first step of a verb: refuses who may not, locks, and raises Conflict where somebody was faster.

    Whether the very same form was sent before: then nothing is left to do. `wanted`: what the milestone then holds.
    """
    require(by, permission, milestone)
    lock_milestone(session, milestone)
    if _holds(milestone, wanted) and is_sent_again(
        session, milestone, kind, by=by, seen_revision=seen_revision, note=note
    ):
        return True
    unchanged_since(milestone, seen_revision)
    return False


def _holds(milestone: Milestone, wanted: Mapping[str, object]) -> bool:
    return all(getattr(milestone, name) == value for name, value in wanted.items())


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
    if promise.owner_id != owner_before and not may_own_milestone(session, promise.owner_id, plan.place, today=today):
        raise RuleBroken("owner_id", "Select somebody who works where this plan belongs")


def _refuse_what_was_agreed(changed: set[str]) -> None:
    for name in sorted(changed):
        raise RuleBroken(name, "This was agreed with the plan, so it cannot be changed here")
