"""Signing in by browser: where it leads, what it answers, what is left in the cookie."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests.factories.organisations import OPERATOR
from tests.factories.people import PASSWORD, make_administrator, make_person, with_password
from tests.support.client import carry, csrf_token, post, sign_in_as, transactions_of
from tracker import clock
from tracker.blueprints.sign_in.own_paths import own_path
from tracker.models import Event, LoginAttempt, Person
from tracker.services.attempts import MOST_FOR_ONE_EMAIL_FROM_ONE_ADDRESS
from tracker.services.password_links import make_password_link

EMAIL = "alex@example.com"
CORRECT = {"email": EMAIL, "password": PASSWORD}

# Ways to send somebody elsewhere after signing in; all are answered with our own first page.
ELSEWHERE = [
    *("//evil.example", "///evil.example", "////evil.example/units", "/\\evil.example", "\\\\evil.example"),
    *("\\/evil.example", "/\\/evil.example", "https://evil.example", "http://evil.example/units", "https:evil.example"),
    *("https:/evil.example", "HTTPS://evil.example", "//evil.example/units", "//localhost@evil.example"),
    *("http://localhost.evil.example", "http://localhost@evil.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)"),
    *("data:text/html,<script>alert(1)</script>", "vbscript:x", "mailto:a@evil.example", "ftp://evil.example"),
    *("/%2f%2fevil.example", "/%2fevil.example", "%2f%2fevil.example", "/%5cevil.example", "/%09/evil.example"),
    *("/\tevil.example", "/\t/evil.example", "\t//evil.example", " //evil.example", "/\n/evil.example"),
    *("/units\r\nLocation: https://evil.example", "/units%0d%0aSet-Cookie:x=y", "/units\0", "/units/../../evil"),
    *(".", "", "units", "?next=//evil.example", "/;//evil.example", "/units#//evil.example", "/．evil.example"),
    *("／／evil.example", "/units\u2028", "/no-such-page", "/sign-in?next=/sign-in", "/sign-out", "/password/token"),
    *("/units?a=b\r\nLocation: //evil.example", "/units?a=b\tc", "/units?a b", "/units?a=\u2028", "/units?a=b\\c"),
    *("/units//", "/" + "u" * 3_000, "/units?" + "x" * 3_000, "/@evil.example", "/units\\..\\evil.example"),
]


@pytest.fixture
def alex(app: Flask) -> int:
    """The id of a person with a password and no role."""
    with transactions_of(app).write() as session:
        return with_password(session, make_person(session, "Alex Rowan", EMAIL)).id


@pytest.fixture
def client(app: Flask, alex: int) -> FlaskClient:
    return app.test_client()


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/your-items").status_code == 200


# --- start ---------------------------------------------------------------------------------------------------------


def test_the_start_page_says_what_the_service_is_and_offers_to_sign_in(client: FlaskClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "Track inspection recommendations" in page.text
    assert 'href="/sign-in"' in page.text


def test_the_start_page_sends_who_is_signed_in_to_their_items(client: FlaskClient, alex: int) -> None:
    sign_in_as(client, alex)
    answer = client.get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/your-items")


# --- signing in ----------------------------------------------------------------------------------------------------


def test_the_right_password_leads_to_your_items(client: FlaskClient) -> None:
    answer = post(client, "/sign-in", **CORRECT)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/your-items")
    assert is_signed_in(client)


def test_signing_in_leads_back_to_the_page_that_was_asked_for(client: FlaskClient) -> None:
    asked = client.get("/units?page=2")
    assert asked.headers["Location"] == "/sign-in?next=/units?page%3D2"
    answer = post(client, asked.headers["Location"], **CORRECT)
    assert answer.headers["Location"] == "/units?page=2"


def test_the_page_to_sign_in_sends_who_is_signed_in_on(client: FlaskClient, alex: int) -> None:
    sign_in_as(client, alex)
    assert client.get("/sign-in").headers["Location"] == "/your-items"
    assert client.get("/sign-in?next=/units").headers["Location"] == "/units"


@pytest.mark.parametrize(
    ("email", "password"), [(EMAIL, "wrong password"), ("nobody@example.com", PASSWORD), ("nobody", "wrong password")]
)
def test_a_wrong_one_is_answered_alike_whatever_was_wrong(client: FlaskClient, email: str, password: str) -> None:
    answer = post(client, "/sign-in", email=email, password=password)
    assert answer.status_code == 422
    assert "The email address or password is not correct." in answer.text
    assert "<title>Error: Sign in" in answer.text
    assert password not in answer.text
    assert not is_signed_in(client)


def test_nothing_typed_is_said_beside_each_field(client: FlaskClient) -> None:
    answer = post(client, "/sign-in", email="", password="")
    assert answer.status_code == 422
    assert 'href="#email"' in answer.text
    assert 'href="#password"' in answer.text


def test_after_five_failures_the_answer_is_to_wait(client: FlaskClient) -> None:
    for _try in range(MOST_FOR_ONE_EMAIL_FROM_ONE_ADDRESS):
        assert post(client, "/sign-in", email=EMAIL, password="wrong password").status_code == 422
    answer = post(client, "/sign-in", **CORRECT)
    assert answer.status_code == 429
    assert "Too many attempts" in answer.text
    assert not is_signed_in(client)


def test_a_forwarded_address_nobody_vouches_for_does_not_count(client: FlaskClient) -> None:
    for number in range(MOST_FOR_ONE_EMAIL_FROM_ONE_ADDRESS + 1):
        answer = client.post(
            "/sign-in",
            data={"csrf_token": csrf_token(client), "email": EMAIL, "password": "wrong password"},
            headers={"X-Forwarded-For": f"198.51.100.{number}"},
        )
    assert answer.status_code == 429


def test_a_form_without_its_token_signs_nobody_in(client: FlaskClient) -> None:
    assert client.post("/sign-in", data=CORRECT).status_code == 400
    assert not is_signed_in(client)


def test_a_password_is_not_trimmed(app: Flask, client: FlaskClient) -> None:
    assert post(client, "/sign-in", email=EMAIL, password=f" {PASSWORD} ").status_code == 422


def test_an_address_is_taken_with_spaces_and_capitals(client: FlaskClient) -> None:
    assert post(client, "/sign-in", email="  ALEX@Example.com ", password=PASSWORD).status_code == 302


def test_somebody_else_signing_in_at_the_same_browser_ends_the_first_session(
    app: Flask, client: FlaskClient, alex: int
) -> None:
    with transactions_of(app).write() as session:
        first = make_administrator(session).id
    token = sign_in_as(client, first)
    assert post(client, "/sign-in", **CORRECT).status_code == 302
    other = app.test_client()
    carry(other, token)
    assert not is_signed_in(other)
    assert is_signed_in(client)


@pytest.mark.parametrize("payload", ELSEWHERE)
def test_next_leads_nowhere_but_to_our_own_pages(client: FlaskClient, alex: int, payload: str) -> None:
    sign_in_as(client, alex)
    answer = client.get("/sign-in", query_string={"next": payload})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/your-items")


def test_more_than_40_ways_elsewhere_were_tried() -> None:
    assert len(set(ELSEWHERE)) >= 40


@pytest.mark.parametrize("path", ["/units", "/units?page=2", "/people?show=ended", "/your-items", "/units/12"])
def test_next_may_lead_to_a_page_of_ours(app: Flask, path: str) -> None:
    with app.test_request_context():
        assert own_path(path) == path


# --- signing out ---------------------------------------------------------------------------------------------------


def test_signing_out_ends_in_words(client: FlaskClient, alex: int) -> None:
    sign_in_as(client, alex)
    answer = post(client, "/sign-out")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/signed-out")
    assert "You have signed out" in client.get("/signed-out").text
    assert not is_signed_in(client)


def test_signing_out_over_tls_empties_the_browser(client: FlaskClient, alex: int) -> None:
    sign_in_as(client, alex)
    token = csrf_token(client)
    answer = client.post(
        "/sign-out",
        data={"csrf_token": token},
        base_url="https://localhost",
        headers={"Referer": "https://localhost/your-items"},
    )
    assert answer.status_code == 302
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'


def test_over_plain_http_it_does_not_because_all_of_localhost_would_be_emptied(client: FlaskClient, alex: int) -> None:
    sign_in_as(client, alex)
    assert "Clear-Site-Data" not in post(client, "/sign-out").headers


def test_signing_out_twice_leads_to_the_page_to_sign_in(client: FlaskClient) -> None:
    answer = post(client, "/sign-out")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in")


def test_a_link_cannot_sign_anybody_out(client: FlaskClient, alex: int) -> None:
    sign_in_as(client, alex)
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").status_code == 400
    assert is_signed_in(client)


# --- choosing a password -------------------------------------------------------------------------------------------


@pytest.fixture
def link(app: Flask, alex: int) -> str:
    with transactions_of(app).write() as session:
        person = session.get_one(Person, alex)
        return f"/password/{make_password_link(session, person, by=OPERATOR, at=clock.now())}"


def test_a_link_lets_its_person_choose_a_password_once(client: FlaskClient, link: str) -> None:
    page = client.get(link)
    assert page.status_code == 200
    assert EMAIL in page.text
    answer = post(client, link, password="pebble otter violin")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in")
    assert "Your password is set" in client.get("/sign-in").text
    assert client.get(link).status_code == 404
    assert post(client, link, password="violin pebble otter").status_code == 404
    assert post(client, "/sign-in", email=EMAIL, password="pebble otter violin").status_code == 302


def test_a_mail_scanner_that_opens_the_link_does_not_use_it_up(client: FlaskClient, link: str) -> None:
    for _visit in range(3):
        assert client.get(link).status_code == 200


def test_a_password_that_will_not_do_is_said_beside_the_field(client: FlaskClient, link: str) -> None:
    answer = post(client, link, password="password1234")
    assert answer.status_code == 422
    assert "Password is too easy to guess." in answer.text
    assert 'href="#password"' in answer.text
    assert "password1234" not in answer.text


def test_a_link_that_never_was_says_what_to_do(client: FlaskClient) -> None:
    for answer in (client.get("/password/never"), post(client, "/password/never", password="pebble otter violin")):
        assert answer.status_code == 404
        assert "This link does not work any more" in answer.text


def test_the_token_of_a_link_leaves_for_no_other_site(client: FlaskClient, link: str) -> None:
    page = client.get(link)
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["Cache-Control"] == "no-store"
    assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', page.text)


def test_no_password_and_no_token_stands_in_the_history_or_among_the_attempts(
    app: Flask, client: FlaskClient, link: str
) -> None:
    post(client, link, password="pebble otter violin")
    post(client, "/sign-in", email=EMAIL, password="pebble otter violin")
    with transactions_of(app).read() as session:
        rows = [*session.scalars(sa.select(Event)), *session.scalars(sa.select(LoginAttempt))]
        told = str([vars(row) for row in rows])
    assert "pebble" not in told
    assert link.rpartition("/")[2] not in told
