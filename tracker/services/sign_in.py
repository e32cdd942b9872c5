"""Signing in, and choosing the password for it.

The steps stand in transactions of their own, so that no hash is made while the database is locked.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.domain.emails import normal_email
from tracker.domain.errors import NotFound, RuleBroken
from tracker.domain.password_rules import check_password
from tracker.domain.permissions import Actor
from tracker.models.transactions import Transactions
from tracker.queries.people import of_password_link, of_session, password_of
from tracker.queries.sessions import hash_of
from tracker.services.attempts import begin_attempt, mark_succeeded, network_of
from tracker.services.event_kinds import EventKind
from tracker.services.password_links import USED_UP, use_password_link
from tracker.services.passwords import hash_password, needs_new_hash, verify
from tracker.services.record import record
from tracker.services.sessions import begin_session, sign_out

log = logging.getLogger(__name__)
WRONG = "The email address or password is not correct."


@dataclass(frozen=True, slots=True)
class Opened:
    """A session just begun. The token goes into the cookie and nowhere else."""

    token: str
    actor: Actor
    email: str


def sign_in(
    transactions: Transactions,
    *,
    email: str,
    password: str,
    address: str | None,
    replacing: str | None = None,
    at: datetime,
) -> Opened:
    """A session for who knows the password, in place of the one whose token is `replacing`.

    The same RuleBroken, after the same time, for a wrong password, an address nobody has, and a person without access;
    TooManyAttempts where there were too many.
    """
    email = normal_email(email)
    with transactions.write() as session:
        attempt_id = begin_attempt(session, email=email, address=address, at=at)
    with transactions.read() as session:
        found = password_of(session, email)
        known_hash = found[1].password_hash if found else None
    if not verify(known_hash, password) or known_hash is None:
        log.warning("a sign-in from %s was refused", network_of(address))
        raise RuleBroken("form", WRONG)
    new_hash = hash_password(password) if needs_new_hash(known_hash) else None
    with transactions.write() as session:
        if replacing is not None:
            _sign_out_who_was_here(session, replacing, at)
        return _open(session, email, known_hash, new_hash, attempt_id, at)


def choose_password(
    transactions: Transactions, *, token: str, password: str, address: str | None, at: datetime
) -> None:
    """Uses a password link up. NotFound where it is used, replaced or expired; RuleBroken("password") for a weak one.

    Tries with a link that is none count like those to sign in: TooManyAttempts.
    """
    with transactions.write() as session:
        attempt_id = begin_attempt(session, email=f"link {hash_of(token)}", address=address, at=at)
        found = of_password_link(session, token, at=at)
        if found is not None:
            mark_succeeded(session, attempt_id)
        email = found[0].email if found else None
    if email is None:
        raise NotFound(USED_UP)
    check_password(password, email=email)
    password_hash = hash_password(password)
    with transactions.write() as session:
        use_password_link(session, token, password_hash=password_hash, at=at)


def _open(session: Session, email: str, known_hash: str, new_hash: str | None, attempt_id: int, at: datetime) -> Opened:
    """Begins the session, if what was verified still stands: access or the password may have gone meanwhile."""
    found = password_of(session, email)
    if found is None or found[1].password_hash != known_hash:
        raise RuleBroken("form", WRONG)
    person, identity = found
    actor = Actor(person.id, person.name)
    if new_hash is not None:
        identity.password_hash = new_hash
        record(session, EventKind.PASSWORD_REHASHED, identity, by=actor, at=at)
    mark_succeeded(session, attempt_id)
    return Opened(begin_session(session, person, by=actor, at=at), actor, email)


def _sign_out_who_was_here(session: Session, token: str, at: datetime) -> None:
    """One browser, one session: the token that was in its cookie is dead (ASVS 7.2.4)."""
    person = of_session(session, token)
    if person is not None:
        sign_out(session, token, person, by=Actor(person.id, person.name), at=at)
