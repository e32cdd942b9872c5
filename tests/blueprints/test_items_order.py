"""Your items: in which order they stand. What is overdue comes first, of whatever kind it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from flask import Flask
from selectolax.lexbor import LexborHTMLParser

from tests.factories.dated import a_date_change
from tests.factories.organisations import AT, OPERATOR
from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tracker import clock
from tracker.domain.vocabulary import DateChangeState
from tracker.models import Milestone, Plan
from tracker.services.event_kinds import EventKind
from tracker.services.record import record


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


def order(app: Flask, world: World, kind: str, among: Sequence[str]) -> list[str]:
    """Those of these sections that stand on the page, from the top."""
    client = app.test_client()
    carry(client, world.tokens[kind])
    page = LexborHTMLParser(client.get("/your-items").text)
    keys = [part.attributes["id"] or "" for part in page.css("main div[id]")]
    return [key for key in keys if key in among]


def due_in(app: Flask, world: World, *, plan: int, milestone: int) -> None:
    """The head's draft plan, and their one milestone of the agreed plan, are due in so many days from today."""
    today = clock.today()
    with transactions_of(app).write() as session:
        written = session.get_one(Plan, world.ids["draft_plan_id"])
        step = session.get_one(Milestone, world.ids["shown_milestone_id"])
        for each in (step, session.get_one(Milestone, world.ids["milestone_id"])):
            each.due_on = today + timedelta(days=milestone)
            record(session, EventKind.MILESTONE_EDITED, each, by=OPERATOR, at=AT)
        session.refresh(written, ["deadline"])
        written.deadline.due_on = today + timedelta(days=plan)
        record(session, EventKind.PLAN_EDITED, written, by=OPERATOR, at=AT, covers=[written.deadline])


def test_a_plan_that_is_overdue_comes_before_milestones_that_are_due_soon(app: Flask, world: World) -> None:
    due_in(app, world, plan=-1, milestone=3)
    assert order(app, world, "head", ["due", "to-respond"]) == ["to-respond", "due"]


def test_an_overdue_milestone_comes_before_a_plan_that_is_due_soon(app: Flask, world: World) -> None:
    due_in(app, world, plan=3, milestone=-1)
    assert order(app, world, "head", ["overdue", "to-respond"]) == ["overdue", "to-respond"]


def test_what_came_back_comes_after_what_is_overdue_and_before_what_is_due(app: Flask, world: World) -> None:
    client, key = app.test_client(), world.ids["waiting_milestone_id"]
    carry(client, world.tokens["lead"])
    looked_at = {"outcome": "partly", "why": "Only July was checked.", "versions": world.ids["waiting_version_id"]}
    post(client, f"/milestones/{key}/decide", revision=1, **looked_at)
    due_in(app, world, plan=3, milestone=-1)
    assert order(app, world, "head", ["overdue", "to-complete", "to-respond"]) == [
        "overdue",
        "to-complete",
        "to-respond",
    ]
    due_in(app, world, plan=-1, milestone=3)
    assert order(app, world, "head", ["to-respond", "to-complete", "due"]) == ["to-respond", "to-complete", "due"]


@pytest.mark.parametrize(
    ("days", "found"), [(30, ["to-review", "declined"]), (1, ["declined", "to-review"])], ids=["late", "not late"]
)
def test_reviews_that_wait_for_more_than_ten_working_days_are_overdue(
    app: Flask, world: World, days: int, found: list[str]
) -> None:
    now, lead = clock.now(), world.people["lead"]
    decided = {"decided_at": now, "decided_by_id": world.people["national"], "note": "Keep to it."}
    with transactions_of(app).write() as session:
        waiting = session.get_one(Milestone, world.ids["waiting_milestone_id"])
        waiting.completed_at = now - timedelta(days=days)
        record(session, EventKind.MILESTONE_EDITED, waiting, by=OPERATOR, at=AT)
        other = session.get_one(Milestone, world.ids["milestone_id"])
        declined = a_date_change(session, other, lead, state=DateChangeState.DECLINED, **decided)
        record(session, EventKind.DATE_CHANGE_DECLINED, other, by=OPERATOR, at=AT, covers=[declined])
    assert order(app, world, "lead", ["to-review", "declined"]) == found
