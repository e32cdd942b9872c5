"""The order of a plan's milestones: dragged by mouse, moved by keyboard, and with its buttons where nothing runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.factories.milestones import a_milestone
from tests.factories.organisations import OPERATOR
from tests.factories.world import World, build
from tests.journeys.conftest import Site
from tests.journeys.keyboard import Keyboard
from tests.support.client import transactions_of
from tracker import clock
from tracker.models import Plan
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

TITLES = ["Train staff", "Audit cases", "Brief managers"]


@pytest.fixture
def world(app: Flask) -> World:
    """The draft plan ends with three milestones of these titles."""
    made = build(app, at=clock.now())
    with transactions_of(app).write() as session:
        plan = session.get_one(Plan, made.ids["draft_plan_id"])
        for ordinal, title in enumerate(TITLES, 51):
            milestone = a_milestone(session, plan, ordinal=ordinal, title=title)
            record(session, EventKind.MILESTONE_ADDED, milestone, by=OPERATOR, at=clock.now())
    return made


@pytest.fixture
def window(request: pytest.FixtureRequest, browser: Browser, site: Site, world: World) -> Iterator[Page]:
    context = browser.new_context(base_url=site.url, java_script_enabled=request.param)
    site.carry(context, world.tokens["head"])
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(f"/plans/{world.ids['draft_plan_id']}/milestones")
    yield page
    context.close()


def order(window: Page) -> list[str]:
    """The titles of the list as it stands, those of the test."""
    shown = window.locator(".app-order > li form > span:first-of-type").all_inner_texts()
    return [title for line in shown for title in TITLES if line.endswith(f". {title}")]


@pytest.mark.parametrize("window", [True], indirect=True, ids=["with JavaScript"])
def test_a_milestone_dragged_onto_another_takes_its_place_and_keeps_it(window: Page) -> None:
    lines = [window.locator(".app-order > li").filter(has_text=title) for title in TITLES]
    with window.expect_navigation():
        lines[2].drag_to(lines[0])
    assert order(window) == ["Brief managers", "Train staff", "Audit cases"]
    with window.expect_navigation():
        lines[2].drag_to(lines[1])
    window.reload()
    assert order(window) == ["Train staff", "Audit cases", "Brief managers"]


@pytest.mark.parametrize("window", [True, False], indirect=True, ids=["with JavaScript", "without JavaScript"])
def test_a_milestone_is_moved_by_keyboard_and_the_page_stays_where_it_is(window: Page) -> None:
    with window.expect_navigation():
        Keyboard(window).activate(window.get_by_role("button", name="Move up Brief managers"))
    assert order(window) == ["Train staff", "Brief managers", "Audit cases"]
    expect(window.get_by_role("button", name="Move up Brief managers")).to_be_in_viewport()


@pytest.mark.parametrize("window", [True], indirect=True, ids=["with JavaScript"])
def test_a_milestone_dropped_where_it_was_stays_there(window: Page) -> None:
    line = window.locator(".app-order > li").filter(has_text=TITLES[1])
    line.drag_to(line)
    assert order(window) == TITLES
