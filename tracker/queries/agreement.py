"""Agreeing plans: who had a hand in one, its moves so far, and which wait for a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.domain.lifecycles import OPEN_CHANGE
from tracker.domain.permissions import Actor, scope_ids
from tracker.domain.plan_gaps import Gap, gaps
from tracker.domain.vocabulary import MilestoneState, PlanChangeState, PlanState, Role
from tracker.models import (
    Event,
    Handover,
    HandoverItem,
    Inspection,
    Milestone,
    Plan,
    PlanChange,
    PlanVersion,
    Recommendation,
    Unit,
)
from tracker.queries.counted import counted
from tracker.queries.measures import is_measured
from tracker.queries.owners import possible_milestone_owners
from tracker.queries.scope import PLANS_SEEN, Condition, scope_of

# How the history names what makes somebody a writer of a plan (services/event_kinds.py), and the moves of a plan.
WRITING = (
    "plan.responded",
    "plan.edited",
    "plan.submitted",
    "plan.milestones_ordered",
    "plan.measure_added",
    "plan.measure_edited",
    "plan.measure_removed",
    "milestone.added",
    "milestone.edited",
    "milestone.removed",
    "milestone.waits_for",
    "plan_change.started",
    "plan_change.written",
    "plan_change.submitted",
)
MOVES = ("plan.submitted", "plan.returned", "plan.agreed")
MOVES_OF_CHANGE = ("plan_change.submitted", "plan_change.returned")


@dataclass(frozen=True, slots=True)
class Move:
    """A move of a plan: who made it, when, and what they said."""

    kind: str
    by: str
    at: datetime
    note: str | None


def latest_version(session: Session, plan: Plan) -> int:
    """The number of the version agreed last; 0 before the first."""
    return session.scalar(_LATEST_VERSION, {"plan_id": plan.id}) or 0


def agreed_last(session: Session, plan: Plan) -> PlanVersion:
    """The version agreed last, of a plan that was agreed."""
    statement = sa.select(PlanVersion).where(PlanVersion.plan_id == plan.id).order_by(PlanVersion.number.desc())
    return session.scalars(statement.limit(1)).one()


def had_a_hand_in(session: Session, plan: Plan, people: Collection[int]) -> bool:
    """Whether one of these owns the plan or a milestone of it, owned and handed it over, or wrote any of it.

    Nobody agrees such a plan, nor does who stands in for them (`Actor.answers_for`).
    """
    statement = sa.select(Plan.id).where(Plan.id == plan.id, HAD_A_HAND)
    return session.scalar(statement, {"hands": sorted(people)}) is not None


def returned(session: Session, plans: Collection[Plan]) -> Mapping[int, Move]:
    """Who gave each of these plans back that wait to be changed, by its id, when and why. One statement, or none."""
    ids = [plan.id for plan in plans if plan.state is PlanState.RETURNED]
    rows: Iterable[Any] = session.execute(_RETURNED, {"plan_ids": ids}) if ids else ()
    return {row[0]: Move(*row[1:]) for row in rows}


def returned_last(session: Session, plan: Plan) -> Move | None:
    """Who gave a plan back last, when and why, whatever became of it since. One statement."""
    row = session.execute(_RETURNED_LAST, {"plan_id": plan.id}).one_or_none()
    return Move(*row) if row is not None else None


def missing(session: Session, plan: Plan, promised: Iterable[Milestone], *, today: date) -> list[Gap]:
    """What the plan with these milestones lacks today before it can be submitted or agreed. One statement, and another
    where it does not say in words what success is."""
    at_work = {person.id for person in possible_milestone_owners(session, plan.place, today=today)}
    says_success = bool(plan.success_measure) or is_measured(session, plan.id)
    return gaps(plan, tuple(promised), at_work=at_work, says_success=says_success)


@dataclass(frozen=True, slots=True)
class Submitted:
    """A plan, or a change of an agreed one, that `by` submitted at `at` to be agreed or returned."""

    plan_id: int
    recommendation_id: int
    number: str | None
    text: str
    unit: str | None
    title: str
    is_change: bool
    by: str | None
    at: datetime | None


def to_agree(session: Session, actor: Actor, *, limit: int) -> tuple[Sequence[Submitted], int]:
    """The submitted plans that `actor` may agree, the longest waiting first, and how many there are. One statement."""
    rows: Sequence[Any] = session.execute(_TO_AGREE, {"limit": limit, **asked_by(actor)}).all()
    return [Submitted(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


def asked_by(actor: Actor) -> dict[str, object]:
    """The parameters of statements that hold MAY_AGREE, for `actor`."""
    return {
        "hands": sorted(actor.answers_for),
        "leads_nationally": actor.has(Role.NATIONAL_LEAD),
        "led_regions": scope_ids(actor, [Role.REGIONAL_LEAD], "region_id"),
        **scope_of(actor),
    }


_HANDS = sa.bindparam("hands", type_=sa.Integer(), expanding=True)
_PLAN = sa.bindparam("plan_id", type_=sa.Integer())
# correlated by hand: it stands two levels below the plan, where it would else range over every plan there is
_milestones = sa.select(Milestone.id).where(Milestone.plan_id == Plan.id).correlate(Plan)
_changes = sa.select(PlanChange.id).where(PlanChange.plan_id == Plan.id).correlate(Plan)
_written, _owned, _given = aliased(Event), aliased(Milestone), aliased(HandoverItem)
HAD_A_HAND = sa.or_(
    Plan.owner_id.in_(_HANDS),
    sa.exists().where(
        _owned.plan_id == Plan.id,
        _owned.owner_id.in_(_HANDS),
        _owned.state != MilestoneState.CANCELLED,
    ),
    sa.exists().where(_given.plan_id == Plan.id, Handover.id == _given.handover_id, Handover.from_id.in_(_HANDS)),
    sa.exists().where(
        _written.actor_id.in_(_HANDS),
        _written.kind.in_(WRITING),
        sa.or_(
            sa.and_(_written.subject == "plan", _written.subject_id == Plan.id),
            sa.and_(_written.subject == "milestone", _written.subject_id.in_(_milestones)),
            sa.and_(_written.subject == "plan_change", _written.subject_id.in_(_changes)),
        ),
    ),
)
"""Over a statement that selects from Plan, asked with `hands`: whether any of these people had one in it."""
CHANGE_IS = {
    state: sa.and_(
        Plan.state == PlanState.CHANGING,
        sa.exists().where(PlanChange.plan_id == Plan.id, PlanChange.state == state).correlate(Plan),
    )
    for state in OPEN_CHANGE
}
"""Over a statement that selects from Plan: a change of it is open and stands so."""
MOVE = (Event.kind, Event.actor, Event.at, Event.note)
_moved = aliased(Event)
LAST_MOVE = (
    sa.select(sa.func.max(_moved.sequence))
    .where(_moved.subject == "plan", _moved.subject_id == Plan.id, _moved.kind.in_(MOVES))
    .correlate(Plan)
    .scalar_subquery()
)
"""Over a statement that selects from Plan: the entry of its latest submission, return or agreement."""
_open_change = (
    sa.select(PlanChange.id)
    .where(PlanChange.plan_id == Plan.id, PlanChange.state.in_(sorted(OPEN_CHANGE)))
    .correlate(Plan)
    .scalar_subquery()
)
_last_of_change = (
    sa.select(sa.func.max(_moved.sequence))
    .where(_moved.subject == "plan_change", _moved.subject_id == _open_change, _moved.kind.in_(MOVES_OF_CHANGE))
    .correlate(Plan)
    .scalar_subquery()
)
LAST_MOVE_OF_WHAT_IS_OPEN = sa.case((Plan.state == PlanState.CHANGING, _last_of_change), else_=LAST_MOVE)
"""Likewise: of the open change of a plan that is being changed, and else of the plan."""
FIRST_SUBMITTED = (
    sa.select(_moved.at)
    .where(_moved.subject == "plan", _moved.subject_id == Plan.id, _moved.kind == MOVES[0])
    .order_by(_moved.sequence)
    .limit(1)
    .correlate(Plan)
    .scalar_subquery()
)
"""Likewise: when it was submitted for the first time, by which its own date is met."""
_RETURNED = (
    sa.select(Plan.id, *MOVE)
    .join(Event, Event.sequence == LAST_MOVE)
    .where(Plan.id.in_(sa.bindparam("plan_ids", type_=sa.Integer(), expanding=True)))
)
_RETURNED_LAST = (
    sa.select(*MOVE)
    .where(Event.subject == "plan", Event.subject_id == _PLAN, Event.kind == MOVES[1])
    .order_by(Event.sequence.desc())
    .limit(1)
)
_LATEST_VERSION = sa.select(sa.func.max(PlanVersion.number)).where(PlanVersion.plan_id == _PLAN)
_led = sa.bindparam("led_regions", type_=sa.Integer(), expanding=True)
MAY_AGREE: Condition = sa.and_(
    PLANS_SEEN,
    sa.or_(
        sa.bindparam("leads_nationally", type_=sa.Boolean()), Inspection.region_id.in_(_led), Unit.region_id.in_(_led)
    ),
    sa.not_(HAD_A_HAND),
)
"""Over a statement that selects from Plan with Inspection and, outer, Unit joined: whether who asks (`asked_by`) may
agree the plan or return it, and lead a delivered one on."""
_TO_AGREE = (
    sa.select(
        Plan.id,
        Recommendation.id,
        Recommendation.number,
        Recommendation.text,
        Unit.name,
        Inspection.title,
        Plan.state == PlanState.CHANGING,
        Event.actor,
        Event.at,
        sa.func.count().over(),
    )
    .select_from(Plan)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .outerjoin(Event, Event.sequence == LAST_MOVE_OF_WHAT_IS_OPEN)
    .where(
        sa.or_(Plan.state == PlanState.SUBMITTED, CHANGE_IS[PlanChangeState.SUBMITTED]),
        MAY_AGREE,
    )
    .order_by(Event.sequence, Plan.id)
    .limit(sa.bindparam("limit", type_=sa.Integer()))
)
TO_AGREE = counted(_TO_AGREE)
"""How many there are, asked with `asked_by`."""
