"""Changing an agreed plan: a draft is started, written and submitted, and agreed, returned or discarded.

Until it is agreed nothing of the plan itself changes, so everybody goes on seeing, working on and scoring what was
agreed. Everything is done under the plan's lock.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from tracker.domain.errors import InvalidMove, RuleBroken
from tracker.domain.lifecycles import MILESTONE, PLAN, PLAN_CHANGE
from tracker.domain.permissions import Actor, Permission, require
from tracker.domain.plan_change import Draft, content_of, milestones_as_proposed
from tracker.domain.promises import Promise, refuse_before_publication, whole
from tracker.domain.responses import complete_response
from tracker.domain.vocabulary import MilestoneState
from tracker.models import Milestone, Plan, PlanChange
from tracker.queries import milestones
from tracker.queries.owners import may_own_milestone
from tracker.queries.plan_changes import missing_with, open_of
from tracker.services.agreement import refuse_gaps
from tracker.services.editing import is_sent_again, unchanged_since
from tracker.services.event_kinds import EventKind
from tracker.services.locking import lock_plan
from tracker.services.record import record
from tracker.services.replacements import refuse_place

GONE = "This change was agreed or discarded already."
LONGEST_SUSTAIN = 24


def start_change(session: Session, plan: Plan, *, why: str, by: Actor, at: datetime) -> PlanChange:
    """Begins a change of the plan, empty. Whoever starts it again, word for word, gets the one that is open."""
    require(by, Permission.CHANGE_PLAN, plan)
    lock_plan(session, plan)
    made = open_of(session, plan)
    if made is not None and made.why == why and is_sent_again(session, made, EventKind.CHANGE_STARTED, by=by):
        return made
    if not why:
        raise RuleBroken("why", "Enter why the plan has to change")
    plan.state = PLAN.move(plan.state, "change")
    change = PlanChange(plan=plan, why=why, content=content_of(Draft()), started_at=at, started_by_id=by.person_id)
    session.add(change)
    record(session, EventKind.CHANGE_STARTED, change, by=by, at=at, covers=[plan])
    return change


def propose_plan(
    session: Session, change: PlanChange, *, wanted: Mapping[str, Any], seen_revision: int, by: Actor, at: datetime
) -> None:
    """Says what the plan's own fields are to be. `wanted`: every field of `plan_change.PLAN_FIELDS`."""
    _begin(session, change, seen_revision, by)
    given = complete_response(
        wanted["response"],
        agreed_part=wanted["agreed_part"],
        reason=wanted["response_reason"],
        text=wanted["response_text"],
    )
    if not 1 <= wanted["sustain_months"] <= LONGEST_SUSTAIN:
        raise RuleBroken("sustain_months", f"Months must be a whole number between 1 and {LONGEST_SUSTAIN}")
    fields = dict(wanted) | {
        "response": given.response,
        "agreed_part": given.agreed_part,
        "response_reason": given.reason,
        "response_text": given.text,
    }
    _write(session, change, change.draft.with_plan(change.plan, fields), by, at)


