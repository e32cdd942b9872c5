"""Tries to sign in, counted in the database so that all workers share one limit (ASVS 6.3.1).

Only failures count, and only those that were let through: whoever goes on after being refused adds nothing, and so
cannot lock another person out.
"""

from __future__ import annotations

import ipaddress
import logging
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.errors import TrackerError
from tracker.models import LoginAttempt

log = logging.getLogger(__name__)

WINDOW = timedelta(minutes=15)
# Enough for a person who mistypes; a guesser gets 480 a day, against passwords of 12 characters.
MOST_FOR_ONE_EMAIL_FROM_ONE_ADDRESS = 5
# A whole office shares one address on a Monday morning.
MOST_FROM_ONE_ADDRESS = 50
# Guessing at one person from many addresses. Does not hold for an address they have signed in from of late: nobody
# can lock out somebody else.
MOST_FOR_ONE_EMAIL = 30
KEPT = timedelta(days=1)
SUCCESS_KEPT = timedelta(days=30)  # for how long an address is one the person is known at

_LOCK = 20_240_726  # any number that no other advisory lock of ours has


class TooManyAttempts(TrackerError):
    """There were too many failures a moment ago. The same words whether or not anybody has that e-mail address."""

    def __init__(self) -> None:
        super().__init__("There have been too many attempts in the last 15 minutes.")


def begin_attempt(session: Session, *, email: str, address: str | None, at: datetime) -> int:
    """Notes a try before it is judged, as failed until mark_succeeded; returns its id. Raises TooManyAttempts.

    In a short transaction of its own. Counting and noting are one step for all workers: SQLite's writers wait for one
    another, and on PostgreSQL a lock makes them.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    place = network_of(address)
    if _too_many(session, email, place, at):
        log.warning("a sign-in from %s was refused: too many attempts", place)
        raise TooManyAttempts
    _forget_old(session, at)
    attempt = LoginAttempt(email=email, address=place, at=at)
    session.add(attempt)
    session.flush()
    return attempt.id


def mark_succeeded(session: Session, attempt_id: int) -> None:
    session.execute(sa.update(LoginAttempt).where(LoginAttempt.id == attempt_id).values(succeeded=True))


def network_of(address: str | None) -> str:
    """The address that counts. Of IPv6 its first 64 bits, since one subscriber has them all to choose from."""
    try:
        parsed = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, 64), strict=False))


def _too_many(session: Session, email: str, place: str, at: datetime) -> bool:
    of_email, of_place = LoginAttempt.email == email, LoginAttempt.address == place
    failed = sa.and_(LoginAttempt.succeeded.is_(False), LoginAttempt.at > at - WINDOW)
    here, from_place, for_email = (
        session.scalar(sa.select(sa.func.count(LoginAttempt.id)).where(failed, *which)) or 0
        for which in ((of_email, of_place), (of_place,), (of_email,))
    )
    if here >= MOST_FOR_ONE_EMAIL_FROM_ONE_ADDRESS or from_place >= MOST_FROM_ONE_ADDRESS:
        return True
    return for_email >= MOST_FOR_ONE_EMAIL and not _is_known(session, of_email, of_place, at)


def _is_known(
    session: Session, of_email: sa.ColumnElement[bool], of_place: sa.ColumnElement[bool], at: datetime
) -> bool:
    """Whether that person signed in from there of late."""
    success = sa.and_(LoginAttempt.succeeded.is_(True), LoginAttempt.at > at - SUCCESS_KEPT)
    return session.scalar(sa.select(sa.exists().where(success, of_email, of_place))) or False


def _forget_old(session: Session, at: datetime) -> None:
    failed = LoginAttempt.succeeded.is_(False)
    old = sa.or_(sa.and_(failed, LoginAttempt.at < at - KEPT), LoginAttempt.at < at - SUCCESS_KEPT)
    session.execute(sa.delete(LoginAttempt).where(old).execution_options(synchronize_session=False))
