"""Every route × method × kind of person has an expected answer, gets it for real, and turns red without its guard."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.conftest import settings_for
from tests.factories.world import World, build
from tests.support.client import transactions_of
from tests.support.databases import Databases
from tests.web.matrix import ANONYMOUS, KINDS, Asker, Route, declared_keys, routes
from tracker import clock
from tracker.app import create_app
from tracker.domain.permissions import Permission
from tracker.extensions import db
from tracker.models import HistoryHead
from tracker.queries.scope import scope_of
from tracker.web import guards
from tracker.web.guards import Undeclared, check_declared, declared

ROUTES = routes()
# Pages that a contributor could have of some plan of their own, and that they may not have of this one.
ASKED_ABOUT_THE_THING = {("plans.edit", "GET"), ("plans.respond", "GET")}
# Whose 404 hangs on who the person is, and not on the places they may see.
OF_PERSONS = {"absences.add", "absences.end", "comments.done"}
GUARDED = [route for route in ROUTES if route.expected[ANONYMOUS] == "sign in"]


@pytest.fixture(scope="module")
def app(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with databases.lent("sqlite") as url:
        made = create_app(settings_for(url, tmp_path_factory.mktemp("evidence")))
        yield made
        with made.app_context():
            db.engine.dispose()


@pytest.fixture(scope="module")
def world(app: Flask) -> World:
    return build(app, at=clock.now(), later=True)


@pytest.fixture(scope="module")
def asker(app: Flask, world: World) -> Asker:
    return Asker(app, world)


def test_the_file_names_every_route_and_method_and_no_other(app: Flask) -> None:
    assert {route.key for route in ROUTES} == declared_keys(app)


def test_the_file_has_an_answer_for_every_kind_of_person() -> None:
    assert [(route.key, kind) for route in ROUTES for kind in KINDS if not route.expected[kind]] == []


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_everybody_is_answered_as_written_down(asker: Asker, route: Route) -> None:
    assert asker.row(route) == route.expected


@pytest.mark.parametrize("route", [route for route in ROUTES if route.method == "POST"], ids=str)
def test_who_is_refused_changes_nothing(app: Flask, asker: Asker, route: Route) -> None:
    for kind in (kind for kind, answer in route.expected.items() if answer in ("403", "404", "sign in")):
        before = _length_of_history(app)
        asker.ask(route, kind, puts_back=False)
        assert _length_of_history(app) == before


@pytest.mark.parametrize("route", GUARDED, ids=str)
def test_without_the_guard_of_its_route_the_row_is_another(app: Flask, asker: Asker, route: Route) -> None:
    view = app.view_functions[route.endpoint]
    kept = vars(view)["permissions"]
    vars(view)["permissions"] = {**kept, route.method: Permission.PUBLIC}
    try:
        assert asker.row(route) != route.expected
    finally:
        vars(view)["permissions"] = kept


def test_without_the_scope_of_the_loaders_others_see_too_much(
    asker: Asker, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = {
        "scope_reads_all": True,
        "scope_reads_restricted": True,
        "scope_inspections": [world.ids["inspection_id"]],  # judgements not released are for its inspectors only
        "scope_person": world.people["head"],  # a saved view is for who keeps it
    }
    for module in _modules_with("scope_of"):
        monkeypatch.setattr(module, "scope_of", lambda actor: scope_of(actor) | everything)
    hidden = [route for route in GUARDED if "404" in route.expected.values() and route.endpoint not in OF_PERSONS]
    assert hidden
    assert all(asker.row(route) != route.expected for route in hidden)


def test_without_the_question_about_the_thing_itself_a_reader_may_edit(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guards, "require", lambda *_: None)
    edited = [route for route in ROUTES if (route.endpoint, route.method) in ASKED_ABOUT_THE_THING]
    assert len(edited) == len(ASKED_ABOUT_THE_THING)
    assert all(asker.ask(route, "contributor") == "200" != route.expected["contributor"] for route in edited)


def test_the_service_does_not_start_with_an_endpoint_that_declares_nothing(app: Flask) -> None:
    forgotten = Flask("forgotten", static_folder=None)
    forgotten.add_url_rule("/forgotten", "forgotten", lambda: "seen by all")
    with pytest.raises(Undeclared, match="GET forgotten"):
        check_declared(forgotten)


def test_every_refusal_of_the_table_is_one_of_the_permissions(app: Flask) -> None:
    assert set(declared(app).values()) <= set(Permission)


def _length_of_history(app: Flask) -> int:
    with transactions_of(app).read() as session:
        return session.scalars(sa.select(HistoryHead.sequence)).one()


def _modules_with(name: str) -> list[object]:
    found = [module for key, module in sys.modules.items() if key.startswith("tracker.queries")]
    return [module for module in found if hasattr(module, name)]
