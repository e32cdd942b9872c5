"""A form works once, however often, by whom at once and how late it is sent again: on both databases (P15)."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.conftest import settings_for
from tests.factories.world import World, build
from tests.support.client import carry, csrf_token, post, transactions_of
from tracker import clock
from tracker.app import create_app
from tracker.extensions import db
from tracker.models import Comment, SentForm
from tracker.services import sent_forms

KEY = "the-key-of-one-form-0001"
SAID = "The auditors come on Monday."


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    made = create_app(settings_for(database_url, tmp_path))
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


def browser(app: Flask, world: World, kind: str = "head") -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens[kind])
    return client


def comment(client: FlaskClient, world: World, text: str = SAID, key: str = KEY) -> TestResponse:
    return post(client, f"/plans/{world.ids['agreed_plan_id']}/comments", text=text, form_key=key)


def comments_made(app: Flask, text: str = SAID) -> int:
    with transactions_of(app).read() as session:
        return session.scalars(sa.select(sa.func.count()).where(Comment.text == text)).one()


@pytest.mark.parametrize("times", [2, 5, 20])
def test_however_many_are_sent_at_once_one_works_and_all_lead_to_the_same_page(
    app: Flask, world: World, times: int
) -> None:
    barrier = Barrier(times)
    url, browsers = f"/plans/{world.ids['agreed_plan_id']}/comments", [browser(app, world) for _ in range(times)]
    tokens = [csrf_token(each) for each in browsers]

    def press(number: int) -> tuple[int, str | None]:
        barrier.wait(30)
        fields = {"csrf_token": tokens[number], "text": SAID, "form_key": KEY}
        answer = browsers[number].post(url, data=fields)
        return answer.status_code, answer.location

    with ThreadPoolExecutor(times) as pool:
        answers = list(pool.map(press, range(times)))
    assert set(answers) == {(302, url)}
    assert comments_made(app) == 1


def test_what_the_first_was_told_the_second_is_told_too(app: Flask, world: World) -> None:
    comment(browser(app, world), world)
    second = browser(app, world)
    page = second.get(comment(second, world).location or "").text
    assert "Your comment was added." in page


def test_a_form_that_is_sent_an_hour_later_has_worked_already(app: Flask, world: World) -> None:
    first = comment(browser(app, world), world)
    with transactions_of(app).write() as session:
        session.execute(sa.update(SentForm).values(sent_at=clock.now() - timedelta(hours=1)))
    assert comment(browser(app, world), world).location == first.location
    assert comments_made(app) == 1


def test_a_form_that_is_sent_again_with_other_words_adds_nothing_unless_its_sender_says_so_once_more(
    app: Flask, world: World
) -> None:
    head = browser(app, world)
    comment(head, world)
    other = comment(head, world, "The auditors come on Tuesday.")
    assert (other.status_code, "You have sent this form once and it was saved" in other.text) == (422, True)
    assert "The auditors come on Tuesday." in other.text
    assert comments_made(app, "The auditors come on Tuesday.") == 0
    assert comment(head, world, "The auditors come on Tuesday.", "the-key-of-the-page-drawn-anew").status_code == 302


def test_a_form_that_was_refused_can_be_mended_and_sent_with_the_key_it_has(app: Flask, world: World) -> None:
    head = browser(app, world)
    assert comment(head, world, "").status_code == 422
    assert comment(head, world).status_code == 302
    assert comments_made(app) == 1


def test_the_key_of_one_person_is_nothing_to_another(app: Flask, world: World) -> None:
    comment(browser(app, world), world)
    comment(browser(app, world, "lead"), world)
    assert comments_made(app) == 2


def test_each_form_of_a_page_is_drawn_with_a_key_of_its_own(app: Flask, world: World) -> None:
    page = browser(app, world).get(f"/plans/{world.ids['agreed_plan_id']}/comments").text
    keys = [part.partition('"')[0] for part in page.split('name="form_key" value="')[1:]]
    assert len(keys) == len(set(keys)) > 1


def test_where_the_first_died_before_it_could_say_where_it_led_the_second_does_nothing_all_the_same(
    app: Flask, world: World
) -> None:
    comment(browser(app, world), world)
    with transactions_of(app).write() as session:
        session.execute(sa.update(SentForm).values(answer=None))
    assert comment(browser(app, world), world).location == "/your-items"
    assert comments_made(app) == 1


def test_what_was_sent_the_day_before_is_forgotten(app: Flask, world: World) -> None:
    head = browser(app, world)
    comment(head, world)
    with transactions_of(app).write() as session:
        session.execute(sa.update(SentForm).values(sent_at=clock.now() - sent_forms.KEPT - timedelta(minutes=1)))
    comment(head, world, "Another day, another comment.", "the-key-of-another-day-1")
    with transactions_of(app).read() as session:
        assert session.scalars(sa.select(SentForm.key)).all() == ["the-key-of-another-day-1"]
