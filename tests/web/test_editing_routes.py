"""Whatever a form does it does once, and nobody's text is lost to another's: asked of every route that changes things.

The routes are those of the permission matrix, so that a new one is asked too. Two presses of a button, a page gone back
to, a proxy that tries again: one effect, and the same page. Two editors: the second gets the 409 page with both texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from tests.conftest import settings_for
from tests.factories.measured import a_key_question, a_measure
from tests.factories.organisations import OPERATOR
from tests.factories.world import World, build
from tests.support.client import carry, transactions_of
from tests.support.databases import Databases
from tests.web.matrix import Asker, Route, declared_keys, routes
from tracker import clock
from tracker.app import create_app
from tracker.models import HistoryHead, Plan, Recommendation, StandardRating
from tracker.models.base import Recorded
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

# What changes nothing that could be changed twice, or is a file: tested with real files in its own tests.
APART = {
    "sign_in.sign_in",
    "sign_in.sign_out",
    "sign_in.choose_password",
    "evidence.new",
    "evidence.new_version",
    "imports.new",
    "imports.confirm",  # tests/services/test_import_concurrency.py
    "people.make_password_link",  # every press makes a new link, and the one before works no more
    "people.end_sessions",
}
# Sent once more from a page that was opened anew, none has a second effect either. These then say what stands in the
# way: what was added is there and what was ended is over, or the words are those of an item that somebody would add
# again only by mistake.
SAYS_SO = {
    "absences.add",
    "absences.end",
    "blockers.add",
    "blockers.clear",
    "blockers.edit",
    "comments.of_milestone",
    "comments.of_plan",
    "plan_changes.cancel_milestone",
    "plan_changes.milestone",
    "plan_changes.new_milestone",
    "plan_changes.words",
    "updates.send",
    "updates.send_on_milestone",
    "imports.add",
    "imports.change",
    "imports.differences",
    "imports.discard",
    "imports.remove",
    "date_changes.ask",
    "measures.add",
    "measures.correct",
    "measures.edit",
    "measures.from_question",
    "measures.read",
    "measures.remove",
    "people.add",
    "people.end",
    "people.give_role",
    "search.delete",
    "recommendations.owner",
}
# What a second editor types, by field; the first types what the matrix has. Forms without words are one button.
WORDS = (
    *("why", "note", "reason", "what_to_change", "title", "success_measure", "text"),
    *("what", "name", "narrative", "baseline_words"),
)
# The first text is no field's value: it is in the history, or an item of its own.
KEPT_ELSEWHERE = {"agreement.give_back", "imports.add", "measures.correct", "milestones.reopen"}
# The matrix asks these with what is refused; here they are asked where they work (see `world`).
ELSEWHERE = {
    "date_changes.ask": (
        "/milestones/{changing_milestone_id}/dates/ask",
        "revision=1&to_on-day=1&to_on-month=6&to_on-year=2040&reason=Said.",
    ),
    "measures.from_question": ("/plans/{draft_plan_id}/measures/from-question", "question={question_id}"),
    "measures.remove": ("/measures/{unread_measure_id}/remove", "revision=1"),
}
ROUTES = [route for route in routes() if route.method == "POST" and route.endpoint not in APART | ELSEWHERE.keys()] + [
    Route(endpoint, "POST", url, body, {"head": "302"}) for endpoint, (url, body) in ELSEWHERE.items()
]
# who asks for another date while one who asked still waits adds nothing, so that there are no two texts of one thing
WITH_WORDS = [
    route
    for route in ROUTES
    if route.endpoint != "date_changes.ask"
    and "revision=" in route.body
    and any(f"&{word}=" in route.body for word in WORDS)
]


@pytest.fixture(scope="module")
def app(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with databases.lent("sqlite") as url:
        made = create_app(settings_for(url, tmp_path_factory.mktemp("evidence")))
        yield made


@pytest.fixture(scope="module")
def world(app: Flask) -> World:
    """With a key question that the draft plan's recommendation answers, and a measure of which nothing was read."""
    made = build(app, at=clock.now(), later=True)
    with transactions_of(app).write() as session:
        plan = session.get_one(Plan, made.ids["draft_plan_id"])
        measure = a_measure(session, plan)
        record(session, EventKind.MEASURE_ADDED, plan, by=OPERATOR, at=clock.now(), covers=[measure])
        recommendation = session.get_one(Recommendation, plan.recommendation_id)
        question = a_key_question(session, recommendation)
        standard = session.get_one(StandardRating, question.standard_rating_id)
        covered: list[Recorded] = [question, standard]
        record(session, EventKind.RECOMMENDATION_LINKED, recommendation, by=OPERATOR, at=clock.now(), covers=covered)
        made.ids |= {"unread_measure_id": measure.id, "question_id": question.id}
    return made


@pytest.fixture(scope="module")
def module_asker(app: Flask, world: World) -> Asker:
    return Asker(app, world)


@pytest.fixture
def asker(module_asker: Asker) -> Iterator[Asker]:
    yield module_asker
    module_asker.put_back()


def send(app: Flask, world: World, asker: Asker, route: Route, **changes: str) -> TestResponse:
    """Posts the route's form as the first who may."""
    kind = next(kind for kind, answer in route.expected.items() if answer == "302")
    client = app.test_client()
    carry(client, world.tokens[kind])
    return client.post(route.url.format_map(world.ids), data=asker.form(client, route) | changes)


def length_of_history(app: Flask) -> int:
    with transactions_of(app).read() as session:
        return session.scalars(sa.select(HistoryHead.sequence)).one()


def test_every_route_that_changes_anything_is_asked_or_stands_apart(app: Flask) -> None:
    posted = {endpoint for endpoint, method in declared_keys(app) if method != "GET"}
    assert {route.endpoint for route in ROUTES} | APART == posted
    assert posted >= SAYS_SO | KEPT_ELSEWHERE


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_a_second_press_of_one_form_has_no_effect_and_leads_to_the_same_page(
    app: Flask, world: World, asker: Asker, route: Route
) -> None:
    """A double click, a page gone back to, a proxy that tries again: of every form, whatever it does."""
    first = send(app, world, asker, route, form_key="the-key-of-one-form-0001")
    after_one = length_of_history(app)
    second = send(app, world, asker, route, form_key="the-key-of-one-form-0001")
    assert first.status_code == 302
    assert (second.status_code, second.location) == (first.status_code, first.location)
    assert length_of_history(app) == after_one


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_the_same_sent_from_a_page_opened_anew_has_no_effect(
    app: Flask, world: World, asker: Asker, route: Route
) -> None:
    first = send(app, world, asker, route)
    after_one = length_of_history(app)
    second = send(app, world, asker, route)
    assert first.status_code == 302
    assert length_of_history(app) == after_one
    if route.endpoint in SAYS_SO:
        assert second.status_code in (302, 404, 409, 422)
    else:
        assert (second.status_code, second.location) == (first.status_code, first.location)


@pytest.mark.parametrize("route", WITH_WORDS, ids=str)
def test_the_second_of_two_editors_gets_both_texts_and_changes_nothing(
    app: Flask, world: World, asker: Asker, route: Route
) -> None:
    word = next(word for word in WORDS if f"&{word}=" in route.body)
    assert send(app, world, asker, route, **{word: "What the first typed"}).status_code == 302
    after_one = length_of_history(app)
    second = send(app, world, asker, route, **{word: "What the second typed"})
    page = unescape(second.text)
    assert second.status_code == 409
    assert "What the second typed" in page
    assert "What the first typed" in page or route.endpoint in KEPT_ELSEWHERE
    assert length_of_history(app) == after_one
