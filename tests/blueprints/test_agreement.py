"""A plan in the browser: what it lacks is listed with links, it is submitted, returned, submitted again and agreed."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from tests.factories.measured import a_recorded_measure
from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tracker import clock
from tracker.domain.vocabulary import PlanState
from tracker.models import Plan


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


def browser(app: Flask, world: World, kind: str) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens[kind])
    return client


@pytest.fixture
def head(app: Flask, world: World) -> FlaskClient:
    return browser(app, world, "head")


@pytest.fixture
def lead(app: Flask, world: World) -> FlaskClient:
    return browser(app, world, "lead")


def plan_of(app: Flask, world: World, name: str) -> Plan:
    with transactions_of(app).read() as session:
        plan: Plan = session.get_one(Plan, world.ids[f"{name}_plan_id"])
        return plan


def shown(client: FlaskClient, world: World, name: str) -> str:
    return client.get(f"/recommendations/{world.ids[f'{name}_recommendation_id']}").text


def links(page: str) -> dict[str, str | None]:
    return {link.text().strip(): link.attributes.get("href") for link in LexborHTMLParser(page).css("main a")}


def test_what_a_plan_lacks_is_listed_with_a_link_to_where_it_is_mended(world: World, head: FlaskClient) -> None:
    found = links(shown(head, world, "draft"))
    plan_id = world.ids["draft_plan_id"]
    embed = "Add an embed milestone, with at least 40% of the weight: cases checked to show the change"
    assert found["Respond to this recommendation"] == f"/plans/{plan_id}/respond"
    assert found[embed] == f"/plans/{plan_id}/milestones/add"
    assert "Submit the plan" not in found


def test_readers_see_what_is_missing_without_links(app: Flask, world: World) -> None:
    page = shown(browser(app, world, "contributor"), world, "draft")
    assert "Respond to the recommendation" in page
    assert "Respond to the recommendation" not in links(page)


def test_a_plan_with_gaps_cannot_be_submitted_by_any_road(app: Flask, world: World, head: FlaskClient) -> None:
    url = f"/plans/{world.ids['draft_plan_id']}/submit"
    assert "Before you can submit the plan:" in head.get(url).text
    page = post(head, url, revision=plan_of(app, world, "draft").revision)
    assert page.status_code == 422
    assert "This plan is not complete: Respond to the recommendation;" in page.text
    assert plan_of(app, world, "draft").state is PlanState.DRAFT


def test_a_plan_that_does_not_say_what_success_is_is_not_submitted(app: Flask, world: World, head: FlaskClient) -> None:
    plan_id = world.ids["ready_plan_id"]
    with transactions_of(app).write() as session:
        session.connection().exec_driver_sql(f"UPDATE plan SET success_measure = '' WHERE id = {plan_id}")
    words = "Say what success is, in words or by a measure"
    assert links(shown(head, world, "ready"))[words] == f"/plans/{plan_id}/edit"
    assert words in head.get(f"/inspections/{world.ids['inspection_id']}/submit-plans").text
    page = post(head, f"/plans/{plan_id}/submit", revision=plan_of(app, world, "ready").revision)
    assert (page.status_code, f"This plan is not complete: {words}" in page.text) == (422, True)
    with transactions_of(app).write() as session:
        a_recorded_measure(session, session.get_one(Plan, plan_id), world.people["head"])
    assert words not in shown(head, world, "ready")
    assert words not in head.get(f"/inspections/{world.ids['inspection_id']}/submit-plans").text
    assert post(head, f"/plans/{plan_id}/submit", revision=plan_of(app, world, "ready").revision).status_code == 302


def test_a_plan_goes_to_the_lead_and_back_and_is_agreed(
    app: Flask, world: World, head: FlaskClient, lead: FlaskClient
) -> None:
    address = f"/plans/{world.ids['ready_plan_id']}"
    assert post(head, f"{address}/submit", revision=plan_of(app, world, "ready").revision).status_code == 302
    assert "Plans to agree or return (2)" in lead.get("/your-items").text
    assert {"Agree the plan", "Return the plan"} <= links(shown(lead, world, "ready")).keys()
    assert "Agree the plan" not in links(shown(head, world, "ready"))

    revision = plan_of(app, world, "ready").revision
    empty = post(lead, f"{address}/return", revision=revision, what_to_change="")
    assert (empty.status_code, "Enter what to change" in empty.text) == (422, True)
    assert post(lead, f"{address}/return", revision=revision, what_to_change="Name the officer.").status_code == 302
    assert "Name the officer." in shown(head, world, "ready")
    assert "Returned to you" in head.get("/your-items").text

    assert post(head, f"{address}/submit", revision=plan_of(app, world, "ready").revision).status_code == 302
    assert post(lead, f"{address}/agree", revision=plan_of(app, world, "ready").revision).status_code == 302
    assert plan_of(app, world, "ready").state is PlanState.AGREED
    assert "Plans to agree or return (1)" in lead.get("/your-items").text


def test_what_changed_while_the_lead_read_it_is_shown_again_before_it_is_agreed(
    app: Flask, world: World, lead: FlaskClient
) -> None:
    address = f"/plans/{world.ids['submitted_plan_id']}"
    nation, read = browser(app, world, "national"), world.ids["submitted_revision"]
    key = world.ids["submitted_milestone_id"]
    assert post(nation, f"/milestones/{key}/cancel", revision=1, reason="The police do it.").status_code == 302
    assert post(lead, f"{address}/agree", revision=read).status_code == 409
    assert plan_of(app, world, "submitted").state is PlanState.SUBMITTED


def test_inspectors_read_a_plan_once_it_is_agreed(app: Flask, world: World, lead: FlaskClient) -> None:
    inspector = browser(app, world, "inspector")
    assert "Audit cases each month" not in shown(inspector, world, "submitted")
    revision = world.ids["submitted_revision"]
    assert post(lead, f"/plans/{world.ids['submitted_plan_id']}/agree", revision=revision).status_code == 302
    assert "Audit cases each month" in shown(inspector, world, "submitted")


def test_while_it_is_decided_nothing_can_be_edited_and_work_goes_on(world: World, head: FlaskClient) -> None:
    found = links(shown(head, world, "submitted"))
    assert "Add a milestone" not in found
    assert not any(text.startswith("Edit") for text in found)
    key = world.ids["submitted_milestone_id"]
    page = post(
        head,
        f"/milestones/{key}/edit",
        title="Said otherwise",
        owner_id=world.people["head"],
        due_source="unit",
        weight=10,
        **{"due_on-day": 30, "due_on-month": 6, "due_on-year": 2026, "revision": 1},
    )
    assert page.status_code == 409
    assert "This plan is with the regional lead." in page.text
    assert post(head, f"/milestones/{key}/start", revision=1).status_code == 302


def test_who_owns_a_milestone_of_the_plan_is_refused_before_the_page(app: Flask, world: World) -> None:
    with transactions_of(app).write() as session:
        session.connection().exec_driver_sql(
            f"UPDATE milestone SET owner_id = {world.people['lead']} WHERE id = {world.ids['submitted_milestone_id']}"
        )
    lead = browser(app, world, "lead")
    address = f"/plans/{world.ids['submitted_plan_id']}"
    for page in (lead.get(f"{address}/agree"), lead.get(f"{address}/return")):
        assert page.status_code == 403
        assert "Somebody else must." in page.text
    assert post(lead, f"{address}/agree", revision=world.ids["submitted_revision"]).status_code == 403
    assert "Agree the plan" not in links(shown(lead, world, "submitted"))


def test_the_second_of_two_who_decide_is_told(app: Flask, world: World, lead: FlaskClient) -> None:
    address, revision = f"/plans/{world.ids['submitted_plan_id']}", world.ids["submitted_revision"]
    assert post(lead, f"{address}/agree", revision=revision).status_code == 302
    national = browser(app, world, "national")
    page = post(national, f"{address}/return", revision=revision, what_to_change="Name the officer.")
    assert page.status_code == 409
    assert "Name the officer." in page.text
    assert plan_of(app, world, "submitted").state is PlanState.AGREED


def test_whoever_agrees_reads_all_that_is_promised_and_what_speaks_against_it(
    app: Flask, world: World, lead: FlaskClient
) -> None:
    plan_id, key = world.ids["submitted_plan_id"], world.ids["submitted_milestone_id"]
    with transactions_of(app).write() as session:
        run = session.connection().exec_driver_sql
        run(f"UPDATE milestone SET keeps_people_safe = true, starts_on = '2026-03-02' WHERE id = {key}")
        run(f"UPDATE plan SET success_measure = 'Nine in ten.' WHERE id = {plan_id}")
        run(f"UPDATE person SET ended_at = '2026-01-01 00:00:00' WHERE id = {world.people['head']}")
        run(f"UPDATE assignment SET ends_on = '2026-01-01' WHERE person_id = {world.people['head']}")
        a_recorded_measure(session, session.get_one(Plan, plan_id), world.people["head"])
    page = lead.get(f"/plans/{plan_id}/agree").text
    told = ("Keeps people safe", "2 March 2026", "Nine in ten.", "What does not fit together", "the report says")
    assert [words for words in told if words not in page] == []


def test_whoever_agrees_a_plan_that_was_returned_reads_what_was_asked(
    app: Flask, world: World, head: FlaskClient, lead: FlaskClient
) -> None:
    address = f"/plans/{world.ids['ready_plan_id']}"
    post(head, f"{address}/submit", revision=plan_of(app, world, "ready").revision)
    assert "returned this plan" not in lead.get(f"{address}/agree").text
    said = {"revision": plan_of(app, world, "ready").revision, "what_to_change": "Name the officer."}
    assert post(lead, f"{address}/return", **said).status_code == 302
    post(head, f"{address}/submit", revision=plan_of(app, world, "ready").revision)
    assert "Name the officer." in lead.get(f"{address}/agree").text
