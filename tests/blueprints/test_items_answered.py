"""Your items: whoever owns a milestone, or asked for another date of it, finds there what others answered."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from tests.factories.organisations import AT, OPERATOR
from tests.factories.world import World, build
from tests.support.client import carry, post, sign_in_as, transactions_of
from tests.support.pages import first
from tracker import clock
from tracker.domain.vocabulary import DateChangeState
from tracker.models import DateChange, Milestone
from tracker.services.event_kinds import EventKind
from tracker.services.record import record


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


def browser(app: Flask, world: World, kind: str) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens[kind])
    return client


def section(client: FlaskClient, key: str) -> LexborHTMLParser:
    """The section of that key; empty where there is none."""
    found = LexborHTMLParser(client.get("/your-items").text).css_first(f"#{key}")
    return LexborHTMLParser(found.html or "" if found else "")


def links(part: LexborHTMLParser) -> dict[str, str]:
    return {" ".join(link.text().split()): link.attributes["href"] or "" for link in part.css("a")}


def test_evidence_found_partly_sufficient_waits_for_the_owner_with_what_is_missing_and_both_ways_on(
    app: Flask, world: World
) -> None:
    head, key = browser(app, world, "head"), world.ids["waiting_milestone_id"]
    assert not links(section(head, "to-complete"))
    looked_at = {"outcome": "partly", "why": "Only July was checked.", "versions": world.ids["waiting_version_id"]}
    post(browser(app, world, "lead"), f"/milestones/{key}/decide", revision=1, **looked_at)
    part = section(head, "to-complete")
    assert first(part, "caption").text() == "Evidence to complete (1)"
    assert "Only July was checked." in first(part, "tbody").text()
    add = f"/plans/{world.ids['agreed_plan_id']}/evidence/new?milestone={key}"
    assert links(part) | {"Add evidence for Check plans each month": add} == links(part)
    assert links(part)["Reopen Check plans each month"] == f"/milestones/{key}/reopen"
    assert first(
        LexborHTMLParser(head.get(add).text), f'input[name="milestones"][value="{key}"]'
    ).attributes.keys() >= {"checked"}
    assert not links(section(browser(app, world, "contributor"), "to-complete"))


def decline(app: Flask, world: World) -> None:
    lead = browser(app, world, "lead")
    url = f"/date-changes/{world.ids['change_id']}"
    assert post(lead, url, revision=1, decision="decline", note="Keep to it.").status_code == 302


def test_whoever_asked_for_another_date_learns_that_it_was_declined_and_why(app: Flask, world: World) -> None:
    head = browser(app, world, "head")
    assert not links(section(head, "declined"))
    decline(app, world)
    part = section(head, "declined")
    assert first(part, "caption").text() == "Date changes declined (1)"
    assert "Keep to it." in first(part, "tbody").text()
    assert "30 September 2026 was asked for" in first(part, "tbody").text()
    asked = f"/milestones/{world.ids['shown_milestone_id']}/dates/ask"
    assert links(part)["Ask for another date for Check cases each month"] == asked
    assert not links(section(browser(app, world, "contributor"), "declined"))


def test_a_declined_date_is_no_item_once_another_is_asked_for(app: Flask, world: World) -> None:
    head = browser(app, world, "head")
    decline(app, world)
    typed = {"to_on-day": "1", "to_on-month": "6", "to_on-year": "2041", "reason": "The trainer left.", "revision": 1}
    assert post(head, f"/milestones/{world.ids['shown_milestone_id']}/dates/ask", **typed).status_code == 302
    assert not links(section(head, "declined"))


def test_a_declined_date_is_no_item_once_the_milestone_is_due_on_another_day(app: Flask, world: World) -> None:
    decline(app, world)
    with transactions_of(app).write() as session:
        milestone = session.get_one(Milestone, world.ids["shown_milestone_id"])
        milestone.due_on += timedelta(days=1)
        record(session, EventKind.MILESTONE_EDITED, milestone, by=OPERATOR, at=AT)
    assert not links(section(browser(app, world, "head"), "declined"))


@pytest.mark.parametrize(("days", "is_shown"), [(14, True), (15, False)])
def test_a_declined_date_is_news_for_two_weeks(app: Flask, world: World, days: int, is_shown: bool) -> None:
    decline(app, world)
    with transactions_of(app).read() as session:
        change = session.get_one(DateChange, world.ids["change_id"])
        assert change.state is DateChangeState.DECLINED
        assert change.decided_at is not None
        later = change.decided_at + timedelta(days=days)
    with time_machine.travel(later, tick=False):
        head = app.test_client()
        sign_in_as(head, world.people["head"], at=later)
        assert bool(links(section(head, "declined"))) is is_shown
