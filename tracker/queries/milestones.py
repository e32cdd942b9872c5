"""Milestones, seen through their plan: one, all of a plan, and which of them are overdue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from tracker.domain.errors import NotFound
from tracker.domain.lifecycles import OPEN_MILESTONE
from tracker.domain.permissions import Actor, At, Placed
from tracker.domain.vocabulary import MilestoneState
from tracker.models import Event, Inspection, Milestone, Plan, Recommendation
from tracker.models.base import Base
from tracker.queries.scope import PLANS_SEEN, Condition, scope_of

_OPEN = [state for state in MilestoneState if state in OPEN_MILESTONE]
# written out and in the order of the index on open milestones, which a parameter would not match
IS_OPEN: Condition = Milestone.state.in_(sa.bindparam("open_states", _OPEN, expanding=True, literal_execute=True))
"""Over a statement that selects from Milestone: its work is not reported done, so its date counts."""


def get(session: Session, milestone_id: int, *, seen_by: Actor) -> Milestone:
    """The milestone with its owner, doer, plan and place; NotFound where its plan is not theirs to see."""
    milestone = session.scalars(_ONE, {"milestone_id": milestone_id, **scope_of(seen_by)}).one_or_none()
    if milestone is None:
        raise NotFound("There is no such milestone.")
    return milestone


class Owned(Protocol):
    """A milestone as far as who answers for it goes."""

    @property
    def owner_id(self) -> int: ...
    @property
    def state(self) -> MilestoneState: ...


def to_show(plan: Placed, promised: Iterable[Owned], actor: Actor) -> At:
    """Where new evidence, or a progress update, of a plan belongs, to ask whether `actor` may add it: who owns a
    milestone may."""
    owns = any(one.owner_id == actor.person_id and one.state is not MilestoneState.CANCELLED for one in promised)
    return At(replace(plan.place, milestone_owner_id=actor.person_id if owns else None))


def of_plan(session: Session, plan: Plan) -> Sequence[Milestone]:
    """All milestones of a plan already seen, in its order, each with its owner. One statement."""
    return session.scalars(_OF_PLAN, {"plan_id": plan.id}).all()


def of_locked_plan(session: Session, plan: Plan) -> Sequence[Milestone]:
    """The same for a verb that holds the plan's lock: those that were loaded before it had it are read anew."""
    found = session.scalars(_ANEW, {"plan_id": plan.id}).all()
    for milestone in found:
        set_committed_value(milestone, "plan", plan)  # which one that is read anew lets go of
    return found


def overdue(today: date | sa.ColumnElement[date]) -> Condition:
    """The SQL spelling of `deadlines.is_overdue`, over a statement that selects from Milestone."""
    return sa.and_(IS_OPEN, Milestone.due_on < today)


def is_rested_on(session: Session, milestone: Milestone) -> bool:
    """Whether anything names it (evidence, a decision, a date change, a comment …) or it waits for another milestone:
    then its row must stay."""
    return bool(session.scalar(_IS_RESTED_ON, {"milestone_id": milestone.id}))


def was_removed(session: Session, plan: Plan, milestone_id: int) -> bool:
    """Whether the plan once had this milestone: the history of the plan says that it was removed."""
    removed = session.scalars(_REMOVED, {"plan_id": plan.id})
    return any(f"milestone {milestone_id}" in (entry or {}) for entry in removed)


_REMOVED = sa.select(Event.before).where(
    Event.subject == "plan", Event.subject_id == sa.bindparam("plan_id"), Event.kind == "milestone.removed"
)
_KEY = sa.inspect(Milestone).local_table.c.id
_MILESTONE = sa.bindparam("milestone_id", type_=sa.Integer())
# every table that names a milestone, so that a new one cannot be forgotten
_NAMES_ONE = [key.parent for table in Base.metadata.sorted_tables for key in table.foreign_keys if key.column is _KEY]
_IS_RESTED_ON = sa.select(sa.or_(*(sa.exists().where(column == _MILESTONE) for column in _NAMES_ONE)))
_ONE = (
    sa.select(Milestone)
    .join(Milestone.plan)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .where(Milestone.id == sa.bindparam("milestone_id"), PLANS_SEEN)
    .options(
        contains_eager(Milestone.plan)
        .contains_eager(Plan.recommendation)
        .contains_eager(Recommendation.inspection)
        .contains_eager(Inspection.unit),
        joinedload(Milestone.owner),
        joinedload(Milestone.completed_by),
    )
)
_OF_PLAN = (
    sa.select(Milestone)
    .where(Milestone.plan_id == sa.bindparam("plan_id"))
    .options(joinedload(Milestone.owner))
    .order_by(Milestone.ordinal)
)
_ANEW = _OF_PLAN.execution_options(populate_existing=True)
