"""Updates and comments in the browser: sent once, mentions resolved, inspectors kept out of what is internal."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from tests.factories.organisations import AT, OPERATOR
from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tracker import clock
from tracker.domain.vocabulary import RecommendationState
from tracker.models import Plan, Recommendation
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

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


def test_an_update_is_sent_and_read_by_the_inspector_of_an_agreed_plan(app: Flask, world: World) -> None:
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
