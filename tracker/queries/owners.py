"""Who may own a plan or a part of it: somebody at work, today, where its recommendation belongs."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.permissions import Place
from tracker.domain.vocabulary import Role
from tracker.models import Assignment, Person
from tracker.queries.scope import Condition
from tracker.queries.sessions import holds_on


def possible_owners(session: Session, place: Place, *, today: date) -> list[Person]:
    """The people of the unit; of a region, its lead; national leads where the recommendation belongs to neither.

    Where it is addressed to others than those inspected, `who_could_own`: to the region, say, in a unit's report.
    """
    if not place.is_for_subject:
        return who_could_own(session, place, today=today)
    return _people(session, _scope(place), today)


def possible_milestone_owners(session: Session, place: Place, *, today: date) -> list[Person]:
    """Who may own a milestone of a plan at `place`: whoever could own the plan, and of a unit's plan its region's lead.

    Not the people of units for a region's plan, which they may not see: docs/decisions/0013.
    """
    return _people(session, _scope_of_milestone(place), today)


def who_could_own(session: Session, place: Place, *, today: date) -> list[Person]:
    """Who could own a recommendation to others: leads of its region or of the nation, and its unit's people."""
    return _people(session, _scope_of_others(place), today)


def may_own(session: Session, person_id: int, place: Place, *, today: date) -> bool:
    """Whether a person is one of `possible_owners`."""
    return _is_one(session, person_id, _scope(place) if place.is_for_subject else _scope_of_others(place), today)


def may_own_milestone(session: Session, person_id: int, place: Place, *, today: date) -> bool:
    """Whether a person is one of `possible_milestone_owners`."""
    return _is_one(session, person_id, _scope_of_milestone(place), today)


def _is_one(session: Session, person_id: int, scope: Condition, today: date) -> bool:
    is_at_work = sa.select(Person.id).where(
        Person.id == person_id, Person.ended_at.is_(None), Person.id.in_(_at_work(scope, today))
    )
    return session.scalar(is_at_work) is not None


def _people(session: Session, scope: Condition, today: date) -> list[Person]:
    people = sa.select(Person).where(Person.ended_at.is_(None), Person.id.in_(_at_work(scope, today)))
    return list(session.scalars(people.order_by(Person.name, Person.id)))


def _at_work(scope: Condition, today: date) -> sa.Select[int]:
    return sa.select(Assignment.person_id).where(scope, holds_on(today))


def _scope(place: Place) -> Condition:
    if place.unit_id is not None:
        return Assignment.unit_id == place.unit_id
    if place.region_id is not None:
        return Assignment.region_id == place.region_id
    return Assignment.role == Role.NATIONAL_LEAD


def _scope_of_milestone(place: Place) -> Condition:
    if not place.is_for_subject:
        return _scope_of_others(place)
    if place.unit_id is None or place.region_id is None:
        return _scope(place)
    return sa.or_(Assignment.unit_id == place.unit_id, Assignment.region_id == place.region_id)


def _scope_of_others(place: Place) -> Condition:
    # a place without a unit or a region is not that of everybody whose assignment has none
    of_unit = [Assignment.unit_id == place.unit_id] if place.unit_id is not None else []
    of_region = [Assignment.region_id == place.region_id] if place.region_id is not None else []
    return sa.or_(Assignment.role == Role.NATIONAL_LEAD, *of_unit, *of_region)
