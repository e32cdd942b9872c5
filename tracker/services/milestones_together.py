"""What is done to several milestones of a plan at once: their order, a new owner, other due dates for one reason."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from tracker.domain.errors import InvalidMove, RuleBroken
from tracker.domain.lifecycles import MILESTONE, OPEN_MILESTONE, OPEN_TO_EDITING, PLAN
from tracker.domain.permissions import Actor, Permission, require
from tracker.domain.vocabulary import MilestoneState, PlanState
from tracker.models import Milestone, Plan
from tracker.queries import milestones
from tracker.queries.owners import may_own_milestone
from tracker.services.date_changes import ask_date_change
from tracker.services.editing import unchanged_since
from tracker.services.event_kinds import EventKind
from tracker.services.locking import lock_milestone, lock_plan
from tracker.services.record import record
from tracker.services.scores import rescore
from tracker.services.several import Outcome, each
from tracker.services.submitted import read_again

Seen = tuple[Milestone, int]
"""A milestone and the revision of it that was seen."""


def place_milestone(
    session: Session, plan: Plan, milestone_id: int, *, to: int, by: Actor, at: datetime, today: date
) -> None:
    """Puts a milestone in the place `to`, counted from 1, while its plan is written; the others make room.

    Said twice it is there once. Raises InvalidMove; RuleBroken where the plan has no such milestone or place.
    """
    require(by, Permission.EDIT_MILESTONE, plan)
    lock_plan(session, plan)
    if plan.state not in OPEN_TO_EDITING:
        raise InvalidMove("The order of the milestones is changed while the plan is written.")
    before = list(milestones.of_locked_plan(session, plan))
    moved = next((one for one in before if one.id == milestone_id), None)
    if moved is None or not 1 <= to <= len(before):
        raise RuleBroken("to", "Select a milestone of this plan and a place in it")
    after = [one for one in before if one is not moved]
    after.insert(to - 1, moved)
    changed = [(one, place) for place, one in enumerate(after, 1) if one.ordinal != place]
    if not changed:
        return
    for one, place in changed:  # out of the way first: no two may have the same place in between
        one.ordinal = -place
    session.flush()
    for one, place in changed:
        one.ordinal = place
    record(session, EventKind.MILESTONES_ORDERED, plan, by=by, at=at, covers=[one for one, _ in changed])
    rescore(session, plan, today=today)


def reassign(
    session: Session, seen: Iterable[Seen], *, owner_id: int, why: str, by: Actor, at: datetime, today: date
) -> Outcome[Seen]:
    """Gives each milestone to another owner, for one reason. Each is checked and recorded by itself."""
    if not why:
        raise RuleBroken("why", "Enter the reason")
    return each(seen, lambda one: _reassign(session, *one, owner_id=owner_id, why=why, by=by, at=at, today=today))


def ask_for_later(
    session: Session, seen: Iterable[Seen], *, days: int, why: str, by: Actor, at: datetime, today: date
) -> Outcome[Seen]:
    """Asks that each milestone be due so many days later, for one reason. Each is decided on by itself."""
    _check(days, why)

    def ask(one: Seen) -> None:
        milestone, revision = one
        to_on = milestone.due_on + timedelta(days=days)
        ask_date_change(session, milestone, to_on=to_on, reason=why, seen_revision=revision, by=by, at=at, today=today)

    return each(seen, ask)


def set_later(
    session: Session, seen: Iterable[Seen], *, days: int, why: str, by: Actor, at: datetime, today: date
) -> Outcome[Seen]:
    """Has each milestone due so many days later while its plan is written, for one reason: nothing was agreed yet."""
    _check(days, why)
    return each(seen, lambda one: _set_later(session, *one, days=days, why=why, by=by, at=at, today=today))


def _check(days: int, why: str) -> None:
    if not why:
        raise RuleBroken("why", "Enter the reason")
    if not 1 <= days <= LATEST:
        raise RuleBroken("days", f"Days must be a whole number between 1 and {LATEST}")


def _set_later(
    session: Session,
    milestone: Milestone,
    seen_revision: int,
    *,
    days: int,
    why: str,
    by: Actor,
    at: datetime,
    today: date,
) -> None:
    plan = milestone.plan
    require(by, Permission.EDIT_MILESTONE, milestone)
    lock_milestone(session, milestone)
    unchanged_since(milestone, seen_revision)
    if plan.state not in OPEN_TO_EDITING:
        raise InvalidMove(PLAN.refusals[plan.state])
    if milestone.state not in OPEN_MILESTONE:
        raise InvalidMove(MILESTONE.refusals[milestone.state])
    milestone.due_on += timedelta(days=days)
    record(session, EventKind.MILESTONE_EDITED, milestone, by=by, at=at, note=why)
    rescore(session, plan, today=today)


def _reassign(
    session: Session,
    milestone: Milestone,
    seen_revision: int,
    *,
    owner_id: int,
    why: str,
    by: Actor,
    at: datetime,
    today: date,
) -> None:
    require(by, Permission.EDIT_MILESTONE, milestone)
    lock_milestone(session, milestone)
    if milestone.owner_id == owner_id:
        return
    unchanged_since(milestone, seen_revision)
    if milestone.plan.state is PlanState.SUBMITTED:
        raise InvalidMove("This plan is with the regional lead. Its milestones can be edited once that is decided.")
    if milestone.state is MilestoneState.CANCELLED:
        raise InvalidMove("This milestone was cancelled, so it cannot be edited.")
    if not may_own_milestone(session, owner_id, milestone.plan.place, today=today):
        raise RuleBroken("owner_id", "Select somebody who works where this plan belongs")
    milestone.owner_id = owner_id
    read_again(session, milestone.plan)
    record(session, EventKind.MILESTONE_EDITED, milestone, by=by, at=at, note=why)
    rescore(session, milestone.plan, today=today)


LATEST = 366
