"""Sessions: a cookie is good for as long as its row says, on every worker, and not one request longer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from config.settings import Environment, Settings
from tests.conftest import SECRET
from tests.factories.organisations import OPERATOR, make_region, make_unit
from tests.factories.people import (
    PASSWORD,
    give,
    make_administrator,
    make_regional_lead,
    make_unit_head,
    with_password,
)
from tests.support.client import carry, csrf_token, post, sign_in_as, transactions_of
from tracker import clock
from tracker.app import create_app
from tracker.domain.vocabulary import Role
from tracker.extensions import db
from tracker.models import Assignment, BrowserSession, Person, Unit
from tracker.queries.sessions import hash_of
from tracker.services.password_links import make_password_link
from tracker.services.people import end_all_sessions, end_assignment, end_person

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    """A clock that stands still on a Monday until it is moved."""
    with time_machine.travel(MONDAY, tick=False) as moved:
        yield moved


@pytest.fixture
def head(app: Flask, now: time_machine.Traveller) -> int:
    with transactions_of(app).write() as session:
        return with_password(session, make_unit_head(session, name="Robin Hale")).id


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def worker(app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """Another worker over the same database: it shares nothing else."""
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    made = create_app(
        Settings(
            database_url=url,
            secret_key=SECRET,
            evidence_dir=tmp_path,
            environment=Environment.TEST,
            hosts=("localhost",),
        )
    )
    yield made
    with made.app_context():
        db.engine.dispose()


def is_in(client: FlaskClient) -> bool:
    """Whether the browser is signed in; if not, it is asked to sign in and nothing else."""
    answer = client.get("/your-items")
    assert answer.status_code == 200 or answer.headers["Location"] == "/sign-in?next=/your-items"
    return answer.status_code == 200


def email_of(app: Flask, person_id: int) -> str:
    with transactions_of(app).read() as session:
        return session.get_one(Person, person_id).email


def sign_in(client: FlaskClient, email: str, base_url: str = "http://localhost") -> TestResponse:
    return client.post(
        "/sign-in",
        data={"csrf_token": csrf_token(client), "email": email, "password": PASSWORD},
        base_url=base_url,
        headers={"Referer": f"{base_url}/sign-in"},
    )


# --- limits --------------------------------------------------------------------------------------------------------


def test_a_session_ends_after_60_idle_minutes(client: FlaskClient, head: int, now: time_machine.Traveller) -> None:
    sign_in_as(client, head)
    now.shift(timedelta(minutes=59, seconds=59))
    assert is_in(client)
    now.shift(timedelta(minutes=60))
    assert not is_in(client)


def test_an_administrators_session_ends_after_30(app: Flask, client: FlaskClient, now: time_machine.Traveller) -> None:
    with transactions_of(app).write() as session:
        administrator = make_administrator(session).id
    sign_in_as(client, administrator)
    now.shift(timedelta(minutes=29, seconds=59))
    assert is_in(client)
    now.shift(timedelta(minutes=30))
    assert not is_in(client)


def test_a_session_ends_8_hours_after_it_began_however_busy(
    client: FlaskClient, head: int, now: time_machine.Traveller
) -> None:
    sign_in_as(client, head)
    for _visit in range(15):
        now.shift(timedelta(minutes=30))
        assert is_in(client)
    now.shift(timedelta(minutes=29, seconds=59))
    assert is_in(client)
    now.shift(timedelta(seconds=1))
    assert not is_in(client)


def test_looking_at_pictures_and_health_does_not_prolong_a_session(
    app: Flask, client: FlaskClient, head: int, now: time_machine.Traveller
) -> None:
    token = sign_in_as(client, head)
    now.shift(timedelta(minutes=50))
    for path in ("/healthz", "/static/tracker.css", "/assets/images/favicon.ico"):
        client.get(path).close()
    with transactions_of(app).read() as session:
        seen = session.scalars(sa.select(BrowserSession.seen_at).where(BrowserSession.token_hash == hash_of(token)))
        assert seen.one() == MONDAY


# --- the token -----------------------------------------------------------------------------------------------------


def test_a_cookie_planted_before_signing_in_is_worth_nothing_after(app: Flask, client: FlaskClient, head: int) -> None:
    with client.session_transaction() as cookie:
        cookie.update(_user_id="planted", planted="yes", _fresh=True)
    before = client.get_cookie("__Host-tracker")
    assert before is not None
    sign_in(client, email_of(app, head))
    with client.session_transaction() as cookie:
        token = cookie["_user_id"]
        assert token != "planted"
        assert "planted" not in cookie
    assert is_in(client)
    thief = app.test_client()
    thief.set_cookie("__Host-tracker", before.value)
    assert not is_in(thief)


def test_each_sign_in_has_a_token_of_its_own_of_256_bits(app: Flask, client: FlaskClient, head: int) -> None:
    tokens = {sign_in_as(client, head) for _time in range(20)}
    assert len(tokens) == 20
    assert all(len(token) == 43 for token in tokens)
    with transactions_of(app).read() as session:
        assert set(session.scalars(sa.select(BrowserSession.token_hash))) == {hash_of(token) for token in tokens}


def test_the_cookie_holds_a_token_and_nothing_about_the_person(app: Flask, client: FlaskClient, head: int) -> None:
    sign_in(client, email_of(app, head))
    with client.session_transaction() as cookie:
        assert set(cookie) <= {"_user_id", "_fresh", "_id", "csrf_token"}


def test_a_persons_number_in_a_well_signed_cookie_is_no_session(client: FlaskClient, head: int) -> None:
    carry(client, str(head))
    assert not is_in(client)


def test_the_cookie_is_marked_for_our_host_over_tls_and_out_of_reach_of_scripts(
    app: Flask, tmp_path: Path, head: int
) -> None:
    made = create_app(
        Settings(
            database_url=app.config["SQLALCHEMY_DATABASE_URI"],
            secret_key=SECRET,
            evidence_dir=tmp_path,
            environment=Environment.PRODUCTION,
            hosts=("localhost",),
        )
    )
    client = made.test_client()
    page = client.get("/sign-in", base_url="https://localhost")
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert token is not None
    answer = client.post(
        "/sign-in",
        data={"csrf_token": token[1], "email": email_of(app, head), "password": PASSWORD},
        base_url="https://localhost",
        headers={"Referer": "https://localhost/sign-in"},
    )
    assert answer.status_code == 302
    [cookie] = answer.headers.getlist("Set-Cookie")
    name, *rest = cookie.split("; ")
    assert name.startswith("__Host-tracker=")
    assert set(rest) == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}
    with made.app_context():
        db.engine.dispose()


def test_there_is_no_cookie_that_remembers(app: Flask, client: FlaskClient, head: int) -> None:
    page = client.get("/sign-in")
    answer = sign_in(client, email_of(app, head))
    cookies = [*page.headers.getlist("Set-Cookie"), *answer.headers.getlist("Set-Cookie")]
    assert {cookie.partition("=")[0] for cookie in cookies} == {"__Host-tracker"}
    assert all("Expires" not in cookie and "Max-Age" not in cookie for cookie in cookies)
    assert client.get_cookie("remember_token") is None
    assert "remember" not in page.text.lower()


# --- ends ----------------------------------------------------------------------------------------------------------


def test_a_cookie_copied_before_signing_out_is_dead_after(app: Flask, client: FlaskClient, head: int) -> None:
    thief = app.test_client()
    carry(thief, sign_in_as(client, head))
    assert is_in(thief)
    post(client, "/sign-out")
    assert not is_in(thief)
    assert not is_in(client)


def test_signing_out_of_one_browser_leaves_the_other_in(app: Flask, client: FlaskClient, head: int) -> None:
    other = app.test_client()
    sign_in_as(client, head)
    sign_in_as(other, head)
    post(client, "/sign-out")
    assert is_in(other)


def the_role(session: Session, person: Person) -> Assignment:
    return session.scalars(sa.select(Assignment).where(Assignment.person_id == person.id)).one()


def lose_the_role(session: Session, person: Person) -> None:
    end_assignment(session, the_role(session, person), ends_on=clock.today(), by=OPERATOR, at=clock.now())


def get_a_last_day(session: Session, person: Person) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    end_assignment(session, the_role(session, person), ends_on=tomorrow, by=OPERATOR, at=clock.now())


def get_another_role(session: Session, person: Person) -> None:
    give(session, person, Role.NATIONAL_LEAD)


def be_deactivated(session: Session, person: Person) -> None:
    end_person(session, person, by=OPERATOR, at=clock.now())


def be_signed_out_by_an_administrator(session: Session, person: Person) -> None:
    end_all_sessions(session, person, by=OPERATOR, at=clock.now())


def get_another_password(session: Session, person: Person) -> None:
    with_password(session, person, "pebble otter violin")


def have_the_row_deleted(session: Session, person: Person) -> None:
    session.execute(sa.delete(BrowserSession))


@pytest.mark.parametrize(
    "change",
    [
        lose_the_role,
        get_a_last_day,
        get_another_role,
        be_deactivated,
        be_signed_out_by_an_administrator,
        get_another_password,
        have_the_row_deleted,
    ],
)
def test_a_session_ends_on_every_worker_with_the_request_after(
    app: Flask, worker: Flask, client: FlaskClient, head: int, change: Callable[[Session, Person], None]
) -> None:
    elsewhere = worker.test_client()
    carry(elsewhere, sign_in_as(client, head))
    open_form = csrf_token(elsewhere)
    assert is_in(client)
    assert is_in(elsewhere)
    with transactions_of(app).write() as session:
        change(session, session.get_one(Person, head))
    assert not is_in(client)
    assert not is_in(elsewhere)
    answer = elsewhere.post("/sign-out", data={"csrf_token": open_form})
    assert answer.headers["Location"] == "/sign-in"


def test_a_password_link_alone_ends_nothing(app: Flask, client: FlaskClient, head: int) -> None:
    sign_in_as(client, head)
    with transactions_of(app).write() as session:
        make_password_link(session, session.get_one(Person, head), by=OPERATOR, at=clock.now())
    assert is_in(client)


def test_a_right_that_went_with_the_day_is_gone_though_the_session_is_open(
    app: Flask, client: FlaskClient, head: int, now: time_machine.Traveller
) -> None:
    with transactions_of(app).write() as session:
        unit = make_unit(session, "Thornley").id
        give(
            session,
            session.get_one(Person, head),
            Role.CONTRIBUTOR,
            unit=session.get_one(Unit, unit),
            ends_on=MONDAY.date(),
        )
    now.move_to(datetime(2026, 3, 2, 23, 50, tzinfo=UTC))
    sign_in_as(client, head)
    assert client.get(f"/units/{unit}").status_code == 200
    now.move_to(datetime(2026, 3, 3, 0, 5, tzinfo=UTC))
    assert is_in(client)
    assert client.get(f"/units/{unit}").status_code == 404


def test_a_unit_that_moves_to_another_region_takes_its_readers_rights_along(app: Flask, client: FlaskClient) -> None:
    with transactions_of(app).write() as session:
        unit = make_unit(session, "Thornley", make_region(session, "Marlow Vale"))
        former = make_regional_lead(session, unit.region).id
        elsewhere = make_region(session, "Lower Severnside")
        new, unit_id, region_id = make_regional_lead(session, elsewhere).id, unit.id, elsewhere.id
    other = app.test_client()
    sign_in_as(client, former)
    sign_in_as(other, new)
    assert [client.get(f"/units/{unit_id}").status_code, other.get(f"/units/{unit_id}").status_code] == [200, 404]
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(sa.update(Unit).where(Unit.id == unit_id).values(region_id=region_id))
    assert [client.get(f"/units/{unit_id}").status_code, other.get(f"/units/{unit_id}").status_code] == [404, 200]


def test_a_row_deleted_while_its_request_is_answered_is_not_brought_back(
    app: Flask, client: FlaskClient, head: int, now: time_machine.Traveller
) -> None:
    """A slow request loads its session, the row is deleted, and the request ends: touching must not revive it."""
    token = sign_in_as(client, head)
    now.shift(timedelta(minutes=5))

    @app.before_request
    def delete_the_row() -> None:
        with transactions_of(app).write() as session:
            session.execute(sa.delete(BrowserSession))

    client.get("/your-items")
    with transactions_of(app).read() as session:
        assert session.scalars(sa.select(BrowserSession)).all() == []
    carry(client, token)
    assert not is_in(client)
