"""Milestones in the browser: the head promises and edits them, their owners report on them, all without scripts."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from tests.factories.milestones import a_milestone
from tests.factories.organisations import OPERATOR
from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tests.support.pages import first
from tracker import clock
from tracker.domain.vocabulary import MilestoneState
from tracker.extensions import db
from tracker.models import Milestone, Plan
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

TYPED: dict[str, Any] = {
    "title": "Train every practitioner",
    "due_on-day": "1",
    "due_on-month": "6",
    "due_on-year": "2031",
    "due_source": "hmpps",
    "due_reason": "Letter of 3 March.",
    "weight": "40",
    "evidence_expected": "A list of who was trained.",
    "is_embed": "y",
}


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


def browser(app: Flask, world: World, kind: str) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens[kind])
    return client


@pytest.fixture
def head(app: Flask, world: World) -> FlaskClient:
    return browser(app, world, "head")


def stored(app: Flask, milestone_id: int) -> Milestone:
    with transactions_of(app).read() as session:
        milestone: Milestone = session.get_one(Milestone, milestone_id)
        return milestone


def page_of(client: FlaskClient, world: World, name: str = "draft") -> LexborHTMLParser:
    return LexborHTMLParser(client.get(f"/recommendations/{world.ids[f'{name}_recommendation_id']}").text)


def add_url(world: World) -> str:
    return f"/plans/{world.ids['draft_plan_id']}/milestones/add"


def test_a_milestone_is_added_and_shown_with_all_that_was_typed(world: World, head: FlaskClient) -> None:
    saved = post(head, add_url(world), owner_id=world.people["contributor"], **TYPED)
    assert saved.status_code == 302
    text = head.get(saved.location).text
    for words in ("The milestone was added.", "Train every practitioner", "1 June 2031", "Letter of 3 March.", "Embed"):
        assert words in text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "Enter what will be done"),
        ({"weight": ""}, "Enter the weight"),
        ({"weight": "0"}, "Weight must be a whole number between 1 and 100"),
        ({"weight": "forty"}, "Weight must be a whole number between 1 and 100"),
        ({"due_on-day": "31"}, "Due date must be a real date"),
        ({"due_on-day": "", "due_on-month": "", "due_on-year": ""}, "Enter the due date"),
        ({"due_reason": ""}, "Enter where this date comes from"),
        ({"starts_on-day": "2", "starts_on-month": "6", "starts_on-year": "2031"}, "Start date must be the same as"),
        ({"title": "Brief all staff"}, "This plan has a milestone of that name already"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    world: World, head: FlaskClient, changes: dict[str, str], words: str
) -> None:
    page = post(head, add_url(world), owner_id=world.people["contributor"], **(TYPED | changes))
    assert page.status_code == 422
    assert words in page.text
    assert "A list of who was trained." in page.text


def test_a_wrong_weight_is_said_once_above_and_once_beside_its_field(world: World, head: FlaskClient) -> None:
    page = post(head, add_url(world), owner_id=world.people["contributor"], **(TYPED | {"weight": "forty"}))
    assert page.text.count("Weight must be a whole number") == 2


def test_once_the_plan_is_agreed_nobody_is_asked_whether_it_keeps_people_safe(
    app: Flask, world: World, head: FlaskClient
) -> None:
    key = world.ids["shown_milestone_id"]
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(sa.text("UPDATE milestone SET keeps_people_safe = true"))
    address = f"/milestones/{key}/edit"
    assert 'name="keeps_people_safe"' not in head.get(address).text
    typed = edit_fields(world, revision=stored(app, key).revision, owner_id=world.people["head"])
    assert post(head, address, **typed).status_code == 302
    assert stored(app, key).keeps_people_safe


def test_a_person_from_elsewhere_is_not_offered(world: World, head: FlaskClient) -> None:
    page = post(head, add_url(world), owner_id=world.people["head_elsewhere"], **TYPED)
    assert page.status_code == 422


def edit_fields(world: World, **changes: Any) -> dict[str, Any]:
    return TYPED | {"owner_id": world.people["contributor"], "revision": 1} | changes


def test_two_people_editing_get_both_texts_and_lose_nothing(app: Flask, world: World, head: FlaskClient) -> None:
    url = f"/milestones/{world.ids['milestone_id']}/edit"
    assert post(head, url, **edit_fields(world, title="The first text")).status_code == 302
    page = post(head, url, **edit_fields(world, title="The second text"))
    assert page.status_code == 409
    assert "The first text" in page.text
    assert "The second text" in page.text
    assert stored(app, world.ids["milestone_id"]).title == "The first text"
    assert post(head, url, **edit_fields(world, title="The second text", revision=2)).status_code == 302
    assert stored(app, world.ids["milestone_id"]).title == "The second text"


def test_once_the_plan_is_agreed_what_was_agreed_with_it_is_said_and_not_asked(
    app: Flask, world: World, head: FlaskClient
) -> None:
    key = world.ids["shown_milestone_id"]
    page = LexborHTMLParser(head.get(f"/milestones/{key}/edit").text)
    words = [part.text() for part in page.css("main dl dt, main dl dd")]
    said = dict(zip(words[::2], words[1::2], strict=True))
    assert said == {
        "What will be done": "Check cases each month",
        "What evidence will show it": "An audit of 20 cases.",
        "Due date": "30 June 2026",
        "Weight": "10",
    }
    asked = {field.attributes["name"] for field in page.css("main form [name]")}
    agreed = {"title", "evidence_expected", "keeps_people_safe", "is_embed", "weight", "due_on-day", "due_source"}
    assert "owner_id" in asked
    assert not asked & agreed
    to_change = f"a[href='/plans/{world.ids['agreed_plan_id']}/change']"
    assert first(page, to_change).text() == "change the agreed plan"
    before = stored(app, key)
    changes = {"title": "Said better", "on_behalf_of": "The police", "owner_id": world.people["head"]}
    typed = edit_fields(world, revision=before.revision, **changes)
    assert post(head, f"/milestones/{key}/edit", **typed).status_code == 302
    after = stored(app, key)
    assert after.on_behalf_of == "The police"
    kept = ("title", "evidence_expected", "weight", "due_on", "due_source", "measure_revision")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]


def test_its_owner_starts_it_reports_it_done_and_opens_it_again(app: Flask, world: World) -> None:
    owner, key = browser(app, world, "contributor"), world.ids["milestone_id"]
    row = first(page_of(owner, world), f"#milestone-{key}")
    assert [link.text().split()[0] for link in row.css("a, button")][-3:] == ["Start", "Report", "Add"]
    assert post(owner, f"/milestones/{key}/start", revision=1).status_code == 302
    assert stored(app, key).state is MilestoneState.UNDERWAY
    empty = post(owner, f"/milestones/{key}/complete", revision=2, note="")
    assert (empty.status_code, "Enter what was done" in empty.text) == (422, True)
    assert post(owner, f"/milestones/{key}/complete", revision=2, note="All were briefed.").status_code == 302
    assert "Done: All were briefed." in owner.get(f"/recommendations/{world.ids['draft_recommendation_id']}").text
    assert post(owner, f"/milestones/{key}/reopen", revision=3, why="Two were away.").status_code == 302
    assert stored(app, key).state is MilestoneState.UNDERWAY
    history = owner.get(f"/recommendations/{world.ids['draft_recommendation_id']}/history").text
    assert "reopened the milestone: Brief all staff" in history
    assert "Two were away." in history


def test_a_button_pressed_twice_or_without_its_revision_moves_once(app: Flask, world: World) -> None:
    owner, key = browser(app, world, "contributor"), world.ids["milestone_id"]
    assert post(owner, f"/milestones/{key}/start").status_code == 409
    assert post(owner, f"/milestones/{key}/start", revision=1).status_code == 302
    assert post(owner, f"/milestones/{key}/start", revision=1).status_code == 302
    assert stored(app, key).revision == 2


def test_a_move_that_is_not_possible_is_refused_in_words(app: Flask, world: World, head: FlaskClient) -> None:
    page = post(head, f"/milestones/{world.ids['done_milestone_id']}/start", revision=1)
    assert page.status_code == 409
    assert "This milestone is reported done. Reopen it first." in page.text


def test_the_lead_cancels_one_and_its_weight_is_still_shown(app: Flask, world: World) -> None:
    lead, key = browser(app, world, "lead"), world.ids["milestone_id"]
    assert post(lead, f"/milestones/{key}/cancel", revision=1, reason="The police do it.").status_code == 302
    row = first(page_of(lead, world), f"#milestone-{key}").text()
    assert "Cancelled: The police do it." in row


def test_the_picture_says_in_words_what_it_draws_and_has_no_style(world: World, head: FlaskClient) -> None:
    picture = first(page_of(head, world), "svg[role=img]")
    assert first(picture, "title").text().startswith("The plan over time: 2 milestones, due from 30 June 2026 to")
    assert len(picture.css("rect")) == 2
    lines = [text.text() for text in picture.css("text")][-2:]
    assert [line.split(". ")[-1] for line in lines] == ["Brief all staff", "Check the first cases"]
    assert picture.css("[style]") == []


def test_your_items_name_the_milestones_that_are_mine(app: Flask, world: World) -> None:
    page = LexborHTMLParser(browser(app, world, "contributor").get("/your-items").text)
    table = first(page, "table")
    assert first(table, "caption").text() in ("Overdue (1)", "Due next (1)")  # as the day has it
    assert "Brief all staff" in table.text()
    assert "Check the first cases" not in (page.html or "")  # reported done: it waits for its reviewer


def test_a_milestone_added_by_mistake_is_removed_and_its_place_is_taken(
    app: Flask, world: World, head: FlaskClient
) -> None:
    with transactions_of(app).write() as session:
        mistake = a_milestone(session, session.get_one(Plan, world.ids["draft_plan_id"]), title="Brief all staff twice")
        record(session, EventKind.MILESTONE_ADDED, mistake, by=OPERATOR, at=clock.now())
        key = mistake.id
    page = page_of(head, world)
    assert "Remove" in first(page, f"#milestone-{key}").text()
    url = f"/plans/{world.ids['draft_plan_id']}/milestones/{key}/remove"
    assert "added by mistake" in head.get(url).text
    gone = post(head, url, revision=1)
    text = head.get(gone.location).text
    assert "The milestone was removed." in text
    assert f"milestone-{key}" not in text
    assert head.get(url).status_code == 404
    history = head.get(f"/recommendations/{world.ids['draft_recommendation_id']}/history").text
    assert "removed a milestone that was never agreed" in history
    assert "Brief all staff twice" in history


def test_a_milestone_of_another_plan_is_not_removed_by_the_address_of_ones_own(world: World, head: FlaskClient) -> None:
    url = f"/plans/{world.ids['draft_plan_id']}/milestones/{world.ids['ready_milestone_id']}/remove"
    assert post(head, url, revision=1).status_code == 404
