"""The outcome of a plan in the browser: measures from key questions, readings, corrections, and their pictures."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from tests.factories.measured import a_key_question
from tests.factories.organisations import OPERATOR
from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tests.support.pages import first
from tracker import clock
from tracker.models import Recommendation
from tracker.queries import measures
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

FEBRUARY: dict[str, Any] = {
    "starts_on-day": "1",
    "starts_on-month": "2",
    "starts_on-year": "2026",
    "ends_on-day": "28",
    "ends_on-month": "2",
    "ends_on-year": "2026",
    "denominator": "20",
    "numerator": "13",
    "checked_by": "Another unit",
}
MEASURE: dict[str, Any] = {
    "name": "Risk is analysed",
    "baseline": "28",
    "baseline_words": "Risk was analysed in 28 per cent of cases.",
    "source": "page 9",
    "target": "65",
}


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


@pytest.fixture
def head(app: Flask, world: World) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens["head"])
    return client


def outcome_url(world: World) -> str:
    return f"/plans/{world.ids['draft_plan_id']}/measures"


def facts(page: str, number: int = 0) -> dict[str, str]:
    rows = LexborHTMLParser(page).css("dl")[number].css(".govuk-summary-list__row")
    return {first(row, "dt").text(): " ".join(first(row, "dd").text().split()) for row in rows}


def linked_question(app: Flask, world: World) -> int:
    with transactions_of(app).write() as session:
        recommendation = session.get_one(Recommendation, world.ids["draft_recommendation_id"])
        question = a_key_question(session, recommendation)
        session.info.clear()
        record(session, EventKind.RECOMMENDATION_LINKED, recommendation, by=OPERATOR, at=clock.now())
        return question.id


def test_the_outcome_sets_the_latest_reading_beside_the_report_and_the_target(world: World, head: FlaskClient) -> None:
    page = head.get(outcome_url(world)).text
    assert facts(page) == {
        "Report’s figure": "28%Risk was analysed in 28 per cent of cases.page 9",
        "Latest reading": "60%: 12 of 20 cases1 January 2026 to 31 January 2026. With so many cases, the true figure "
        "may well lie anywhere from 38.7% to 78.1% (95% interval).",
        "Target": "65%",
        "Improvement": "86.5% of the way from the report’s figure to the target",
    }
    assert LexborHTMLParser(page).css(".app-scroll svg") == []  # the latest reading is in sight on a phone too
    picture = first(LexborHTMLParser(page), "svg.app-picture--fits title").text()
    assert picture.endswith(
        "1 reading, the latest 60% up to 31 January 2026. The target is 65%. The report’s figure was 28%."
    )


def test_one_press_makes_a_measure_of_a_linked_key_question_and_a_second_press_nothing(
    app: Flask, world: World, head: FlaskClient
) -> None:
    question = linked_question(app, world)
    assert "Measure this" in head.get(outcome_url(world)).text
    assert post(head, f"{outcome_url(world)}/from-question", question=question).location == outcome_url(world)
    again = post(head, f"{outcome_url(world)}/from-question", question=question)
    assert (again.status_code, "This key question is measured already" in again.text) == (422, True)
    with transactions_of(app).read() as session:
        assert len(measures.of_plan(session, world.ids["draft_plan_id"])) == 2
    page = head.get(outcome_url(world)).text
    assert facts(page, 1) == {
        "Report’s figure": "28% (band of ‘Inadequate’)Does assessment analyse risk? 28% ‘Yes’"
        + "An inspection of Ashcombe: "
        + facts(page, 1)["Report’s figure"].partition("Ashcombe: ")[2],
        "Latest reading": "Not measured",
        "Target": "65% (band of ‘Good’)",
        "Improvement": "Not measured",
    }
    assert "They are not a rating." in page


def test_a_reading_sent_twice_is_kept_once_and_nothing_typed_is_lost(world: World, head: FlaskClient) -> None:
    url = f"/measures/{world.ids['measure_id']}/readings/add"
    assert post(head, url, **FEBRUARY).location == outcome_url(world)
    again = post(head, url, **FEBRUARY)
    assert again.status_code == 422
    assert "This measure has a reading for that period already. Correct that one" in again.text
    assert 'value="Another unit"' in again.text
    assert facts(head.get(outcome_url(world)).text)["Latest reading"].startswith("65%: 13 of 20 cases")


def test_a_correction_replaces_a_reading_which_is_kept(world: World, head: FlaskClient) -> None:
    url = f"/readings/{world.ids['reading_id']}/correct"
    assert post(head, url, **FEBRUARY, why="Miscounted.", revision=1).location == outcome_url(world)
    page = head.get(outcome_url(world)).text
    assert "Readings that were corrected (1)" in page
    assert facts(page)["Latest reading"].startswith("65%: 13 of 20 cases")
    late = post(head, url, **FEBRUARY, why="Miscounted.", revision=1)
    assert late.status_code == 409
    assert "Miscounted." in late.text


def test_of_two_who_edit_a_measure_the_second_sees_both_texts(world: World, head: FlaskClient) -> None:
    url = f"/measures/{world.ids['measure_id']}/edit"
    assert post(head, url, **MEASURE, revision=1).status_code == 302
    page = post(head, url, **(MEASURE | {"target": "80"}), revision=1)
    assert page.status_code == 409
    assert 'value="80"' in page.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"ends_on-year": "2099"}, "The last day must be today or in the past"),
        ({"numerator": "21"}, "How many met the measure must be between 0 and how many were looked at"),
        ({"denominator": "0"}, "How many were looked at must be between 1 and 1,000,000"),
        ({"denominator": "twenty"}, "How many were looked at must be a whole number, like 65"),
        ({"checked_by": ""}, "Enter who checked the cases"),
    ],
)
def test_what_is_wrong_with_a_reading_is_said_beside_its_field(
    world: World, head: FlaskClient, typed: dict[str, str], words: str
) -> None:
    page = post(head, f"/measures/{world.ids['measure_id']}/readings/add", **(FEBRUARY | typed))
    assert (page.status_code, words in page.text) == (422, True)


def test_a_measure_taken_out_is_gone(world: World, head: FlaskClient) -> None:
    assert post(head, f"{outcome_url(world)}/add", **MEASURE).status_code == 302
    page = LexborHTMLParser(head.get(outcome_url(world)).text)
    action = first(page, "form[action$='/remove']").attributes["action"]
    assert action is not None
    assert post(head, action, revision=1).location == outcome_url(world)
    assert "Risk is analysed" not in head.get(outcome_url(world)).text


def test_the_history_tells_it_in_words(world: World, head: FlaskClient) -> None:
    post(head, f"/readings/{world.ids['reading_id']}/correct", **FEBRUARY, why="Miscounted.", revision=1)
    page = head.get(f"/recommendations/{world.ids['draft_recommendation_id']}/history").text
    text = " ".join(LexborHTMLParser(page).body.text().split())  # type: ignore[union-attr]
    assert "Hana Head corrected a reading of a measure" in text
    assert "Miscounted." in text
    assert "13 of 20, 1 February 2026 to 28 February 2026" in text


def test_the_recommendation_leads_to_the_outcome_updates_comments_and_timeline(world: World, head: FlaskClient) -> None:
    page = LexborHTMLParser(head.get(f"/recommendations/{world.ids['agreed_recommendation_id']}").text)
    plan = f"/plans/{world.ids['agreed_plan_id']}"
    links = {link.attributes["href"] for link in page.css("a")}
    assert {f"{plan}/measures", f"{plan}/updates", f"{plan}/comments", f"{plan}/timeline"} <= links
    milestone = f"/milestones/{world.ids['shown_milestone_id']}"
    assert {f"{milestone}/timeline", f"{milestone}/comments"} <= links
    text = " ".join(first(page, "main").text().split())
    assert "0 measures, not measured yet" in text
    assert "1, the last on 2 March 2026 at 9:30am At risk" in text


def test_an_inspector_is_led_to_no_comments(app: Flask, world: World) -> None:
    client = app.test_client()
    carry(client, world.tokens["inspector"])
    page = client.get(f"/recommendations/{world.ids['agreed_recommendation_id']}").text
    assert "/updates" in page
    assert "/comments" not in page
