"""Whose browser this is, and what they may do today: one statement a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.permissions import Actor, Held
from tracker.domain.vocabulary import Role
from tracker.models import Absence, Assignment, BrowserSession, Person

ABSOLUTE_LIMIT = timedelta(hours=8)
IDLE_LIMIT = timedelta(minutes=60)
IDLE_LIMIT_OF_ADMINISTRATORS = timedelta(minutes=30)
TOUCH_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class FoundSession:
    session_id: int
    actor: Actor
    email: str
    began_at: datetime
    seen_at: datetime

    @property
    def ends_at(self) -> datetime:
        """When it ends unless the person is seen again; a new visit moves it, but not past the absolute limit."""
        idle = IDLE_LIMIT_OF_ADMINISTRATORS if self.actor.has(Role.ADMINISTRATOR) else IDLE_LIMIT
        return min(self.began_at + ABSOLUTE_LIMIT, self.seen_at + idle)

    def needs_touch(self, at: datetime) -> bool:
        return at - self.seen_at >= TOUCH_EVERY


def hash_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def find(session: Session, token: str, *, at: datetime, today: date) -> FoundSession | None:
    """The open session of `token` with its person's rights of `today`; None when it ended, idled out or never was."""
    rows = session.connection().execute(_FIND, {"token_hash": hash_of(token), "today": today}).all()
    if not rows:
        return None
    first = rows[0]
    # each assignment comes once for each person stood in for, of whom there are few
    assignments = {row.assignment_id: row for row in rows if row.role is not None}.values()
    held = tuple(Held(row.role, row.unit_id, row.region_id, row.inspection_id) for row in assignments)
    away = frozenset(row.away_id for row in rows if row.away_id is not None)
    actor = Actor(first.person_id, first.name, held, away)
    found = FoundSession(first.id, actor, first.email, first.began_at, first.seen_at)
    return found if at < found.ends_at else None


def holds_on(today: date | sa.BindParameter[date]) -> sa.ColumnElement[bool]:
    """Whether an assignment holds today: begun, its last day not past, and not ended at once."""
    return sa.and_(
        Assignment.ended_at.is_(None),
        Assignment.starts_on <= today,
        sa.or_(Assignment.ends_on.is_(None), Assignment.ends_on >= today),
    )


def held_from(assignment: Assignment) -> Held:
    return Held(assignment.role, assignment.unit_id, assignment.region_id, assignment.inspection_id)


def absence_holds_on(today: date | sa.BindParameter[date]) -> sa.ColumnElement[bool]:
    """Whether an absence lasts today: both its days are included, and nobody ended it."""
    return sa.and_(Absence.ended_at.is_(None), Absence.from_on <= today, Absence.to_on >= today)


_TODAY = sa.bindparam("today", type_=sa.Date())
# Every request begins with it: made once, because putting a statement together costs more than asking it.
_FIND = (
    sa.select(
        BrowserSession.id,
        BrowserSession.person_id,
        BrowserSession.began_at,
        BrowserSession.seen_at,
        Person.name,
        Person.email,
        Assignment.id.label("assignment_id"),
        Assignment.role,
        Assignment.unit_id,
        Assignment.region_id,
        Assignment.inspection_id,
        Absence.person_id.label("away_id"),
    )
    .join(Person, Person.id == BrowserSession.person_id)
    .outerjoin(Assignment, sa.and_(Assignment.person_id == Person.id, holds_on(_TODAY)))
    .outerjoin(Absence, sa.and_(Absence.deputy_id == Person.id, absence_holds_on(_TODAY)))
    .where(
        BrowserSession.token_hash == sa.bindparam("token_hash"),
        BrowserSession.ended_at.is_(None),
        Person.ended_at.is_(None),
    )
    .order_by(Assignment.id)
)
