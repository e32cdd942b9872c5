"""Your items: what is overdue and due, and what waits for one's decision, each a click from the act."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from selectolax.lexbor import LexborHTMLParser

from tests.factories.organisations import AT, OPERATOR
from tests.factories.world import World, build
from tests.support.client import carry, transactions_of
from tests.support.pages import first
from tracker import clock
from tracker.domain.vocabulary import DateChangeState, RecommendationState
from tracker.models import DateChange, Milestone, Recommendation
from tracker.services.event_kinds import EventKind
from tracker.services.record import record


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


def page_of(app: Flask, world: World, kind: str) -> LexborHTMLParser:
    client = app.test_client()
    carry(client, world.tokens[kind])
    return LexborHTMLParser(client.get("/your-items").text)


def due_in(app: Flask, world: World, days: int) -> None:
    """The contributor's one open milestone is due so many days from today."""
    with transactions_of(app).write() as session:
        milestone = session.get_one(Milestone, world.ids["milestone_id"])
        milestone.due_on = clock.today() + timedelta(days=days)
        record(session, EventKind.MILESTONE_EDITED, milestone, by=OPERATOR, at=AT)


def captions(page: LexborHTMLParser) -> list[str]:
    return [caption.text() for caption in page.css("caption")]


def test_what_is_overdue_says_for_how_many_working_days_and_leads_to_reporting_it(app: Flask, world: World) -> None:
    due_in(app, world, -14)
    page = page_of(app, world, "contributor")
    assert captions(page) == ["Overdue (1)"]
    assert "working days overdue" in first(page, "table").text()
    assert first(page, f'a[href="/milestones/{world.ids["milestone_id"]}/complete"]').text().startswith("Report done")


def test_a_planned_milestone_can_be_started_from_ones_items(app: Flask, world: World) -> None:
    client, key = app.test_client(), world.ids["milestone_id"]
    carry(client, world.tokens["contributor"])
    form = first(LexborHTMLParser(client.get("/your-items").text), f'form[action="/milestones/{key}/start"]')
    sent = {each.attributes["name"] or "": each.attributes["value"] or "" for each in form.css("input")}
    assert client.post(f"/milestones/{key}/start", data=sent).status_code == 302
    page = LexborHTMLParser(client.get("/your-items").text)
    assert page.css_first(f'form[action="/milestones/{key}/start"]') is None
    assert page.css_first(f'a[href="/milestones/{key}/complete"]') is not None


def of_the_agreed_plan(app: Flask, world: World, kind: str, days: int) -> tuple[str, bool]:
    """The words about the milestone for which the head asks another date, where it is due in so many days; and whether
    it leads to asking for one."""
    key = world.ids["shown_milestone_id"]
    with transactions_of(app).write() as session:
        milestone = session.get_one(Milestone, key)
        milestone.due_on, milestone.owner_id = clock.today() + timedelta(days=days), world.people[kind]
        record(session, EventKind.MILESTONE_EDITED, milestone, by=OPERATOR, at=AT)
    page = page_of(app, world, kind)
    row = next(row for row in page.css("#overdue tr, #due tr") if "Check cases each month" in row.text())
    return " ".join(row.text().split()), bool(row.css(f'a[href="/milestones/{key}/dates/ask"]'))


def test_an_ask_for_another_date_is_told_and_not_offered_again(app: Flask, world: World) -> None:
    words, may_ask = of_the_agreed_plan(app, world, "head", -1)
    assert "You asked for 30 September 2026; waits for the regional lead" in words
    assert not may_ask
    words, may_ask = of_the_agreed_plan(app, world, "contributor", -1)
    assert "Hana Head asked for 30 September 2026; waits for the regional lead" in words
    assert not may_ask


@pytest.mark.parametrize(("days", "offered"), [(-1, True), (0, False)])
def test_another_date_is_offered_where_a_milestone_of_an_agreed_plan_is_overdue(
    app: Flask, world: World, days: int, offered: bool
) -> None:
    with transactions_of(app).write() as session:
        change = session.get_one(DateChange, world.ids["change_id"])
        change.state, change.withdrawn_at, change.withdrawn_by_id = DateChangeState.WITHDRAWN, AT, world.people["head"]
        milestone = session.get_one(Milestone, world.ids["shown_milestone_id"])
        record(session, EventKind.DATE_CHANGE_WITHDRAWN, milestone, by=OPERATOR, at=AT, covers=[change])
    assert of_the_agreed_plan(app, world, "head", days)[1] is offered


def test_another_date_is_not_offered_before_a_plan_is_agreed(app: Flask, world: World) -> None:
    due_in(app, world, -14)
    page = page_of(app, world, "contributor")
    assert page.css_first(f'a[href="/milestones/{world.ids["milestone_id"]}/complete"]') is not None
    assert page.css_first(f'a[href="/milestones/{world.ids["milestone_id"]}/dates/ask"]') is None


def test_what_is_due_today_is_not_overdue(app: Flask, world: World) -> None:
    due_in(app, world, 0)
    page = page_of(app, world, "contributor")
    assert captions(page) == ["Due in the next 14 days (1)"]
    assert "due today" in first(page, "table").text()


def test_milestones_of_what_no_longer_stands_are_nobodys_items(app: Flask, world: World) -> None:
    with transactions_of(app).write() as session:
        recommendation = session.scalars(
            sa.select(Recommendation).where(Recommendation.id == world.ids["draft_recommendation_id"])
        ).one()
        recommendation.state = RecommendationState.SUPERSEDED
        record(session, EventKind.RECOMMENDATION_CORRECTED, recommendation, by=OPERATOR, at=AT)
    assert captions(page_of(app, world, "contributor")) == []


@pytest.mark.parametrize(
    ("kind", "heading"), [("inspector", "To verify (1)"), ("reviewer", "To review (1)"), ("lead", "To review (1)")]
)
def test_what_waits_for_a_decision_leads_to_deciding(app: Flask, world: World, kind: str, heading: str) -> None:
    page = page_of(app, world, kind)
    assert heading in captions(page)
    link = first(page, f'a[href="/milestones/{world.ids["waiting_milestone_id"]}/decide"]')
    assert link.text() == "Check plans each month"


def test_a_response_is_one_click_away(app: Flask, world: World) -> None:
    link = first(page_of(app, world, "head"), f'a[href="/plans/{world.ids["draft_plan_id"]}/respond"]')
    assert link.text().startswith("Respond")
