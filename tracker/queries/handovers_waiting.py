"""Handovers that wait to be accepted: those of the person who asks, and those of the people they answer for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.domain.errors import NotFound
from tracker.domain.lifecycles import STILL_ASKED
from tracker.domain.permissions import Actor
from tracker.models import Handover, HandoverItem, Inspection, Milestone, Person, Plan, Recommendation, Unit
from tracker.queries.scope import Condition, scope_of


@dataclass(frozen=True, slots=True)
class AskedItem:
    """A plan, or a milestone of it where `milestone_id` is set, that is the new owner's still."""

    handover_id: int
    reason: str
    asked_at: datetime
    was: str
    plan_id: int
    milestone_id: int | None
    text: str
    recommendation_id: int
    number: str | None
    unit: str | None
    inspection: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A handover that its new owner has not accepted yet; `items` of it are theirs still."""

    id: int
    was: str
    to: str
    to_id: int
    asked_at: datetime
    items: int


def get(session: Session, handover_id: int, *, seen_by: Actor) -> Handover:
    """A handover to this very person; NotFound where it is another's."""
    asked = {"handover_id": handover_id, "scope_person": scope_of(seen_by)["scope_person"]}
    found = session.scalars(_ONE, asked).one_or_none()
    if found is None:
        raise NotFound("There is no such handover.")
    return found


def to_accept(session: Session, actor: Actor) -> Sequence[AskedItem]:
    """The items handed over to `actor` that they have not accepted, together by handover. One statement."""
    rows: Sequence[Any] = session.execute(_TO_ACCEPT, {"scope_person": actor.person_id}).all()
    return [AskedItem(*row) for row in rows]


def not_accepted(session: Session, actor: Actor, *, limit: int) -> tuple[Sequence[Waiting], int]:
    """The first handovers, with items where `actor` is the head or leads, that wait for another to accept them; and
    how many. The longest waiting first. One statement."""
    rows: Sequence[Any] = session.execute(_NOT_ACCEPTED, {"limit": limit, **scope_of(actor)}).all()
    return [Waiting(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


def _ids(name: str) -> sa.BindParameter[int]:
    return sa.bindparam(name, type_=sa.Integer(), expanding=True)


_ME = sa.bindparam("scope_person", type_=sa.Integer())
_ONE = sa.select(Handover).where(Handover.id == sa.bindparam("handover_id", type_=sa.Integer()), Handover.to_id == _ME)
_was, _to = aliased(Person), aliased(Person)
# what has been handed on since is no longer the new owner's to accept
_IS_THEIRS: Condition = sa.case(
    (HandoverItem.milestone_id.is_(None), Plan.owner_id == Handover.to_id), else_=Milestone.owner_id == Handover.to_id
)


def _items(*columns: Any) -> sa.Select[Any]:
    return (
        sa.select(*columns)
        .select_from(Handover)
        .join(_was, _was.id == Handover.from_id)
        .join(HandoverItem, HandoverItem.handover_id == Handover.id)
        .join(Plan, Plan.id == HandoverItem.plan_id)
        .outerjoin(Milestone, Milestone.id == HandoverItem.milestone_id)
        .join(Plan.recommendation)
        .join(Recommendation.inspection)
        .outerjoin(Inspection.unit)
        .where(Handover.accepted_at.is_(None), _IS_THEIRS, Recommendation.state.in_(sorted(STILL_ASKED)))
    )


_TO_ACCEPT = (
    _items(
        Handover.id,
        Handover.reason,
        Handover.asked_at,
        _was.name,
        Plan.id,
        Milestone.id,
        sa.func.coalesce(Milestone.title, Recommendation.text),
        Recommendation.id,
        Recommendation.number,
        Unit.name,
        Inspection.title,
    )
    .where(Handover.to_id == _ME)
    .order_by(Handover.id, HandoverItem.id)
)
_HANDOVERS = _items(sa.func.count(sa.distinct(Handover.id)))
TO_ACCEPT = _HANDOVERS.where(Handover.to_id == _ME).scalar_subquery()
"""How many handovers wait for who asks, with `scope_of`."""
_led = _ids("scope_regions")
_IS_NEAR: Condition = sa.and_(
    Handover.to_id != _ME,
    sa.or_(
        sa.and_(Inspection.unit_id.in_(_ids("scope_headed_units")), Recommendation.is_for_subject),
        Inspection.region_id.in_(_led),
        Unit.region_id.in_(_led),
    ),
)
NOT_ACCEPTED = _HANDOVERS.where(_IS_NEAR).scalar_subquery()
"""How many wait for others, of whom who asks is the head or leads, likewise."""
_NOT_ACCEPTED = (
    _items(
        Handover.id,
        _was.name,
        _to.name,
        Handover.to_id,
        Handover.asked_at,
        sa.func.count(),
        sa.func.count().over(),
    )
    .join(_to, _to.id == Handover.to_id)
    .where(_IS_NEAR)
    .group_by(Handover.id, _was.name, _to.name, Handover.to_id, Handover.asked_at)
    .order_by(Handover.id)
    .limit(sa.bindparam("limit", type_=sa.Integer()))
)
