"""Password hashes: argon2id, by today's parameters, as slow for nobody as for somebody."""

from __future__ import annotations

from datetime import timedelta
from statistics import median
from time import perf_counter

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from tests.factories.organisations import OPERATOR
from tests.factories.people import AT, PASSWORD, make_person, with_password
from tracker.domain.errors import NotFound
from tracker.models import Identity
from tracker.queries import people
from tracker.services import passwords
from tracker.services.password_links import GOOD_FOR, make_password_link, use_password_link
from tracker.services.passwords import hash_password, needs_new_hash, verify

OTHER = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


def test_a_hash_names_the_parameters_owasp_recommends() -> None:
    assert hash_password(PASSWORD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_the_same_password_has_another_hash_each_time() -> None:
    assert hash_password(PASSWORD) != hash_password(PASSWORD)


@pytest.mark.parametrize("password", [PASSWORD, "  spaces at both ends ", "łódź 🦊 \0 \ud800", "x" * 128])
def test_a_password_is_taken_exactly_as_it_was_typed(password: str) -> None:
    hashed = hash_password(password)
    assert verify(hashed, password)
    for other in (password.upper() if password.upper() != password else "y", password + " ", password[:-1]):
        assert not verify(hashed, other)


def test_nothing_longer_than_a_password_may_be_is_right() -> None:
    assert not verify(hash_password("x" * 128), "x" * 129)
    assert not verify(hash_password("x" * 200), "x" * 200)


@pytest.mark.parametrize("stored", [None, "", "plain text", OTHER])
def test_without_a_good_hash_no_password_is_right(stored: str | None) -> None:
    for password in ("", PASSWORD, "plain text"):
        assert not verify(stored, password)


def test_a_hash_by_older_parameters_is_to_be_made_anew() -> None:
    assert needs_new_hash(PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash(PASSWORD))
    assert not needs_new_hash(hash_password(PASSWORD))


def test_the_hash_that_stands_for_nobody_keeps_up_with_the_parameters() -> None:
    assert not needs_new_hash(passwords._NOBODYS)


def test_it_takes_as_long_to_refuse_nobody_as_somebody() -> None:
    hashed = hash_password(PASSWORD)

    def seconds(stored: str | None, password: str) -> float:
        start = perf_counter()
        verify(stored, password)
        return perf_counter() - start

    pairs = [(seconds(hashed, "wrong password"), seconds(None, "wrong password")) for _try in range(15)]
    somebody, nobody = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    assert nobody > somebody / 3  # a safety limit: without the work done for nobody it is a ten-thousandth


# --- links ---------------------------------------------------------------------------------------------------------


def test_a_link_sets_the_password_once(session: Session) -> None:
    person = make_person(session)
    token = make_password_link(session, person, by=OPERATOR, at=AT)
    assert use_password_link(session, token, password_hash=hash_password(PASSWORD), at=AT) is person
    session.commit()
    found = people.password_of(session, person.email)
    assert found is not None
    assert found[1].password_hash is not None
    assert verify(found[1].password_hash, PASSWORD)
    with pytest.raises(NotFound):
        use_password_link(session, token, password_hash=hash_password("another lemon tractor"), at=AT)


def test_a_link_works_for_72_hours(session: Session) -> None:
    person = make_person(session)
    token = make_password_link(session, person, by=OPERATOR, at=AT)
    assert people.of_password_link(session, token, at=AT + GOOD_FOR - timedelta(seconds=1)) is not None
    assert people.of_password_link(session, token, at=AT + GOOD_FOR) is None
    assert timedelta(hours=72) == GOOD_FOR


def test_a_newer_link_replaces_an_older_one(session: Session) -> None:
    person = make_person(session)
    older, newer = (make_password_link(session, person, by=OPERATOR, at=AT) for _link in range(2))
    assert people.of_password_link(session, older, at=AT) is None
    assert people.of_password_link(session, newer, at=AT) is not None


def test_only_the_hash_of_a_link_is_kept(session: Session) -> None:
    person = make_person(session)
    token = make_password_link(session, person, by=OPERATOR, at=AT)
    identity = session.scalars(sa.select(Identity).where(Identity.person_id == person.id)).one()
    assert len(token) >= 43  # 256 bits
    assert identity.setup_token_hash is not None
    assert len(identity.setup_token_hash) == 64
    assert token not in str(vars(identity))


def test_a_link_does_not_end_the_present_password(session: Session) -> None:
    person = with_password(session, make_person(session))
    make_password_link(session, person, by=OPERATOR, at=AT)
    assert people.password_of(session, person.email) is not None
