"""People, the roles they hold, and the end of both. Whoever's rights change is signed out on every worker."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.domain.assignments import check_scope
from tracker.domain.emails import is_email, normal_email
from tracker.domain.errors import RuleBroken
from tracker.domain.london import london_date
from tracker.domain.names import tidy_name
from tracker.domain.permissions import Actor, Permission, require
from tracker.domain.vocabulary import IdentityKind, Role, SessionEnd
from tracker.models import Assignment, Identity, Inspection, Person, Region, Unit
from tracker.queries.people import assignments_not_over
from tracker.services.editing import unchanged_since
from tracker.services.event_kinds import EventKind
from tracker.services.locking import lock_person
from tracker.services.record import record
from tracker.services.sessions import end_sessions_of

LONGEST_NAME = 200


def add_person(session: Session, *, email: str, name: str, by: Actor, at: datetime) -> Person:
    """A new person, without a role and without a password. RuleBroken("email" or "name")."""
    require(by, Permission.MANAGE_PEOPLE)
    email, name = normal_email(email), tidy_name(name)
    if not is_email(email):
        raise RuleBroken("email", "Enter an email address in the correct format, like name@example.com.")
    if not name or len(name) > LONGEST_NAME:
        raise RuleBroken("name", f"Enter a name of {LONGEST_NAME} characters or fewer.")
    taken = f"There is already a person with the email address {email}."
    if session.scalar(sa.select(Person.id).where(Person.email == email)):
        raise RuleBroken("email", taken)
    person = Person(email=email, name=name)
    identity = Identity(person=person, kind=IdentityKind.PASSWORD)
    session.add_all([person, identity])
    try:
        record(session, EventKind.PERSON_ADDED, person, by=by, at=at, covers=[identity])
    except IntegrityError:  # two at the same instant
        raise RuleBroken("email", taken) from None
    return person


def assign(
    session: Session,
    person: Person,
    *,
    role: Role,
    unit: Unit | None = None,
    region: Region | None = None,
    inspection: Inspection | None = None,
    starts_on: date,
    ends_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Assignment:
    """Gives `person` a role in exactly its scope, from a day to a last day. RuleBroken where role and scope differ,
    the person has no access, or they hold the role there on one of those days already. The lock of the person's row
    keeps two at once from overlapping, and a role from being given while all access is taken away.
    """
    require(by, Permission.MANAGE_PEOPLE)
    check_scope(role, unit=unit, region=region, inspection=inspection)
    lock_person(session, person)
    if person.ended_at is not None:
        raise RuleBroken("email", f"{person.name} no longer has access. Give them access again first.")
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken("ends_on", "The last day must be the same as or after the first day.")
    assignment = Assignment(
        person_id=person.id,
        role=role,
        unit_id=unit.id if unit else None,
        region_id=region.id if region else None,
        inspection_id=inspection.id if inspection else None,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    held_already = f"{person.name} already holds that role there."
    if session.scalar(sa.select(Assignment.id).where(*_same_role_and_days(assignment)).limit(1)):
        raise RuleBroken("role", held_already)
    session.add(assignment)
    record(session, EventKind.ASSIGNMENT_BEGUN, assignment, by=by, at=at)
    end_sessions_of(session, person.id, because=SessionEnd.ROLE_CHANGED, at=at)
    return assignment


def end_assignment(
    session: Session,
    assignment: Assignment,
    *,
    ends_on: date,
    by: Actor,
    at: datetime,
    seen_revision: int | None = None,
) -> None:
    """Ends a role: with a day to come as its last, else at once, with the next request. RuleBroken where it is over,
    Conflict where it is not as somebody saw it. Its last day already is left as it is."""
    require(by, Permission.MANAGE_PEOPLE)
    lock_person(session, session.get_one(Person, assignment.person_id))
    session.refresh(assignment, ["starts_on", "ends_on", "ended_at", "revision"])
    today = london_date(at)
    if assignment.ended_at is not None or (assignment.ends_on is not None and assignment.ends_on < today):
        raise RuleBroken("ends_on", "This role has already ended.")
    if assignment.ends_on == ends_on > today:
        return
    if seen_revision is not None:
        unchanged_since(assignment, seen_revision)
    if ends_on > today:
        if ends_on < assignment.starts_on:
            raise RuleBroken("ends_on", "The last day must be the same as or after the first day.")
        assignment.ends_on = ends_on
    else:
        _end_at_once(assignment, today, at)
    record(session, EventKind.ASSIGNMENT_ENDED, assignment, by=by, at=at)
    end_sessions_of(session, assignment.person_id, because=SessionEnd.ROLE_CHANGED, at=at)


def end_person(session: Session, person: Person, *, by: Actor, at: datetime) -> None:
    """Takes away all access: every role, every session, and a password link not yet used. The row stays."""
    require(by, Permission.MANAGE_PEOPLE, person)
    lock_person(session, person)
    if person.ended_at is not None:
        raise RuleBroken("email", f"{person.name} already has no access.")
    person.ended_at = at
    changed: list[Assignment | Identity] = []
    today = london_date(at)
    for assignment in assignments_not_over(session, person, today=today):
        _end_at_once(assignment, today, at)
        changed.append(assignment)
    for identity in session.scalars(sa.select(Identity).where(Identity.person_id == person.id)):
        identity.setup_token_hash = identity.setup_expires_at = None
        changed.append(identity)
    record(session, EventKind.PERSON_ENDED, person, by=by, at=at, covers=changed)
    end_sessions_of(session, person.id, because=SessionEnd.DEACTIVATED, at=at)


def give_access_again(session: Session, person: Person, *, by: Actor, at: datetime) -> None:
    """Undoes end_person but for the roles, which are given anew. RuleBroken where the person has access."""
    require(by, Permission.MANAGE_PEOPLE, person)
    lock_person(session, person)
    if person.ended_at is None:
        raise RuleBroken("email", f"{person.name} has access.")
    person.ended_at = None
    record(session, EventKind.PERSON_RETURNED, person, by=by, at=at)


def end_all_sessions(session: Session, person: Person, *, by: Actor, at: datetime) -> None:
    """Signs a person out of every browser (ASVS 7.4.5). Their roles stay."""
    require(by, Permission.MANAGE_PEOPLE, person)
    record(session, EventKind.SESSIONS_ENDED, person, by=by, at=at)
    end_sessions_of(session, person.id, because=SessionEnd.ENDED_BY_ADMINISTRATOR, at=at)


def _end_at_once(assignment: Assignment, today: date, at: datetime) -> None:
    assignment.ends_on = max(today, assignment.starts_on)
    assignment.ended_at = at


def _same_role_and_days(new: Assignment) -> list[sa.ColumnElement[bool]]:
    """The same role of the same person in the same scope on some day of the new one."""
    conditions = [
        Assignment.person_id == new.person_id,
        Assignment.role == new.role,
        Assignment.unit_id.is_not_distinct_from(new.unit_id),
        Assignment.region_id.is_not_distinct_from(new.region_id),
        Assignment.inspection_id.is_not_distinct_from(new.inspection_id),
        Assignment.ended_at.is_(None),
        sa.or_(Assignment.ends_on.is_(None), Assignment.ends_on >= new.starts_on),
    ]
    if new.ends_on is not None:
        conditions.append(Assignment.starts_on <= new.ends_on)
    return conditions
