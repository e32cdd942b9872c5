"""Blockers in the browser: what is waited for is said, changed and cleared."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tests.support.pages import first
from tracker import clock
from tracker.models import Blocker


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}-day": str(value.day), f"{name}-month": str(value.month), f"{name}-year": str(value.year)}


def typed(**changes: Any) -> dict[str, Any]:
    today = clock.today()
    said = {"what": "A room to train in", "whose": "estates", "raised_to": "The board"}
    return said | day("asked_on", today) | day("answer_due_on", today + timedelta(days=14)) | changes


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


@pytest.fixture
def head(app: Flask, world: World) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens["head"])
    return client


def add_url(world: World) -> str:
    return f"/milestones/{world.ids['milestone_id']}/blockers/add"


def stored(app: Flask, blocker_id: int) -> Blocker:
    with transactions_of(app).read() as session:
        blocker: Blocker = session.get_one(Blocker, blocker_id)
        return blocker


def test_a_blocker_is_added_once_and_told_in_the_history(world: World, head: FlaskClient) -> None:
    assert post(head, add_url(world), **typed()).status_code == 302
    again = post(head, add_url(world), **typed())
    assert (again.status_code, "This blocker is recorded already" in again.text) == (422, True)
    history = head.get(f"/recommendations/{world.ids['draft_recommendation_id']}/history").text
    assert "said what blocks the milestone: Brief all staff" in history
    assert "A room to train in (Estates, answer due" in history


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"what": ""}, "Enter what blocks the milestone"),
        ({"whose": ""}, "Select whose answer is needed"),
        ({"asked_on-day": ""}, "The day you asked must include a day"),
        ({"asked_on-year": "2199"}, "The day you asked must be today or in the past"),
        ({"answer_due_on-year": "2020"}, "The answer must be due on or after the day you asked"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    world: World, head: FlaskClient, changes: dict[str, str], words: str
) -> None:
    page = post(head, add_url(world), **typed(**changes))
    assert (page.status_code, words in page.text, "The board" in page.text) == (422, True, True)


def test_of_two_editors_the_second_sees_both_texts(app: Flask, world: World, head: FlaskClient) -> None:
    url = f"/blockers/{world.ids['blocker_id']}/edit"
    assert post(head, url, **typed(what="First", revision=1)).status_code == 302
    page = post(head, url, **typed(what="Second", revision=1))
    assert (page.status_code, "First" in page.text, "Second" in page.text) == (409, True, True)
    assert stored(app, world.ids["blocker_id"]).what == "First"


def test_it_is_cleared_once_with_its_outcome(app: Flask, world: World, head: FlaskClient) -> None:
    url = f"/blockers/{world.ids['blocker_id']}/clear"
    said = {"revision": 1, **day("cleared_on", clock.today())}
    empty = post(head, url, outcome="", **said)
    assert (empty.status_code, "Enter how it was cleared" in empty.text) == (422, True)
    assert post(head, url, outcome="Given by the police.", **said).status_code == 302
    again = post(head, url, outcome="Given by the police.", **said)
    assert (again.status_code, "This blocker is cleared." in again.text) == (409, True)
    assert stored(app, world.ids["blocker_id"]).outcome == "Given by the police."


def test_open_blockers_stand_beside_the_state_they_explain(world: World, head: FlaskClient) -> None:
    def state_of(milestone_id: int) -> str:
        page = LexborHTMLParser(head.get(f"/recommendations/{world.ids['draft_recommendation_id']}").text)
        return " ".join(first(page, f"#milestone-{milestone_id} td[data-label=State]").text().split())

    post(head, add_url(world), **typed())
    assert state_of(world.ids["milestone_id"]).startswith("Planned Blocked Estates: A room to train in Answer due")
    late = state_of(world.ids["done_milestone_id"])
    assert "Police: Access to the police’s system No answer since 20 February 2026" in late
    post(
        head,
        f"/blockers/{world.ids['blocker_id']}/clear",
        revision=1,
        outcome="Given.",
        **day("cleared_on", clock.today()),
    )
    assert "Police" not in state_of(world.ids["done_milestone_id"])
