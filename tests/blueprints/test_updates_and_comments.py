"""Updates and comments in the browser: sent once, mentions resolved, inspectors kept out of what is internal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from tests.factories.discussed import a_recorded_update
from tests.factories.organisations import AT, OPERATOR
from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tracker import clock
from tracker.domain.vocabulary import RecommendationState
from tracker.models import Milestone, Plan, PlanVersion, Recommendation
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

AGREED_AT = datetime(2026, 2, 20, 9, 30, tzinfo=UTC)
UPDATE = {"narrative": "Two of four are trained.", "confidence": "at_risk"}


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


def browser(app: Flask, world: World, kind: str) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens[kind])
    return client


def text_of(page: str) -> str:
    return " ".join(LexborHTMLParser(page).body.text().split())  # type: ignore[union-attr]


def updates_url(world: World) -> str:
    return f"/plans/{world.ids['agreed_plan_id']}/updates"


def comments_url(world: World) -> str:
    return f"/plans/{world.ids['agreed_plan_id']}/comments"


def agree(app: Flask, world: World) -> None:
    with transactions_of(app).write() as session:
        plan_id, lead_id = world.ids["agreed_plan_id"], world.people["lead"]
        version = PlanVersion(plan_id=plan_id, number=1, content={}, agreed_at=AGREED_AT, agreed_by_id=lead_id)
        session.add(version)
        plan = session.get_one(Plan, plan_id)
        record(session, EventKind.PLAN_AGREED, plan, by=OPERATOR, at=AGREED_AT, covers=[version])


def test_an_update_is_sent_and_read_by_the_inspector_of_an_agreed_plan(app: Flask, world: World) -> None:
    agree(app, world)
    assert post(browser(app, world, "head"), f"{updates_url(world)}/send", **UPDATE).location == updates_url(world)
    page = text_of(browser(app, world, "inspector").get(updates_url(world)).text)
    assert "At risk Hana Head Two of four are trained." in page
    assert "Send an update" not in page


def test_an_update_sent_twice_is_sent_once_and_its_text_is_not_lost(app: Flask, world: World) -> None:
    head = browser(app, world, "head")
    post(head, f"{updates_url(world)}/send", **UPDATE)
    again = post(head, f"{updates_url(world)}/send", **UPDATE)
    assert (again.status_code, "You have sent this update already" in again.text) == (422, True)
    assert "Two of four are trained." in again.text
    assert head.get(updates_url(world)).text.count("Two of four are trained.") == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"narrative": ""}, "Enter how the plan is going"),
        ({"confidence": ""}, "Select whether it will be delivered on time"),
    ],
)
def test_what_is_missing_from_an_update_is_said_beside_its_field(
    app: Flask, world: World, typed: dict[str, str], words: str
) -> None:
    page = post(browser(app, world, "head"), f"{updates_url(world)}/send", **(UPDATE | typed))
    assert (page.status_code, words in page.text) == (422, True)


def test_an_update_on_a_milestone_is_read_there_with_those_on_the_plan_and_in_its_story(
    app: Flask, world: World
) -> None:
    head, on_one = browser(app, world, "head"), f"/milestones/{world.ids['shown_milestone_id']}"
    assert post(head, f"{on_one}/updates/send", **UPDATE).location == f"{on_one}/updates"
    with transactions_of(app).read() as session:
        milestone = session.get_one(Milestone, world.ids["shown_milestone_id"])
        of_plan = f"/plans/{milestone.plan_id}/updates"
        named = f"on milestone {milestone.ordinal}, {milestone.title} Two of four are trained."
    assert "Two of four are trained." in text_of(head.get(f"{on_one}/updates").text)
    assert named in text_of(head.get(of_plan).text)
    story = text_of(head.get(f"{on_one}/timeline?kind=updates").text)
    assert "sent a progress update on the milestone" in story
    assert "At risk: Two of four are trained." in story


def test_an_inspector_reads_no_update_that_was_sent_before_the_plan_was_agreed(app: Flask, world: World) -> None:
    agree(app, world)
    with transactions_of(app).write() as session:
        milestone = session.get_one(Milestone, world.ids["shown_milestone_id"])
        plan = session.get_one(Plan, milestone.plan_id)
        for words, on in (("Written in a draft.", None), ("Written of one.", milestone)):
            sent: dict[str, Any] = {"narrative": words, "sent_at": AGREED_AT - timedelta(days=1), "milestone": on}
            a_recorded_update(session, plan, world.people["head"], **sent)
        on_one = f"/milestones/{milestone.id}/updates"
    inspector, head = browser(app, world, "inspector"), browser(app, world, "head")
    for url in (updates_url(world), on_one):
        assert "Written" in head.get(url).text
        page = inspector.get(url)
        assert (page.status_code, "Written" in page.text) == (200, False)


def test_a_comment_mentions_by_name_and_refuses_an_inspector_by_name_beside_the_field(app: Flask, world: World) -> None:
    head = browser(app, world, "head")
    assert post(head, comments_url(world), text="@Jo Bramley, can you decide?").location == comments_url(world)
    assert "Hana Head" in text_of(head.get(comments_url(world)).text)
    refused = post(head, comments_url(world), text="@Kit Lomax will ask about this.")
    assert refused.status_code == 422
    assert "Kit Lomax cannot be mentioned: nobody of that name may read this" in text_of(refused.text)
    assert "@Kit Lomax will ask about this.</textarea>" in refused.text


def test_the_people_to_mention_are_listed(app: Flask, world: World) -> None:
    page = text_of(browser(app, world, "head").get(comments_url(world)).text)
    assert "Jo Bramley" in page
    assert "Kit Lomax" not in page


def test_a_comment_added_twice_is_there_once(app: Flask, world: World) -> None:
    head = browser(app, world, "head")
    post(head, comments_url(world), text="Who asks the police?")
    again = post(head, comments_url(world), text="Who asks the police?")
    assert again.status_code == 422
    assert head.get(comments_url(world)).text.count("Who asks the police?") == 1


def test_two_who_comment_at_once_both_are_read(app: Flask, world: World) -> None:
    head, lead = browser(app, world, "head"), browser(app, world, "lead")
    head.get(comments_url(world))
    post(lead, comments_url(world), text="I asked them.")
    assert post(head, comments_url(world), text="Did you ask them?").status_code == 302
    page = head.get(comments_url(world)).text
    assert "I asked them." in page
    assert "Did you ask them?" in page


def test_an_inspector_is_never_shown_a_comment(app: Flask, world: World) -> None:
    inspector = browser(app, world, "inspector")
    assert inspector.get(comments_url(world)).status_code == 403
    recommendation = f"/recommendations/{world.ids['agreed_recommendation_id']}"
    for url in (recommendation, f"{recommendation}/history", updates_url(world)):
        assert "Ask the region for a trainer." not in inspector.get(url).text


def test_a_comment_on_a_milestone_is_read_with_those_on_the_plan(app: Flask, world: World) -> None:
    page = text_of(browser(app, world, "lead").get(comments_url(world)).text)
    assert "Check cases each monthAsk the region for a trainer." in page


def test_a_mention_is_put_away_by_whom_it_is_for(app: Flask, world: World) -> None:
    done = f"/mentions/{world.ids['mention_id']}/done"
    assert post(browser(app, world, "head"), done).status_code == 404
    contributor = browser(app, world, "contributor")
    assert post(contributor, done).location == "/your-items#mentioned"
    assert post(contributor, done).status_code == 302


def test_what_was_said_of_a_recommendation_that_is_closed_can_still_be_read(app: Flask, world: World) -> None:
    with transactions_of(app).write() as session:
        plan = session.get_one(Plan, world.ids["agreed_plan_id"])
        recommendation = session.get_one(Recommendation, plan.recommendation_id)
        recommendation.state = RecommendationState.CLOSED
        record(session, EventKind.VERDICT_GIVEN, recommendation, by=OPERATOR, at=AT)
    page = browser(app, world, "head").get(comments_url(world))
    assert page.status_code == 200
    assert "textarea" not in page.text
