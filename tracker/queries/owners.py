"""Who may own a plan: somebody at work, today, where its recommendation belongs."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.permissions import Place
from tracker.domain.vocabulary import Role
from tracker.models import Assignment, Person
from tracker.queries.sessions import holds_on


def possible_owners(session: Session, place: Place, *, today: date) -> list[Person]:
    """The people of the unit; of a region, its lead; national leads where the recommendation belongs to neither."""
    people = sa.select(Person).where(Person.ended_at.is_(None), Person.id.in_(_at_work(place, today)))
    return list(session.scalars(people.order_by(Person.name, Person.id)))


def who_could_own(session: Session, place: Place, *, today: date) -> list[Person]:
    """Who could own a recommendation to others: leads of its region or of the nation, and its unit's people."""
    scope = sa.or_(
        Assignment.role == Role.NATIONAL_LEAD,
        Assignment.region_id == place.region_id,
        Assignment.unit_id == place.unit_id,
    )
    at_work = sa.select(Assignment.person_id).where(scope, holds_on(today))
    people = sa.select(Person).where(Person.ended_at.is_(None), Person.id.in_(at_work))
    return list(session.scalars(people.order_by(Person.name, Person.id)))


def may_own(session: Session, person_id: int, place: Place, *, today: date) -> bool:
    """Whether a person is one of `possible_owners`."""
    is_at_work = sa.select(Person.id).where(
        Person.id == person_id, Person.ended_at.is_(None), Person.id.in_(_at_work(place, today))
    )
    return session.scalar(is_at_work) is not None


def _at_work(place: Place, today: date) -> sa.Select[int]:
    if place.unit_id is not None:
        scope = Assignment.unit_id == place.unit_id
    elif place.region_id is not None:
        scope = Assignment.region_id == place.region_id
    else:
        scope = Assignment.role == Role.NATIONAL_LEAD
    return sa.select(Assignment.person_id).where(scope, holds_on(today))
