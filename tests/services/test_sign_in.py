"""Signing in: the same answer whatever was wrong, and one limit for all workers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from multiprocessing import get_context

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from tests.factories.organisations import OPERATOR
from tests.factories.people import AT, PASSWORD, make_person, with_password
from tracker.domain.errors import NotFound, RuleBroken
from tracker.domain.vocabulary import SessionEnd
from tracker.models import BrowserSession, Event, Identity, LoginAttempt, Person
from tracker.models.transactions import Transactions, make_engine
from tracker.queries import sessions
from tracker.services import attempts, people
from tracker.services.attempts import (
    MOST_FOR_ONE_EMAIL,
    MOST_FOR_ONE_EMAIL_FROM_ONE_ADDRESS,
    MOST_FROM_ONE_ADDRESS,
    TooManyAttempts,
    begin_attempt,
    network_of,
)
from tracker.services.password_links import make_password_link
from tracker.services.passwords import needs_new_hash
from tracker.services.sign_in import WRONG, Opened, choose_password, sign_in

EMAIL = "alex@example.com"
HOME = "192.0.2.10"
LATER = AT + attempts.WINDOW


@pytest.fixture
def transactions(database_url: str) -> Iterator[Transactions]:
    engine = make_engine(database_url)
    yield Transactions(engine)
    engine.dispose()


@pytest.fixture
def alex(transactions: Transactions) -> int:
    """The id of a person with a password."""
    with transactions.write() as session:
        return with_password(session, make_person(session, "Alex Rowan", EMAIL)).id


def try_to_sign_in(
    transactions: Transactions,
    password: str = PASSWORD,
    email: str = EMAIL,
    address: str = HOME,
    at: datetime = AT,
) -> Opened:
    return sign_in(transactions, email=email, password=password, address=address, at=at)


def fail(transactions: Transactions, email: str = EMAIL, address: str = HOME) -> None:
    """A failed try, without the time that a hash takes."""
    with transactions.write() as session:
        begin_attempt(session, email=email, address=address, at=AT)


# --- the password --------------------------------------------------------------------------------------------------


def test_the_right_password_opens_a_session_that_only_its_token_can_use(transactions: Transactions, alex: int) -> None:
    opened = try_to_sign_in(transactions, email=" ALEX@example.com ")
    assert (opened.actor.person_id, opened.email) == (alex, EMAIL)
    with transactions.read() as session:
        kept = session.scalars(sa.select(BrowserSession)).one()
        assert kept.token_hash == sessions.hash_of(opened.token) != opened.token
        assert session.scalars(sa.select(Event.kind).order_by(Event.sequence.desc())).first() == "session.signed_in"


def test_the_answer_is_the_same_whatever_was_wrong(transactions: Transactions, alex: int) -> None:
    with transactions.write() as session:
        make_person(session, "No Password", "none@example.com")
        ended = with_password(session, make_person(session, "Gone", "gone@example.com"))
        people.end_person(session, ended, by=OPERATOR, at=AT)
    for email, password in [
        (EMAIL, "wrong password"),
        (EMAIL, ""),
        ("nobody@example.com", PASSWORD),
        ("none@example.com", PASSWORD),
        ("none@example.com", ""),
        ("gone@example.com", PASSWORD),
        ("' OR 1=1 --", PASSWORD),
        ("a" * 5_000, "b" * 50_000),
    ]:
        with pytest.raises(RuleBroken) as broken:
            try_to_sign_in(transactions, password, email)
        assert (broken.value.field, broken.value.message) == ("form", WRONG)


def test_signing_in_again_ends_the_session_that_was_in_the_browser(transactions: Transactions, alex: int) -> None:
    first = try_to_sign_in(transactions)
    second = sign_in(transactions, email=EMAIL, password=PASSWORD, address=HOME, replacing=first.token, at=AT)
    with transactions.read() as session:
        assert sessions.find(session, first.token, at=AT, today=AT.date()) is None
        assert sessions.find(session, second.token, at=AT, today=AT.date()) is not None


def test_a_hash_by_older_parameters_is_replaced_at_the_next_sign_in(transactions: Transactions, alex: int) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash(PASSWORD)
    with transactions.write() as session:
        session.execute(sa.text("UPDATE identity SET password_hash = :weak"), {"weak": weak})
    try_to_sign_in(transactions)
    with transactions.read() as session:
        kept = session.scalars(sa.select(Identity.password_hash)).one()
        assert kept is not None
        assert not needs_new_hash(kept)
    try_to_sign_in(transactions)


class _WhereSomebodyIsEndedMeanwhile(Transactions):
    """Transactions in which, once the password's hash was read, the person's access ends before it is checked."""

    @contextmanager
    def read(self) -> Iterator[Session]:
        with super().read() as session:
            yield session
        with self.write() as session:
            people.end_person(session, session.scalars(sa.select(Person)).one(), by=OPERATOR, at=AT)


def test_a_person_ended_while_the_password_was_checked_does_not_get_in(
    database_url: str, transactions: Transactions, alex: int
) -> None:
    engine = make_engine(database_url)
    with pytest.raises(RuleBroken, match="not correct"):
        try_to_sign_in(_WhereSomebodyIsEndedMeanwhile(engine))
    engine.dispose()
    with transactions.read() as session:
        assert session.scalars(sa.select(BrowserSession)).all() == []


# --- the limits ----------------------------------------------------------------------------------------------------


def test_after_five_failures_from_one_address_even_the_right_password_waits(
    transactions: Transactions, alex: int
) -> None:
    for _try in range(MOST_FOR_ONE_EMAIL_FROM_ONE_ADDRESS):
        with pytest.raises(RuleBroken):
            try_to_sign_in(transactions, "wrong password")
    with pytest.raises(TooManyAttempts, match="too many attempts"):
        try_to_sign_in(transactions)
    assert try_to_sign_in(transactions, at=LATER).actor.person_id == alex


def test_the_limit_is_the_same_for_an_address_nobody_has(transactions: Transactions) -> None:
    for _try in range(MOST_FOR_ONE_EMAIL_FROM_ONE_ADDRESS):
        fail(transactions, "nobody@example.com")
    with pytest.raises(TooManyAttempts):
        try_to_sign_in(transactions, email="nobody@example.com")


def test_one_address_cannot_try_many_people(transactions: Transactions, alex: int) -> None:
    for number in range(MOST_FROM_ONE_ADDRESS):
        fail(transactions, f"person{number}@example.com")
    with pytest.raises(TooManyAttempts):
        try_to_sign_in(transactions)
    assert try_to_sign_in(transactions, address="192.0.2.11").actor.person_id == alex


def test_many_addresses_cannot_try_one_person(transactions: Transactions, alex: int) -> None:
    for number in range(MOST_FOR_ONE_EMAIL):
        fail(transactions, address=f"198.51.100.{number}")
    with pytest.raises(TooManyAttempts):
        try_to_sign_in(transactions, address="203.0.113.1")


def test_a_person_under_attack_can_still_sign_in_from_where_they_are_known(
    transactions: Transactions, alex: int
) -> None:
    try_to_sign_in(transactions)
    for number in range(MOST_FOR_ONE_EMAIL):
        fail(transactions, address=f"198.51.100.{number}")
    assert try_to_sign_in(transactions).actor.person_id == alex


def test_going_on_after_being_refused_locks_out_nobody_else(transactions: Transactions, alex: int) -> None:
    for _try in range(MOST_FOR_ONE_EMAIL_FROM_ONE_ADDRESS):
        fail(transactions, address="198.51.100.1")
    for _try in range(2 * MOST_FOR_ONE_EMAIL):
        with pytest.raises(TooManyAttempts):
            fail(transactions, address="198.51.100.1")
    assert try_to_sign_in(transactions).actor.person_id == alex


def test_those_who_sign_in_use_up_nothing(transactions: Transactions, alex: int) -> None:
    for _try in range(MOST_FOR_ONE_EMAIL_FROM_ONE_ADDRESS + 1):
        try_to_sign_in(transactions)


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.10", "192.0.2.10"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.10", "192.0.2.10"),
        ("fe80::1%eth0", "fe80::/64"),
        (None, "unknown"),
        ("not an address", "unknown"),
    ],
)
def test_a_subscriber_of_ipv6_counts_as_one_address(address: str | None, counted: str) -> None:
    assert network_of(address) == counted


def test_attempts_are_forgotten_after_a_day_and_places_one_is_known_at_after_thirty(
    transactions: Transactions, alex: int
) -> None:
    try_to_sign_in(transactions)
    fail(transactions)
    for days, left in [(1, {True, False}), (2, {True}), (30, {True}), (31, set())]:
        with transactions.write() as session:
            begin_attempt(session, email="x", address=None, at=AT + timedelta(days=days))
            kept = session.scalars(sa.select(LoginAttempt.succeeded).where(LoginAttempt.email == EMAIL))
            assert set(kept) == left


def _try_many(job: tuple[str, int]) -> Counter[str]:
    """One worker process: `count` wrong passwords over four threads; how each was answered."""
    url, count = job
    engine = make_engine(url)

    def try_once(_number: int) -> str:
        try:
            try_to_sign_in(Transactions(engine), "wrong password")
        except TooManyAttempts:
            return "refused"
        except RuleBroken:
            return "tried"
        return "in"

    with ThreadPoolExecutor(4) as threads:
        answers = Counter(threads.map(try_once, range(count)))
    engine.dispose()
    return answers


def test_of_200_wrong_passwords_at_once_over_4_workers_as_many_are_tried_as_the_limit_says(
    database_url: str, transactions: Transactions, alex: int
) -> None:
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as workers:
        answers = sum(workers.map(_try_many, [(database_url, 50)] * 4), Counter())
    assert answers == {
        "tried": MOST_FOR_ONE_EMAIL_FROM_ONE_ADDRESS,
        "refused": 200 - MOST_FOR_ONE_EMAIL_FROM_ONE_ADDRESS,
    }


# --- choosing a password -------------------------------------------------------------------------------------------


def link_for(transactions: Transactions, person_id: int) -> str:
    with transactions.write() as session:
        return make_password_link(session, session.get_one(Person, person_id), by=OPERATOR, at=AT)


def test_a_person_chooses_a_password_and_is_signed_out_everywhere(transactions: Transactions, alex: int) -> None:
    before = try_to_sign_in(transactions)
    token = link_for(transactions, alex)
    choose_password(transactions, token=token, password="pebble otter violin", address=HOME, at=AT)
    with pytest.raises(RuleBroken):
        try_to_sign_in(transactions)
    assert try_to_sign_in(transactions, "pebble otter violin").actor.person_id == alex
    with transactions.read() as session:
        ended = session.scalars(
            sa.select(BrowserSession.ended_because).where(BrowserSession.token_hash == sessions.hash_of(before.token))
        ).one()
        assert ended is SessionEnd.PASSWORD_CHANGED


def test_a_weak_password_leaves_the_link_good(transactions: Transactions, alex: int) -> None:
    token = link_for(transactions, alex)
    for _try in range(MOST_FOR_ONE_EMAIL_FROM_ONE_ADDRESS + 1):
        with pytest.raises(RuleBroken, match="12 characters or more"):
            choose_password(transactions, token=token, password="short", address=HOME, at=AT)
    choose_password(transactions, token=token, password="pebble otter violin", address=HOME, at=AT)


def test_links_cannot_be_guessed_at_without_end(transactions: Transactions) -> None:
    for number in range(MOST_FROM_ONE_ADDRESS):
        with pytest.raises(NotFound):
            choose_password(transactions, token=f"guess {number}", password=PASSWORD, address=HOME, at=AT)
    with pytest.raises(TooManyAttempts):
        choose_password(transactions, token="one more", password=PASSWORD, address=HOME, at=AT)


def test_a_link_used_by_two_at_once_sets_one_password(transactions: Transactions, alex: int) -> None:
    token = link_for(transactions, alex)

    def choose(password: str) -> bool:
        try:
            choose_password(transactions, token=token, password=password, address=HOME, at=AT)
        except NotFound:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        chosen = list(threads.map(choose, ["pebble otter violin", "violin pebble otter"]))
    assert sorted(chosen) == [False, True]
