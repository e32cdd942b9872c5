"""The search in the browser: it stands in the address, narrows without JavaScript, and is kept by a name."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from tests.factories.world import World, build
from tests.support.client import carry, post
from tracker import clock


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


@pytest.fixture
def head(app: Flask, world: World) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens["head"])
    return client


def test_nothing_is_listed_before_something_is_asked(head: FlaskClient) -> None:
    page = head.get("/search").text
    assert "Enter words, or choose a filter." in page
    assert "<table" not in page


def test_what_is_found_leads_to_where_it_belongs(head: FlaskClient, world: World) -> None:
    page = head.get("/search?q=brief&kind=milestone").text
    assert "Milestones (1)" in page
    assert f"/recommendations/{world.ids['draft_recommendation_id']}" in page
    assert "Audit of cases" in head.get("/search?q=audit&kind=evidence").text


def test_a_line_says_where_the_words_were_found_unless_its_title_shows_them(head: FlaskClient) -> None:
    found = " ".join(LexborHTMLParser(head.get("/search?q=trainer&kind=recommendation").text).text().split())
    assert "Found in a progress update" in found
    assert "Found in" not in head.get("/search?q=brief&kind=milestone").text


def test_the_other_kinds_keep_the_words_and_filters_in_their_links(head: FlaskClient) -> None:
    page = LexborHTMLParser(head.get("/search?q=cases&due=overdue&kind=milestone").text)
    links = {link.text(): link.attributes["href"] for link in page.css(".app-choices a")}
    assert set(links.values()) == {
        "/search?q=cases&due=overdue&sort=due&kind=recommendation",
        "/search?q=cases&due=overdue&sort=due&kind=evidence",
    }


def test_a_value_that_means_nothing_filters_nothing(head: FlaskClient) -> None:
    page = head.get("/search?q=brief&kind=rocket&unit=x&due=never&plan_status=fine&state=gone&standard=Z&sort=up")
    assert page.status_code == 200
    assert "Recommendations (" in page.text


def test_words_of_any_length_and_any_signs_are_taken(head: FlaskClient) -> None:
    assert head.get("/search", query_string={"q": "x" * 5000 + " '\";%_\\ \x00"}).status_code == 200


def test_a_view_is_saved_opened_again_and_deleted(head: FlaskClient) -> None:
    asked = head.get("/search/save?q=brief&kind=milestone")
    form = LexborHTMLParser(asked.text)
    (address,) = form.css("input[name=address]")
    fields = {"name": "Briefings", "address": address.attributes["value"] or ""}
    saved = post(head, "/search/save", **fields)
    assert saved.status_code == 302
    opened = head.get(saved.location)
    assert opened.location == "/search?q=brief&sort=due&kind=milestone"
    page = head.get(opened.location).text
    assert "Briefings" in page
    assert "Milestones (1)" in page
    assert "Keep it" in head.get(f"{saved.location}/delete").text
    assert post(head, f"{saved.location}/delete").status_code == 302
    assert "Briefings" not in head.get("/search").text


def test_a_shared_view_is_listed_with_who_shares_it_until_it_is_deleted(
    app: Flask, world: World, head: FlaskClient
) -> None:
    saved = post(head, "/search/save", name="Late here", address="due=overdue", is_shared="y")
    lead, lead_elsewhere = app.test_client(), app.test_client()
    carry(lead, world.tokens["lead"])
    carry(lead_elsewhere, world.tokens["lead_elsewhere"])
    page = LexborHTMLParser(lead.get("/search").text)
    assert "Shared with you (1)" in page.text()
    (link,) = [each for each in page.css("main li a") if "Late here" in each.text()]
    assert link.attributes["href"] == saved.location
    assert "There is nothing on this page." in lead.get("/search?shared=2").text
    assert "Late here" not in lead_elsewhere.get("/search").text
    assert lead.get(f"{saved.location}/delete").status_code == 403
    assert post(lead, f"{saved.location}/delete").status_code == 403
    assert "Keep it" in head.get(f"{saved.location}/delete").text
    assert post(head, f"{saved.location}/delete").status_code == 302
    assert "Late here" not in lead.get("/search").text


def test_a_name_that_is_missing_is_asked_for_and_the_search_stays(head: FlaskClient) -> None:
    page = post(head, "/search/save", name="", address="q=brief&kind=milestone")
    assert page.status_code == 422
    assert "Enter a name for this view" in page.text
    assert 'value="q=brief&amp;kind=milestone"' in page.text


def test_a_saved_view_cannot_lead_anywhere_but_to_a_search(head: FlaskClient) -> None:
    saved = post(head, "/search/save", name="Odd", address="q=a&next=https://elsewhere.example/#x")
    assert head.get(saved.location).location == "/search?q=a"
