"""The plans that one person owns, or stands in for: to respond to, to submit, returned, and submitted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.domain.lifecycles import STILL_ASKED, was_submitted
from tracker.domain.permissions import Actor, Place
from tracker.domain.vocabulary import PlanChangeState, PlanState, Response
from tracker.models import Deadline, Event, Inspection, Person, Plan, Recommendation, Unit
from tracker.queries.absences import away_until
from tracker.queries.agreement import CHANGE_IS, LAST_MOVE_OF_WHAT_IS_OPEN
from tracker.queries.counted import counted
from tracker.queries.plans import WAS_SUBMITTED
from tracker.queries.scope import PLANS_SEEN, Condition, scope_of


@dataclass(frozen=True, slots=True)
class OwnedPlan:
    """A line of what is mine. `limit_on` is the date that the report itself sets; `stands_in_for`: who owns it and is
    away until `away_until`, where that is not me; `place`: what the rule of writing it needs to know."""

    plan_id: int
    recommendation_id: int
    number: str | None
    text: str
    title: str
    unit: str | None
    response: Response
    state: PlanState
    due_on: date
    limit_on: date | None
    stands_in_for: str | None
    away_until: date | None
    place: Place

    @property
    def is_answered(self) -> bool:
        return self.response is not Response.NONE

    @property
    def was_submitted(self) -> bool:
        return was_submitted(self.state)


@dataclass(frozen=True, slots=True)
class HowMany:
    """How many plans somebody owns or stands in for: without a response, with one and to be submitted, and
    submitted."""

    to_respond: int
    to_submit: int
    submitted: int

    @property
    def total(self) -> int:
        return self.to_respond + self.to_submit + self.submitted


@dataclass(frozen=True, slots=True)
class ReturnedPlan:
    """A plan, or a change of an agreed one where `is_change`, that `by` gave back at `at` to be changed, and why."""

    plan_id: int
    recommendation_id: int
    number: str | None
    text: str
    title: str
    unit: str | None
    is_change: bool
    stands_in_for: str | None
    away_until: date | None
    by: str | None
    at: datetime | None
    why: str | None
    place: Place


def owned(
    session: Session, actor: Actor, *, today: date, offset: int, limit: int
) -> tuple[Sequence[OwnedPlan], HowMany]:
    """A page of the plans that `actor` owns, or somebody for whom they stand in, and that they may see; and how many.

    Those without a response first, then those to be submitted, of each the next due first. Two statements.
    """
    asked = {"offset": offset, "limit": limit, **asked_by(actor, today)}
    connection = session.connection()
    counted = connection.execute(_HOW_MANY, asked).one()
    rows: Sequence[Any] = connection.execute(_OWNED, asked).all()
    return [OwnedPlan(*(*row[:12], _place(row))) for row in rows], HowMany(*counted)


def returned(session: Session, actor: Actor, *, today: date, limit: int) -> tuple[Sequence[ReturnedPlan], int]:
    """The first plans of theirs that were given back to be changed, likewise, the longest ago first, and how many.

    One statement.
    """
    rows: Sequence[Any] = session.connection().execute(_RETURNED, {"limit": limit, **asked_by(actor, today)}).all()
    return [ReturnedPlan(*(*row[:12], _place(row))) for row in rows], rows[0].total if rows else 0


def asked_by(actor: Actor, today: date) -> dict[str, object]:
    """The parameters of statements about what `actor` owns, or somebody for whom they stand in."""
    return {"owner_id": actor.person_id, "owners": sorted(actor.answers_for), "today": today, **scope_of(actor)}


def _place(row: Any) -> Place:
    return Place(unit_id=row.unit_id, region_id=row.region_id, owner_id=row.owner_id, is_for_subject=row.is_for_subject)


def away_owner(owner_id: Any) -> sa.ColumnElement[str | None]:
    """Over a statement that joins Person as the owner: their name, where that is not who asks."""
    return sa.case((owner_id != sa.bindparam("owner_id", type_=sa.Integer()), Person.name))


_OFFSET, _LIMIT = (sa.bindparam(name, type_=sa.Integer()) for name in ("offset", "limit"))
_limit_of_report = aliased(Deadline)  # apart from the plan's own
_waits: Condition = sa.and_(sa.not_(WAS_SUBMITTED), Plan.response == Response.NONE)
_to_submit: Condition = sa.and_(sa.not_(WAS_SUBMITTED), Plan.response != Response.NONE)
_OF_CHANGE = CHANGE_IS[PlanChangeState.RETURNED]
_IS_RETURNED: Condition = sa.or_(Plan.state == PlanState.RETURNED, _OF_CHANGE)
_THEIRS = (
    sa.select(Plan.id)
    .select_from(Plan)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .where(
        Plan.owner_id.in_(sa.bindparam("owners", type_=sa.Integer(), expanding=True)),
        Recommendation.state.in_(sorted(STILL_ASKED)),
        PLANS_SEEN,
    )
)


def _count(condition: Condition) -> sa.ColumnElement[int]:
    return sa.func.count(sa.case((condition, 1)))


_HOW_MANY = _THEIRS.with_only_columns(
    _count(_waits), _count(_to_submit), _count(WAS_SUBMITTED), maintain_column_froms=True
)
TO_BE_WRITTEN = counted(_THEIRS.where(sa.or_(sa.not_(WAS_SUBMITTED), _IS_RETURNED)))
"""How many are to be responded to, to be submitted or to be changed, asked with `asked_by`."""
_RULES = (
    Inspection.unit_id,
    sa.func.coalesce(Unit.region_id, Inspection.region_id).label("region_id"),
    Plan.owner_id,
    Recommendation.is_for_subject,
)
_OWNED = (
    _THEIRS.join(Plan.deadline)
    .join(Plan.owner)
    .outerjoin(_limit_of_report, _limit_of_report.id == Recommendation.deadline_id)
    .with_only_columns(
        Plan.id,
        Recommendation.id,
        Recommendation.number,
        Recommendation.text,
        Inspection.title,
        Unit.name,
        Plan.response,
        Plan.state,
        Deadline.due_on,
        _limit_of_report.due_on,
        away_owner(Plan.owner_id),
        away_until(Plan.owner_id),
        *_RULES,
        maintain_column_froms=True,
    )
    .order_by(
        sa.case((_waits, 0), (_to_submit, 1), else_=2),
        Deadline.due_on,
        Recommendation.inspection_id,
        Recommendation.ordinal,
    )
    .offset(_OFFSET)
    .limit(_LIMIT)
)
_RETURNED = (
    _THEIRS.join(Plan.owner)
    .outerjoin(Event, Event.sequence == LAST_MOVE_OF_WHAT_IS_OPEN)
    .with_only_columns(
        Plan.id,
        Recommendation.id,
        Recommendation.number,
        Recommendation.text,
        Inspection.title,
        Unit.name,
        Plan.state == PlanState.CHANGING,
        away_owner(Plan.owner_id),
        away_until(Plan.owner_id),
        Event.actor,
        Event.at,
        Event.note,
        *_RULES,
        sa.func.count().over().label("total"),
        maintain_column_froms=True,
    )
    .where(_IS_RETURNED)
    .order_by(Event.sequence, Plan.id)
    .limit(_LIMIT)
)
