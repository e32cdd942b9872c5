"""Sessions of browsers: begun, seen, ended."""

from __future__ import annotations

import secrets
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import SessionEnd
from tracker.models import BrowserSession, Person
from tracker.queries.sessions import hash_of
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

TOKEN_BYTES = 32


def begin_session(session: Session, person: Person, *, by: Actor, at: datetime) -> str:
    """A new session of `person`; returns its token, which is kept nowhere but in their cookie."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(BrowserSession(token_hash=hash_of(token), person_id=person.id, began_at=at, seen_at=at))
    record(session, EventKind.SIGNED_IN, person, by=by, at=at)
    return token


def touch(session: Session, session_id: int, *, at: datetime) -> None:
    """Notes that the person was here. Never moves backwards."""
    session.execute(
        sa.update(BrowserSession)
        .where(BrowserSession.id == session_id, BrowserSession.seen_at < at)
        .values(seen_at=at)
        .execution_options(synchronize_session=False)
    )


def sign_out(session: Session, token: str, person: Person, *, by: Actor, at: datetime) -> None:
    _end(session, BrowserSession.token_hash == hash_of(token), SessionEnd.SIGNED_OUT, at)
    record(session, EventKind.SIGNED_OUT, person, by=by, at=at)


def end_sessions_of(session: Session, person_id: int, *, because: SessionEnd, at: datetime) -> None:
    """Ends every open session of a person, on every worker, from their next request on."""
    _end(session, BrowserSession.person_id == person_id, because, at)


def _end(session: Session, which: sa.ColumnElement[bool], because: SessionEnd, at: datetime) -> None:
    session.execute(
        sa.update(BrowserSession)
        .where(which, BrowserSession.ended_at.is_(None))
        .values(ended_at=at, ended_because=because)
        .execution_options(synchronize_session=False)
    )
