"""Absences in the browser: said with a deputy, seen by those concerned, and ended."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories.world import World, build
from tests.support.client import carry, post
from tracker import clock


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


def browser(app: Flask, world: World, kind: str) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens[kind])
    return client


@pytest.fixture
def contributor(app: Flask, world: World) -> FlaskClient:
    return browser(app, world, "contributor")


def typed(world: World, begins: date, ends: date, **changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {"deputy_id": world.people["lead"]}
    for name, value in (("from_on", begins), ("to_on", ends)):
        fields |= {f"{name}-day": value.day, f"{name}-month": value.month, f"{name}-year": value.year}
    return fields | changes


def add_url(world: World) -> str:
    return f"/absences/of/{world.people['contributor']}/add"


def test_the_deputy_finds_the_persons_milestones_among_their_own_items_and_reports_on_them(
    app: Flask, world: World, contributor: FlaskClient
) -> None:
    lead, today = browser(app, world, "lead"), clock.today()
    milestone = f"/milestones/{world.ids['milestone_id']}/complete"
    assert lead.get(milestone).status_code == 403
    assert post(contributor, add_url(world), **typed(world, today, today)).status_code == 302
    items = lead.get("/your-items").text
    assert "Brief all staff" in items
    assert "for Sam Okoro" in items
    assert post(lead, milestone, revision=1, note="All were briefed.").status_code == 302
    decide = lead.get(f"/milestones/{world.ids['waiting_milestone_id']}/decide")
    assert "You stand in for somebody who had a hand in this milestone" in decide.text  # the contributor uploaded
    assert decide.status_code == 403


def test_a_form_sent_twice_says_it_once_and_nothing_typed_is_lost(world: World, contributor: FlaskClient) -> None:
    begins = clock.today() + timedelta(days=3)
    assert post(contributor, add_url(world), **typed(world, begins, begins)).status_code == 302
    again = post(contributor, add_url(world), **typed(world, begins, begins))
    assert again.status_code == 422
    assert "There is an absence in these days already" in again.text
    assert f'value="{begins.year}"' in again.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"from_on-day": ""}, "First day away must include a day"),
        ({"to_on-year": "2020"}, "Last day away must be the same as or after the first"),
        ({"deputy_id": "0"}, "Not a valid choice"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    world: World, contributor: FlaskClient, changes: dict[str, str], words: str
) -> None:
    page = post(contributor, add_url(world), **typed(world, clock.today(), clock.today(), **changes))
    assert (page.status_code, words in page.text) == (422, True)


def test_the_head_sees_the_absences_of_the_unit_and_ends_one_once(
    app: Flask, world: World, contributor: FlaskClient
) -> None:
    head = browser(app, world, "head")
    page = head.get("/absences").text
    assert "Sam Okoro" in page
    assert "Now and to come (1)" in page
    url = f"/absences/{world.ids['absence_id']}/end"
    assert post(head, url).status_code == 409  # without the revision it was seen with
    assert post(head, url, revision=1).status_code == 302
    assert post(contributor, url, revision=1).status_code == 409
    assert "Nobody is away or going to be." in head.get("/absences").text
