"""Right under a recommendation stands what this reader may do now, or with whom it is."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask
from selectolax.lexbor import LexborHTMLParser

from tests.factories.measured import a_recorded_measure
from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tracker import clock
from tracker.models import Measure, Person, Plan


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


class Reader:
    """What somebody reads on a recommendation's page, before its sections and in them."""

    def __init__(self, app: Flask, world: World, kind: str, name: str) -> None:
        self.client = app.test_client()
        carry(self.client, world.tokens[kind])
        page = self.client.get(f"/recommendations/{world.ids[f'{name}_recommendation_id']}").text
        start, _, _ = page.partition('<nav aria-label="On this page"')
        self.page, self.start = page, " ".join(LexborHTMLParser(start).text().split())
        block = LexborHTMLParser(start.partition('id="next"')[2])
        self.button = [one.text().strip() for one in block.css("a.govuk-button")]
        self.links = {one.text().strip(): one.attributes["href"] for one in block.css("a.govuk-link")}
        self.addresses = [one.attributes["href"] for one in LexborHTMLParser(page).css("main a")]


def submit(app: Flask, world: World) -> None:
    head = Reader(app, world, "head", "ready").client
    with transactions_of(app).read() as session:
        revision = session.get_one(Plan, world.ids["ready_plan_id"]).revision
    assert post(head, f"/plans/{world.ids['ready_plan_id']}/submit", revision=revision).status_code == 302


def test_a_submitted_plan_is_with_its_lead_since_that_day_and_the_lead_has_the_buttons(
    app: Flask, world: World
) -> None:
    assert Reader(app, world, "head", "ready").button == ["Submit the plan"]
    submit(app, world)
    with transactions_of(app).read() as session:
        lead = session.get_one(Person, world.people["lead"]).name
    today = clock.today()
    head = Reader(app, world, "head", "ready")
    assert f"With {lead} since {today.day} {today:%B} {today.year}, to be agreed or returned." in head.start
    assert head.button == []
    seen = Reader(app, world, "lead", "ready")
    assert (seen.button, list(seen.links)) == (["Agree the plan"], ["Return the plan"])
    assert f"With {lead}" not in seen.start


def test_who_returned_a_plan_and_why_stands_before_all_else(app: Flask, world: World) -> None:
    submit(app, world)
    lead = Reader(app, world, "lead", "ready").client
    address = f"/plans/{world.ids['ready_plan_id']}"
    with transactions_of(app).read() as session:
        revision = session.get_one(Plan, world.ids["ready_plan_id"]).revision
    assert post(lead, f"{address}/return", revision=revision, what_to_change="Name the officer.").status_code == 302
    head = Reader(app, world, "head", "ready")
    for words in ("returned this plan on", "Name the officer."):
        assert words in head.start
    assert head.button == ["Submit the plan"]
    assert "Name the officer." in head.client.get(f"{address}/submit").text
    together = head.client.get(f"/inspections/{world.ids['inspection_id']}/submit-plans").text
    for words in ("returned this plan on", "Name the officer."):
        assert words in together


def test_decisions_that_wait_for_this_reader_are_counted(app: Flask, world: World) -> None:
    inspector = Reader(app, world, "inspector", "agreed")
    assert [words for words in inspector.button if words.startswith("Verify")] == inspector.button != []
    assert {"Judge progress", "Close with a verdict"} <= inspector.links.keys()
    contributor = Reader(app, world, "contributor", "agreed")
    assert not any(words.startswith(("Verify", "Review", "Judge")) for words in [*contributor.links])


@pytest.mark.parametrize("kind", ["head", "lead", "inspector", "national"])
@pytest.mark.parametrize("name", ["draft", "ready", "submitted", "agreed"])
def test_no_form_of_the_block_is_linked_to_twice(app: Flask, world: World, kind: str, name: str) -> None:
    reader = Reader(app, world, kind, name)
    moved = [href for href in reader.links.values() if href and href.endswith(("/judge", "/verdict", "/return"))]
    for href in moved:
        assert reader.addresses.count(href) == 1


def test_updates_and_readings_are_one_click_away_for_who_may_send_and_add_them(app: Flask, world: World) -> None:
    key = world.ids["agreed_plan_id"]
    with transactions_of(app).write() as session:
        a_recorded_measure(session, session.get_one(Plan, key), world.people["head"])
        measures = session.scalars(sa.select(Measure.id).where(Measure.plan_id == key)).all()
    reading = f"/measures/{measures[0]}/readings/add" if len(measures) == 1 else f"/plans/{key}/measures"
    assert {f"/plans/{key}/updates/send", reading} <= set(Reader(app, world, "head", "agreed").addresses)
    inspector = Reader(app, world, "inspector", "agreed")
    assert "Add a reading" not in inspector.page
    assert f"/plans/{key}/updates/send" not in inspector.addresses
