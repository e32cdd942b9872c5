"""What stands around every page: who is signed in, where they may go, how long the session lasts; and error pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask, g, render_template
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy.exc import OperationalError

from tests.factories.people import give, make_person
from tests.support.client import sign_in_as, transactions_of
from tests.support.html_lint import lint
from tests.support.pages import first
from tracker import clock
from tracker.domain.permissions import Permission
from tracker.domain.vocabulary import Role
from tracker.extensions import db
from tracker.web.guards import needs

ERRORS = (
    "bad_request",
    "conflict",
    "expired_form",
    "fault",
    "invalid_move",
    "not_found",
    "not_permitted",
    "too_large",
    "too_many",
    "unavailable",
)


def person_in(app: Flask, role: Role) -> int:
    with transactions_of(app).write() as session:
        person = make_person(session, "Asha Example")
        give(session, person, role)
        return person.id


def page_for(app: Flask, role: Role, *, minutes_ago: int = 0) -> LexborHTMLParser:
    client = app.test_client()
    sign_in_as(client, person_in(app, role), at=clock.now() - timedelta(minutes=minutes_ago))
    return LexborHTMLParser(client.get("/cookies").get_data(as_text=True))


def test_everybody_sees_who_is_signed_in_and_can_sign_out(app: Flask) -> None:
    header = first(page_for(app, Role.NATIONAL_LEAD), "header")
    assert "Signed in as Asha Example" in header.text()
    assert first(header, "form[method=post] button").text() == "Sign out"


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.ADMINISTRATOR, ["Your items", "Units", "Search", "Imports", "People", "Jobs"]),
        (Role.NATIONAL_LEAD, ["Your items", "Units", "Search", "Reviews", "Date changes"]),
    ],
)
def test_the_navigation_offers_what_a_person_may_use(app: Flask, role: Role, expected: list[str]) -> None:
    assert [link.text().strip() for link in page_for(app, role).css("header nav a")] == expected


def test_nobody_signed_in_sees_the_service_name_and_no_navigation(app: Flask) -> None:
    page = LexborHTMLParser(app.test_client().get("/cookies").get_data(as_text=True))
    assert page.css_first("header nav") is None
    assert page.css_first("header form") is None
    assert "Track inspection recommendations" in first(page, "header").text()
    assert "data-session-seconds" not in first(page, "body").attributes


def test_the_page_says_how_long_the_session_lasts_from_this_visit_on(app: Flask) -> None:
    seconds = first(page_for(app, Role.NATIONAL_LEAD, minutes_ago=50), "body").attributes["data-session-seconds"]
    assert 3500 < int(seconds or 0) <= 3600


def test_asking_how_long_is_left_is_a_visit_but_never_passes_the_absolute_limit(app: Flask) -> None:
    client = app.test_client()
    person = person_in(app, Role.NATIONAL_LEAD)
    sign_in_as(client, person, at=clock.now() - timedelta(minutes=59))
    assert 3500 < client.get("/session").get_json()["seconds_left"] <= 3600
    assert app.test_client().get("/session").status_code == 302


@pytest.mark.parametrize("name", ERRORS)
def test_every_error_page_stands_without_anybody_signed_in(app: Flask, name: str) -> None:
    with app.test_request_context("/"):
        g.csp_nonce = "n"
        html = render_template(f"errors/{name}.html", message="", request_id="4f2a")
    assert lint(html) == []


def test_an_unknown_address_is_a_page_in_plain_words(app: Flask) -> None:
    response = app.test_client().get("/nowhere")
    assert response.status_code == 404
    assert "Page not found" in response.get_data(as_text=True)


def test_a_fault_gives_a_reference_and_no_trace(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    app.view_functions["help.cookies"] = needs(GET=Permission.PUBLIC)(lambda: f"{1 // 0}")
    response = app.test_client().get("/cookies")
    text = response.get_data(as_text=True)
    assert response.status_code == 500
    assert "tell an administrator of this service this reference" in text
    assert "ZeroDivisionError" not in text
    assert "ZeroDivisionError" in caplog.text


def test_a_database_that_is_away_is_told_of_without_asking_it_again(app: Flask) -> None:
    def away() -> str:
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    app.view_functions["help.cookies"] = needs(GET=Permission.PUBLIC)(away)
    client = app.test_client()
    sign_in_as(client, person_in(app, Role.NATIONAL_LEAD))
    with app.app_context():
        db.session.remove()
    response = client.get("/cookies")
    assert response.status_code == 503
    assert "the service is unavailable" in response.get_data(as_text=True)
    assert "Asha Example" not in response.get_data(as_text=True)
