"""Deciding on milestones in the browser: the queue, the form, and the recommendation's page afterwards."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests.factories.world import World, build
from tests.support.client import carry, post
from tracker import clock
from tracker.extensions import db


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
    for words in ("25%", "50%", "25 of 25 points was found partly sufficient"):
        assert words in page


def test_an_insufficient_decision_says_what_is_missing_and_needs_no_file(app: Flask, world: World) -> None:
    page = decide(browser(app, world, "reviewer"), world, "insufficient", "No plan was looked at.")
    assert "No plan was looked at." in page
    assert "No evidence was looked at." in page


def test_sufficient_without_a_file_stands_beside_its_field_with_all_that_was_typed(app: Flask, world: World) -> None:
    page = decide(browser(app, world, "lead"), world, "sufficient", "It looks fine.")
    assert "Select the files that show it" in page
    assert "It looks fine." in page


def test_a_milestone_that_changed_meanwhile_is_shown_again(app: Flask, world: World) -> None:
    page = decide(browser(app, world, "lead"), world, "insufficient", "Too little.", revision=9)
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
    typed = decide(browser(app, world, "lead"), world, "sufficient", "Fine.", versions=world.ids["waiting_version_id"])
    assert "so only an assurance reviewer outside the unit’s line or an inspector can find it sufficient" in typed
    assert "Fine." in typed
