"""Who runs the scheduler: one row, taken by compare-and-set, timed by the database's own clock.

The lease is for economy: one scheduler works and the others wait. That nothing happens twice is held by unique keys,
with a lease or without. Its fence grows with each new holder. A write of a holder begins by locking the row and
comparing the fence, so that a holder who was frozen, and was replaced meanwhile, writes nothing when it wakes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session

from tracker.models import Lease
from tracker.models.base import UtcDateTime
from tracker.models.transactions import Transactions
from tracker.models.upserts import insert_into

LENGTH = timedelta(seconds=15)
RENEW_EVERY = timedelta(seconds=5)


class LeaseLost(Exception):
    """Another holder has taken the lease: whatever was about to be written must not be."""


@dataclass(frozen=True)
class Grip:
    """A lease as it was taken."""

    name: str
    holder: str
    fence: int


def take(session: Session, name: str, holder: str) -> Grip | None:
    """The lease, where nobody holds it now; else None. Of two at the same instant, one gets it."""
    statement = (
        insert_into(session, Lease)
        .values(name=name, holder=holder, fence=1, expires_at=_DatabaseTime(LENGTH))
        .on_conflict_do_update(
            index_elements=[Lease.name],
            set_={"holder": holder, "fence": Lease.fence + 1, "expires_at": _DatabaseTime(LENGTH)},
            where=Lease.expires_at <= _DatabaseTime(),
        )
        .returning(Lease.fence)
    )
    fence = session.execute(statement).scalar()
    return None if fence is None else Grip(name, holder, fence)


def renew(session: Session, grip: Grip) -> None:
    """Holds on for another LENGTH from now. Raises LeaseLost where another has it."""
    _set_end(session, grip, LENGTH)


def release(session: Session, grip: Grip) -> None:
    """Lets the next have it at once. Raises LeaseLost where another has it already."""
    _set_end(session, grip, timedelta(0))


def require_fence(session: Session, grip: Grip) -> None:
    """Locks the lease until the transaction ends, so that nobody can take it before. LeaseLost where somebody has."""
    statement = sa.select(Lease.name).where(_is(grip)).with_for_update(read=True)
    if session.execute(statement).first() is None:
        raise LeaseLost(f"another holder has taken the lease of {grip.name} since fence {grip.fence}")


def database_now(session: Session) -> Any:
    """This instant by the clock that leases are timed by."""
    return session.execute(sa.select(_DatabaseTime())).scalar_one()


class Fenced(Transactions):
    """The transactions of a holder: each that writes compares the fence first."""

    def __init__(self, transactions: Transactions, grip: Grip) -> None:
        self._transactions, self._grip = transactions, grip

    @contextmanager
    def read(self) -> Iterator[Session]:
        with self._transactions.read() as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        with self._transactions.write() as session:
            require_fence(session, self._grip)
            yield session


def _set_end(session: Session, grip: Grip, ahead: timedelta) -> None:
    statement = sa.update(Lease).where(_is(grip)).values(expires_at=_DatabaseTime(ahead))
    if session.execute(statement.returning(Lease.name)).first() is None:
        raise LeaseLost(f"another holder has taken the lease of {grip.name} since fence {grip.fence}")


def _is(grip: Grip) -> sa.ColumnElement[bool]:
    return sa.and_(Lease.name == grip.name, Lease.holder == grip.holder, Lease.fence == grip.fence)


# --- the database's clock ------------------------------------------------------------------------------------------


class _DatabaseTime(sa.sql.expression.ColumnElement[Any]):
    """The instant at which the statement runs (not the one its transaction began), and so long after it."""

    type = UtcDateTime()
    inherit_cache = False

    def __init__(self, ahead: timedelta = timedelta(0)) -> None:
        self.seconds = int(ahead.total_seconds())


@compiles(_DatabaseTime, "postgresql")
def _in_postgresql(element: _DatabaseTime, _compiler: Any, **_: Any) -> str:
    return f"(clock_timestamp() + interval '{element.seconds} seconds')"


@compiles(_DatabaseTime, "sqlite")
def _in_sqlite(element: _DatabaseTime, _compiler: Any, **_: Any) -> str:
    # as SQLAlchemy writes instants, to the microsecond, so that the two compare as texts
    return f"(strftime('%Y-%m-%d %H:%M:%f', 'now', '+{element.seconds} seconds') || '000')"
