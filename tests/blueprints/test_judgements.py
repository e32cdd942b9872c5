"""Judging progress and closing a recommendation in the browser."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests.factories.measured import a_recorded_measure
from tests.factories.organisations import OPERATOR
from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tracker import clock
from tracker.models import Plan, ProgressJudgement
from tracker.queries import plans
from tracker.services.scores import rescore

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
    assert "The verified score suggests" not in page(inspector, world)
    with transactions_of(app).read() as session:
        own = session.scalars(sa.select(sa.func.max(ProgressJudgement.id))).one()
    assert post(inspector, f"/judgements/{own}/release", revision=1).status_code == 302
    assert "The verified score suggests: Reasonable progress for the plan. The outcome is not measured." in page(
        inspector, world
    )
    assert "The verified score suggests" not in page(lead, world)


def test_what_was_measured_suggests_a_word_for_the_outcome(app: Flask, world: World) -> None:
    inspector = browser(app, world, "inspector")
    with transactions_of(app).write() as session:
        plan = session.get_one(Plan, world.ids["agreed_plan_id"])
        a_recorded_measure(session, plan, world.people["head"])
        rescore(session, plan, today=clock.today())
        recommendation_id = plan.recommendation_id
    post(inspector, f"/recommendations/{recommendation_id}/judge", **JUDGED)
    with transactions_of(app).read() as session:
        own = session.scalars(sa.select(sa.func.max(ProgressJudgement.id))).one()
    post(inspector, f"/judgements/{own}/release", revision=1)
    assert "What was measured</a> suggests: Good progress for the outcome." in page(inspector, world)


def test_a_verdict_closes_the_recommendation_and_everybody_reads_it(app: Flask, world: World) -> None:
    inspector = browser(app, world, "inspector")
    address = f"/recommendations/{world.ids['agreed_recommendation_id']}/verdict"
    assert post(inspector, address, revision=1, verdict="achieved", why="It reached practice.").status_code == 302
    text = page(browser(app, world, "head"), world)
    assert "It reached practice." in text
    assert "Close with a verdict" not in page(inspector, world)


def test_once_it_is_closed_its_page_offers_nothing_that_would_be_refused(app: Flask, world: World) -> None:
    acts = ("Report done", "Reopen", "Verify", "Review", "Cancel milestone")
    offered = ("Upload evidence", "Add a blocker", *(f">{act}<" for act in acts))
    readers = [browser(app, world, kind) for kind in ("head", "lead", "reviewer", "inspector")]
    before = "".join(page(client, world) for client in readers)
    assert "Upload evidence" in before
    assert ">Review<" in before
    address = f"/recommendations/{world.ids['agreed_recommendation_id']}/verdict"
    assert post(readers[-1], address, revision=1, verdict="achieved", why="It reached practice.").status_code == 302
    after = "".join(page(client, world) for client in readers)
    assert [words for words in offered if words in after] == []


def test_an_agreed_plan_offers_its_change_and_not_to_write_it_again(app: Flask, world: World) -> None:
    head = browser(app, world, "head")
    assert f"/plans/{world.ids['draft_plan_id']}/respond" in page(head, world, "draft")
    agreed = page(head, world)
    assert f'/plans/{world.ids["agreed_plan_id"]}/change"' in agreed
    for address in ("respond", "edit"):
        assert f"/plans/{world.ids['agreed_plan_id']}/{address}" not in agreed


def test_a_reviewer_is_asked_for_the_published_paragraph(app: Flask, world: World) -> None:
    reviewer = browser(app, world, "reviewer")
    address = f"/recommendations/{world.ids['agreed_recommendation_id']}/verdict"
    refused = post(reviewer, address, revision=1, verdict="achieved", why="It says so.")
    assert refused.status_code == 422
    assert "Enter the paragraph that HMI Probation has published" in refused.text


def test_the_page_says_what_a_verdict_does_and_where_the_plan_stands(app: Flask, world: World) -> None:
    with transactions_of(app).write() as session:
        rescore(session, plans.get(session, world.ids["agreed_plan_id"], seen_by=OPERATOR), today=clock.today())
    address = f"/recommendations/{world.ids['agreed_recommendation_id']}/verdict"
    text = browser(app, world, "inspector").get(address).text
    for words in (
        "closes this recommendation",
        "State of the plan",
        "Verified",
        "Reported done",
        "This cannot be undone",
    ):
        assert words in text


def test_only_who_is_not_its_inspector_is_asked_for_the_paragraph(app: Flask, world: World) -> None:
    address = f"/recommendations/{world.ids['agreed_recommendation_id']}/verdict"
    asked = "Which published paragraph says so?"
    assert asked not in browser(app, world, "inspector").get(address).text
    assert asked in browser(app, world, "reviewer").get(address).text
