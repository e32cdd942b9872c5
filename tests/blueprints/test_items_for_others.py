"""Your items of whoever stands in for somebody away, and of whoever leads delivered plans on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from tests.factories.organisations import AT, OPERATOR
from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tests.support.pages import first
from tracker import clock
from tracker.domain.vocabulary import PlanState
from tracker.models import Absence, Person, Plan
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

ASKING_NOTHING = ("assigned", "later", "submitted")


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now(), later=True)


def browser(app: Flask, world: World, kind: str) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens[kind])
    return client


def items(app: Flask, world: World, kind: str) -> LexborHTMLParser:
    return LexborHTMLParser(browser(app, world, kind).get("/your-items").text)


def the_head_is_away(app: Flask, world: World) -> str:
    """Until the day in words, with the contributor as deputy."""
    today = clock.today()
    until = today + timedelta(days=3)
    with transactions_of(app).write() as session:
        head = session.get_one(Person, world.people["head"])
        absence = Absence(person_id=head.id, deputy_id=world.people["contributor"], from_on=today, to_on=until)
        session.add(absence)
        record(session, EventKind.ABSENCE_SET, head, by=OPERATOR, at=AT, covers=[absence])
        returned = session.get_one(Plan, world.ids["submitted_plan_id"])
        returned.state = PlanState.RETURNED
        record(session, EventKind.PLAN_RETURNED, returned, by=OPERATOR, at=AT)
    return f"for Hana Head, away until {until.day} {until:%B} {until.year}"


def test_a_deputy_finds_the_plans_of_who_is_away_with_their_name_and_until_when(app: Flask, world: World) -> None:
    for section in ("to-respond", "to-submit", "returned", "submitted"):
        assert items(app, world, "contributor").css_first(f"#{section}") is None
    words = the_head_is_away(app, world)
    page = items(app, world, "contributor")
    for section in ("to-respond", "to-submit", "returned", "submitted"):
        assert words in first(page, f"#{section}").text()
    assert words not in items(app, world, "head").text()


def test_a_deputy_is_offered_only_what_they_may_do(app: Flask, world: World) -> None:
    the_head_is_away(app, world)
    page = items(app, world, "contributor")
    assert page.css_first('a[href$="/respond"]') is None
    assert page.css_first('a[href$="/submit"]') is None
    assert first(page, "#overdue").css('a[href$="/complete"]')
    assert first(items(app, world, "head"), "#to-submit").css('a[href$="/submit"]')


@pytest.mark.parametrize("kind", ["lead", "national"])
def test_a_plan_whose_sustain_period_is_over_is_one_click_from_being_assured(
    app: Flask, world: World, kind: str
) -> None:
    section = first(items(app, world, kind), "#delivered")
    assert "The sustain period is over, so it can be assured" in section.text()
    assert "Everything is delivered, so its sustain period can begin" in section.text()
    address = f"/plans/{world.ids['sustained_plan_id']}/delivery"
    assert first(section, f'a[href="{address}"]')
    assert "assure" in browser(app, world, kind).get(address).text


@pytest.mark.parametrize("kind", ["head", "contributor", "reviewer", "inspector", "lead_elsewhere"])
def test_nobody_else_is_asked_to_lead_it_on(app: Flask, world: World, kind: str) -> None:
    assert items(app, world, kind).css_first("#delivered") is None


def test_before_the_period_is_over_nobody_is_asked(app: Flask, world: World) -> None:
    with transactions_of(app).write() as session:
        for name in ("sustained", "delivered"):
            plan = session.get_one(Plan, world.ids[f"{name}_plan_id"])
            plan.state, plan.sustains_from = PlanState.SUSTAINING, clock.today()
            record(session, EventKind.PLAN_SUSTAINED, plan, by=OPERATOR, at=AT)
    assert items(app, world, "lead").css_first("#delivered") is None


@pytest.mark.parametrize("kind", ["head", "contributor", "lead", "national", "reviewer", "inspector", "administrator"])
def test_the_navigation_says_on_every_page_what_the_page_of_items_says(app: Flask, world: World, kind: str) -> None:
    client = browser(app, world, kind)
    elsewhere = LexborHTMLParser(client.get("/cookies").text)
    page = LexborHTMLParser(client.get("/your-items").text)
    asking = [section for section in page.css("main div[id]") if section.attributes["id"] not in ASKING_NOTHING]
    total = sum(_number(first(section, "caption, h2").text()) for section in asking)
    words = f"{total} item needs you" if total == 1 else f"{total} items need you"
    assert f"{words}." in page.css("main p")[0].text()
    for header in (first(elsewhere, "header nav"), first(page, "header nav")):
        link = first(header, 'a[href="/your-items"]')
        assert f"({total})" in first(link, "span[aria-hidden]").text()
        assert words in first(link, ".govuk-visually-hidden").text()


def _number(text: str) -> int:
    return int(text.rsplit("(", 1)[1].rstrip(")"))


def test_reviews_and_date_changes_are_counted_for_those_who_decide_on_them(app: Flask, world: World) -> None:
    page = LexborHTMLParser(browser(app, world, "lead").get("/cookies").text)
    assert "1 milestone waits for your decision" in first(page, 'header a[href="/reviews"]').text()
    assert "1 date change waits for your decision" in first(page, 'header a[href="/date-changes"]').text()
    page = LexborHTMLParser(browser(app, world, "lead_elsewhere").get("/cookies").text)
    assert first(page, 'header a[href="/reviews"]').text().strip() == "Reviews"
    assert first(page, 'header a[href="/your-items"]').text().strip() == "Your items"


def test_what_was_just_done_is_counted_no_more(app: Flask, world: World) -> None:
    lead = browser(app, world, "lead")
    assert "1 date change waits" in lead.get("/cookies").text
    answer = post(lead, f"/date-changes/{world.ids['change_id']}", revision=1, decision="approve")
    assert answer.status_code == 302
    assert "1 date change waits" not in lead.get("/cookies").text
