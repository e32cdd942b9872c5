"""What the clock costs: scores worked out for a night and for all plans, beside one bare set-based UPDATE.

The floor is that of the goals: `UPDATE … FROM (SELECT weighted completion and overdue … GROUP BY plan)`. A night
follows another on the same world, so that each finds what the date has changed since the one before.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from tests.bench.scored_world import MILESTONES, TODAY, fill
from tests.bench.serving import postgres_process
from tracker.jobs import overdue, rescore
from tracker.models import Milestone
from tracker.models.transactions import Transactions, make_engine
from tracker.services.rescoring import check_all, rescore_all

MILLION, HUNDRED_THOUSAND, TEN_THOUSAND = 1_000_000, 100_000, 10_000  # milestones
SLICE = 10_000  # milestones that the ORM's loop is measured over
MOST_OF_A_NIGHT, MOST_OF_A_PASS = 3.0, 10.0  # times the floor
AT = datetime(2026, 5, 13, 3, tzinfo=UTC)
FLOOR = """UPDATE bench_floor SET done = sums.done, late = sums.late FROM (SELECT plan_id,
 10000 * sum(CASE WHEN state IN ('completed', 'verified') THEN weight ELSE 0 END) / sum(weight) AS done,
 sum(CASE WHEN state IN ('planned', 'underway') AND due_on < :today THEN 1 ELSE 0 END) AS late
 FROM milestone GROUP BY plan_id) AS sums WHERE bench_floor.plan_id = sums.plan_id"""
Work = Callable[[Transactions], object]


@dataclass(frozen=True, slots=True)
class Night:
    """One piece of work: CPU milliseconds, as times the floor measured beside it, and how it held the write lock."""

    what: str
    database: str
    milestones: int
    milliseconds: float
    ratio: float
    most: float | None
    held: float
    longest: float

    @property
    def is_met(self) -> bool:
        return self.most is None or self.ratio <= self.most


@dataclass
class Watched(Transactions):
    """Transactions that note for how long each writer held its lock, from its first statement to its commit."""

    engine: Engine
    holds: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(self.engine)

    @contextmanager
    def write(self) -> Iterator[Session]:
        with super().write() as session:
            session.connection()
            began = time.perf_counter()
            yield session
        self.holds.append(time.perf_counter() - began)


@dataclass
class Bench:
    """A filled database, its clock and its floor."""

    database: str
    engine: Engine
    milestones: int
    floors: list[float] = field(default_factory=list)

    def night(self, what: str, work: Work, most: float | None = None) -> Night:
        self.floors.append(self._floor())
        watched = Watched(self.engine)
        began, used = time.perf_counter(), self._used()
        work(watched)
        used, took = self._used() - used, time.perf_counter() - began
        self.floors.append(self._floor())
        ratio = used / median(self.floors[-2:])
        share, longest = sum(watched.holds) / took, max(watched.holds, default=0.0)
        return Night(what, self.database, self.milestones, 1000 * used, ratio, most, share, 1000 * longest)

    def _floor(self) -> float:
        used = self._used()
        with self.engine.begin() as connection:
            connection.execute(sa.text(FLOOR), {"today": TODAY.isoformat() if self._is_sqlite else TODAY})
        return self._used() - used

    @property
    def _is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    def _used(self) -> float:
        """CPU seconds so far of this process and of the database's, if it has its own."""
        server = None if self._is_sqlite else postgres_process(self.engine.url.render_as_string(hide_password=False))
        if server is None:
            return time.process_time()
        ended = server.cpu_times()
        now = [process.cpu_times() for process in server.children()]
        of_server = ended.children_user + ended.children_system + sum(each.user + each.system for each in now)
        return time.process_time() + float(of_server)


def measure(url: str, database: str, milestones: int) -> list[Night]:
    """Nights over so many milestones in the migrated, empty database at `url`."""
    engine = make_engine(url)
    try:
        fill(engine, milestones // MILESTONES)
        with engine.begin() as connection:
            connection.exec_driver_sql(
                "CREATE TABLE bench_floor (plan_id INTEGER PRIMARY KEY, done INTEGER, late INTEGER)"
            )
            connection.exec_driver_sql("INSERT INTO bench_floor SELECT id, 0, 0 FROM plan")
        bench = Bench(database, engine, milestones)
        return list(_passes(bench) if milestones <= TEN_THOUSAND else _nights(bench))
    finally:
        engine.dispose()


def _nights(bench: Bench) -> Iterator[Night]:
    yield bench.night("From an empty table", lambda clock: rescore_all(clock, today=TODAY))
    _analyze(bench.engine)
    for what, days in (("Thursday night", 1), ("Friday night", 2), ("Monday night, three days later", 5)):
        on = TODAY + timedelta(days=days)
        yield bench.night(what, lambda clock, on=on: rescore_all(clock, today=on), MOST_OF_A_NIGHT)  # type: ignore[misc]
    last = TODAY + timedelta(days=5)
    yield bench.night("The same night again", lambda clock: rescore_all(clock, today=last), MOST_OF_A_NIGHT)
    yield bench.night("Everything worked out and compared", lambda clock: check_all(clock, today=last, mend=True))
    loop = bench.night("ORM loop, least possible", lambda _: _orm_loop(bench.engine))
    scale = bench.milestones / SLICE
    yield Night(
        f"{loop.what} (measured over {SLICE:,})",
        loop.database,
        loop.milestones,
        loop.milliseconds * scale,
        loop.ratio * scale,
        None,
        0.0,
        0.0,
    )


def _passes(bench: Bench) -> Iterator[Night]:
    _pass(Watched(bench.engine), TODAY)
    _analyze(bench.engine)
    for days in (1, 2):
        on = TODAY + timedelta(days=days)
        yield bench.night(f"Scheduler pass, {on:%A}", lambda clock, on=on: _pass(clock, on), MOST_OF_A_PASS)  # type: ignore[misc]


def _pass(transactions: Transactions, on: date) -> None:
    """What the scheduler does at four in the morning."""
    for job in (overdue.run, rescore.run):
        job(transactions, today=on, at=AT)


def _orm_loop(engine: Engine) -> None:
    """The floor's two figures from entities, loaded for many plans at once as `selectinload` does."""
    with Session(engine) as session:
        for first in range(1, SLICE // MILESTONES + 1, 500):
            plans = range(first, first + 500)
            of_plan: dict[int, list[Any]] = {plan: [] for plan in plans}
            for milestone in session.scalars(sa.select(Milestone).where(Milestone.plan_id.in_(plans))):
                of_plan[milestone.plan_id].append(milestone)
            for found in of_plan.values():
                done = sum(each.weight for each in found if each.state in ("completed", "verified"))
                assert done <= sum(each.weight for each in found)
                sum(each.state in ("planned", "underway") and each.due_on < TODAY for each in found)


def _analyze(engine: Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
