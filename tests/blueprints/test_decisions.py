"""Deciding on milestones in the browser: the queue, the form, and the recommendation's page afterwards."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tracker import clock
from tracker.domain.permissions import Actor
from tracker.extensions import db
from tracker.models import Person, Plan
from tracker.services.event_kinds import EventKind
from tracker.services.record import record


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


def browser(app: Flask, world: World, kind: str) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens[kind])
    return client


def decide(client: FlaskClient, world: World, outcome: str, why: str, revision: int = 1, **more: object) -> str:
    url = f"/milestones/{world.ids['waiting_milestone_id']}/decide"
    answer = post(client, url, revision=revision, outcome=outcome, why=why, **more)
    return answer.text if answer.status_code != 302 else client.get(answer.location).text


@pytest.mark.parametrize("kind", ["lead", "reviewer", "national", "inspector"])
def test_what_waits_is_in_the_queue_of_each_who_may_decide(app: Flask, world: World, kind: str) -> None:
    assert "Check plans each month" in browser(app, world, kind).get("/reviews").text


@pytest.mark.parametrize("kind", ["lead_elsewhere", "inspector_elsewhere"])
def test_nothing_waits_for_those_it_is_not_for(app: Flask, world: World, kind: str) -> None:
    assert "Nothing waits for you." in browser(app, world, kind).get("/reviews").text


def test_a_review_leaves_the_queue_of_reviewers_and_shows_on_the_recommendation(app: Flask, world: World) -> None:
    lead = browser(app, world, "lead")
    page = decide(lead, world, "sufficient", "Eighteen of twenty.", versions=world.ids["waiting_version_id"])
    for words in ("Your decision was recorded.", "Sufficient", "Eighteen of twenty.", "Check of July", "Verified"):
        assert words in page
    assert "Check plans each month" not in lead.get("/reviews").text
    assert "Check plans each month" in browser(app, world, "inspector").get("/reviews").text


def test_both_scores_and_the_gap_between_are_shown(app: Flask, world: World) -> None:
    lead = browser(app, world, "lead")
    page = decide(lead, world, "partly", "Half of it.", versions=world.ids["waiting_version_id"])
    for words in ("25%", "50%", "25 points found partly sufficient"):
        assert words in page


def test_a_review_made_although_an_inspector_has_decided_says_so(app: Flask, world: World) -> None:
    looked_at = {"versions": world.ids["waiting_version_id"]}
    decide(browser(app, world, "lead"), world, "sufficient", "Eighteen of twenty.", **looked_at)
    page = decide(
        browser(app, world, "inspector"),
        world,
        "insufficient",
        "Not one was sound.",
        revision=2,
        versions=world.ids["waiting_version_id"],
    )
    assert "An inspector’s decision stands" in page
    assert "It no longer counts" not in page


@pytest.mark.parametrize("outcome", ["sufficient", "partly", "insufficient"])
def test_every_outcome_needs_a_file_that_was_looked_at_where_there_are_any(
    app: Flask, world: World, outcome: str
) -> None:
    page = decide(browser(app, world, "reviewer"), world, outcome, "It says nothing.")
    assert "Select the files that you looked at" in page
    assert "It says nothing." in page


@pytest.mark.parametrize(
    ("becomes", "why"),
    [
        ("DELETE FROM evidence_milestone", "No evidence has been uploaded."),
        ("UPDATE evidence_version SET state = 'scanning'", "each is still being checked, was refused or was withdrawn"),
    ],
)
def test_without_a_file_only_insufficient_is_offered_and_the_page_says_why(
    app: Flask, world: World, becomes: str, why: str
) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(sa.text(becomes))
    inspector = browser(app, world, "inspector")
    text = inspector.get(f"/milestones/{world.ids['waiting_milestone_id']}/decide").text
    offered = [each.attributes["value"] for each in LexborHTMLParser(text).css("input[name=outcome]")]
    assert offered == ["insufficient"]
    assert why in text
    assert "can only be found insufficient" in text
    assert "Your decision was recorded." in decide(inspector, world, "insufficient", "There is nothing to see.")


def test_an_insufficient_decision_leaves_the_queue_until_there_is_new_evidence(app: Flask, world: World) -> None:
    reviewer = browser(app, world, "reviewer")
    page = decide(reviewer, world, "insufficient", "No plan was in it.", versions=world.ids["waiting_version_id"])
    assert "No plan was in it." in page
    assert "Check plans each month" not in reviewer.get("/reviews").text


@pytest.mark.parametrize("kind", ["lead", "reviewer", "national", "inspector"])
def test_whoever_is_asked_to_decide_may_open_the_evidence_though_it_is_restricted(
    app: Flask, world: World, kind: str
) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(sa.text("UPDATE evidence SET is_restricted = true"))
    client = browser(app, world, kind)
    assert "Check plans each month" in client.get("/reviews").text
    page = decide(client, world, "partly", "Half of it.", versions=world.ids["waiting_version_id"])
    assert "Your decision was recorded." in page


def test_who_wrote_of_the_plan_is_offered_its_milestones_nowhere(app: Flask, world: World) -> None:
    with transactions_of(app).write() as session:
        plan = session.get_one(Plan, world.ids["agreed_plan_id"])
        lead = session.get_one(Person, world.people["lead"])
        record(session, EventKind.PLAN_EDITED, plan, by=Actor(lead.id, lead.name), at=clock.now())
    client = browser(app, world, "lead")
    address = f"/milestones/{world.ids['waiting_milestone_id']}/decide"
    assert "Check plans each month" not in client.get("/reviews").text
    assert address not in client.get(f"/inspections/{world.ids['inspection_id']}/evidence").text
    assert address in browser(app, world, "reviewer").get(f"/inspections/{world.ids['inspection_id']}/evidence").text
    assert "You had a hand in this plan" in client.get(address).text
    version = world.ids["waiting_version_id"]
    assert post(client, address, revision=1, outcome="partly", why="Half.", versions=version).status_code == 403


def test_the_form_names_who_reported_it_done_and_opens_for_nothing_else(app: Flask, world: World) -> None:
    key = world.ids["waiting_milestone_id"]
    lead = browser(app, world, "lead")
    with app.app_context(), db.engine.begin() as connection:
        owner = {"owner": world.people["contributor"], "key": key}
        connection.execute(sa.text("UPDATE milestone SET owner_id = :owner WHERE id = :key"), owner)
    assert "Reported done by Hana Head" in lead.get(f"/milestones/{key}/decide").text
    refused = lead.get(f"/milestones/{world.ids['shown_milestone_id']}/decide")
    assert refused.status_code == 409
    assert "This milestone is not reported done" in refused.text


def test_a_milestone_that_changed_meanwhile_is_shown_again(app: Flask, world: World) -> None:
    page = decide(
        browser(app, world, "lead"),
        world,
        "insufficient",
        "Too little.",
        revision=9,
        versions=world.ids["waiting_version_id"],
    )
    assert "Too little." in page
    assert "Your decision was recorded." not in page


def test_a_decision_shows_on_the_page_of_the_evidence_it_was_made_upon(app: Flask, world: World) -> None:
    lead = browser(app, world, "lead")
    page = decide(lead, world, "partly", "Half of it.", versions=world.ids["waiting_version_id"])
    assert "Half of it." in page
    shown = lead.get(f"/evidence/{world.ids['waiting_evidence_id']}").text
    assert "Decisions made upon it" in shown
    assert "Half of it." in shown


@pytest.mark.parametrize("marked", ["is_drawn", "keeps_people_safe"])
def test_what_must_be_reviewed_outside_the_line_is_in_the_reviewers_queue_and_not_in_the_leads(
    app: Flask, world: World, marked: str
) -> None:
    key = world.ids["waiting_milestone_id"]
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(sa.text(f"UPDATE milestone SET {marked} = true WHERE id = :key"), {"key": key})
    assert "Check plans each month" not in browser(app, world, "lead").get("/reviews").text
    assert "Check plans each month" not in browser(app, world, "national").get("/reviews").text
    words = {"is_drawn": "Drawn for a review outside the unit’s line", "keeps_people_safe": "Keeps people safe"}[marked]
    for kind in ("reviewer", "inspector"):
        client = browser(app, world, kind)
        assert words in client.get("/reviews").text
        assert words in client.get(f"/milestones/{key}/decide").text
    form = browser(app, world, "lead").get(f"/milestones/{key}/decide").text
    assert 'value="sufficient"' not in form
    assert 'value="partly"' in form
    typed = decide(browser(app, world, "lead"), world, "sufficient", "Fine.", versions=world.ids["waiting_version_id"])
    assert "so only an assurance reviewer outside the unit’s line or an inspector can find it sufficient" in typed
    assert "Fine." in typed
