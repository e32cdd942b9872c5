"""The lease: one holder at a time by the database's clock, a fence that grows, and no write by whoever was replaced."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.engine import Engine

from tests.factories.late import AT, DAY_AFTER, a_dated_plan
from tracker.domain.permissions import Actor
from tracker.models import Event, Lease, OverdueMark
from tracker.models.transactions import Transactions, make_engine
from tracker.services.leases import LENGTH, Fenced, Grip, LeaseLost, database_now, release, renew, require_fence, take
from tracker.services.overdue import mark_overdue

NAME = "scheduler"


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture
def transactions(engine: Engine) -> Transactions:
    return Transactions(engine)


def taken(transactions: Transactions, holder: str) -> Grip | None:
    with transactions.write() as session:
        return take(session, NAME, holder)


def got(transactions: Transactions, holder: str) -> Grip:
    grip = taken(transactions, holder)
    assert grip is not None
    return grip


def let_it_lapse(transactions: Transactions) -> None:
    """As after 15 seconds in which the holder did not renew."""
    with transactions.write() as session:
        session.execute(sa.update(Lease).values(expires_at=datetime(2020, 1, 1, tzinfo=UTC)))


def test_the_first_to_ask_gets_the_lease_and_the_second_does_not(transactions: Transactions) -> None:
    assert taken(transactions, "first") == Grip(NAME, "first", 1)
    assert taken(transactions, "second") is None


def test_it_lasts_fifteen_seconds_by_the_clock_of_the_database(transactions: Transactions) -> None:
    with transactions.write() as session:
        before = database_now(session)
        take(session, NAME, "first")
        until = session.scalars(sa.select(Lease.expires_at)).one()
        assert before + LENGTH <= until <= database_now(session) + LENGTH
        assert LENGTH.total_seconds() == 15


def test_the_clock_of_the_machine_that_asks_does_not_matter(transactions: Transactions) -> None:
    got(transactions, "first")
    with time_machine.travel(datetime(2040, 1, 1, tzinfo=UTC)):
        assert taken(transactions, "second") is None


def test_a_lapsed_lease_goes_to_the_next_with_a_higher_fence(transactions: Transactions) -> None:
    got(transactions, "first")
    let_it_lapse(transactions)
    assert taken(transactions, "second") == Grip(NAME, "second", 2)


def test_a_released_lease_is_free_at_once(transactions: Transactions) -> None:
    first = got(transactions, "first")
    with transactions.write() as session:
        release(session, first)
    assert taken(transactions, "second") == Grip(NAME, "second", 2)


def test_renewing_holds_on_and_keeps_the_fence(transactions: Transactions) -> None:
    first = got(transactions, "first")
    let_it_lapse(transactions)
    with transactions.write() as session:
        renew(session, first)
    assert taken(transactions, "second") is None


def test_who_was_replaced_can_neither_renew_nor_release(transactions: Transactions) -> None:
    first = got(transactions, "first")
    let_it_lapse(transactions)
    second = got(transactions, "second")
    for verb in (renew, release, require_fence):
        with pytest.raises(LeaseLost), transactions.write() as session:
            verb(session, first)
    with transactions.write() as session:
        require_fence(session, second)


def test_the_same_holder_with_an_older_fence_is_refused_too(transactions: Transactions) -> None:
    first = got(transactions, "one")
    let_it_lapse(transactions)
    got(transactions, "one")
    with pytest.raises(LeaseLost), transactions.write() as session:
        require_fence(session, first)


def test_who_was_frozen_and_replaced_writes_nothing_when_it_wakes(transactions: Transactions) -> None:
    with transactions.write() as session:
        a_dated_plan(session, milestones=5, submitted=False)
    frozen = Fenced(transactions, got(transactions, "frozen"))
    let_it_lapse(transactions)
    got(transactions, "next")
    with pytest.raises(LeaseLost):
        mark_overdue(frozen, today=DAY_AFTER, by=Actor(None, "The service"), at=AT)
    with transactions.read() as session:
        assert session.scalars(sa.select(OverdueMark)).all() == []
        assert session.scalars(sa.select(Event).where(Event.kind.like("%overdue"))).all() == []


def test_nobody_can_take_the_lease_while_its_holder_is_writing(transactions: Transactions) -> None:
    """The holder's transaction began in time; whoever asks meanwhile waits until it has ended."""
    writer = Fenced(transactions, got(transactions, "writer"))
    let_it_lapse(transactions)
    answers: list[tuple[Grip | None, bool]] = []
    done = threading.Event()

    def ask() -> None:
        grip = taken(transactions, "next")
        answers.append((grip, done.is_set()))

    with writer.write():
        thread = threading.Thread(target=ask)
        thread.start()
        time.sleep(0.5)
        done.set()
    thread.join(30)
    assert answers == [(Grip(NAME, "next", 2), True)]


def test_of_eight_that_ask_at_the_same_instant_one_gets_it(transactions: Transactions) -> None:
    ready = threading.Barrier(8, timeout=30)

    def ask(holder: str) -> Grip | None:
        ready.wait()
        return taken(transactions, holder)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, [f"holder {number}" for number in range(8)]))
    assert [grip.fence for grip in answers if grip is not None] == [1]