def propose_milestone(
    session: Session,
    change: PlanChange,
    milestone: Milestone,
    *,
    wanted: Mapping[str, Any],
    seen_revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Says what a standing milestone is to promise: fields of `plan_change.MILESTONE_FIELDS`."""
    _begin(session, change, seen_revision, by)
    if milestone.state is MilestoneState.CANCELLED:
        raise InvalidMove("This milestone was cancelled, so it cannot be changed.")
    promise = Promise(owner_id=milestone.owner_id, due_on=milestone.due_on, **wanted)
    standing = milestones.of_locked_plan(session, change.plan)
    _refuse_name(change.draft, standing, whole(promise), besides=milestone.id)
    _write(session, change, change.draft.with_milestone(milestone, wanted), by, at)


def propose_cancelling(
    session: Session,
    change: PlanChange,
    milestone: Milestone,
    *,
    why: str,
    seen_revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Says that a standing milestone is to be cancelled, and why: it is when the change is agreed. Its weight counts on
    unless a new milestone takes its place."""
    _begin(session, change, seen_revision, by)
    if not why:
        raise RuleBroken("reason", "Enter why this milestone is to be cancelled")
    MILESTONE.move(milestone.state, "cancel")
    _write(session, change, change.draft.with_cancelled(milestone.id, why), by, at)


def keep_after_all(
    session: Session, change: PlanChange, milestone_id: int, *, seen_revision: int, by: Actor, at: datetime
) -> None:
    """Takes out of the draft that a milestone is to be cancelled; pressed twice, it is kept."""
    require(by, Permission.EDIT_PLAN, change)
    lock_plan(session, change.plan)
    session.refresh(change, _READ_ANEW)
    if milestone_id not in change.draft.cancelled:
        return
    _begin(session, change, seen_revision, by)
    draft = change.draft.with_cancelled(milestone_id, None)
    named = [
        one.title.casefold() for one in milestones_as_proposed(milestones.of_locked_plan(session, change.plan), draft)
    ]
    if len(named) > len(set(named)):
        raise InvalidMove("A new milestone of this change has the same name. Give that another name first.")
    _write(session, change, draft, by, at)


def propose_new(
    session: Session,
    change: PlanChange,
    *,
    key: int | None,
    promise: Promise,
    seen_revision: int,
    by: Actor,
    at: datetime,
    today: date,
    replaces: Collection[int] = (),
) -> None:
    """Adds a milestone to the draft (no key), or says anew what one that the draft adds is to promise.

    `replaces`: the ids of those whose place it takes; what is open of these is cancelled when the change is agreed.
    """
    _begin(session, change, seen_revision, by)
    if key is not None and key not in change.draft.added:
        raise InvalidMove("This new milestone was taken out of the change.")
    number = key or change.draft.next_key()
    refuse_before_publication(promise.due_on, change.plan.recommendation.inspection.published_on)
    standing = milestones.of_locked_plan(session, change.plan)
    refuse_place(session, change, standing, key, replaces)
    draft = change.draft.with_added(number, whole(promise), replaces)
    _refuse_name(draft, standing, promise, besides=-number)
    if not may_own_milestone(session, promise.owner_id, change.plan.place, today=today):
        raise RuleBroken("owner_id", "Select somebody who works where this plan belongs")
    _write(session, change, draft, by, at)


def give_drafted(session: Session, plan: Plan, from_id: int, to_id: int, *, why: str, by: Actor, at: datetime) -> None:
    """Gives the new milestones that one person owns in the open change of a plan to another, to whom they hand over.

    Under the plan's lock, whatever state the change is in: owners change without a new agreement.
    """
    change = open_of(session, plan)
    if change is None:
        return
    session.refresh(change, _READ_ANEW)
    content = content_of(change.draft.with_owner(from_id, to_id))
    if content != change.content:
        change.content = content
        record(session, EventKind.CHANGE_HANDED_OVER, change, by=by, at=at, note=why)


def take_out(session: Session, change: PlanChange, key: int, *, seen_revision: int, by: Actor, at: datetime) -> None:
    """Takes a new milestone out of the draft; pressed twice, it is out."""
    require(by, Permission.EDIT_PLAN, change)
    lock_plan(session, change.plan)
    session.refresh(change, _READ_ANEW)
    if key not in change.draft.added:
        return
    _begin(session, change, seen_revision, by)
    _write(session, change, change.draft.with_added(key, None), by, at)


def submit_change(
    session: Session, change: PlanChange, *, seen_revision: int, by: Actor, at: datetime, today: date
) -> None:
    """Asks for the change to be agreed. RuleBroken while it changes nothing, or the plan would lack something."""
    kind = EventKind.CHANGE_SUBMITTED
    if _is_done_already(session, change, Permission.SUBMIT_PLAN, kind, seen_revision, by):
        return
    change.state = PLAN_CHANGE.move(change.state, "submit")
    if change.draft.is_empty:
        raise RuleBroken("", "This change changes nothing yet")
    standing = milestones.of_locked_plan(session, change.plan)
    refuse_gaps(missing_with(session, change.plan, standing, change.draft, today=today))
    record(session, kind, change, by=by, at=at)


def discard_change(session: Session, change: PlanChange, *, seen_revision: int, by: Actor, at: datetime) -> None:
    """Gives the change up. The plan is as it was agreed, as it was all the time."""
    kind = EventKind.CHANGE_DISCARDED
    if _is_done_already(session, change, Permission.EDIT_PLAN, kind, seen_revision, by):
        return
    change.state = PLAN_CHANGE.move(change.state, "discard")
    change.plan.state = PLAN.move(change.plan.state, "discard the change")
    record(session, kind, change, by=by, at=at, covers=[change.plan])


def _begin(session: Session, change: PlanChange, seen_revision: int, by: Actor) -> None:
    require(by, Permission.EDIT_PLAN, change)
    lock_plan(session, change.plan)
    session.refresh(change, _READ_ANEW)
    PLAN_CHANGE.move(change.state, "write")
    unchanged_since(change, seen_revision)


def _write(session: Session, change: PlanChange, draft: Draft, by: Actor, at: datetime) -> None:
    content = content_of(draft)
    if content != change.content:
        change.content = content
        record(session, EventKind.CHANGE_WRITTEN, change, by=by, at=at)


def _refuse_name(draft: Draft, standing: Sequence[Milestone], promise: Promise, *, besides: int) -> None:
    others: Iterable[Any] = milestones_as_proposed(standing, draft)
    if promise.title.casefold() in (one.title.casefold() for one in others if one.id != besides):
        raise RuleBroken("title", "This plan has a milestone of that name already")


def _is_done_already(
    session: Session, change: PlanChange, permission: Permission, kind: EventKind, seen_revision: int, by: Actor
) -> bool:
    require(by, permission, change)
    lock_plan(session, change.plan)
    session.refresh(change, _READ_ANEW)
    if is_sent_again(session, change, kind, by=by, seen_revision=seen_revision):
        return True
    unchanged_since(change, seen_revision)
    return False


_READ_ANEW = ("state", "content", "revision")
