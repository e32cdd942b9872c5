"""People: who signs in, who holds which role where, and in which browsers they are signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.emails import normal_email
from tracker.domain.errors import NotFound
from tracker.domain.permissions import Actor, Permission, can
from tracker.domain.vocabulary import IdentityKind, Role, UnitKind
from tracker.models import Assignment, BrowserSession, Identity, Inspection, Person, Region, Unit
from tracker.queries.orders import orders
from tracker.queries.sessions import ABSOLUTE_LIMIT, hash_of


@dataclass(frozen=True, slots=True)
class Post:
    """A role of a person as a list shows it. `scope` is the name of its unit, region or inspection; None everywhere."""

    id: int
    person_id: int
    role: Role
    scope: str | None
    unit_kind: UnitKind | None
    starts_on: date
    ends_on: date | None
    ended_at: datetime | None

    def is_over(self, today: date) -> bool:
        return self.ended_at is not None or (self.ends_on is not None and self.ends_on < today)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A line of the list of people."""

    person: Person
    last_signed_in_at: datetime | None
    posts: tuple[Post, ...]


def get(session: Session, person_id: int, *, seen_by: Actor) -> Person:
    """The person; NotFound for everybody but administrators and the person."""
    person = session.get(Person, person_id)
    if person is None or not (person.id == seen_by.person_id or can(seen_by, Permission.MANAGE_PEOPLE, person)):
        raise NotFound("There is no such person.")
    return person


def find_by_email(session: Session, email: str) -> Person | None:
    """The person with that address in any spelling. For who manages people."""
    return session.scalars(sa.select(Person).where(Person.email == normal_email(email))).one_or_none()


def password_of(session: Session, email: str) -> tuple[Person, Identity] | None:
    """Who may sign in with that address (as normal_email gives it) and a password; None where nobody may."""
    row = session.execute(
        sa.select(Person, Identity)
        .join(Identity, Identity.person_id == Person.id)
        .where(
            Person.email == email,
            Person.ended_at.is_(None),
            Identity.kind == IdentityKind.PASSWORD,
            Identity.password_hash.is_not(None),
        )
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def of_password_link(session: Session, token: str, *, at: datetime) -> tuple[Person, Identity] | None:
    """Whose link that is; None where it was used, replaced, has expired or never was."""
    row = session.execute(
        sa.select(Person, Identity)
        .join(Identity, Identity.person_id == Person.id)
        .where(Identity.setup_token_hash == hash_of(token), Identity.setup_expires_at > at, Person.ended_at.is_(None))
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def of_session(session: Session, token: str) -> Person | None:
    """Whose session that is, or was."""
    return session.scalars(
        sa.select(Person)
        .join(BrowserSession, BrowserSession.person_id == Person.id)
        .where(BrowserSession.token_hash == hash_of(token))
    ).one_or_none()


def listed(
    session: Session, *, ended: bool, offset: int, limit: int, seen_by: Actor, order: str = ""
) -> tuple[list[PersonRow], int]:
    """A page of the people with access (or of those without any more), by name or in one of ORDERS, and how many.
    Three statements."""
    if not can(seen_by, Permission.MANAGE_PEOPLE):
        return [], 0
    wanted = Person.ended_at.is_not(None) if ended else Person.ended_at.is_(None)
    total = session.scalar(sa.select(sa.func.count(Person.id)).where(wanted)) or 0
    page = sa.select(Person, _LAST).where(wanted).order_by(*ORDERS[order]).offset(offset).limit(limit)
    rows = session.execute(page).all()
    posts = posts_of(session, [person.id for person, _last in rows])
    return [PersonRow(person, at, tuple(p for p in posts if p.person_id == person.id)) for person, at in rows], total


_LAST = (
    sa.select(sa.func.max(BrowserSession.began_at))
    .where(BrowserSession.person_id == Person.id)
    .correlate(Person)
    .scalar_subquery()
)
ORDERS = orders(
    {"name": Person.name, "email": Person.email, "seen": _LAST, "ended": Person.ended_at}, (Person.name, Person.id)
)


def posts_of(session: Session, person_ids: list[int]) -> list[Post]:
    """All roles of these people, those without an end first, then the latest."""
    rows = session.execute(
        sa.select(Assignment, Unit.name, Unit.kind, Region.name, Inspection.title)
        .outerjoin(Unit, Unit.id == Assignment.unit_id)
        .outerjoin(Region, Region.id == Assignment.region_id)
        .outerjoin(Inspection, Inspection.id == Assignment.inspection_id)
        .where(Assignment.person_id.in_(person_ids))
        .order_by(Assignment.ends_on.is_not(None), Assignment.ends_on.desc(), Assignment.id)
    )
    return [
        Post(a.id, a.person_id, a.role, unit or region or inspection, kind, a.starts_on, a.ends_on, a.ended_at)
        for a, unit, kind, region, inspection in rows
    ]


def assignments_not_over(session: Session, person: Person, *, today: date) -> list[Assignment]:
    """The roles a person holds today or will hold."""
    statement = sa.select(Assignment).where(
        Assignment.person_id == person.id,
        Assignment.ended_at.is_(None),
        sa.or_(Assignment.ends_on.is_(None), Assignment.ends_on >= today),
    )
    return list(session.scalars(statement.order_by(Assignment.id)))


def open_sessions(session: Session, person: Person, *, at: datetime) -> list[BrowserSession]:
    """The browsers a person may still be signed in with, the latest first."""
    statement = sa.select(BrowserSession).where(
        BrowserSession.person_id == person.id,
        BrowserSession.ended_at.is_(None),
        BrowserSession.began_at > at - ABSOLUTE_LIMIT,
    )
    return list(session.scalars(statement.order_by(BrowserSession.began_at.desc())))
