"""Which of several schedulers works: whoever holds the lease. The others wait, and take over when it ends."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from tracker.domain.london import london_date
from tracker.domain.timetable import SCHEDULER_LEASE, Job
from tracker.jobs.runner import Ran, run_due
from tracker.jobs.timetable import Work
from tracker.models.transactions import Transactions
from tracker.services.leases import Fenced, Grip, LeaseLost, database_now, release, renew, take

log = logging.getLogger(__name__)
MOST_DRIFT = timedelta(seconds=60)


class Stopping(LeaseLost):
    """This scheduler was told to stop: what is under way is left to whoever comes next."""


class WrongClock(Exception):
    """This machine's clock and the one that leases are timed by say different things."""


class Leader:
    """One scheduler's part in it. `keep` is called every RENEW_EVERY, `sweep` once a minute and after `keep` says so.

    The two may be called by different threads at once. `now` is the service's clock, `steady` one that is never set.
    """

    def __init__(
        self,
        transactions: Transactions,
        *,
        now: Callable[[], datetime],
        steady: Callable[[], timedelta],
        work: Mapping[Job, Work],
        each_tick: Work,
    ) -> None:
        self._transactions, self._now, self._steady = transactions, now, steady
        self._work, self._each_tick = work, each_tick
        self._began = now() - steady()
        self._holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"[:120]
        self._grip: Grip | None = None
        self._sweeping = threading.Lock()
        self._is_stopping = threading.Event()

    @property
    def leads(self) -> bool:
        return self._grip is not None

    def keep(self) -> bool:
        """Renews the lease, or takes it where it is free. Whether it was taken just now: then sweep at once."""
        if self._grip is not None:
            try:
                with self._transactions.write() as session:
                    renew(session, self._grip)
            except LeaseLost as lost:
                log.warning("%s", lost)
                self._grip = None
            return False
        with self._transactions.write() as session:
            self._grip = take(session, SCHEDULER_LEASE, self._holder)
        if self._grip is not None:
            log.info("took the lease with fence %s", self._grip.fence)
        return self._grip is not None

    def sweep(self) -> list[Ran]:
        """Runs whatever is due, and what is done at each tick, where this one leads and is not at it already; every
        write compares the fence."""
        grip = self._grip
        if grip is None or not self._sweeping.acquire(blocking=False):
            return []
        try:
            self._refuse_a_wrong_clock()
            stoppable = _Stoppable(self._transactions, grip, self._is_stopping)
            ran = run_due(stoppable, now=self._now, work=self._work)
            self._tick(stoppable)
            return ran
        except (LeaseLost, WrongClock) as reason:
            log.warning("the sweep was given up: %s", reason)
            return []
        finally:
            self._sweeping.release()

    def stop(self) -> None:
        """What is under way ends before its next write."""
        self._is_stopping.set()

    def let_go(self) -> None:
        """Lets the next scheduler begin at once. To be called once nothing is under way."""
        grip, self._grip = self._grip, None
        if grip is not None:
            try:
                with self._transactions.write() as session:
                    release(session, grip)
            except LeaseLost as lost:
                log.warning("%s", lost)

    def _tick(self, transactions: Transactions) -> None:
        at = self._now()
        try:
            outcome = self._each_tick(transactions, today=london_date(at), at=at)
        except LeaseLost:
            raise
        except Exception:
            log.exception("the work of a tick failed")
        else:
            for fault in outcome.faults:
                log.error("at a tick: %s", fault)

    def _refuse_a_wrong_clock(self) -> None:
        """Raises WrongClock where the dates that this machine would work out cannot be trusted.

        PostgreSQL's clock is another's. SQLite's is this machine's own, so there a clock that was set since the start
        is told by one that runs on.
        """
        with self._transactions.read() as session:
            own = session.get_bind().dialect.name == "sqlite"
            reference = self._began + self._steady() if own else database_now(session)
        drift = self._now() - reference
        if abs(drift) > MOST_DRIFT:
            raise WrongClock(f"this machine's clock is {drift.total_seconds():+.0f} seconds from the database's")


class _Stoppable(Fenced):
    """The transactions of a leader who may be told to stop."""

    def __init__(self, transactions: Transactions, grip: Grip, is_stopping: threading.Event) -> None:
        super().__init__(transactions, grip)
        self._is_stopping = is_stopping

    @contextmanager
    def write(self) -> Iterator[Session]:
        if self._is_stopping.is_set():
            raise Stopping("the scheduler was told to stop")
        with super().write() as session:
            yield session
