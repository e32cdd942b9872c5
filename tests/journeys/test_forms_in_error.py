"""Each form of the URL map, sent empty: the page says so, leads to each field, and axe-core finds nothing on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.factories.world import World, build
from tests.journeys.axe import faults_of
from tests.journeys.conftest import Site, app_of_a_module, served
from tests.journeys.site_map import ONE_OF_EACH_ROLE, pages
from tests.support.databases import Databases
from tests.web.matrix import ANONYMOUS, Route, routes
from tracker import clock

# Forms in which nothing has to be filled in.
MAY_BE_EMPTY = {"answers.choose", "inspections.window", "plans.edit"}
POSTED = {route.endpoint for route in routes() if route.method == "POST"}
FORMS = [route for route in pages() if route.endpoint in POSTED and "200" in route.expected.values()]
FIELDS = "main form :is(input:not([type=hidden]), textarea, select)"
EMPTY_AND_SEND = """field => {
  for (const each of field.form.elements) {
    if (each.matches('[type=checkbox], [type=radio]')) each.checked = false;
    else if (each.matches('select')) each.selectedIndex = -1;
    else if (each.matches('textarea, input:not([type=hidden])')) each.value = '';
  }
  field.form.requestSubmit();
}"""
Windows = Callable[[str], Page]


@pytest.fixture(scope="module")
def app(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with app_of_a_module(databases, tmp_path_factory) as made:
        yield made


@pytest.fixture(scope="module")
def world(app: Flask) -> World:
    return build(app, at=clock.now(), later=True)


@pytest.fixture(scope="module")
def windows(app: Flask, browser: Browser, world: World) -> Iterator[Windows]:
    """A window for each kind of person, opened when it is first asked for."""
    opened: dict[str, Page] = {}
    with served(app) as site:

        def of(kind: str) -> Page:
            if kind not in opened:
                opened[kind] = _window(browser, site, None if kind == ANONYMOUS else world.tokens[kind])
            return opened[kind]

        yield of
        for window in opened.values():
            window.context.close()


def _window(browser: Browser, site: Site, token: str | None) -> Page:
    context = browser.new_context(base_url=site.url)
    if token:
        site.carry(context, token)
    return context.new_page()


@pytest.mark.parametrize("route", FORMS, ids=lambda route: route.endpoint)
def test_a_form_that_is_sent_empty_says_what_to_enter(windows: Windows, world: World, route: Route) -> None:
    kind = next(kind for kind in ONE_OF_EACH_ROLE if route.expected[kind] == "200")
    window = windows(kind)
    window.goto(route.url.format_map(world.ids))
    fields = window.locator(FIELDS)
    if not fields.count():
        return  # its button is the whole form
    with window.expect_navigation():
        fields.first.evaluate(EMPTY_AND_SEND)
    if route.endpoint in MAY_BE_EMPTY:
        assert not window.title().startswith("Error: ")
        return
    assert window.title().startswith("Error: ")
    assert window.evaluate("document.activeElement.matches('.govuk-error-summary')")
    assert faults_of(window) == []
    _each_link_leads_to_a_field_in_error(window)


def _each_link_leads_to_a_field_in_error(window: Page) -> None:
    links = window.get_by_role("alert").get_by_role("link").all()
    assert links
    for link in links:
        link.click()
        said = window.evaluate(
            """() => (document.activeElement.closest('[aria-describedby]')?.getAttribute('aria-describedby') ?? '')
              .split(' ').map(id => document.getElementById(id)?.textContent ?? '').join(' ')"""
        )
        assert link.inner_text() in said, f"{link.inner_text()} is not said of the field it leads to"
