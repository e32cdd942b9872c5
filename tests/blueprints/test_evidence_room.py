"""The evidence room of an inspection: gaps first, what shows each milestone, and the way to decide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from selectolax.lexbor import LexborHTMLParser

from tests.factories.milestones import a_milestone
from tests.factories.organisations import OPERATOR
from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tests.support.pages import first
from tests.support.statements import statements
from tracker import clock
from tracker.domain.vocabulary import MilestoneState
from tracker.extensions import db
from tracker.models import Plan
from tracker.services.event_kinds import EventKind
from tracker.services.record import record
from tracker.services.scores import score_opened

Reader = Callable[..., str]
ROOM = "/inspections/{inspection_id}/evidence"


@pytest.fixture
def world(app: Flask) -> World:
    made = build(app, at=clock.now())
    _score(app)
    return made


@pytest.fixture
def read(app: Flask, world: World) -> Reader:
    def get(kind: str, url: str = ROOM) -> str:
        client = app.test_client()
        carry(client, world.tokens[kind])
        answer = client.get(url.format_map(world.ids))
        assert answer.status_code == 200
        return answer.text

    return get


def _score(app: Flask) -> None:
    with transactions_of(app).write() as session:
        score_opened(session, session.scalars(sa.select(Plan)).all(), today=clock.today())


def _add(app: Flask, world: World, count: int, state: MilestoneState = MilestoneState.COMPLETED) -> None:
    """So many milestones more in the agreed plan, with nothing to show them."""
    done: dict[str, Any] = {
        "completed_at": clock.now(),
        "completed_by_id": world.people["head"],
        "completion_note": "All of it.",
    }
    with transactions_of(app).write() as session:
        plan = session.get_one(Plan, world.ids["agreed_plan_id"])
        for number in range(count):
            step = a_milestone(session, plan, title=f"Brief team {number}", state=state, **done)
            record(session, EventKind.MILESTONE_ADDED, step, by=OPERATOR, at=clock.now())
    _score(app)


def titles(page: str) -> list[str]:
    return [each.text().split(". ", 1)[1] for each in LexborHTMLParser(page).css("h3.govuk-summary-card__title")]


def decide(app: Flask, world: World, kind: str, outcome: str) -> None:
    client = app.test_client()
    carry(client, world.tokens[kind])
    fields = {"revision": 1, "outcome": outcome, "why": "Two cases show no change."}
    url = f"/milestones/{world.ids['waiting_milestone_id']}/decide"
    assert post(client, url, versions=world.ids["waiting_version_id"], **fields).status_code == 302


def test_it_shows_what_was_promised_reported_done_and_shown(read: Reader) -> None:
    page = read("inspector")
    for words in ("An audit of 20 cases.", "Hana Head", "Twenty checked.", "Check of July", "Version 1 waiting"):
        assert words in page


def test_gaps_stand_first_within_a_recommendation(app: Flask, world: World, read: Reader) -> None:
    _add(app, world, 1)
    assert titles(read("inspector")) == ["Brief team 0", "Check plans each month", "Check cases each month"]


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        ("not-shown", ["Brief team 0"]),
        ("waiting", ["Check plans each month"]),
        ("not-done", ["Check cases each month"]),
        ("verified", []),
        ("nonsense", ["Brief team 0", "Check plans each month", "Check cases each month"]),
    ],
)
def test_the_address_says_which_gap_is_shown(
    app: Flask, world: World, read: Reader, gap: str, expected: list[str]
) -> None:
    _add(app, world, 1)
    assert titles(read("inspector", f"{ROOM}?gap={gap}")) == expected


def test_a_decision_moves_a_milestone_on_and_shows_who_decided_what_and_why(
    app: Flask, world: World, read: Reader
) -> None:
    decide(app, world, "reviewer", "insufficient")
    page = read("inspector", f"{ROOM}?gap=insufficient")
    assert titles(page) == ["Check plans each month"]
    for words in ("Insufficient", "Review by", "Two cases show no change."):
        assert words in page


def test_an_inspector_sees_nothing_of_plans_that_are_not_agreed(read: Reader) -> None:
    page = read("inspector")
    assert "Brief all staff" not in page
    assert page.count("Its plan is not agreed yet") == 3
    assert "Agreed plans only." in page
    assert "Brief all staff" in read("lead")


@pytest.mark.parametrize("kind", ["inspector", "reviewer", "lead", "national"])
def test_restricted_evidence_is_named_to_each_who_may_decide_upon_it(read: Reader, kind: str) -> None:
    assert "Audit of cases, restricted" in read(kind)


@pytest.mark.parametrize(
    ("kind", "verb"), [("inspector", "Verify"), ("reviewer", "Review"), ("lead", "Review"), ("national", "Review")]
)
def test_each_is_led_to_what_they_may_decide(world: World, read: Reader, kind: str, verb: str) -> None:
    link = first(LexborHTMLParser(read(kind)), f'a[href="/milestones/{world.ids["waiting_milestone_id"]}/decide"]')
    assert link.text().startswith(verb)


def test_a_review_that_could_not_stand_is_not_offered(app: Flask, world: World, read: Reader) -> None:
    decide(app, world, "inspector", "insufficient")
    assert f"/milestones/{world.ids['waiting_milestone_id']}/decide" not in read("reviewer")


def test_three_hundred_milestones_take_the_same_statements_and_stand_twenty_to_a_page(app: Flask, world: World) -> None:
    _add(app, world, 300)
    client = app.test_client()
    carry(client, world.tokens["inspector"])
    with app.app_context():
        engine = db.engine
    with statements(engine) as sent:
        page = client.get(ROOM.format_map(world.ids)).text
    # one of them counts what waits, for the navigation: this browser keeps no count yet
    assert (len(titles(page)), len(sent)) == (20, 7)
    assert "1 to 20 of 302" in page
