"""The milestones of a plan together in the browser: put in order without a script, several changed for one reason."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from tests.factories.milestones import a_milestone
from tests.factories.organisations import OPERATOR
from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tests.support.pages import first
from tracker import clock
from tracker.models import Milestone, Plan
from tracker.services.event_kinds import EventKind
from tracker.services.record import record
from tracker.web.filters import day


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


@pytest.fixture
def head(app: Flask, world: World) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens["head"])
    return client


def milestone_of(app: Flask, world: World) -> Milestone:
    with transactions_of(app).read() as session:
        milestone: Milestone = session.get_one(Milestone, world.ids["milestone_id"])
        return milestone


def test_a_milestone_is_moved_down_by_its_button_once_though_pressed_twice(
    app: Flask, world: World, head: FlaskClient
) -> None:
    address = f"/plans/{world.ids['draft_plan_id']}/milestones"
    assert "Move down<span" in head.get(address).text
    for _ in range(2):
        assert post(head, f"{address}/{world.ids['milestone_id']}/place", to=2).status_code == 302
    assert milestone_of(app, world).ordinal == 2


def test_what_is_typed_is_kept_when_something_is_missing(world: World, head: FlaskClient) -> None:
    address = f"/plans/{world.ids['draft_plan_id']}/milestones"
    page = post(head, address, what="later", why="The police cannot come sooner.", days=14)
    assert page.status_code == 422
    assert "Select at least one milestone" in page.text
    assert "The police cannot come sooner." in page.text


def test_those_chosen_get_another_owner(app: Flask, world: World, head: FlaskClient) -> None:
    address = f"/plans/{world.ids['draft_plan_id']}/milestones"
    milestone = milestone_of(app, world)
    chosen = f"{milestone.id}:{milestone.revision}"
    sent = post(head, address, chosen=chosen, what="reassign", owner_id=world.people["head"], why="She left.")
    assert "It was done for 1 milestone." in head.get(sent.headers["Location"]).text
    assert milestone_of(app, world).owner_id == world.people["head"]


def test_what_cannot_be_done_is_named_and_all_that_was_typed_stays(world: World, head: FlaskClient) -> None:
    address = f"/plans/{world.ids['draft_plan_id']}/milestones"
    chosen, old = f"{world.ids['milestone_id']}:1", f"{world.ids['milestone_id']}:999"
    sent = post(head, address, chosen=old, what="later", days=14, why="The police cannot come sooner.")
    assert sent.status_code == 422
    assert "Not for ‘Brief all staff’: Somebody else changed this" in sent.text
    page = LexborHTMLParser(sent.text)
    boxes = {box.attributes["value"]: "checked" in box.attributes for box in page.css("input[name=chosen]")}
    assert [value for value, is_checked in boxes.items() if is_checked] == [chosen]
    assert first(page, "input[name=days]").attributes["value"] == "14"
    assert first(page, "textarea[name=why]").text().strip() == "The police cannot come sooner."


def test_those_that_can_be_done_are_done_and_the_others_are_asked_about_again(
    app: Flask, world: World, head: FlaskClient
) -> None:
    address = f"/plans/{world.ids['draft_plan_id']}/milestones"
    with transactions_of(app).write() as session:
        other = a_milestone(
            session, session.get_one(Plan, world.ids["draft_plan_id"]), owner_id=world.people["contributor"]
        )
        record(session, EventKind.MILESTONE_ADDED, other, by=OPERATOR, at=clock.now())
        changed_since, old = f"{other.id}:{other.revision}", f"{other.id}:999"
    mine = f"{world.ids['milestone_id']}:{milestone_of(app, world).revision}"
    sent = post(head, address, chosen=[mine, old], what="reassign", owner_id=world.people["head"], why="She left.")
    assert sent.status_code == 422
    assert "It was done for 1 milestone." in sent.text
    assert "Somebody else changed this while you were working on it." in sent.text
    assert f'value="{changed_since}" checked' in sent.text
    assert milestone_of(app, world).owner_id == world.people["head"]
    again = post(head, address, chosen=changed_since, what="reassign", owner_id=world.people["head"], why="She left.")
    assert again.status_code == 302


def test_days_that_are_no_number_are_said_in_our_own_words(world: World, head: FlaskClient) -> None:
    address = f"/plans/{world.ids['draft_plan_id']}/milestones"
    page = post(head, address, chosen=f"{world.ids['milestone_id']}:1", what="later", days="a week", why="Said.")
    assert (page.status_code, "Days must be a whole number, like 65" in page.text) == (422, True)
    assert 'value="a week"' in page.text


def test_while_a_plan_is_written_its_dates_are_set_and_not_asked_for(
    app: Flask, world: World, head: FlaskClient
) -> None:
    address, before = f"/plans/{world.ids['draft_plan_id']}/milestones", milestone_of(app, world).due_on
    page = head.get(address).text
    assert "Put the milestones in order, or change several at once" in first(LexborHTMLParser(page), "h1").text()
    assert "Change due dates" in page
    assert f"due {day(before)}" in page
    chosen = f"{world.ids['milestone_id']}:1"
    typed = {"chosen": chosen, "what": "later", "days": 14, "why": "The police cannot come sooner."}
    assert post(head, address, **typed).status_code == 302
    assert post(head, address, **typed).status_code == 422  # it is another milestone now than was seen
    assert milestone_of(app, world).due_on == before + timedelta(days=14)


def test_once_it_is_agreed_they_are_asked_for(app: Flask, world: World, head: FlaskClient) -> None:
    page = head.get(f"/plans/{world.ids['agreed_plan_id']}/milestones").text
    assert "Ask for later due dates" in page
    assert "Put the milestones in order" not in page


def test_no_page_leads_there_while_nothing_is_open(app: Flask, world: World, head: FlaskClient) -> None:
    address = f"/plans/{world.ids['draft_plan_id']}/milestones"
    recommendation = f"/recommendations/{world.ids['draft_recommendation_id']}"
    assert f'href="{address}"' in head.get(recommendation).text
    with transactions_of(app).write() as session:
        session.connection().exec_driver_sql(
            "UPDATE milestone SET state = 'cancelled', cancelled_at = '2026-03-02 09:00:00', cancel_reason = 'Gone.',"
            f" cancelled_by_id = {world.people['head']} WHERE plan_id = {world.ids['draft_plan_id']}"
            " AND state IN ('planned', 'underway')"
        )
    assert f'href="{address}"' not in head.get(recommendation).text
