"""Requests that no page of ours makes: answered plainly, never with a fault."""

from __future__ import annotations

import json
import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories.world import World, build
from tests.support.client import carry
from tests.web.matrix import Route, routes
from tracker import clock
from tracker.domain.permissions import Permission
from tracker.web.guards import needs
from tracker.web.logs import JsonLines

NO_KEYS = ("0", "2147483648", "9223372036854775808", "1" * 40, "-1", "x", "1.5", "%00", "1%0d%0aSet-Cookie:x=1")
WITH_AN_ID = [route for route in routes() if "_id}" in route.url]


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now(), later=True)


@pytest.fixture
def administrator(app: Flask, world: World) -> FlaskClient:
    return client_of(app, world, "administrator")


def client_of(app: Flask, world: World, kind: str) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens[kind])
    return client


@pytest.mark.parametrize("kind", ["administrator", "head"])
def test_an_id_that_no_row_can_have_is_no_page(app: Flask, world: World, kind: str) -> None:
    client = client_of(app, world, kind)
    for route in WITH_AN_ID:
        for key in NO_KEYS:
            url = route.url.format_map(dict.fromkeys(world.ids, key))
            assert client.open(url, method=route.method).status_code in (400, 403, 404), f"{route} {key}"


@pytest.mark.parametrize("route", [route for route in routes() if route.method == "GET"], ids=str)
def test_a_head_request_is_answered_like_its_page(administrator: FlaskClient, world: World, route: Route) -> None:
    url = route.url.format_map(world.ids)
    with administrator.get(url) as page, administrator.head(url) as head:
        assert head.status_code == page.status_code
        assert head.data == b""


def test_a_method_that_a_page_does_not_have_is_refused_with_those_that_it_has(
    app: Flask, administrator: FlaskClient, world: World
) -> None:
    for route in routes():
        for method in ("OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"):
            refused = administrator.open(route.url.format_map(world.ids), method=method)
            assert refused.status_code == 405, f"{method} {route}"
            assert route.method in refused.headers["Allow"]
    assert not any("OPTIONS" in (rule.methods or ()) for rule in app.url_map.iter_rules())


def test_an_answer_that_no_guard_has_passed_is_not_given(app: Flask, world: World) -> None:
    @needs(GET=Permission.SEE_UNIT)
    def forgotten() -> str:
        return "the words of a plan"

    app.add_url_rule("/forgotten", "forgotten", forgotten)
    answer = client_of(app, world, "head").get("/forgotten", headers={"Accept": "text/plain"})
    assert answer.status_code == 500
    assert b"plan" not in answer.data


def test_a_line_of_the_log_is_one_object_whatever_it_says() -> None:
    said = logging.LogRecord("tracker.web", logging.WARNING, "", 0, "refused\n%s", ("a\r\nforged line",), None)
    line = JsonLines().format(said)
    assert "\n" not in line
    assert json.loads(line)["message"] == "refused\na\r\nforged line"
