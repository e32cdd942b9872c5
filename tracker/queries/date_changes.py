"""Date changes, seen through the plan of their milestone: one, all of a plan, and which wait for a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload

from tracker.domain.errors import NotFound
from tracker.domain.lifecycles import STILL_ASKED, UNAGREED
from tracker.domain.permissions import Actor, Place, scope_ids
from tracker.domain.vocabulary import DateChangeLevel, DateChangeState, Role
from tracker.models import (
    Assignment,
    DateChange,
    Inspection,
    Milestone,
    Person,
    Plan,
    PlanVersion,
    Recommendation,
    Unit,
)
from tracker.queries.counted import counted
from tracker.queries.milestones import IS_OPEN
from tracker.queries.orders import orders
from tracker.queries.scope import PLANS_SEEN, Condition, scope_of
from tracker.queries.sessions import holds_on


def get(session: Session, change_id: int, *, seen_by: Actor) -> DateChange:
    """The change with who asked, its milestone, plan and place; NotFound where the plan is not theirs to see."""
    change = session.scalars(_ONE, {"change_id": change_id, **scope_of(seen_by)}).one_or_none()
    if change is None:
        raise NotFound("There is no such date change.")
    return change


def of_plan(session: Session, plan_id: int) -> Mapping[int, Sequence[DateChange]]:
    """The changes of a plan already seen, by milestone, in the order in which they were asked. One statement."""
    found: dict[int, list[DateChange]] = defaultdict(list)
    for change in session.scalars(_OF_PLAN, {"plan_id": plan_id}):
        found[change.milestone_id].append(change)
    return found


def of_milestone(session: Session, milestone_id: int) -> Sequence[DateChange]:
    """The changes of a milestone already seen, in the order in which they were asked. One statement."""
    return session.scalars(_OF_MILESTONE, {"milestone_id": milestone_id}).all()


def was_agreed(session: Session, plan: Plan) -> bool:
    """Whether the plan was ever agreed: from then on its dates move only by a date change."""
    if plan.state not in UNAGREED:
        return True
    return session.scalar(_HAS_VERSION, {"plan_id": plan.id}) is not None


def a_lead_among(session: Session, people: Collection[int], place: Place, *, today: date) -> bool:
    """Whether one of these people leads the region of that place today."""
    if place.region_id is None:
        return False
    found = sa.select(Assignment.id).where(
        Assignment.person_id.in_(people), Assignment.region_id == place.region_id, holds_on(today)
    )
    return session.scalar(found.limit(1)) is not None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line of the queue. `slips` counts the approved changes to a later day; `original` is the first date agreed."""

    id: int
    title: str
    level: DateChangeLevel
    original: date
    from_on: date
    to_on: date
    slips: int
    reason: str
    asked_by: str
    asked_at: datetime
    milestone_id: int
    recommendation_id: int
    number: str | None
    unit: str | None
    inspection: str


