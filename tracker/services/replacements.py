"""What a change of an agreed plan ends: milestones are cancelled, and new ones take the place of others.

The regional lead agrees it with the change. What is replaced and open is cancelled, and counts no longer. Product
rules, section 8 (a cancelled milestone's weight stays in the denominator unless another took its place).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.domain.errors import InvalidMove, RuleBroken
from tracker.domain.lifecycles import MILESTONE
from tracker.domain.permissions import Actor
from tracker.domain.plan_change import replaceable
from tracker.domain.vocabulary import MilestoneState
from tracker.models import DateChange, Milestone, MilestoneReplacement, PlanChange
from tracker.queries import replacements
from tracker.services import date_lapses
from tracker.services.date_lapses import lapse_date_change
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

FIELD = "replaces"


def refuse_place(
    session: Session, change: PlanChange, standing: Sequence[Milestone], key: int | None, wanted: Collection[int]
) -> None:
    """RuleBroken("replaces") where the new milestone of that number cannot take the place of all of `wanted`."""
    already = replacements.of_plan(session, change.plan_id)
    offered = {one.id for one in replaceable(standing, change.draft, key, already)}
    if not offered.issuperset(wanted):
        raise RuleBroken(FIELD, "Select milestones that are open, or cancelled and not replaced by another")


def take_places(
    session: Session,
    change: PlanChange,
    new: Mapping[int, Milestone],
    standing: Sequence[Milestone],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Puts the change's new milestones, by their numbers in its draft, in the place of those that it names.

    Under the lock of the plan, of a change that is being agreed. Raises InvalidMove where one was reported done since.
    """
    old = {one.id: one for one in standing}
    for key, number in sorted(change.draft.replaced.items()):
        milestone = old[key]
        lapsed: tuple[DateChange, ...] = ()
        if milestone.state is not MilestoneState.CANCELLED:
            lapsed = _cancel(session, milestone, change.why, by, at)
        taken = MilestoneReplacement(plan_id=change.plan_id, milestone_id=key, replacement_id=new[number].id)
        session.add(taken)
        record(session, EventKind.MILESTONE_REPLACED, milestone, by=by, at=at, note=change.why, covers=[taken, *lapsed])


def cancel_proposed(
    session: Session, change: PlanChange, standing: Sequence[Milestone], *, by: Actor, at: datetime
) -> None:
    """Cancels what the change says is to be cancelled, each for its own reason; what was cancelled meanwhile is.

    Under the lock of the plan, of a change that is being agreed. Raises InvalidMove where one was reported done since.
    """
    for milestone in standing:
        why = change.draft.cancelled.get(milestone.id)
        if why is not None and milestone.state is not MilestoneState.CANCELLED:
            lapsed = _cancel(session, milestone, why, by, at)
            record(session, EventKind.MILESTONE_CANCELLED, milestone, by=by, at=at, covers=lapsed)


def _cancel(session: Session, milestone: Milestone, why: str, by: Actor, at: datetime) -> tuple[DateChange, ...]:
    """Returns the ask for another date that lapses with it, if there is one."""
    try:
        milestone.state = MILESTONE.move(milestone.state, "cancel")
    except InvalidMove as refused:
        words = f"‘{milestone.title}’ is reported done, so it is not cancelled or replaced. Return the change."
        raise InvalidMove(words) from refused
    milestone.cancelled_at, milestone.cancelled_by_id = at, by.person_id
    milestone.cancel_reason = why
    return lapse_date_change(session, milestone, words=date_lapses.CANCELLED, by=by, at=at)
