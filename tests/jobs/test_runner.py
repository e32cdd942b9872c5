"""Running a job for a date: what is kept of it, what is repeated, and that no fault stops what it does not concern."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from tests.factories.evidence import some_evidence
from tests.factories.late import DAY_AFTER, DUE, a_dated_plan
from tests.support.contents import contents
from tracker.adapters.storage import FolderStore
from tracker.adapters.virus_scan import ClamdScanner, NoScanner
from tracker.domain.london import LONDON
from tracker.domain.timetable import EVIDENCE, OVERDUE, RESCORE, TIMETABLE, Job
from tracker.domain.vocabulary import EvidenceState
from tracker.jobs.outcome import Outcome
from tracker.jobs.runner import Ran, run_due, run_job
from tracker.jobs.timetable import Work, work_with
from tracker.models import JobRun, OverdueMark, Plan
from tracker.models.transactions import Transactions, make_engine

OTHER = Job("other", "Does something else", due_from=time(4), every_date=True)


class Clock:
    """A clock that stands where it is put."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


def morning(day: date, hour: int = 5) -> datetime:
    return datetime.combine(day, time(hour), LONDON).astimezone(UTC)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture
def transactions(engine: Engine) -> Transactions:
    return Transactions(engine)


@pytest.fixture
def clock() -> Clock:
    return Clock(morning(DAY_AFTER))


def runs(transactions: Transactions) -> list[tuple[str, date, int, bool, dict[str, int] | None, str | None]]:
    with transactions.read() as session:
        kept = session.scalars(sa.select(JobRun).order_by(JobRun.on, JobRun.name))
        return [(run.name, run.on, run.runs, run.ended_at is not None, run.outcome, run.fault) for run in kept]


def counting(seen: list[date]) -> Work:
    def work(transactions: Transactions, *, today: date, at: datetime) -> Outcome:
        seen.append(today)
        return Outcome({"things": 2})

    return work


def raising(error: Exception) -> Work:
    def work(transactions: Transactions, *, today: date, at: datetime) -> Outcome:
        raise error

    return work


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "evidence")


@pytest.fixture
def everything(store: FolderStore) -> Mapping[Job, Work]:
    return work_with(store, NoScanner())


def a_waiting_file(transactions: Transactions, store: FolderStore, plan_id: int) -> None:
    with transactions.write() as session:
        plan = session.get_one(Plan, plan_id)
        some_evidence(session, plan, uploaded_by=plan.owner_id, storage=store, state=EvidenceState.SCANNING)
        session.flush()
        session.info.clear()  # what factories put straight into tables counts as recorded


def test_every_job_of_the_timetable_has_its_work(everything: Mapping[Job, Work]) -> None:
    assert tuple(everything) == TIMETABLE


def test_the_job_evidence_scans_what_waits_and_counts_how_the_files_then_stand(
    transactions: Transactions, clock: Clock, store: FolderStore, everything: Mapping[Job, Work]
) -> None:
    with transactions.write() as session:
        plan_id = a_dated_plan(session).plan
    a_waiting_file(transactions, store, plan_id)
    away = work_with(store, ClamdScanner("127.0.0.1:1"))
    failed = run_job(transactions, EVIDENCE, on=DAY_AFTER, now=clock, work=away)
    assert failed.counts == {"files available": 0, "files waiting": 1, "files refused": 0}
    assert failed.fault is not None
    assert "the scanner does not answer" in failed.fault
    done = run_job(transactions, EVIDENCE, on=DAY_AFTER, now=clock, work=everything)
    assert (done.counts, done.fault) == ({"files available": 1, "files waiting": 0, "files refused": 0}, None)


def test_a_run_is_kept_with_its_date_and_what_it_did(
    transactions: Transactions, clock: Clock, everything: Mapping[Job, Work]
) -> None:
    with transactions.write() as session:
        a_dated_plan(session, milestones=2)
    ran = run_job(transactions, OVERDUE, on=DAY_AFTER, now=clock, work=everything)
    counts = {"milestones": 2, "plans": 0}
    assert ran == Ran("overdue", DAY_AFTER, counts, None)
    assert runs(transactions) == [("overdue", DAY_AFTER, 1, True, counts, None)]


