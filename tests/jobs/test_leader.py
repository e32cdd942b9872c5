"""Which of several schedulers works; that a replaced one does no harm; that without a leader nothing is doubled."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from tests.factories.evidence import some_evidence
from tests.factories.late import DUE, Dated, a_dated_plan
from tests.support.fake_clamd import fake_clamd
from tracker import clock
from tracker.adapters.storage import FolderStore
from tracker.adapters.virus_scan import ClamdScanner
from tracker.domain.timetable import OVERDUE, RESCORE
from tracker.domain.vocabulary import EvidenceState
from tracker.jobs import overdue, rescore
from tracker.jobs.leader import Leader
from tracker.jobs.outcome import Outcome
from tracker.jobs.runner import run_due
from tracker.jobs.timetable import work_of_each_tick
from tracker.models import Event, EvidenceVersion, JobRun, Lease, OverdueMark, Plan, Score
from tracker.models.transactions import Transactions, make_engine


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture
def transactions(engine: Engine) -> Transactions:
    return Transactions(engine)


@pytest.fixture
def late(transactions: Transactions) -> Dated:
    with transactions.write() as session:
        return a_dated_plan(session, milestones=4, due_on=DUE.replace(year=2020), submitted=False)


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "evidence")


def leader(transactions: Transactions, **changes: Any) -> Leader:
    """One that does what needs no files, unless told otherwise."""
    work = {OVERDUE: overdue.run, RESCORE: rescore.run}
    told: dict[str, Any] = {"now": clock.now, "steady": clock.steady, "work": work, "each_tick": nothing}
    return Leader(transactions, **(told | changes))


def nothing(transactions: Transactions, *, today: date, at: datetime) -> Outcome:
    return Outcome({})


def a_waiting_file(transactions: Transactions, store: FolderStore, late: Dated) -> int:
    with transactions.write() as session:
        plan = session.get_one(Plan, late.plan)
        made = some_evidence(session, plan, uploaded_by=late.head, storage=store, state=EvidenceState.SCANNING)
        session.flush()
        session.info.clear()  # what factories put straight into tables counts as recorded
        return made.versions[0].id


def state_of(transactions: Transactions, version_id: int) -> EvidenceState:
    with transactions.read() as session:
        return session.get_one(EvidenceVersion, version_id).state


def let_it_lapse(transactions: Transactions) -> None:
    with transactions.write() as session:
        session.execute(sa.update(Lease).values(expires_at=datetime(2020, 1, 1, tzinfo=UTC)))


def told(transactions: Transactions) -> Counter[tuple[str, int]]:
    with transactions.read() as session:
        rows = session.execute(sa.select(Event.subject, Event.subject_id).where(Event.kind.like("%became_overdue")))
        return Counter((row.subject, row.subject_id) for row in rows)


def each_once(late: Dated) -> Counter[tuple[str, int]]:
    return Counter([*(("milestone", key) for key in late.milestones), ("plan", late.plan)])


def test_the_leader_works_and_the_other_waits(transactions: Transactions, late: Dated) -> None:
    first, second = leader(transactions), leader(transactions)
    assert (first.keep(), second.keep(), second.leads) == (True, False, False)
    assert second.sweep() == []
    assert told(transactions) == Counter()
    assert [ran.name for ran in first.sweep()] == ["overdue", "rescore"]
    assert told(transactions) == each_once(late)


def test_a_leader_keeps_the_lease_and_sweeps_only_what_is_due(transactions: Transactions, late: Dated) -> None:
    first = leader(transactions)
    assert (first.keep(), first.keep()) == (True, False)
    first.sweep()
    assert first.sweep() == []


def test_the_next_leads_once_the_first_has_let_go(transactions: Transactions) -> None:
    first, second = leader(transactions), leader(transactions)
    first.keep()
    first.stop()
    first.let_go()
    assert (second.keep(), second.leads, first.leads) == (True, True, False)


def test_a_leader_frozen_in_the_middle_of_a_job_writes_nothing_when_it_wakes(
    transactions: Transactions, late: Dated, caplog: pytest.LogCaptureFixture
) -> None:
    """While its job runs it is frozen for longer than the lease; the next has taken over and done the work."""
    second = leader(transactions)

    def freeze(transactions_of_the_first: Transactions, *, today: date, at: datetime) -> Outcome:
        let_it_lapse(transactions)
        assert second.keep()
        return overdue.run(transactions_of_the_first, today=today, at=at)

    first = leader(transactions, work={OVERDUE: freeze})
    first.keep()
    with caplog.at_level(logging.WARNING):
        assert first.sweep() == []
    assert "another holder has taken the lease" in caplog.text
    assert told(transactions) == Counter()
    with transactions.read() as session:
        assert session.scalars(sa.select(JobRun.ended_at)).all() == [None]
    second.sweep()
    first.keep()
    assert first.leads is False
    assert told(transactions) == each_once(late)


def test_a_scheduler_told_to_stop_leaves_what_is_under_way_to_the_next(transactions: Transactions, late: Dated) -> None:
    def be_stopped(stoppable: Transactions, *, today: date, at: datetime) -> Outcome:
        first.stop()
        return overdue.run(stoppable, today=today, at=at)

    first = leader(transactions, work={OVERDUE: be_stopped})
    first.keep()
    assert first.sweep() == []
    first.let_go()
    assert told(transactions) == Counter()
    second = leader(transactions)
    second.keep()
    second.sweep()
    assert told(transactions) == each_once(late)


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(hours=1), timedelta(days=1), timedelta(days=3652)])
def test_while_the_clock_is_wrong_nothing_is_done_and_once_it_is_right_all_is(
    transactions: Transactions, late: Dated, jump: timedelta, caplog: pytest.LogCaptureFixture
) -> None:
    wrong_by = timedelta(0)
    jumping = leader(transactions, now=lambda: clock.now() + wrong_by)
    jumping.keep()
    wrong_by = jump
    with caplog.at_level(logging.WARNING):
        assert jumping.sweep() == []
    assert "seconds from the database's" in caplog.text
    with transactions.read() as session:
        assert session.scalars(sa.select(OverdueMark)).all() == []
    wrong_by = timedelta(0)
    jumping.sweep()
    assert told(transactions) == each_once(late)
    with transactions.read() as session:
        assert set(session.scalars(sa.select(OverdueMark.found_on))) <= {
            clock.today(),
            clock.today() - timedelta(days=1),
        }


def test_four_schedulers_without_any_leader_do_everything_once(transactions: Transactions, late: Dated) -> None:
    ready = threading.Barrier(4, timeout=30)

    def sweep(_: int) -> list[str | None]:
        ready.wait()
        return [
            ran.fault for ran in run_due(transactions, now=clock.now, work={OVERDUE: overdue.run, RESCORE: rescore.run})
        ]

    with ThreadPoolExecutor(4) as pool:
        faults = [fault for one in pool.map(sweep, range(4)) for fault in one]
    assert set(faults) == {None}
    assert told(transactions) == each_once(late)
    with transactions.read() as session:
        assert len(session.scalars(sa.select(Score)).all()) == 1


def test_a_file_that_waits_is_scanned_at_the_first_tick_after_the_scanner_is_back(
    transactions: Transactions, late: Dated, store: FolderStore, caplog: pytest.LogCaptureFixture
) -> None:
    version = a_waiting_file(transactions, store, late)
    with fake_clamd() as clamd:
        clamd.answer = b"ERROR\0"
        first = leader(transactions, each_tick=work_of_each_tick(store, ClamdScanner(clamd.address)))
        first.keep()
        with caplog.at_level(logging.ERROR):
            first.sweep()
        assert state_of(transactions, version) is EvidenceState.SCANNING
        assert f"Evidence version {version} waits" in caplog.text
        clamd.answer = None
        first.sweep()
    assert state_of(transactions, version) is EvidenceState.AVAILABLE


def test_a_leader_replaced_while_it_scans_settles_nothing(
    transactions: Transactions, late: Dated, store: FolderStore
) -> None:
    version = a_waiting_file(transactions, store, late)
    with fake_clamd() as clamd:
        scan = work_of_each_tick(store, ClamdScanner(clamd.address))

        def freeze(of_the_first: Transactions, *, today: date, at: datetime) -> Outcome:
            let_it_lapse(transactions)
            assert leader(transactions).keep()
            return scan(of_the_first, today=today, at=at)

        first = leader(transactions, each_tick=freeze)
        first.keep()
        first.sweep()
        assert len(clamd.scans) == 2  # the test file, and this one
    assert state_of(transactions, version) is EvidenceState.SCANNING


def test_a_fault_of_a_tick_stops_neither_the_jobs_nor_the_next_tick(
    transactions: Transactions, late: Dated, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(transactions: Transactions, *, today: date, at: datetime) -> Outcome:
        raise ValueError("it broke")

    first = leader(transactions, each_tick=broken)
    first.keep()
    with caplog.at_level(logging.ERROR):
        assert [ran.name for ran in first.sweep()] == ["overdue", "rescore"]
        assert first.sweep() == []
    assert caplog.text.count("the work of a tick failed") == 2
