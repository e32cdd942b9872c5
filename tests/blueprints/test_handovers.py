"""In the browser: what somebody holds is handed over on one page, and shown until its new owner accepts it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from tests.factories.organisations import AT, OPERATOR
from tests.factories.people import make_contributor
from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tests.support.pages import first
from tracker import clock
from tracker.models import Assignment, Handover, Milestone, Person, Plan, Unit
from tracker.services.event_kinds import EventKind
from tracker.services.people import end_assignment
from tracker.services.record import record


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


@pytest.fixture
def colleague(app: Flask, world: World) -> int:
    with transactions_of(app).write() as session:
        return make_contributor(session, session.get_one(Unit, world.ids["unit_id"]), "Chris Colleague").id


def browser(app: Flask, world: World, kind: str) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens[kind])
    return client


def page(client: FlaskClient, url: str) -> LexborHTMLParser:
    return LexborHTMLParser(client.get(url).text)


def give_url(world: World, kind: str = "contributor") -> str:
    return f"/people/{world.people[kind]}/handover"


def owner_of(app: Flask, milestone_id: int) -> int:
    with transactions_of(app).read() as session:
        return session.get_one(Milestone, milestone_id).owner_id


def test_everything_moves_to_one_new_owner_who_finds_it_among_their_items(
    app: Flask, world: World, colleague: int
) -> None:
    head, key = browser(app, world, "head"), world.ids["milestone_id"]
    shown = page(head, give_url(world))
    assert "What Sam Okoro holds (2)" in first(shown, "caption").text()
    assert "Evidence is due" in first(shown, "table").text()
    typed = {"to_id": colleague, "reason": "Sam has another post."}
    assert post(head, give_url(world), **typed).location == give_url(world)
    assert {owner_of(app, key), owner_of(app, world.ids["done_milestone_id"])} == {colleague}
    assert "2 items were handed over to Chris Colleague" in head.get(give_url(world)).text
    assert "Handovers not accepted yet (1)" in head.get("/your-items").text
    with transactions_of(app).read() as session:
        asked = session.scalars(sa.select(Handover).where(Handover.to_id == colleague)).one().id
    history = head.get(f"/recommendations/{world.ids['draft_recommendation_id']}/history").text
    assert "handed the milestone over to another owner" in history
    assert "Sam has another post." in history
    assert (
        "handed over what the person held"
        in browser(app, world, "administrator").get(f"/people/{world.people['contributor']}/history").text
    )
    assert post(head, f"/handovers/{asked}/accept").status_code == 404


def test_sent_twice_it_says_so_and_does_it_once(app: Flask, world: World, colleague: int) -> None:
    head = browser(app, world, "head")
    name = f"milestone-{world.ids['draft_plan_id']}-{world.ids['milestone_id']}"
    typed = {"to_id": colleague, "reason": "Another post.", name: "0"}
    assert [post(head, give_url(world), **typed).status_code for _ in range(2)] == [302, 302]
    with transactions_of(app).read() as session:
        assert len(session.scalars(sa.select(Handover).where(Handover.to_id == colleague)).all()) == 1


def test_another_owner_may_be_chosen_for_an_item_and_one_may_stay(app: Flask, world: World, colleague: int) -> None:
    head, plan = browser(app, world, "head"), world.ids["draft_plan_id"]
    first_key, second = world.ids["milestone_id"], world.ids["done_milestone_id"]
    choices = {f"milestone-{plan}-{first_key}": world.people["head"], f"milestone-{plan}-{second}": -1}
    assert post(head, give_url(world), reason="Another post.", to_id=0, **choices).status_code == 302
    assert (owner_of(app, first_key), owner_of(app, second)) == (world.people["head"], world.people["contributor"])


def test_what_cannot_move_says_why_beside_it_and_the_others_have_moved(
    app: Flask, world: World, colleague: int
) -> None:
    head, plan = browser(app, world, "head"), world.ids["draft_plan_id"]
    first_key, second = world.ids["milestone_id"], world.ids["done_milestone_id"]
    name = f"milestone-{plan}-{second}"
    typed = {"to_id": colleague, "reason": "Another post.", name: world.people["head_of_neighbour"]}
    answer = post(head, give_url(world), **typed)
    assert answer.status_code == 422
    shown = LexborHTMLParser(answer.text)
    assert "does not work where this belongs" in first(shown, f"#{name}-error").text()
    assert "1 item was handed over" in answer.text
    assert (owner_of(app, first_key), owner_of(app, second)) == (colleague, world.people["contributor"])


def test_who_and_why_are_asked_for_together_and_what_is_reported_done_is_not_due(app: Flask, world: World) -> None:
    head = browser(app, world, "head")
    shown = LexborHTMLParser(post(head, give_url(world)).text)
    summary = first(shown, ".govuk-error-summary").text()
    assert "Select who takes over" in summary
    assert "Enter why this is handed over" in summary
    dues = [cell.text(strip=True) for cell in page(head, give_url(world)).css("td[data-label=Due]")]
    assert "Reported done" in dues


@pytest.mark.parametrize(
    ("typed", "field"), [({"reason": "Another post."}, "to_id"), ({"to_id": 1}, "reason"), ({}, "reason")]
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_moves(
    app: Flask, world: World, typed: dict[str, object], field: str
) -> None:
    answer = post(browser(app, world, "head"), give_url(world), **typed)
    assert answer.status_code == 422
    assert first(LexborHTMLParser(answer.text), f"#{field}-error")
    assert owner_of(app, world.ids["milestone_id"]) == world.people["contributor"]


def test_the_new_owner_accepts_on_their_items_once(app: Flask, world: World) -> None:
    contributor = browser(app, world, "contributor")
    section = first(page(contributor, "/your-items"), "#handed-over")
    assert "From Hana Head: A new post." in section.text()
    assert "Brief all staff" in section.text()
    address = f"/handovers/{world.ids['handover_id']}/accept"
    assert first(section, f'form[action="{address}"]')
    assert [post(contributor, address).location for _ in range(2)] == ["/your-items#handed-over"] * 2
    assert "Handed over to you" not in contributor.get("/your-items").text


def test_what_somebody_who_left_still_holds_leads_the_head_and_the_lead_to_handing_it_over(
    app: Flask, world: World
) -> None:
    for kind in ("head", "lead"):
        assert "Without an owner at work" not in browser(app, world, kind).get("/your-items").text
    with transactions_of(app).write() as session:
        post_of = sa.select(Assignment).where(Assignment.person_id == world.people["contributor"])
        end_assignment(session, session.scalars(post_of).one(), ends_on=clock.today(), by=OPERATOR, at=clock.now())
    for kind in ("head", "lead"):
        section = first(page(browser(app, world, kind), "/your-items"), "#without-owner")
        assert "Without an owner at work (2)" in section.text()
        assert first(section, f'a[href="{give_url(world)}"]')
    assert "Without an owner" not in browser(app, world, "head_of_neighbour").get("/your-items").text


def test_an_administrator_hands_over_what_they_may_not_read(app: Flask, world: World) -> None:
    administrator = browser(app, world, "administrator")
    text = first(page(administrator, give_url(world)), "table").text()
    assert "Brief all staff" not in text
    assert "Milestone " in text
    assert first(page(administrator, f"/people/{world.people['contributor']}"), f'a[href="{give_url(world)}"]')


def test_an_agreed_plan_changes_hands_while_it_cannot_be_edited(app: Flask, world: World, colleague: int) -> None:
    lead, agreed = browser(app, world, "lead"), world.ids["agreed_plan_id"]
    typed = {"to_id": colleague, "reason": "Hana retires."}
    assert post(lead, give_url(world, "head"), **typed).status_code == 302
    with transactions_of(app).read() as session:
        assert session.get_one(Plan, agreed).owner_id == colleague
        assert session.get_one(Person, colleague).name == "Chris Colleague"
    assert "Hana Head holds nothing that you can hand over." in lead.get(give_url(world, "head")).text


def test_an_owner_due_to_leave_is_at_work_until_the_day_after(app: Flask, world: World) -> None:
    with transactions_of(app).write() as session:
        post_of = sa.select(Assignment).where(Assignment.person_id == world.people["contributor"])
        held = session.scalars(post_of).one()
        held.ends_on = clock.today()
        record(session, EventKind.ASSIGNMENT_ENDED, held, by=OPERATOR, at=AT)
    assert "Without an owner" not in browser(app, world, "head").get("/your-items").text
    with transactions_of(app).write() as session:
        held = session.scalars(post_of).one()
        held.ends_on = clock.today() - timedelta(days=1)
        record(session, EventKind.ASSIGNMENT_ENDED, held, by=OPERATOR, at=AT)
    assert "Without an owner at work (2)" in browser(app, world, "head").get("/your-items").text


def test_what_somebody_from_elsewhere_holds_leads_to_handing_it_over(app: Flask, world: World, colleague: int) -> None:
    key = world.ids["milestone_id"]
    with transactions_of(app).write() as session:
        milestone = session.get_one(Milestone, key)
        milestone.owner_id = world.people["head_elsewhere"]
        record(session, EventKind.MILESTONE_HANDED_OVER, milestone, by=OPERATOR, at=AT)
    head, url = browser(app, world, "head"), give_url(world, "head_elsewhere")
    assert url in head.get("/your-items").text
    moved = post(
        head, url, to_id=colleague, reason="They work elsewhere.", **{f"milestone-{plan_of(app, key)}-{key}": 0}
    )
    assert moved.status_code == 302
    assert owner_of(app, key) == colleague


def plan_of(app: Flask, milestone_id: int) -> int:
    with transactions_of(app).read() as session:
        return session.get_one(Milestone, milestone_id).plan_id
