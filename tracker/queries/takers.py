"""Who could take over what somebody holds: people at work today, with the rights of today."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.handovers import may_take
from tracker.domain.permissions import Actor, Held
from tracker.domain.vocabulary import Role
from tracker.models import Assignment, Person
from tracker.queries.handovers import HeldItem
from tracker.queries.scope import Condition
from tracker.queries.sessions import held_from, holds_on


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody at work today, with the rights of today."""

    person_id: int
    name: str
    email: str
    actor: Actor

    def may_take(self, item: HeldItem) -> bool:
        return may_take(self.actor, item.place, is_milestone=item.milestone_id is not None)


def takers_of(session: Session, items: Iterable[HeldItem], *, today: date) -> list[Taker]:
    """Who may take over at least one of the items, by name. One statement."""
    items = list(items)
    scope = sa.or_(
        Assignment.role == Role.NATIONAL_LEAD,
        Assignment.unit_id.in_(sorted({item.place.unit_id for item in items} - {None})),
        Assignment.region_id.in_(sorted({item.place.region_id for item in items} - {None})),
    )
    found = _takers(session, scope, today)
    return [taker for taker in found if any(taker.may_take(item) for item in items)]


def takers_by_id(session: Session, ids: Collection[int], *, today: date) -> dict[int, Taker]:
    """These people, as far as they are at work today. One statement."""
    return {taker.person_id: taker for taker in _takers(session, Assignment.person_id.in_(ids), today)}


def _takers(session: Session, scope: Condition, today: date) -> list[Taker]:
    rows = session.execute(
        sa.select(Person.id, Person.name, Person.email, Assignment)
        .join(Assignment, Assignment.person_id == Person.id)
        .where(Person.ended_at.is_(None), holds_on(today), scope)
        .order_by(Person.name, Person.id, Assignment.id)
    )
    people: dict[int, tuple[str, str, list[Held]]] = {}
    for person_id, name, email, assignment in rows:
        people.setdefault(person_id, (name, email, []))[2].append(held_from(assignment))
    return [Taker(key, name, email, Actor(key, name, tuple(held))) for key, (name, email, held) in people.items()]
