"""The open milestones that one person owns, or stands in for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.domain.deadlines import soon_until
from tracker.domain.lifecycles import STILL_ASKED
from tracker.domain.permissions import Actor, Place
from tracker.domain.vocabulary import DateChangeLevel, DateChangeState, MilestoneState, PlanState
from tracker.models import DateChange, Inspection, Milestone, Person, Plan, Recommendation, Unit
from tracker.queries.absences import away_until
from tracker.queries.counted import counted
from tracker.queries.milestones import IS_OPEN
from tracker.queries.own_plans import asked_by, away_owner
from tracker.queries.scope import PLANS_SEEN, Condition


@dataclass(frozen=True, slots=True)
class OwnedMilestone:
    """A line of what I am to do. `place`: what the rule of reporting on it needs to know; `stands_in_for`: who owns it
    and is away until `away_until`, where that is not me. `asked_for`: a date that waits to be decided on at
    `asked_level`; `asked_by`: who asked for it, where that was not me."""

    id: int
    title: str
    state: MilestoneState
    revision: int
    plan_state: PlanState
    due_on: date
    recommendation_id: int
    number: str | None
    unit: str | None
    inspection: str
    place: Place
    stands_in_for: str | None
    away_until: date | None
    asked_for: date | None
    asked_level: DateChangeLevel | None
    asked_by: str | None


@dataclass(frozen=True, slots=True)
class OwnedMilestones:
    """The first that are overdue, due soon and due later, the next due first, and how many there are: all, those
    overdue, and those due soon."""

    lines: Sequence[OwnedMilestone]
    total: int
    overdue: int
    soon: int


def open_milestones(session: Session, actor: Actor, *, today: date, limit: int) -> OwnedMilestones:
    """So many of each of the open milestones that `actor` owns, or somebody for whom they stand in, and that they may
    see, of recommendations that still stand. One statement.
    """
    asked = {"limit": limit, "soon_until": soon_until(today), **asked_by(actor, today)}
    rows: Sequence[Any] = session.connection().execute(_FIRST_OF_EACH, asked).all()
    lines = [OwnedMilestone(*(*row[:10], _place(row), *row[10:15])) for row in rows]
    return OwnedMilestones(lines, *(rows[0].total, rows[0].overdue, rows[0].soon) if rows else (0, 0, 0))


def _place(row: Any) -> Place:
    return Place(
        unit_id=row.unit_id,
        region_id=row.region_id,
        owner_id=row.plan_owner_id,
        milestone_owner_id=row.owner_id,
        is_for_subject=row.is_for_subject,
    )


_asker = aliased(Person)
_OWNERS = sa.bindparam("owners", type_=sa.Integer(), expanding=True)
_TODAY = sa.bindparam("today", type_=sa.Date())
_SOON_UNTIL = sa.bindparam("soon_until", type_=sa.Date())
_IS_SOON: Condition = sa.and_(Milestone.due_on >= _TODAY, Milestone.due_on <= _SOON_UNTIL)
_WHEN = sa.case((Milestone.due_on < _TODAY, 0), (_IS_SOON, 1), else_=2)
_NEXT_DUE = (Milestone.due_on, Milestone.id)
_OPEN = (
    sa.select(
        Milestone.id,
        Milestone.title,
        Milestone.state,
        Milestone.revision,
        Plan.state,
        Milestone.due_on,
        Recommendation.id,
        Recommendation.number,
        Unit.name,
        Inspection.title,
        away_owner(Milestone.owner_id),
        away_until(Milestone.owner_id),
        DateChange.to_on,
        DateChange.level,
        sa.case((DateChange.asked_by_id != sa.bindparam("owner_id", type_=sa.Integer()), _asker.name)),
        Inspection.unit_id,
        sa.func.coalesce(Unit.region_id, Inspection.region_id).label("region_id"),
        Plan.owner_id.label("plan_owner_id"),
        Milestone.owner_id,
        Recommendation.is_for_subject,
        sa.func.count().over().label("total"),
        sa.func.count(sa.case((Milestone.due_on < _TODAY, 1))).over().label("overdue"),
        sa.func.count(sa.case((_IS_SOON, 1))).over().label("soon"),
        sa.func.row_number().over(partition_by=_WHEN, order_by=_NEXT_DUE).label("nth"),
    )
    .select_from(Milestone)
    .join(Milestone.plan)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .join(Milestone.owner)
    .outerjoin(
        DateChange, sa.and_(DateChange.milestone_id == Milestone.id, DateChange.state == DateChangeState.ASKED)
    )  # at most one waits a milestone
    .outerjoin(_asker, _asker.id == DateChange.asked_by_id)
    .where(Milestone.owner_id.in_(_OWNERS), IS_OPEN, Recommendation.state.in_(sorted(STILL_ASKED)), PLANS_SEEN)
)
_open = _OPEN.subquery("open")
_FIRST_OF_EACH = (
    sa.select(*_open.c)
    .where(_open.c.nth <= sa.bindparam("limit", type_=sa.Integer()))
    .order_by(_open.c.due_on, _open.c.id)
)
HOW_MANY = counted(_OPEN.where(Milestone.due_on <= _SOON_UNTIL))
"""How many of them are overdue or due soon, asked with `asked_by` and `soon_until`."""