def waiting(
    session: Session, actor: Actor, *, offset: int, limit: int, order: str = ""
) -> tuple[Sequence[Waiting], int]:
    """A page of the date changes that `actor` may decide on, those of their own level first or in one of ORDERS; and
    how many.

    One statement. Without what they asked for or own a part of.
    """
    own_level = DateChangeLevel.NATION if actor.has(Role.NATIONAL_LEAD) else DateChangeLevel.REGION
    asked = {"own_level": own_level, "offset": offset, "limit": limit, **asked_by(actor)}
    rows = session.execute(_SORTED[order], asked).all()
    return [Waiting(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


def asked_by(actor: Actor) -> dict[str, object]:
    """The parameters of HOW_MANY, for `actor`."""
    return {
        "mine": sorted(actor.answers_for),
        "leads_nationally": actor.has(Role.NATIONAL_LEAD),
        "led_regions": scope_ids(actor, [Role.REGIONAL_LEAD], "region_id"),
    }


_PLAN = sa.bindparam("plan_id", type_=sa.Integer())
_people = (joinedload(DateChange.asked_by), joinedload(DateChange.decided_by))
_OF_PLAN = (
    sa.select(DateChange)
    .join(DateChange.milestone)
    .where(Milestone.plan_id == _PLAN)
    .options(*_people)
    .order_by(DateChange.id)
)
_OF_MILESTONE = (
    sa.select(DateChange)
    .where(DateChange.milestone_id == sa.bindparam("milestone_id", type_=sa.Integer()))
    .options(*_people)
    .order_by(DateChange.id)
)
_HAS_VERSION = sa.select(PlanVersion.id).where(PlanVersion.plan_id == _PLAN).limit(1)
_ONE = (
    sa.select(DateChange)
    .join(DateChange.milestone)
    .join(Milestone.plan)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .where(DateChange.id == sa.bindparam("change_id", type_=sa.Integer()), PLANS_SEEN)
    .options(
        contains_eager(DateChange.milestone)
        .contains_eager(Milestone.plan)
        .contains_eager(Plan.recommendation)
        .contains_eager(Recommendation.inspection)
        .contains_eager(Inspection.unit),
        contains_eager(DateChange.milestone).joinedload(Milestone.owner),
        *_people,
    )
)

_MINE = sa.bindparam("mine", type_=sa.Integer(), expanding=True)
_led = sa.bindparam("led_regions", type_=sa.Integer(), expanding=True)
_may_decide: Condition = sa.or_(
    sa.bindparam("leads_nationally", type_=sa.Boolean()),
    sa.and_(
        DateChange.level == DateChangeLevel.REGION,
        sa.or_(Inspection.region_id.in_(_led), Unit.region_id.in_(_led)),
    ),
)
_approved = aliased(DateChange)
_of_milestone = sa.and_(_approved.milestone_id == Milestone.id, _approved.state == DateChangeState.APPROVED)
_slips = (
    sa.select(sa.func.count()).where(_of_milestone, _approved.to_on > _approved.from_on).correlate(Milestone)
).scalar_subquery()
_original = (
    sa.select(_approved.from_on).where(_of_milestone).order_by(_approved.id).limit(1).correlate(Milestone)
).scalar_subquery()
_line: tuple[Any, ...] = (
    DateChange.id,
    Milestone.title,
    DateChange.level,
    sa.func.coalesce(_original, DateChange.from_on, type_=sa.Date()),
    DateChange.from_on,
    DateChange.to_on,
    _slips,
    DateChange.reason,
    Person.name,
    DateChange.asked_at,
    Milestone.id,
    Recommendation.id,
    Recommendation.number,
    Unit.name,
    Inspection.title,
    sa.func.count().over(),
)
_WAITING = (
    sa.select(*_line)
    .select_from(DateChange)
    .join(DateChange.milestone)
    .join(DateChange.asked_by)
    .join(Milestone.plan)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .where(
        DateChange.state == DateChangeState.ASKED,
        IS_OPEN,
        Recommendation.state.in_(sorted(STILL_ASKED)),
        _may_decide,
        DateChange.asked_by_id.not_in(_MINE),
        Plan.owner_id.not_in(_MINE),
        Milestone.owner_id.not_in(_MINE),
    )
    .offset(sa.bindparam("offset", type_=sa.Integer()))
    .limit(sa.bindparam("limit", type_=sa.Integer()))
)
ORDERS = orders(
    {
        "milestone": Milestone.title,
        "recommendation": sa.func.coalesce(Unit.name, Inspection.title),
        "due": DateChange.from_on,
        "asked": DateChange.to_on,
        "slips": _slips,
    },
    (
        sa.case((DateChange.level == sa.bindparam("own_level", type_=DateChange.level.type), 0), else_=1),
        DateChange.from_on,
        DateChange.id,
    ),
)
_SORTED = {order: _WAITING.order_by(*columns) for order, columns in ORDERS.items()}
HOW_MANY = counted(_WAITING)
"""How many wait for who asks, with `asked_by`."""
