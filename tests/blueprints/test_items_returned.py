"""Your items: what came back to be changed and what waits to be agreed, each with its day, its words and the act."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tests.support.pages import first
from tracker import clock
from tracker.models import Plan
from tracker.queries.plan_changes import open_of


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now(), later=True)


def browser(app: Flask, world: World, kind: str) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens[kind])
    return client


def row_of(client: FlaskClient, section: str, address: str) -> tuple[str, list[str]]:
    """The words of the row of that section that leads to `address`, and of its links there."""
    part = first(LexborHTMLParser(client.get("/your-items").text), f"#{section}")
    row = next(row for row in part.css("tbody tr") if row.css_first(f'a[href="{address}"]'))
    return " ".join(row.text().split()), [" ".join(link.text().split()) for link in row.css(f'a[href="{address}"]')]


def revision_of(app: Flask, world: World, plan: str, *, of_change: bool = False) -> int:
    with transactions_of(app).read() as session:
        found = session.get_one(Plan, world.ids[f"{plan}_plan_id"])
        change = open_of(session, found) if of_change else None
        return change.revision if change else found.revision


def test_a_returned_plan_says_who_returned_it_when_and_what_to_change(app: Flask, world: World) -> None:
    head, lead = browser(app, world, "head"), browser(app, world, "lead")
    plan = f"/plans/{world.ids['ready_plan_id']}"
    assert post(head, f"{plan}/submit", revision=revision_of(app, world, "ready")).status_code == 302
    words, links = row_of(lead, "to-agree", f"{plan}/agree")
    assert "Hana Head" in words
    assert links[1].startswith("Agree or return the plan for")

    note = {"what_to_change": "Name the officer."}
    assert post(lead, f"{plan}/return", revision=revision_of(app, world, "ready"), **note).status_code == 302
    page = f"/recommendations/{world.ids['ready_recommendation_id']}#milestones"
    words, links = row_of(head, "returned", page)
    assert "Name the officer." in words
    assert f"{clock.today().day} " in words
    assert links[1].startswith("Change and submit the plan for")


def test_a_returned_change_of_a_plan_says_what_to_change_of_it(app: Flask, world: World) -> None:
    head, lead = browser(app, world, "head"), browser(app, world, "lead")
    change = f"/plans/{world.ids['changing_plan_id']}/change"
    form = {"decision": "return", "what_to_change": "Say who trains them."}
    revision = revision_of(app, world, "changing", of_change=True)
    assert post(head, f"{change}/submit", revision=revision).status_code == 302
    words, _ = row_of(lead, "to-agree", f"{change}/decide")
    assert "Hana Head" in words
    revision = revision_of(app, world, "changing", of_change=True)
    assert post(lead, f"{change}/decide", revision=revision, **form).status_code == 302
    words, links = row_of(head, "returned", change)
    assert "Say who trains them." in words
    assert "a change of the agreed plan" in words
    assert links[1].startswith("Change and submit")
