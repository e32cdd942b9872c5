"""What is overdue is marked once for each due date, with its entry in the history, however often it is run or fails."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from tests.factories.late import AT, DAY_AFTER, DUE, a_dated_plan
from tests.support.contents import contents
from tracker.domain.deadlines import is_overdue
from tracker.domain.lifecycles import STILL_ASKED
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import MilestoneState, RecommendationState
from tracker.models import Event, Milestone, OverdueMark, Plan, Recommendation
from tracker.models.transactions import Transactions, make_engine
from tracker.queries.history import verify
from tracker.services.event_kinds import EventKind
from tracker.services.overdue import Marked, mark_overdue
from tracker.services.record import record

SYSTEM = Actor(None, "The service")
KINDS = (EventKind.MILESTONE_OVERDUE.value, EventKind.PLAN_OVERDUE.value)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture
def transactions(engine: Engine) -> Transactions:
    return Transactions(engine)


def mark(transactions: Transactions, today: date = DAY_AFTER) -> Marked:
    return mark_overdue(transactions, today=today, by=SYSTEM, at=AT)


def marked(transactions: Transactions) -> list[tuple[str, int]]:
    """(table, id) of every mark, in order."""
    with transactions.read() as session:
        marks = session.scalars(sa.select(OverdueMark)).all()
        return sorted(
            ("milestone", m.milestone_id) if m.milestone_id is not None else ("plan", m.plan_id or 0) for m in marks
        )


def told(transactions: Transactions) -> Counter[tuple[str, int]]:
    """How often the history says of each item that it became overdue."""
    with transactions.read() as session:
        rows = session.execute(sa.select(Event.subject, Event.subject_id).where(Event.kind.in_(KINDS)))
        return Counter((row.subject, row.subject_id) for row in rows)


def test_what_is_late_is_marked_and_told_and_nothing_else(transactions: Transactions) -> None:
    with transactions.write() as session:
        late = a_dated_plan(session, milestones=3, due_on=DUE, state=MilestoneState.UNDERWAY)
        a_dated_plan(session, milestones=1, due_on=DAY_AFTER)
        for state in (MilestoneState.COMPLETED, MilestoneState.VERIFIED):
            a_dated_plan(session, milestones=1, state=state)
        unsubmitted = a_dated_plan(session, submitted=False)
    assert mark(transactions) == Marked({"milestones": 3, "plans": 1}, ())
    expected = [*(("milestone", key) for key in late.milestones), ("plan", unsubmitted.plan)]
    assert marked(transactions) == expected
    assert told(transactions) == Counter(expected)


def test_nothing_is_overdue_of_a_recommendation_that_is_asked_no_more(transactions: Transactions) -> None:
    over = [state for state in RecommendationState if state not in STILL_ASKED]
    with transactions.write() as session:
        for state in over:
            late = a_dated_plan(session, milestones=1, submitted=False)
            asked = session.get_one(Recommendation, session.get_one(Plan, late.plan).recommendation_id)
            asked.state = state
            record(session, EventKind.VERDICT_GIVEN, asked, by=SYSTEM, at=AT)
    assert mark(transactions) == Marked({"milestones": 0, "plans": 0}, ())
    assert len(over) == 3
    assert told(transactions) == Counter()


def test_the_entry_says_when_it_was_due_and_that_the_service_found_it(transactions: Transactions) -> None:
    with transactions.write() as session:
        a_dated_plan(session, milestones=1)
    mark(transactions)
    with transactions.read() as session:
        entry = session.scalars(sa.select(Event).where(Event.kind == EventKind.MILESTONE_OVERDUE.value)).one()
    assert (entry.actor, entry.actor_id, entry.note) == ("The service", None, "It was due on 30 April 2026.")


def test_a_second_run_changes_nothing_at_all(transactions: Transactions) -> None:
    with transactions.write() as session:
        a_dated_plan(session, milestones=3, submitted=False)
    first = mark(transactions)
    with transactions.read() as session:
        before = contents(session)
    assert mark(transactions) == first
    with transactions.read() as session:
        assert contents(session) == before


def test_a_new_date_that_passes_too_is_a_new_mark(transactions: Transactions) -> None:
    with transactions.write() as session:
        late = a_dated_plan(session, milestones=1)
    mark(transactions)
    with transactions.write() as session:
        milestone = session.get_one(Milestone, late.milestones[0])
        milestone.due_on = DUE + timedelta(days=30)
        record(session, EventKind.PLAN_EDITED, milestone, by=SYSTEM, at=AT)
    assert mark(transactions, DUE + timedelta(days=30)).counts == {"milestones": 0, "plans": 0}
    assert mark(transactions, DUE + timedelta(days=31)).counts == {"milestones": 1, "plans": 0}


@pytest.mark.parametrize("state", [state for state in MilestoneState if state is not MilestoneState.CANCELLED])
@pytest.mark.parametrize("days", [-1, 0, 1])
def test_the_sql_finds_what_the_rule_calls_overdue(
    transactions: Transactions, state: MilestoneState, days: int
) -> None:
    with transactions.write() as session:
        a_dated_plan(session, milestones=1, state=state)
    today = DUE + timedelta(days=days)
    is_done = state in (MilestoneState.COMPLETED, MilestoneState.VERIFIED)
    assert bool(mark(transactions, today).counts["milestones"]) == is_overdue(DUE, is_done, today)


# --- faults --------------------------------------------------------------------------------------------------------


def refuse_marks_of(session: Session, milestone: int) -> None:
    """A trigger of the database that raises for one item: a fault that no code of ours expects."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(
            sa.text(
                f"CREATE TRIGGER bad BEFORE INSERT ON overdue_mark WHEN NEW.milestone_id = {milestone} "
                "BEGIN SELECT RAISE(ABORT, 'this item is broken'); END"
            )
        )
        return
    session.execute(
        sa.text(
            "CREATE FUNCTION bad() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'this item is broken'; END $$"
        )
    )
    session.execute(
        sa.text(
            "CREATE TRIGGER bad BEFORE INSERT ON overdue_mark FOR EACH ROW "
            f"WHEN (NEW.milestone_id = {milestone}) EXECUTE FUNCTION bad()"
        )
    )


