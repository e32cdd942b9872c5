"""Judging progress and closing a recommendation in the browser."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories.world import World, build
from tests.support.client import carry, post
from tracker import clock

JUDGED = {"plan_delivered": "good_progress", "outcome_improved": "reasonable_progress", "why": "Ten cases were sound."}


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


def browser(app: Flask, world: World, kind: str) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens[kind])
    return client


def page(client: FlaskClient, world: World, name: str = "agreed") -> str:
    return client.get(f"/recommendations/{world.ids[f'{name}_recommendation_id']}").text


def test_a_judgement_is_read_by_others_once_it_is_released(app: Flask, world: World) -> None:
    inspector, head = browser(app, world, "inspector"), browser(app, world, "head")
    saved = post(inspector, f"/recommendations/{world.ids['agreed_recommendation_id']}/judge", **JUDGED)
    assert saved.status_code == 302
    assert "Ten cases were sound." in page(inspector, world)
    assert "Ten cases were sound." not in page(head, world)
    assert "Not one case had changed." not in page(head, world, "draft")
    released = post(inspector, f"/judgements/{world.ids['judgement_id']}/release", revision=1)
    assert released.status_code == 302
    assert "Not one case had changed." in page(head, world, "draft")


def test_what_the_score_suggests_is_shown_after_recording_ones_own_and_not_before(app: Flask, world: World) -> None:
    inspector, lead = browser(app, world, "inspector"), browser(app, world, "lead")
    decided = post(
        lead,
        f"/milestones/{world.ids['waiting_milestone_id']}/decide",
        revision=1,
        outcome="sufficient",
        why="Sound.",
        versions=world.ids["waiting_version_id"],
    )
    assert decided.status_code == 302
    assert "The verified score suggests" not in page(inspector, world)
    post(inspector, f"/recommendations/{world.ids['agreed_recommendation_id']}/judge", **JUDGED)
    assert "The verified score suggests: Reasonable progress" in page(inspector, world)
    assert "The verified score suggests" not in page(lead, world)


def test_a_verdict_closes_the_recommendation_and_everybody_reads_it(app: Flask, world: World) -> None:
    inspector = browser(app, world, "inspector")
    address = f"/recommendations/{world.ids['agreed_recommendation_id']}/verdict"
    assert post(inspector, address, revision=1, verdict="achieved", why="It reached practice.").status_code == 302
    text = page(browser(app, world, "head"), world)
    assert "It reached practice." in text
    assert "Close with a verdict" not in page(inspector, world)


def test_a_reviewer_is_asked_for_the_published_paragraph(app: Flask, world: World) -> None:
    reviewer = browser(app, world, "reviewer")
    address = f"/recommendations/{world.ids['agreed_recommendation_id']}/verdict"
    refused = post(reviewer, address, revision=1, verdict="achieved", why="It says so.")
    assert refused.status_code == 422
    assert "Enter the paragraph that HMI Probation has published" in refused.text
