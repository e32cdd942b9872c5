"""Absences: whose may be set by whom, who could stand in, and who is away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload

from tracker.domain.errors import NotFound
from tracker.domain.permissions import Actor, At, Place, scope_ids
from tracker.domain.vocabulary import Role
from tracker.models import Absence, Assignment, Person, Unit
from tracker.queries.sessions import absence_holds_on, holds_on


def person_to_set(session: Session, person_id: int, *, seen_by: Actor, today: date) -> Person:
    """Oneself, or somebody at work in a unit that one heads or a region that one leads; else NotFound."""
    statement = sa.select(Person).where(Person.id == person_id, Person.ended_at.is_(None), _theirs(today))
    person = session.scalars(statement, _asked(seen_by)).one_or_none()
    if person is None:
        raise NotFound("There is no such person.")
    return person


def place_of(session: Session, person: Person, actor: Actor, *, today: date) -> At:
    """Where a person stands to `actor`: in a place that `actor` heads or leads, if they work in one."""
    rows = session.execute(
        sa.select(Assignment.unit_id, sa.func.coalesce(Assignment.region_id, Unit.region_id).label("region_id"))
        .outerjoin(Assignment.unit)
        .where(Assignment.person_id == person.id, holds_on(today))
        .order_by(Assignment.id)
    )
    places = [Place(unit_id=row.unit_id, region_id=row.region_id, person_id=person.id) for row in rows]
    headed = set(scope_ids(actor, [Role.UNIT_HEAD], "unit_id"))
    led = set(scope_ids(actor, [Role.REGIONAL_LEAD], "region_id"))
    near = (place for place in places if place.unit_id in headed or place.region_id in led)
    return At(next(near, Place(person_id=person.id)))


def people_to_set(session: Session, actor: Actor, *, today: date) -> Sequence[Person]:
    """`actor`, and everybody else whose absences they may set, by name. One statement."""
    statement = sa.select(Person).where(Person.ended_at.is_(None), _theirs(today)).order_by(Person.name, Person.id)
    return session.scalars(statement, _asked(actor)).all()


def to_come(session: Session, actor: Actor, *, today: date) -> Sequence[Absence]:
    """Absences that are not over: of `actor`, of those whose they may set, and those in which they stand in."""
    statement = (
        sa.select(Absence)
        .join(Absence.person)
        .where(
            Absence.ended_at.is_(None),
            Absence.to_on >= today,
            sa.or_(_theirs(today), Absence.deputy_id == sa.bindparam("me", type_=sa.Integer())),
        )
        .options(joinedload(Absence.person), joinedload(Absence.deputy))
        .order_by(Absence.from_on, Absence.id)
    )
    return session.scalars(statement, _asked(actor)).all()


def get(session: Session, absence_id: int, *, seen_by: Actor, today: date) -> Absence:
    """An absence with its person and deputy, where `seen_by` may set that person's; else NotFound."""
    statement = (
        sa.select(Absence)
        .join(Absence.person)
        .where(Absence.id == absence_id, _theirs(today))
        .options(joinedload(Absence.person), joinedload(Absence.deputy))
    )
    absence = session.scalars(statement, _asked(seen_by)).one_or_none()
    if absence is None:
        raise NotFound("There is no such absence.")
    return absence


def not_over(session: Session, person_id: int, *, today: date) -> Sequence[Absence]:
    """The absences of a person that last or are to come."""
    statement = sa.select(Absence).where(
        Absence.person_id == person_id, Absence.ended_at.is_(None), Absence.to_on >= today
    )
    return session.scalars(statement.order_by(Absence.from_on)).all()


def stood_in_by(session: Session, person_id: int, *, today: date) -> Sequence[Absence]:
    """The absences of others that last or are to come and in which a person stands in, each with who is away."""
    statement = (
        sa.select(Absence)
        .where(Absence.deputy_id == person_id, Absence.ended_at.is_(None), Absence.to_on >= today)
        .options(joinedload(Absence.person))
    )
    return session.scalars(statement.order_by(Absence.from_on, Absence.id)).all()


def possible_deputies(session: Session, person: Person, *, today: date) -> Sequence[Person]:
    """Who works today in the same unit or region, leads the unit's region, or holds the same role for the nation."""
    own, theirs, of_unit = aliased(Assignment), Assignment, aliased(Unit)
    mine = (
        sa.select(own.unit_id, sa.func.coalesce(own.region_id, of_unit.region_id).label("region_id"), own.role)
        .outerjoin(of_unit, of_unit.id == own.unit_id)
        .where(own.person_id == person.id, own.ended_at.is_(None), own.starts_on <= today)
        .where(sa.or_(own.ends_on.is_(None), own.ends_on >= today), own.inspection_id.is_(None))
        .subquery("mine")
    )
    national = sa.and_(theirs.unit_id.is_(None), theirs.region_id.is_(None), theirs.inspection_id.is_(None))
    beside = sa.or_(
        theirs.unit_id == mine.c.unit_id,
        theirs.region_id == mine.c.region_id,
        sa.and_(national, mine.c.unit_id.is_(None), mine.c.region_id.is_(None), theirs.role == mine.c.role),
    )
    at_work = sa.select(theirs.person_id).join(mine, beside).where(holds_on(today))
    people = sa.select(Person).where(Person.ended_at.is_(None), Person.id != person.id, Person.id.in_(at_work))
    return session.scalars(people.order_by(Person.name, Person.id)).all()


def who_is_stood_in_for(session: Session, person_id: int, *, today: date) -> frozenset[int]:
    """The ids of those for whom a person stands in today."""
    statement = sa.select(Absence.person_id).where(Absence.deputy_id == person_id, absence_holds_on(today))
    return frozenset(session.scalars(statement))


def away_until(owner_id: Any) -> sa.ScalarSelect[date]:
    """Over a statement whose rows have an owner, asked with `owner_id` (who asks) and `today`: until when the owner is
    away with whoever asks as their deputy; empty where they are not."""
    until = sa.select(sa.func.max(Absence.to_on)).where(
        Absence.person_id == owner_id,
        Absence.deputy_id == sa.bindparam("owner_id", type_=sa.Integer()),
        absence_holds_on(sa.bindparam("today", type_=sa.Date())),
    )
    return until.correlate_except(Absence).scalar_subquery()


def _theirs(today: date) -> sa.ColumnElement[bool]:
    """Over a statement that selects from Person: the person themselves, or of a unit or region of whoever asks."""
    units, regions = (sa.bindparam(name, type_=sa.Integer(), expanding=True) for name in ("headed", "led"))
    near = (
        sa.select(Assignment.person_id)
        .outerjoin(Assignment.unit)
        .where(
            holds_on(today),
            sa.or_(Assignment.unit_id.in_(units), Assignment.region_id.in_(regions), Unit.region_id.in_(regions)),
        )
    )
    return sa.or_(Person.id == sa.bindparam("me", type_=sa.Integer()), Person.id.in_(near))


def _asked(actor: Actor) -> dict[str, object]:
    return {
        "me": actor.person_id,
        "headed": scope_ids(actor, [Role.UNIT_HEAD], "unit_id"),
        "led": scope_ids(actor, [Role.REGIONAL_LEAD], "region_id"),
    }
