"""What each person reads: units, an inspection, a recommendation with its plan, their items, and a history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from tests.factories.inspections import a_deadline, an_inspection
from tests.factories.organisations import AT, OPERATOR
from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tests.support.pages import first
from tracker import clock
from tracker.domain.vocabulary import RecommendationState, UnitKind
from tracker.models import Recommendation, Region, Unit
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

Reader = Callable[[str, str], str]


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


@pytest.fixture
def read(app: Flask, world: World) -> Reader:
    """`read("inspector", "/units")`: the page as that person is given it, ids of the world in braces."""

    def get(kind: str, url: str) -> str:
        return client_of(app, world, kind).get(url.format_map(world.ids)).text

    return get


def client_of(app: Flask, world: World, kind: str) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens[kind])
    return client


def test_an_inspection_shows_its_ratings_with_the_lowest_key_question_and_its_findings(read: Reader) -> None:
    page = read("head", "/inspections/{inspection_id}")
    assert "1 out of 21" in page
    assert "P 2.1 Assessment" in page
    assert "8%" in page
    assert "Assessments of safety were poor." in page


def test_an_inspection_shows_who_owns_each_recommendation_and_what_nobody_owns(read: Reader) -> None:
    page = read("head", "/inspections/{inspection_id}")
    assert page.count("Hana Head") >= 2
    assert "Nobody yet" in page
    assert "For The Ministry of Justice" in page


def test_an_inspector_reads_an_agreed_plan_and_no_draft(app: Flask, world: World, read: Reader) -> None:
    _set_success_measures(app, world)
    draft = read("inspector", "/recommendations/{draft_recommendation_id}")
    assert "You can read it once it is agreed." in draft
    assert "Words of a draft" not in draft
    assert "Success measure" in read("inspector", "/recommendations/{agreed_recommendation_id}")
    assert "Words of a draft" not in read("inspector", "/recommendations/{draft_recommendation_id}/history")
    assert "Words of a draft" in read("head", "/recommendations/{draft_recommendation_id}/history")


def test_an_administrator_reads_no_plan(app: Flask, world: World, read: Reader) -> None:
    _set_success_measures(app, world)
    page = read("administrator", "/recommendations/{draft_recommendation_id}")
    assert "Hana Head owns the plan. You cannot read plans." in page
    assert "Words of a draft" not in page


def test_the_items_of_an_administrator_are_reports_to_check_and_what_nobody_owns(read: Reader) -> None:
    page = read("administrator", "/your-items")
    assert "Reports to check" in page
    assert "Recommendations that nobody owns (1)" in page


def test_the_items_of_an_inspector_are_the_inspections_assigned(read: Reader) -> None:
    page = read("inspector", "/your-items")
    assert "An inspection of Ashcombe" in page
    assert "An inspection of Carrowby" not in page


def test_the_items_of_a_head_are_their_plans_and_nobody_elses(read: Reader) -> None:
    page = read("head", "/your-items")
    assert "Waiting for your response (1)" in page
    assert "Plans to submit (1)" in page
    assert "Your submitted plans (2)" in page
    assert "Nothing needs you now." in read("head_of_neighbour", "/your-items")


def test_a_plan_is_to_be_submitted_once_it_has_a_response(app: Flask, world: World, read: Reader) -> None:
    link = f"/recommendations/{world.ids['draft_recommendation_id']}"
    before = _linked(read("head", "/your-items"), "Plans to submit (1)")
    answer = {"response": "agreed", "text": "We will.", "revision": 1}
    url = f"/plans/{world.ids['draft_plan_id']}/respond"
    assert post(client_of(app, world, "head"), url, **answer).status_code == 302
    page = read("head", "/your-items")
    assert "Waiting for your response" not in page
    assert _linked(page, "Plans to submit (2)") == before | {link}
    assert f'href="/plans/{world.ids["draft_plan_id"]}/submit"' in page


def _linked(page: str, caption: str) -> set[str | None]:
    """The addresses that the first cells of the table with that caption lead to."""
    (table,) = [table for table in LexborHTMLParser(page).css("table") if caption in first(table, "caption").text()]
    return {first(row, "a").attributes["href"] for row in table.css("tbody tr")}


def test_the_date_that_a_report_sets_is_shown_beside_the_plans_own(app: Flask, world: World, read: Reader) -> None:
    with transactions_of(app).write() as session:
        limit = a_deadline(session, date(2026, 8, 3))
        recommendation = session.get_one(Recommendation, world.ids["draft_recommendation_id"])
        recommendation.deadline_id = limit.id
        record(session, EventKind.RECOMMENDATION_CORRECTED, recommendation, by=OPERATOR, at=AT, covers=[limit])
    for url in ("/your-items", "/inspections/{inspection_id}"):
        assert "The report’s limit: 3 August 2026" in read("head", url)


def test_a_recommendation_that_was_superseded_says_so_and_asks_for_no_response(
    app: Flask, world: World, read: Reader
) -> None:
    url = "/recommendations/{draft_recommendation_id}"
    assert "Respond to this recommendation" in read("head", url)
    with transactions_of(app).write() as session:
        recommendation = session.get_one(Recommendation, world.ids["draft_recommendation_id"])
        recommendation.state = RecommendationState.SUPERSEDED
        record(session, EventKind.RECOMMENDATION_CORRECTED, recommendation, by=OPERATOR, at=AT)
    page = read("head", url)
    assert "Superseded" in page
    assert "/respond" not in page
    assert "Superseded" in read("head", "/inspections/{inspection_id}")


def test_what_no_longer_stands_is_nobodys_item(app: Flask, world: World, read: Reader) -> None:
    with transactions_of(app).write() as session:
        recommendation = session.get_one(Recommendation, world.ids["draft_recommendation_id"])
        recommendation.state = RecommendationState.SUPERSEDED
        record(session, EventKind.RECOMMENDATION_CORRECTED, recommendation, by=OPERATOR, at=clock.now())
    assert "do thing" in read("head", "/your-items")
    assert f'/recommendations/{world.ids["draft_recommendation_id"]}"' not in read("head", "/your-items")


@pytest.mark.parametrize(
    ("kind", "seen"),
    [
        ("national", ["A theme", "A region"]),
        ("reviewer", ["A theme", "A region"]),
        ("lead", ["A region"]),
        ("lead_elsewhere", []),
        ("head", []),
    ],
)
def test_inspections_of_no_unit_stand_beside_the_units(
    app: Flask, world: World, read: Reader, kind: str, seen: list[str]
) -> None:
    with transactions_of(app).write() as session:
        region = session.get_one(Region, world.ids["region_id"])
        for inspection in (
            an_inspection(session, region=region, title="A region"),
            an_inspection(session, title="A theme"),
        ):
            record(session, EventKind.INSPECTION_CREATED, inspection, by=OPERATOR, at=AT)
    tables = LexborHTMLParser(read(kind, "/units")).css("table")
    others = [table for table in tables if "Other inspections" in table.text()]
    assert [link.text() for table in others for link in table.css("tbody a")] == seen


def test_the_units_say_how_many_recommendations_nobody_owns(read: Reader) -> None:
    table = first(LexborHTMLParser(read("lead", "/units")), "table")
    cell = first(table, 'tbody tr:first-child td[data-label="Recommendations"]')
    assert " ".join(cell.text(separator=" ").split()) == "5 2 plans not submitted (2 overdue) 1 that nobody owns"


def test_an_inspector_is_led_from_the_units_to_their_items(read: Reader) -> None:
    assert "You work with inspections, not units." in read("inspector", "/units")


@pytest.mark.parametrize(("kind", "crumbs"), [("head", ["Units", "Ashcombe"]), ("inspector", ["Your items"])])
def test_a_recommendation_stands_below_its_inspection_and_unit(read: Reader, kind: str, crumbs: list[str]) -> None:
    page = LexborHTMLParser(read(kind, "/recommendations/{agreed_recommendation_id}"))
    *above, inspection = [link.text() for link in page.css(".govuk-breadcrumbs a")]
    assert above == crumbs
    assert "nspection" in inspection


def test_a_head_of_a_youth_justice_service_is_not_called_one_of_a_pdu(app: Flask, world: World, read: Reader) -> None:
    with transactions_of(app).write() as session:
        unit = session.get_one(Unit, world.ids["unit_id"])
        unit.kind = UnitKind.YOUTH_JUSTICE_SERVICE
        record(session, EventKind.ORGANISATION_CODED, unit, by=OPERATOR, at=AT)
    assert "Head of PDU" not in read("head", "/units/{unit_id}")
    assert "Head of service" in read("head", "/units/{unit_id}")
    people = read("administrator", "/people")
    assert "Head of service, Ashcombe" in people
    assert "Head of PDU, Brackenfold" in people


@pytest.mark.parametrize(
    ("kind", "seen"),
    [
        ("head", {"Ashcombe"}),
        ("lead", {"Ashcombe", "Brackenfold"}),
        ("lead_elsewhere", {"Carrowby"}),
        ("national", {"Ashcombe", "Brackenfold", "Carrowby"}),
        ("inspector", set()),
        ("without_a_role", set()),
    ],
)
def test_units_are_those_one_works_with(read: Reader, kind: str, seen: set[str]) -> None:
    page = read(kind, "/units")
    assert {name for name in ("Ashcombe", "Brackenfold", "Carrowby") if name in page} == seen


def test_a_unit_shows_its_inspections_and_its_people_of_today(read: Reader) -> None:
    page = read("lead", "/units/{unit_id}")
    assert "An inspection of Ashcombe" in page
    assert "Hana Head" in page
    assert "Former Head" not in page
    assert "Gone Away" not in page


def test_the_history_of_a_person_tells_of_their_roles(read: Reader) -> None:
    page = read("administrator", "/people/{person_id}/history")
    assert "added the person" in page
    assert "gave the person a role" in page
    assert "Contributor" in page
    assert "Ashcombe" in page


def test_the_history_of_a_reading_tells_who_read_which_file(read: Reader) -> None:
    page = read("administrator", "/imports/{import_id}/history")
    assert "read a report" in page
    assert "marlow_vale_pdu_2024.txt" in page


@pytest.mark.parametrize("url", ["/people/{person_id}", "/imports/{import_id}", "/units/{unit_id}"])
def test_pages_lead_to_their_history(world: World, read: Reader, url: str) -> None:
    assert f'href="{url.format_map(world.ids)}/history"' in read("administrator", url)


def test_the_history_of_a_linked_recommendation_says_what_was_linked(app: Flask, world: World, read: Reader) -> None:
    url = f"/recommendations/{world.ids['draft_recommendation_id']}/answers"
    assert post(client_of(app, world, "head"), url, revision=1, standards=[1]).status_code == 302
    assert "P 2.1 Assessment" in read("head", "/recommendations/{draft_recommendation_id}/history")


def test_naming_an_owner_opens_their_plan(app: Flask, world: World, read: Reader) -> None:
    url = f"/recommendations/{world.ids['ownerless_recommendation_id']}/owner"
    client = client_of(app, world, "administrator")
    assert post(client, url, revision=1, owner_id=world.people["national"]).status_code == 302
    assert "Waiting for your response (1)" in read("national", "/your-items")
    page = post(client, url, revision=1, owner_id=world.people["lead"])
    assert page.status_code in (409, 422)


def test_a_page_of_a_list_that_does_not_exist_is_an_empty_one(app: Flask, world: World) -> None:
    for asked in ("0", "-1", "9999999", "x", "2"):
        page = client_of(app, world, "head").get(f"/your-items?page={asked}")
        assert page.status_code == 200
        assert first(LexborHTMLParser(page.text), "h1").text() == "Your items"


def _set_success_measures(app: Flask, world: World) -> None:
    url = f"/plans/{world.ids['draft_plan_id']}/edit"
    head = client_of(app, world, "head")
    assert (
        post(head, url, revision=1, owner_id=world.people["head"], success_measure="Words of a draft").status_code
        == 302
    )
