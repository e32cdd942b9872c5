"""Your items, where there are more than the page shows."""

from __future__ import annotations

import re
from datetime import timedelta

from flask import Flask
from selectolax.lexbor import LexborHTMLParser

from tests.factories.milestones import a_milestone
from tests.factories.organisations import AT, OPERATOR
from tests.factories.world import World, build
from tests.support.client import carry, transactions_of
from tests.support.pages import first
from tracker import clock
from tracker.models import Person, Plan
from tracker.services.event_kinds import EventKind
from tracker.services.record import record


def overdue_and_next(app: Flask, world: World, overdue: int) -> None:
    """So many overdue milestones of the contributor, and one that is due tomorrow."""
    today = clock.today()
    with transactions_of(app).write() as session:
        plan = session.get_one(Plan, world.ids["agreed_plan_id"])
        owner = session.get_one(Person, world.people["contributor"])
        days = [today - timedelta(days=1)] * overdue + [today + timedelta(days=1)]
        for number, day in enumerate(days, 1):
            step = a_milestone(session, plan, owner, due_on=day, title=f"Step {number}")
            record(session, EventKind.MILESTONE_ADDED, step, by=OPERATOR, at=AT)


def test_however_much_is_overdue_what_is_due_next_is_shown_and_all_of_it_a_click_away(app: Flask) -> None:
    world = build(app, at=clock.now())
    overdue_and_next(app, world, 26)
    client = app.test_client()
    carry(client, world.tokens["contributor"])
    page = LexborHTMLParser(client.get("/your-items").text)
    assert len(page.css("#overdue tbody tr")) == 25
    assert "Step 27" in first(page, "#due").text()
    link = first(page, "#overdue p a")
    assert link.text() == "Find all your overdue milestones"
    found = client.get(link.attributes["href"] or "")
    words = " ".join(LexborHTMLParser(found.text).text().split())
    assert re.search(r"Milestones \(2[67]\)", words)  # one of the world's own may be overdue by now
