"""axe-core finds nothing on any page of the URL map, in any role, and no page is wider than a small phone or a desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.factories.readings import a_reading
from tests.factories.world import World, build
from tests.journeys.axe import faults_of
from tests.journeys.conftest import Site, app_of_a_module, served
from tests.journeys.site_map import NO_PAGES, ONE_OF_EACH_ROLE, Seen, pages_of
from tests.support.client import transactions_of
from tests.support.databases import Databases
from tests.web.matrix import ANONYMOUS, declared_keys
from tracker import clock

# Pages that the world of the tests leads nobody to; each has a test of its own below.
REACHED_BY_A_WAY = {"imports.differences", "sign_in.choose_password"}


@pytest.fixture(scope="module")
def app(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with app_of_a_module(databases, tmp_path_factory) as made:
        yield made


@pytest.fixture(scope="module")
def world(app: Flask) -> World:
    return build(app, at=clock.now(), later=True)


@pytest.fixture(scope="module")
def site(app: Flask, browser: Browser) -> Iterator[Site]:
    with served(app) as made:
        yield made


@pytest.fixture(scope="module")
def pages(app: Flask, world: World) -> list[Seen]:
    return pages_of(app, world)


@pytest.fixture
def window(request: pytest.FixtureRequest, browser: Browser, site: Site, world: World) -> Iterator[Page]:
    """A window in which a person of the kind that the parameter names is signed in."""
    context = browser.new_context(base_url=site.url)
    if request.param != ANONYMOUS:
        site.carry(context, world.tokens[request.param])
    yield context.new_page()
    context.close()


def test_every_page_of_the_url_map_is_visited_in_some_role(app: Flask, pages: list[Seen]) -> None:
    declared = {endpoint for endpoint, method in declared_keys(app) if method == "GET"}
    visited = {seen.endpoint for seen in pages if not seen.is_refusal}
    assert declared - visited == NO_PAGES | REACHED_BY_A_WAY


@pytest.mark.parametrize(("window", "kind"), [(kind, kind) for kind in ONE_OF_EACH_ROLE], indirect=["window"])
def test_every_page_of_a_role_is_without_fault(window: Page, kind: str, pages: list[Seen]) -> None:
    faults = []
    for seen in (seen for seen in pages if seen.kind == kind):
        window.goto(seen.url)
        faults += [f"{seen}, {fault}" for fault in faults_of(window)]
    assert faults == []


@pytest.mark.parametrize("window", ["administrator"], indirect=True)
def test_a_password_link_and_the_page_it_leads_to_are_without_fault(window: Page, world: World) -> None:
    window.goto(f"/people/{world.ids['person_id']}")
    window.get_by_role("button", name="Make a password link").click()
    link = window.get_by_text("/password/").inner_text().strip()
    assert faults_of(window) == []
    window.goto(link)
    assert window.get_by_label("New password", exact=True).is_visible()
    assert faults_of(window) == []


@pytest.mark.parametrize("window", ["administrator"], indirect=True)
def test_what_differs_in_a_report_read_again_is_shown_without_fault(app: Flask, window: Page, world: World) -> None:
    window.goto(f"/imports/{world.ids['import_id']}/confirm")
    for part, value in (("Day", "12"), ("Month", "3"), ("Year", "2024")):
        window.get_by_label(part, exact=True).fill(value)
    window.get_by_label("Email address").fill("new.head@example.com")
    window.get_by_label("Full name").fill("Noor Hale")
    window.get_by_role("button", name="Confirm and store").click()
    assert window.get_by_role("heading", name="The inspection was stored").is_visible()
    with transactions_of(app).write() as session:
        again = a_reading(session, title="An inspection of probation services in another title").id
    window.goto(f"/imports/{again}/differences")
    assert window.url.endswith("/differences")
    assert faults_of(window) == []