@pytest.mark.parametrize("job", TIMETABLE, ids=lambda job: job.name)
def test_running_a_job_again_for_its_date_changes_nothing_but_how_often_it_ran(
    transactions: Transactions, clock: Clock, job: Job, store: FolderStore, everything: Mapping[Job, Work]
) -> None:
    with transactions.write() as session:
        plan_id = a_dated_plan(session, milestones=3, submitted=False).plan
    a_waiting_file(transactions, store, plan_id)
    first = run_job(transactions, job, on=DAY_AFTER, now=clock, work=everything)
    with transactions.read() as session:
        before = contents(session, without=("job_run",))
    assert any(first.counts.values())
    assert run_job(transactions, job, on=DAY_AFTER, now=clock, work=everything) == first
    with transactions.read() as session:
        assert contents(session, without=("job_run",)) == before
    assert [run[2] for run in runs(transactions)] == [2]


def test_a_job_that_raises_is_kept_as_failed_and_stops_no_other(transactions: Transactions, clock: Clock) -> None:
    seen: list[date] = []
    work: Mapping[Job, Work] = {OVERDUE: raising(ValueError("it broke\nwith a long trace")), OTHER: counting(seen)}
    failed, done = run_due(transactions, now=clock, work=work)
    assert (failed.fault, done.fault) == ("ValueError: it broke", None)
    assert seen == [DAY_AFTER]
    assert [(run[0], run[3], run[5]) for run in runs(transactions)] == [
        ("other", True, None),
        ("overdue", True, "ValueError: it broke"),
    ]


def test_a_fault_never_repeats_what_a_statement_carried(transactions: Transactions, clock: Clock) -> None:
    secret = sa.exc.IntegrityError("INSERT …", {"text": "what somebody wrote"}, ValueError("a key is there twice"))
    ran = run_job(transactions, OVERDUE, on=DAY_AFTER, now=clock, work={OVERDUE: raising(secret)})
    assert ran.fault == "ValueError: a key is there twice"


def test_a_failed_date_is_tried_again_later_and_its_fault_is_gone_when_it_goes_well(
    transactions: Transactions, clock: Clock
) -> None:
    run_due(transactions, now=clock, work={OTHER: raising(ValueError("it broke"))})
    seen: list[date] = []
    clock.at += timedelta(seconds=59)
    assert run_due(transactions, now=clock, work={OTHER: counting(seen)}) == []
    clock.at += timedelta(seconds=1)
    assert run_due(transactions, now=clock, work={OTHER: counting(seen)}) == [
        Ran("other", DAY_AFTER, {"things": 2}, None)
    ]
    assert runs(transactions) == [("other", DAY_AFTER, 2, True, {"things": 2}, None)]


def test_a_tick_with_nothing_due_does_nothing(
    transactions: Transactions, clock: Clock, everything: Mapping[Job, Work]
) -> None:
    run_due(transactions, now=clock, work=everything)
    with transactions.read() as session:
        before = contents(session)
    clock.at += timedelta(minutes=1)
    assert run_due(transactions, now=clock, work=everything) == []
    with transactions.read() as session:
        assert contents(session) == before


def test_a_dead_week_is_caught_up_and_each_item_bears_the_date_it_became_overdue(
    transactions: Transactions, clock: Clock, everything: Mapping[Job, Work]
) -> None:
    with transactions.write() as session:
        for days in range(10):
            a_dated_plan(session, milestones=1, due_on=DUE + timedelta(days=days))
    run_due(transactions, now=clock, work=everything)
    clock.at = morning(DAY_AFTER + timedelta(days=7))
    ran = run_due(transactions, now=clock, work=everything)
    assert [one.on for one in ran if one.name == OVERDUE.name] == [DAY_AFTER + timedelta(days=n) for n in range(1, 8)]
    assert [one.on for one in ran if one.name == RESCORE.name] == [DAY_AFTER + timedelta(days=7)]
    with transactions.read() as session:
        marks = session.execute(sa.select(OverdueMark.due_on, OverdueMark.found_on).order_by(OverdueMark.due_on)).all()
    assert [tuple(mark) for mark in marks] == [(DUE + timedelta(days=n), DUE + timedelta(days=n + 1)) for n in range(8)]


def test_a_run_by_hand_ahead_of_its_date_does_not_stand_for_the_day(transactions: Transactions, clock: Clock) -> None:
    seen: list[date] = []
    work = {OTHER: counting(seen)}
    run_due(transactions, now=clock, work=work)
    run_job(transactions, OTHER, on=DAY_AFTER + timedelta(days=1), now=clock, work=work)
    clock.at = morning(DAY_AFTER + timedelta(days=1))
    run_due(transactions, now=clock, work=work)
    assert seen == [DAY_AFTER, DAY_AFTER + timedelta(days=1), DAY_AFTER + timedelta(days=1)]
