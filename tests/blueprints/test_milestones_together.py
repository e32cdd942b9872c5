"""The milestones of a plan together in the browser: put in order without a script, several changed for one reason."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tracker import clock
from tracker.models import Milestone


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


def test_what_cannot_be_done_is_named(world: World, head: FlaskClient) -> None:
    address = f"/plans/{world.ids['draft_plan_id']}/milestones"
    sent = post(head, address, chosen=f"{world.ids['milestone_id']}:1", what="later", days=14, why="Said.")
    page = head.get(sent.headers["Location"]).text
    assert "Not for ‘Brief all staff’: This plan has not been agreed yet" in page