def test_one_item_that_fails_stops_none_of_the_others_and_is_named(transactions: Transactions) -> None:
    with transactions.write() as session:
        late = a_dated_plan(session, milestones=250)
        bad = late.milestones[120]
        refuse_marks_of(session, bad)
    done = mark(transactions)
    assert done.counts == {"milestones": 249, "plans": 0}
    [fault] = done.faults
    assert fault.startswith(f"Milestone {bad}: ")
    assert fault.endswith("this item is broken")
    assert ("milestone", bad) not in marked(transactions)
    assert set(told(transactions).values()) == {1}


def test_the_item_is_marked_once_its_fault_is_mended(transactions: Transactions) -> None:
    with transactions.write() as session:
        late = a_dated_plan(session, milestones=3)
        refuse_marks_of(session, late.milestones[1])
    mark(transactions)
    with transactions.write() as session:
        on = "" if session.get_bind().dialect.name == "sqlite" else " ON overdue_mark"
        session.execute(sa.text(f"DROP TRIGGER bad{on}"))
    assert mark(transactions) == Marked({"milestones": 3, "plans": 0}, ())
    assert told(transactions) == Counter(("milestone", key) for key in late.milestones)


# --- several at once, and cut off in the middle --------------------------------------------------------------------


def test_four_runs_at_once_mark_each_item_once(transactions: Transactions) -> None:
    with transactions.write() as session:
        late = a_dated_plan(session, milestones=400, submitted=False)
    ready = threading.Barrier(4, timeout=30)

    def run(_: int) -> tuple[str, ...]:
        ready.wait()
        return mark(transactions).faults

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(run, range(4))) == [()] * 4
    expected = [*(("milestone", key) for key in late.milestones), ("plan", late.plan)]
    assert told(transactions) == Counter(expected)
    assert marked(transactions) == expected
    with transactions.read() as session:
        assert verify(session) is None


def test_two_that_chose_the_same_items_before_either_wrote_mark_each_once(transactions: Transactions) -> None:
    """Both have read which items are late before the first begins to write: only what is written keeps them apart."""
    with transactions.write() as session:
        late = a_dated_plan(session, milestones=5)
    both_have_read = threading.Barrier(2, timeout=30)
    with ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(mark, _MeetBeforeWriting(transactions, both_have_read)) for _ in range(2)]
        assert [run.result(60).faults for run in runs] == [(), ()]
    assert told(transactions) == Counter(("milestone", key) for key in late.milestones)


class _MeetBeforeWriting(Transactions):
    """Transactions whose first write waits until another is about to write too."""

    def __init__(self, transactions: Transactions, meeting: threading.Barrier) -> None:
        self._transactions, self._meeting, self._has_met = transactions, meeting, False

    @contextmanager
    def read(self) -> Iterator[Session]:
        with self._transactions.read() as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        if not self._has_met:
            self._has_met = True
            self._meeting.wait()
        with self._transactions.write() as session:
            yield session


def mark_and_die(url: str, statements: int) -> None:
    """Kills its own process at the n-th statement, as a power cut would."""
    engine = make_engine(url)
    left = statements

    def count_down(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "before_cursor_execute", count_down)
    event.listen(engine, "commit", count_down)
    mark_overdue(Transactions(engine), today=DAY_AFTER, by=SYSTEM, at=AT)


def test_killed_at_any_statement_and_run_again_each_item_is_marked_once(
    database_url: str, transactions: Transactions
) -> None:
    with transactions.write() as session:
        late = a_dated_plan(session, milestones=3, submitted=False)
    expected = [*(("milestone", key) for key in late.milestones), ("plan", late.plan)]
    fresh = multiprocessing.get_context("fork")
    kills, code, statement = 0, -signal.SIGKILL, 0
    while code == -signal.SIGKILL:
        statement += 1
        process = fresh.Process(target=mark_and_die, args=(database_url, statement))
        process.start()
        process.join(60)
        code = process.exitcode or 0
        kills += code == -signal.SIGKILL
        assert max(told(transactions).values(), default=1) == 1
    assert (code, marked(transactions)) == (0, expected)
    assert kills >= 8
    assert told(transactions) == Counter(expected)
    with transactions.read() as session:
        assert verify(session) is None
