"""Responding to a recommendation and editing its plan, as a head of PDU does it in the browser."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tracker import clock
from tracker.domain.vocabulary import Response, ResponseReason
from tracker.models import Event, Plan


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


@pytest.fixture
def head(app: Flask, world: World) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens["head"])
    return client


def plan_of(app: Flask, world: World) -> Plan:
    with transactions_of(app).read() as session:
        plan: Plan = session.get_one(Plan, world.ids["draft_plan_id"])
        return plan


def respond_url(world: World) -> str:
    return f"/plans/{world.ids['draft_plan_id']}/respond"


def test_a_response_is_saved_and_shown(app: Flask, world: World, head: FlaskClient) -> None:
    answer = {"response": "not_agreed", "reason": "policy", "text": "National policy forbids it.", "revision": 1}
    saved = post(head, respond_url(world), **answer)
    assert saved.status_code == 302
    page = head.get(saved.location).text
    assert "Your response was saved." in page
    assert "National policy forbids it." in page
    plan = plan_of(app, world)
    assert (plan.response, plan.response_reason) == (Response.NOT_AGREED, ResponseReason.POLICY)


def test_what_is_missing_is_said_and_what_was_typed_stays(app: Flask, world: World, head: FlaskClient) -> None:
    answer = {"response": "partly_agreed", "reason": "policy", "text": "A long explanation.", "revision": 1}
    page = post(head, respond_url(world), **answer)
    assert page.status_code == 422
    assert "Enter which part you agree with" in page.text
    assert "A long explanation." in page.text
    assert plan_of(app, world).response is Response.NONE


def test_two_people_responding_get_both_texts_and_lose_nothing(app: Flask, world: World, head: FlaskClient) -> None:
    first = {"response": "agreed", "text": "The first text.", "revision": 1}
    second = {"response": "not_agreed", "reason": "policy", "text": "The second text.", "revision": 1}
    assert post(head, respond_url(world), **first).status_code == 302
    page = post(head, respond_url(world), **second)
    assert page.status_code == 409
    assert "The first text." in page.text
    assert page.text.count("The second text.") == 2  # beside the first, and still in the form
    assert plan_of(app, world).response_text == "The first text."
    assert 'name="revision" value="2"' in page.text
    chosen = post(head, respond_url(world), **(second | {"revision": 2}))
    assert chosen.status_code == 302
    assert plan_of(app, world).response_text == "The second text."


@pytest.mark.parametrize("revision", ["", "x", "99999999999999999999", "-1", "0"])
def test_a_form_without_its_revision_saves_nothing(app: Flask, world: World, head: FlaskClient, revision: str) -> None:
    page = post(head, respond_url(world), response="agreed", text="", revision=revision)
    assert page.status_code in (409, 422)
    assert plan_of(app, world).response is Response.NONE


def test_a_post_without_the_token_saves_nothing(app: Flask, world: World, head: FlaskClient) -> None:
    page = head.post(respond_url(world), data={"response": "agreed", "revision": 1})
    assert page.status_code == 400
    assert plan_of(app, world).response is Response.NONE


def test_fields_that_the_form_does_not_have_change_nothing(app: Flask, world: World, head: FlaskClient) -> None:
    extra = {"state": "agreed", "owner_id": world.people["contributor"], "id": 99}
    post(head, respond_url(world), response="agreed", revision=1, **extra)
    plan = plan_of(app, world)
    assert (plan.state, plan.owner_id) == ("draft", world.people["head"])


def test_the_plan_gets_another_owner_and_a_success_measure(app: Flask, world: World, head: FlaskClient) -> None:
    url = f"/plans/{world.ids['draft_plan_id']}/edit"
    saved = post(
        head, url, owner_id=world.people["contributor"], success_measure="Nine cases in ten are sound.", revision=1
    )
    assert saved.status_code == 302
    plan = plan_of(app, world)
    assert (plan.owner_id, plan.success_measure) == (world.people["contributor"], "Nine cases in ten are sound.")


def test_a_person_from_elsewhere_cannot_be_made_the_owner(app: Flask, world: World, head: FlaskClient) -> None:
    url = f"/plans/{world.ids['draft_plan_id']}/edit"
    page = post(head, url, owner_id=world.people["head_elsewhere"], success_measure="Kept.", revision=1)
    assert page.status_code == 422
    assert "Kept." in page.text
    assert plan_of(app, world).owner_id == world.people["head"]


def test_a_lead_who_owns_the_plan_is_not_offered_to_set_when_it_is_due(app: Flask, world: World) -> None:
    lead, offer = app.test_client(), 'Change<span class="govuk-visually-hidden"> when the plan is due'
    carry(lead, world.tokens["lead"])
    url = f"/recommendations/{world.ids['draft_recommendation_id']}"
    assert offer in lead.get(url).text
    with transactions_of(app).write() as session:
        owns = f"UPDATE plan SET owner_id = {world.people['lead']} WHERE id = {world.ids['draft_plan_id']}"
        session.connection().exec_driver_sql(owns)
    assert offer not in lead.get(url).text
    assert lead.get(f"{url}/plan-due").status_code == 403


def test_a_due_date_out_of_reach_is_refused_beside_its_field(app: Flask, world: World) -> None:
    lead = app.test_client()
    carry(lead, world.tokens["lead"])
    url = f"/recommendations/{world.ids['draft_recommendation_id']}/plan-due"
    day = {"due_on-day": 1, "due_on-month": 1, "due_on-year": 2090}
    page = post(lead, url, revision=1, way="day", source="region", reason="A letter.", **day)
    assert page.status_code == 422
    assert 'href="#due_on' in page.text
    assert "The plan must be due between 3 February 2026 and 3 February 2028" in page.text


def test_the_history_tells_who_answered_what(app: Flask, world: World, head: FlaskClient) -> None:
    post(head, respond_url(world), response="agreed", text="We will.", revision=1)
    page = head.get(f"/recommendations/{world.ids['draft_recommendation_id']}/history").text
    assert "Hana Head responded to the recommendation" in page
    assert "No response yet" in page
    assert "We will." in page


def test_each_change_leaves_exactly_one_entry(app: Flask, world: World, head: FlaskClient) -> None:
    before = _entries(app)
    post(head, respond_url(world), response="agreed", text="We will.", revision=1)
    assert _entries(app) == before + 1


def _entries(app: Flask) -> int:
    with transactions_of(app).read() as session:
        return _count(session)


def _count(session: Session) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(Event)) or 0
