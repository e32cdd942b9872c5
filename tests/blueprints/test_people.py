"""The administrator's list of people, one person with their sessions, and the link to choose a password."""

from __future__ import annotations

import re
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests.factories.organisations import OPERATOR, make_region, make_unit
from tests.factories.people import (
    give,
    make_administrator,
    make_person,
    make_regional_lead,
    make_unit_head,
)
from tests.support.client import carry, csrf_token, post, sign_in_as, transactions_of
from tests.support.statements import statements
from tracker import clock
from tracker.domain.vocabulary import Role
from tracker.extensions import db
from tracker.models import Person
from tracker.services.people import end_person


@pytest.fixture
def head(app: Flask) -> int:
    """The id of a head of Ashcombe and Thornley."""
    with transactions_of(app).write() as session:
        return make_unit_head(session, make_unit(session, "Ashcombe and Thornley"), "Robin Hale").id


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser in which an administrator is signed in."""
    with transactions_of(app).write() as session:
        administrator = make_administrator(session, "Ade Finch").id
    made = app.test_client()
    sign_in_as(made, administrator)
    return made


def end(app: Flask, person_id: int) -> None:
    with transactions_of(app).write() as session:
        end_person(session, session.get_one(Person, person_id), by=OPERATOR, at=clock.now())


def words(text: str) -> str:
    """A page as its reader sees it."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_the_list_says_who_has_which_role_where_and_when_they_were_last_here(
    app: Flask, client: FlaskClient, head: int
) -> None:
    with transactions_of(app).write() as session:
        make_regional_lead(session, make_region(session, "Marlow Vale"), "Jo Bramley")
        make_person(session, "Alex Rowan", "alex@example.com")
    page = words(client.get("/people").text)
    assert "Head of PDU, Ashcombe and Thornley" in page
    assert "Regional lead, Marlow Vale" in page
    assert "Administrator" in page
    assert re.search(r"Alex Rowan alex@example.com None Never", page)


def test_a_role_that_is_over_is_not_listed_and_one_to_come_says_from_when(app: Flask, client: FlaskClient) -> None:
    with transactions_of(app).write() as session:
        person = make_person(session, "Alex Rowan")
        give(session, person, Role.NATIONAL_LEAD, starts_on=date(2020, 1, 1), ends_on=date(2020, 12, 31))
        give(session, person, Role.ASSURANCE_REVIEWER, starts_on=date(2090, 1, 1), ends_on=date(2090, 12, 31))
    page = words(client.get("/people").text)
    assert "National lead" not in page
    assert "Assurance reviewer from 1 January 2090 until 31 December 2090" in page


def test_those_without_access_have_a_list_of_their_own(app: Flask, client: FlaskClient, head: int) -> None:
    end(app, head)
    assert "Robin Hale" not in client.get("/people").text
    page = words(client.get("/people?show=ended").text)
    assert "Robin Hale" in page
    assert "Head of PDU, Ashcombe and Thornley until" in page
    assert "Ade Finch" not in page.replace("Signed in as Ade Finch", "")


def test_a_long_list_has_pages(app: Flask, client: FlaskClient) -> None:
    with transactions_of(app).write() as session:
        for number in range(60):
            make_person(session, f"Person {number:02}")
    first, second = client.get("/people").text, client.get("/people?page=2").text
    assert "Person 00" in first
    assert "Person 59" not in first
    assert "Person 59" in second
    assert "51 to 61 of 61" in words(second)


