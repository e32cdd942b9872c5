"""A post changes hands: what somebody holds moves to others in one act, and each of them accepts it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from tracker.domain.errors import InvalidMove, RuleBroken
from tracker.domain.handovers import HELD_MILESTONE, may_take
from tracker.domain.permissions import Actor, Permission, require
from tracker.models import Handover, HandoverItem, Inspection, Milestone, Person, Plan, Recommendation
from tracker.queries.takers import Taker, takers_by_id
from tracker.services.event_kinds import EventKind
from tracker.services.locking import lock_plan
from tracker.services.plan_changes import give_drafted
from tracker.services.record import record
from tracker.services.scores import rescore
from tracker.services.submitted import read_again

Key = tuple[int, int | None]
"""A plan by its id and None, or a milestone by its plan's id and its own."""


@dataclass
class Outcome:
    """`moved`: what went to whom now. `refused`: what stayed, with the reason in words."""

    moved: dict[Key, int] = field(default_factory=dict)
    refused: dict[Key, str] = field(default_factory=dict)


def hand_over(
    session: Session,
    holder: Person,
    wanted: Mapping[Key, int],
    *,
    reason: str,
    by: Actor,
    at: datetime,
    today: date,
) -> Outcome:
    """Moves each of `wanted` from `holder` to the person of that id. What cannot move stays, and the others move.

    In any state of the plan, agreed ones too. Where a change of it is open, the new milestones that the holder owns in
    its draft go with the plan, or else with the first milestone that moves. The plans are locked in the order of their
    ids, so of two at once the second finds what the first did; what its new owner has already is left alone: a form
    sent twice has one effect.
    Raises NotPermitted where one of them is not theirs to hand over, RuleBroken("reason" or "to_id").
    """
    if not reason:
        raise RuleBroken("reason", "Enter why this is handed over")
    if not wanted:
        raise RuleBroken("to_id", "Select who takes over")
    takers = takers_by_id(session, set(wanted.values()), today=today)
    outcome = Outcome()
    for plan, keys in _by_plan(session, wanted):
        require(by, Permission.HAND_OVER, plan)
        try:
            lock_plan(session, plan)
        except InvalidMove as refusal:
            outcome.refused |= dict.fromkeys(keys, str(refusal))
            continue
        moved = dict(_moved(session, plan, keys, holder, wanted, takers, outcome))
        if not moved:
            continue
        read_again(session, plan)
        for row in moved.values():
            kind = EventKind.PLAN_HANDED_OVER if row is plan else EventKind.MILESTONE_HANDED_OVER
            record(session, kind, row, by=by, at=at, note=reason)
        heir = wanted[min(moved, key=_plan_first)]
        give_drafted(session, plan, holder.id, heir, why=reason, by=by, at=at)
        outcome.moved |= {key: wanted[key] for key in moved}
        rescore(session, plan, today=today)
    _ask(session, holder, outcome.moved, reason, by, at)
    return outcome


def accept_handover(session: Session, handover: Handover, *, by: Actor, at: datetime) -> None:
    """Its new owner knows of it; once is enough."""
    require(by, Permission.ACCEPT_HANDOVER, handover)
    session.refresh(handover, ["accepted_at", "revision"], with_for_update=True)
    if handover.accepted_at is None:
        handover.accepted_at = at
        owner = session.get_one(Person, handover.to_id)
        record(session, EventKind.HANDOVER_ACCEPTED, owner, by=by, at=at, covers=[handover])


def _plan_first(key: Key) -> tuple[bool, int]:
    return key[1] is not None, key[1] or 0


def _by_plan(session: Session, wanted: Mapping[Key, int]) -> Iterator[tuple[Plan, list[Key]]]:
    """The plans in the order of their ids, which every handover locks them in, each with what is wanted of it."""
    rows = session.scalars(_PLANS, {"plan_ids": sorted({plan_id for plan_id, _ in wanted})}).all()
    for plan in rows:
        yield plan, [key for key in wanted if key[0] == plan.id]


def _moved(
    session: Session,
    plan: Plan,
    keys: list[Key],
    holder: Person,
    wanted: Mapping[Key, int],
    takers: Mapping[int, Taker],
    outcome: Outcome,
) -> Iterator[tuple[Key, Plan | Milestone]]:
    """Gives each its new owner, under the lock of the plan; says of the others why not."""
    asked = [milestone_id for _, milestone_id in keys if milestone_id is not None]
    read_anew = {"populate_existing": True}
    rows = session.scalars(_MILESTONES, {"plan_id": plan.id, "ids": asked}, execution_options=read_anew)
    milestones = {milestone.id: milestone for milestone in rows}
    for key in keys:
        row = plan if key[1] is None else milestones.get(key[1])
        if row is not None and row.owner_id == wanted[key] != holder.id:
            continue  # done already
        why_not = _refusal(row, plan, holder, takers.get(wanted[key]))
        if row is None or why_not is not None:
            outcome.refused[key] = why_not or _GONE
            continue
        row.owner_id = wanted[key]
        yield key, row


def _refusal(row: Plan | Milestone | None, plan: Plan, holder: Person, taker: Taker | None) -> str | None:
    if row is None or (isinstance(row, Milestone) and row.state not in HELD_MILESTONE):
        return _GONE
    if row.owner_id != holder.id:
        return f"This is not {holder.name}’s any more. Somebody else has moved it."
    if taker is None:
        return "Select somebody who has a role today"
    if taker.person_id == holder.id:
        return f"This is {holder.name}’s already. Select somebody else."
    if not may_take(taker.actor, plan.place, is_milestone=isinstance(row, Milestone)):
        return f"{taker.name} does not work where this belongs. Select somebody who does."
    return None


def _ask(session: Session, holder: Person, moved: Mapping[Key, int], reason: str, by: Actor, at: datetime) -> None:
    """One handover a new owner, with its items, for them to accept."""
    for to_id in sorted(set(moved.values())):
        items = [HandoverItem(plan_id=key[0], milestone_id=key[1]) for key in moved if moved[key] == to_id]
        asked = Handover(
            from_id=holder.id, to_id=to_id, reason=reason, asked_at=at, asked_by_id=by.person_id, items=items
        )
        session.add(asked)
        record(session, EventKind.HANDED_OVER, holder, by=by, at=at, note=reason, covers=[asked, *items])


_GONE = "This is done, cancelled or removed since, so there is nothing to hand over."
_PLANS = (
    sa.select(Plan)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .where(Plan.id.in_(sa.bindparam("plan_ids", expanding=True)))
    .options(
        contains_eager(Plan.recommendation).contains_eager(Recommendation.inspection).contains_eager(Inspection.unit)
    )
    .order_by(Plan.id)
)
_MILESTONES = sa.select(Milestone).where(
    Milestone.plan_id == sa.bindparam("plan_id", type_=sa.Integer()),
    Milestone.id.in_(sa.bindparam("ids", expanding=True)),
)
