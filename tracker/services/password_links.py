"""Links with which a person chooses a password: random, single-use, short-lived, kept only as a hash (ASVS 6.4.1)."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.errors import NotFound, RuleBroken
from tracker.domain.permissions import Actor, Permission, require
from tracker.domain.vocabulary import IdentityKind, SessionEnd
from tracker.models import Identity, Person
from tracker.queries.people import of_password_link
from tracker.queries.sessions import hash_of
from tracker.services.event_kinds import EventKind
from tracker.services.record import record
from tracker.services.sessions import end_sessions_of

TOKEN_BYTES = 32
GOOD_FOR = timedelta(hours=72)  # a long weekend between an administrator making it and the person using it
USED_UP = "This link has been used or has expired."


def make_password_link(session: Session, person: Person, *, by: Actor, at: datetime) -> str:
    """The token of a new link, which replaces an older one. It is kept nowhere but with whom it is told to.

    The password chosen before stays good until the link is used. RuleBroken where the person has no access.
    """
    require(by, Permission.MANAGE_PEOPLE, person)
    if person.ended_at is not None:
        raise RuleBroken("email", f"{person.name} no longer has access. Give them access again first.")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    identity = _password_identity(session, person)
    identity.setup_token_hash, identity.setup_expires_at = hash_of(token), at + GOOD_FOR
    record(session, EventKind.PASSWORD_LINK_MADE, person, by=by, at=at, covers=[identity])
    return token


def use_password_link(session: Session, token: str, *, password_hash: str, at: datetime) -> Person:
    """Uses a link up: its person signs in with the new password from now on, and is signed out everywhere.

    `password_hash` was made outside this transaction. NotFound where the link is used, replaced or expired.
    """
    found = of_password_link(session, token, at=at)
    if found is None:
        raise NotFound(USED_UP)
    person, identity = found
    session.refresh(identity, with_for_update=True)  # two at once: the second finds it used
    if identity.setup_token_hash != hash_of(token):
        raise NotFound(USED_UP)
    _keep(session, person, identity, password_hash, by=Actor(person.id, person.name), at=at)
    return person


def set_password(session: Session, person: Person, *, password_hash: str, by: Actor, at: datetime) -> None:
    """Sets a password without a link: for an operator at the command line and for sample data."""
    require(by, Permission.MANAGE_PEOPLE, person)
    _keep(session, person, _password_identity(session, person), password_hash, by=by, at=at)


def _keep(session: Session, person: Person, identity: Identity, password_hash: str, *, by: Actor, at: datetime) -> None:
    identity.password_hash = password_hash
    identity.setup_token_hash = identity.setup_expires_at = None
    record(session, EventKind.PASSWORD_CHOSEN, person, by=by, at=at, covers=[identity])
    end_sessions_of(session, person.id, because=SessionEnd.PASSWORD_CHANGED, at=at)


def _password_identity(session: Session, person: Person) -> Identity:
    """The person's password identity, which every person has from the start (services/people.py)."""
    statement = sa.select(Identity).where(Identity.person_id == person.id, Identity.kind == IdentityKind.PASSWORD)
    return session.scalars(statement).one()