def test_the_list_asks_the_same_number_of_questions_for_1_person_and_for_40(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        engine = db.engine
    client.get("/people")  # counts what waits, for a minute
    with statements(engine) as few:
        client.get("/people")
    with transactions_of(app).write() as session:
        unit = make_unit(session)
        for number in range(40):
            make_unit_head(session, unit, f"Head {number}")
    with statements(engine) as many:
        client.get("/people")
    assert len(few) == len(many) <= 5


# --- one person ----------------------------------------------------------------------------------------------------


def test_a_person_is_shown_with_all_their_roles(app: Flask, client: FlaskClient, head: int) -> None:
    with transactions_of(app).write() as session:
        give(
            session,
            session.get_one(Person, head),
            Role.NATIONAL_LEAD,
            starts_on=date(2020, 1, 1),
            ends_on=date(2020, 12, 31),
        )
    page = words(client.get(f"/people/{head}").text)
    assert "Head of PDU Ashcombe and Thornley 1 January 2020 No end date" in page
    assert "National lead The whole service 1 January 2020 31 December 2020" in page


def test_there_is_no_page_of_a_person_who_never_was(client: FlaskClient) -> None:
    assert client.get("/people/999").status_code == 404
    assert post(client, "/people/999/end-sessions").status_code == 404
    assert post(client, "/people/999/password-link").status_code == 404


def test_an_administrator_ends_the_sessions_of_a_person(app: Flask, client: FlaskClient, head: int) -> None:
    browsers = [app.test_client() for _browser in range(2)]
    for browser in browsers:
        sign_in_as(browser, head)
    assert client.get(f"/people/{head}").text.count("Signed in on") == 2
    answer = post(client, f"/people/{head}/end-sessions")
    assert answer.headers["Location"] == f"/people/{head}"
    page = words(client.get(f"/people/{head}").text)
    assert "Robin Hale has been signed out everywhere." in page
    assert "This person is not signed in anywhere." in page
    assert [browser.get("/your-items").status_code for browser in browsers] == [302, 302]


def test_an_administrator_who_ends_their_own_sessions_is_out(app: Flask, client: FlaskClient) -> None:
    with transactions_of(app).read() as session:
        own = session.scalars(sa.select(Person.id).where(Person.name == "Ade Finch")).one()
    post(client, f"/people/{own}/end-sessions")
    assert client.get("/people").headers["Location"] == "/sign-in?next=/people"


def test_a_password_link_is_shown_once_and_works(app: Flask, client: FlaskClient, head: int) -> None:
    answer = post(client, f"/people/{head}/password-link")
    found = re.search(r"http://localhost(/password/[\w-]{43})", answer.text)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert found is not None
    assert found[1] not in client.get(f"/people/{head}").text
    assert app.test_client().get(found[1]).status_code == 200


def test_a_link_names_our_own_host_whatever_the_request_says(client: FlaskClient, head: int) -> None:
    answer = client.post(
        f"/people/{head}/password-link",
        data={"csrf_token": csrf_token(client)},
        headers={"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"},
    )
    assert "evil.example" not in answer.text
    refused = client.post(f"/people/{head}/password-link", headers={"Host": "evil.example"})
    assert refused.status_code == 400


def test_a_person_whose_access_ended_meanwhile_gets_no_link(app: Flask, client: FlaskClient, head: int) -> None:
    end(app, head)
    answer = post(client, f"/people/{head}/password-link")
    assert answer.headers["Location"] == f"/people/{head}"
    page = client.get(f"/people/{head}").text
    assert "Robin Hale no longer has access." in page
    assert "password-link" not in page


# --- who may -------------------------------------------------------------------------------------------------------


def test_nobody_else_sees_or_does_any_of_it(app: Flask, head: int) -> None:
    with transactions_of(app).write() as session:
        lead = make_regional_lead(session).id
    browser = app.test_client()
    for person in (head, lead):
        sign_in_as(browser, person)
        assert browser.get("/people").status_code == 403
        assert browser.get(f"/people/{head}").status_code == 403
        assert post(browser, f"/people/{head}/end-sessions").status_code == 403
        assert post(browser, f"/people/{head}/password-link").status_code == 403


def test_rights_to_it_end_with_the_role(app: Flask, client: FlaskClient) -> None:
    token = csrf_token(client)
    with transactions_of(app).read() as session:
        own = session.scalars(sa.select(Person.id).where(Person.name == "Ade Finch")).one()
    end(app, own)
    assert client.get("/people").status_code == 302
    answer = client.post(f"/people/{own}/password-link", data={"csrf_token": token})
    assert answer.headers["Location"].startswith("/sign-in")


def test_a_cookie_copied_to_another_browser_ends_with_the_sessions(app: Flask, client: FlaskClient, head: int) -> None:
    browser, copy = app.test_client(), app.test_client()
    carry(copy, sign_in_as(browser, head))
    assert copy.get("/your-items").status_code == 200
    post(client, f"/people/{head}/end-sessions")
    assert copy.get("/your-items").status_code == 302
