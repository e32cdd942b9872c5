"""In the browser: what a milestone waits for is chosen where it is edited, and saved with the rest or not at all."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tests.support.pages import first
from tracker import clock
from tracker.models import Milestone
from tracker.queries import dependencies

TYPED: dict[str, Any] = {
    "title": "Brief all staff",
    "due_on-day": "1",
    "due_on-month": "6",
    "due_on-year": "2031",
    "due_source": "unit",
    "weight": "40",
    "revision": "1",
}


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


@pytest.fixture
def head(app: Flask, world: World) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens["head"])
    return client


def edit(head: FlaskClient, world: World, name: str = "milestone_id", **changes: Any) -> Any:
    typed = TYPED | {"owner_id": world.people["contributor"]} | changes
    return post(head, f"/milestones/{world.ids[name]}/edit", **typed)


def waits(app: Flask, world: World) -> list[int]:
    with transactions_of(app).read() as session:
        return dependencies.of_milestone(session, world.ids["milestone_id"])


def test_the_other_milestones_of_the_plan_are_offered_and_the_chosen_ones_kept(
    app: Flask, world: World, head: FlaskClient
) -> None:
    done = world.ids["done_milestone_id"]
    assert edit(head, world, depends_on=[done]).status_code == 302
    assert waits(app, world) == [done]
    page = LexborHTMLParser(head.get(f"/milestones/{world.ids['milestone_id']}/edit").text)
    offered = {box.attributes["value"]: "checked" in box.attributes for box in page.css("input[name=depends_on]")}
    assert offered == {str(done): True}
    history = head.get(f"/recommendations/{world.ids['draft_recommendation_id']}/history").text
    assert "said what the milestone waits for: Brief all staff" in history
    assert "Check the first cases" in history


def test_a_ring_is_said_beside_the_choice_and_nothing_is_saved(app: Flask, world: World, head: FlaskClient) -> None:
    key, done = world.ids["milestone_id"], world.ids["done_milestone_id"]
    assert edit(head, world, depends_on=[done]).status_code == 302
    page = edit(head, world, "done_milestone_id", title="Another title", depends_on=[key])
    assert page.status_code == 422
    assert "would wait for each other" in page.text
    with transactions_of(app).read() as session:
        assert session.get_one(Milestone, done).title == "Check the first cases"


def test_of_two_editors_of_what_it_waits_for_the_second_sees_both(app: Flask, world: World, head: FlaskClient) -> None:
    done = world.ids["done_milestone_id"]
    assert edit(head, world, depends_on=[done]).status_code == 302
    page = edit(head, world)
    assert page.status_code == 409
    rows = [row.text() for row in LexborHTMLParser(page.text).css("table tbody tr")]
    assert any("wait for" in row and "Check the first cases" in row for row in rows)
    assert waits(app, world) == [done]


def test_a_new_milestone_may_wait_too(app: Flask, world: World, head: FlaskClient) -> None:
    typed = TYPED | {"title": "Audit", "owner_id": world.people["head"], "depends_on": [world.ids["milestone_id"]]}
    assert post(head, f"/plans/{world.ids['draft_plan_id']}/milestones/add", **typed).status_code == 302
    with transactions_of(app).read() as session:
        assert list(dependencies.of_plan(session, world.ids["draft_plan_id"]).values()) == [[world.ids["milestone_id"]]]


def test_the_table_says_it_in_words_and_a_date_that_does_not_fit_is_a_contradiction_with_the_way_to_mend_it(
    world: World, head: FlaskClient
) -> None:
    draft, key = world.ids["draft_plan_id"], world.ids["milestone_id"]
    typed = TYPED | {"title": "Audit", "owner_id": world.people["head"], "due_on-year": "2030", "depends_on": [key]}
    edit(head, world)  # due in June 2031
    assert post(head, f"/plans/{draft}/milestones/add", **typed).status_code == 302
    page = head.get(f"/recommendations/{world.ids['draft_recommendation_id']}").text
    text = " ".join(first(LexborHTMLParser(page), "main").text().split())
    with_number = LexborHTMLParser(page).css("tr[id^=milestone-]")
    waiting = next(row.text() for row in with_number if "Audit" in row.text())
    number = next(row.text().strip().split(".")[0] for row in with_number if "Brief all staff" in row.text())
    assert f"waits for milestone {number}" in waiting
    assert f"waits for milestone {number}, which is due later." in text
    assert f"Bring milestone {number} forward" in text
