"""Builders of people in each role. Names are invented; nobody has a password unless `with_password` gives one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count

from sqlalchemy.orm import Session

from tests.factories.organisations import OPERATOR, make_region, make_unit
from tracker.domain.vocabulary import Role
from tracker.models import Assignment, Inspection, Person, Region, Unit
from tracker.services.password_links import set_password
from tracker.services.passwords import hash_password
from tracker.services.people import add_person, assign

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LONG_AGO = date(2020, 1, 1)
PASSWORD = "tractor lemon cloud"

_numbers = count(1)


def make_person(session: Session, name: str = "Alex Rowan", email: str | None = None) -> Person:
    """A person without a role."""
    email = email or f"{name.lower().replace(' ', '.')}.{next(_numbers)}@example.com"
    return add_person(session, email=email, name=name, by=OPERATOR, at=AT)


def give(
    session: Session,
    person: Person,
    role: Role,
    *,
    unit: Unit | None = None,
    region: Region | None = None,
    inspection: Inspection | None = None,
    starts_on: date = LONG_AGO,
    ends_on: date | None = None,
) -> Assignment:
    """Gives `person` one more role."""
    return assign(
        session,
        person,
        role=role,
        unit=unit,
        region=region,
        inspection=inspection,
        starts_on=starts_on,
        ends_on=ends_on,
        by=OPERATOR,
        at=AT,
    )


def make_unit_head(session: Session, unit: Unit | None = None, name: str = "Robin Hale") -> Person:
    """A head of `unit`, or of a new one."""
    return _in_role(session, name, Role.UNIT_HEAD, unit=unit or make_unit(session))


def make_contributor(session: Session, unit: Unit | None = None, name: str = "Sam Okoro") -> Person:
    return _in_role(session, name, Role.CONTRIBUTOR, unit=unit or make_unit(session))


def make_regional_lead(session: Session, region: Region | None = None, name: str = "Jo Bramley") -> Person:
    return _in_role(session, name, Role.REGIONAL_LEAD, region=region or make_region(session))


def make_inspector(session: Session, inspection: Inspection, name: str = "Kit Lomax") -> Person:
    return _in_role(session, name, Role.INSPECTOR, inspection=inspection)


def make_assurance_reviewer(session: Session, name: str = "Noor Aziz") -> Person:
    return _in_role(session, name, Role.ASSURANCE_REVIEWER)


def make_national_lead(session: Session, name: str = "Pat Winter") -> Person:
    return _in_role(session, name, Role.NATIONAL_LEAD)


def make_administrator(session: Session, name: str = "Ade Finch") -> Person:
    return _in_role(session, name, Role.ADMINISTRATOR)


def with_password(session: Session, person: Person, password: str = PASSWORD) -> Person:
    """The same person, who may now sign in with `password`."""
    set_password(session, person, password_hash=hash_password(password), by=OPERATOR, at=AT)
    return person


def _in_role(
    session: Session,
    name: str,
    role: Role,
    unit: Unit | None = None,
    region: Region | None = None,
    inspection: Inspection | None = None,
) -> Person:
    person = make_person(session, name)
    give(session, person, role, unit=unit, region=region, inspection=inspection)
    return person
