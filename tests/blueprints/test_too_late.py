"""A form that could only be refused is not opened: the reason stands in its place, with what can be done instead."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tracker import clock
from tracker.domain.lifecycles import PLAN
from tracker.domain.vocabulary import PlanState, RecommendationState
from tracker.models import Plan, Recommendation
from tracker.services.locking import NO_LONGER_STANDS


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


def browser(app: Flask, world: World, kind: str) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens[kind])
    return client


def put(app: Flask, row: type[Plan | Recommendation], key: int, state: str) -> None:
    """As if it stood so: what led there is told elsewhere."""
    with transactions_of(app).write() as session:
        session.connection().exec_driver_sql(f"UPDATE {row.__tablename__} SET state = '{state}' WHERE id = {key}")


def told(client: FlaskClient, address: str) -> str:
    """What stands there in place of the form."""
    answer = client.get(address)
    page = LexborHTMLParser(answer.text)
    assert answer.status_code == 409
    assert page.css("main form") == []
    return " ".join(node.text() for node in page.css("main"))


WRITING = ("/plans/{plan}/respond", "/plans/{plan}/edit", "/plans/{plan}/submit", "/plans/{plan}/milestones/add")


@pytest.mark.parametrize("address", WRITING)
@pytest.mark.parametrize("state", [PlanState.SUBMITTED, PlanState.AGREED, PlanState.CHANGING, PlanState.DELIVERED])
def test_a_plan_that_is_not_written_now_opens_none_of_the_forms_that_write_it(
    app: Flask, world: World, address: str, state: PlanState
) -> None:
    head, key = browser(app, world, "head"), world.ids["ready_plan_id"]
    assert head.get(address.format(plan=key)).status_code == 200
    put(app, Plan, key, state)
    words = told(head, address.format(plan=key))
    assert PLAN.refusals[state] in words
    assert ("Change the agreed plan" in words) == (state in {PlanState.AGREED, PlanState.CHANGING})


def test_nor_is_a_milestone_edited_while_its_plan_is_decided(app: Flask, world: World) -> None:
    head, address = browser(app, world, "head"), f"/milestones/{world.ids['milestone_id']}/edit"
    assert head.get(address).status_code == 200
    put(app, Plan, world.ids["draft_plan_id"], PlanState.SUBMITTED)
    assert "with the regional lead" in told(head, address)


def test_nor_once_it_was_cancelled(app: Flask, world: World) -> None:
    key = world.ids["submitted_milestone_id"]
    cancelled = post(browser(app, world, "national"), f"/milestones/{key}/cancel", revision=1, reason="Not ours.")
    assert cancelled.status_code == 302
    put(app, Plan, world.ids["submitted_plan_id"], PlanState.AGREED)
    assert "was cancelled" in told(browser(app, world, "head"), f"/milestones/{key}/edit")


@pytest.mark.parametrize("address", ["/plans/{plan}/agree", "/plans/{plan}/return"])
def test_a_plan_that_was_returned_meanwhile_is_neither_agreed_nor_returned(
    app: Flask, world: World, address: str
) -> None:
    lead, key = browser(app, world, "lead"), world.ids["submitted_plan_id"]
    assert lead.get(address.format(plan=key)).status_code == 200
    put(app, Plan, key, PlanState.RETURNED)
    assert PLAN.refusals[PlanState.RETURNED] in told(lead, address.format(plan=key))


def test_nothing_is_written_for_a_recommendation_that_no_longer_stands(app: Flask, world: World) -> None:
    head = browser(app, world, "head")
    put(app, Recommendation, world.ids["draft_recommendation_id"], RecommendationState.CLOSED)
    for address in (*WRITING, f"/milestones/{world.ids['milestone_id']}/edit"):
        assert NO_LONGER_STANDS in told(head, address.format(plan=world.ids["draft_plan_id"]))
