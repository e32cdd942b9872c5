"""In the browser: an earlier recommendation is suggested by its words, and each page shows the other."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from tests.factories.inspections import a_recommendation, an_inspection
from tests.factories.organisations import AT, OPERATOR
from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tests.support.pages import first
from tracker import clock
from tracker.domain.vocabulary import VerdictWord
from tracker.models import Recommendation, Unit, Verdict
from tracker.models.base import Recorded
from tracker.services.event_kinds import EventKind
from tracker.services.record import record


@pytest.fixture
def world(app: Flask) -> World:
    """With an earlier inspection of the unit, two of whose recommendations are like and unlike one of the later."""
    made = build(app, at=clock.now())
    with transactions_of(app).write() as session:
        unit = session.get_one(Unit, made.ids["unit_id"])
        inspection = an_inspection(session, unit=unit, title="The inspection of 2021", published_on=date(2021, 5, 4))
        like = a_recommendation(session, inspection, text="ensure assessments analyse risk of serious harm.")
        unlike = a_recommendation(session, inspection, text="recruit translators.")
        this = session.get_one(Recommendation, made.ids["draft_recommendation_id"])
        this.text = "make sure assessments analyse risk of harm to children."
        covered: list[Recorded] = [inspection, unlike, this]
        record(session, EventKind.RECOMMENDATION_CREATED, like, by=OPERATOR, at=AT, covers=covered)
        made.ids |= {"like_id": like.id, "unlike_id": unlike.id}
    return made


def browser(app: Flask, world: World, kind: str) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens[kind])
    return client


def address(world: World, name: str = "draft_recommendation_id") -> str:
    return f"/recommendations/{world.ids[name]}/repeats"


def test_the_likely_one_stands_first_with_the_words_in_common(app: Flask, world: World) -> None:
    page = LexborHTMLParser(browser(app, world, "lead").get(address(world)).text)
    values = [box.attributes["value"] for box in page.css("input[name=repeat_of_id]")]
    assert values == [str(world.ids["like_id"]), str(world.ids["unlike_id"]), "0"]
    hints = [hint.text() for hint in page.css(".govuk-radios__hint")]
    assert hints == ["Words in common: assessments, analyse, risk, harm"]


@pytest.mark.parametrize("kind", ["lead", "national", "administrator"])
def test_what_is_chosen_is_shown_on_both_with_the_plan_and_the_verdict(app: Flask, world: World, kind: str) -> None:
    client = browser(app, world, kind)
    for _ in range(2):
        answer = post(client, address(world), revision=2, repeat_of_id=world.ids["like_id"])
        assert answer.location == address(world)
    with transactions_of(app).write() as session:
        given = Verdict(
            recommendation_id=world.ids["like_id"],
            verdict=VerdictWord.NOT_ACHIEVED,
            why="No case had changed.",
            given_at=AT,
            given_by_id=world.people["inspector"],
        )
        session.add(given)
        earlier = session.get_one(Recommendation, world.ids["like_id"])
        record(session, EventKind.VERDICT_GIVEN, earlier, by=OPERATOR, at=AT, covers=[given])
    before = first(LexborHTMLParser(client.get(address(world)).text), "dl").text()
    assert "The inspection of 2021" in before
    assert "Repeated in a later report" in before
    assert "Not achieved" in before
    after = LexborHTMLParser(client.get(address(world, "like_id")).text)
    assert "make sure assessments" in first(after, "dl").text()
    page = client.get(f"/recommendations/{world.ids['draft_recommendation_id']}").text
    assert "The earlier recommendation that this repeats" in page


def test_readers_see_it_and_are_offered_no_choice(app: Flask, world: World) -> None:
    for kind in ("head", "contributor", "inspector", "reviewer"):
        page = browser(app, world, kind).get(address(world)).text
        assert "Nobody has said so." in page
        assert "repeat_of_id" not in page


def test_of_two_who_choose_the_second_sees_both(app: Flask, world: World) -> None:
    lead, national = browser(app, world, "lead"), browser(app, world, "national")
    assert post(lead, address(world), revision=2, repeat_of_id=world.ids["like_id"]).status_code == 302
    answer = post(national, address(world), revision=2, repeat_of_id=world.ids["unlike_id"])
    assert answer.status_code == 409
    assert "recruit translators." in answer.text


def test_what_could_not_be_an_earlier_one_is_refused_beside_the_choice(app: Flask, world: World) -> None:
    other = world.ids["agreed_recommendation_id"]
    answer = post(browser(app, world, "lead"), address(world), revision=2, repeat_of_id=other)
    assert answer.status_code == 422
    assert first(LexborHTMLParser(answer.text), "#repeat_of_id-error")


def test_the_history_names_the_earlier_one(app: Flask, world: World) -> None:
    lead = browser(app, world, "lead")
    post(lead, address(world), revision=2, repeat_of_id=world.ids["like_id"])
    history = lead.get(f"/recommendations/{world.ids['draft_recommendation_id']}/history").text
    assert "said which earlier recommendation this repeats" in history
    assert "ensure assessments analyse risk of serious harm." in history
