"""Changing an agreed plan in the browser: a draft stands beside what was agreed, and inspectors see only the latter."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from tests.factories.milestones import a_milestone
from tests.factories.organisations import OPERATOR
from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tests.support.pages import first
from tracker import clock
from tracker.domain.plan_change import content_of
from tracker.domain.vocabulary import PlanChangeState, PlanState
from tracker.models import Milestone, Plan, PlanChange
from tracker.services.event_kinds import EventKind
from tracker.services.record import record


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now(), later=True)


def browser(app: Flask, world: World, kind: str) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens[kind])
    return client


@pytest.fixture
def head(app: Flask, world: World) -> FlaskClient:
    return browser(app, world, "head")


def plan_and_change(app: Flask, plan_id: int) -> tuple[PlanState, PlanChange]:
    with transactions_of(app).read() as session:
        change = session.query(PlanChange).filter_by(plan_id=plan_id).one()
        session.expunge(change)
        return session.get_one(Plan, plan_id).state, change


def test_a_change_is_begun_written_submitted_and_agreed(app: Flask, world: World, head: FlaskClient) -> None:
    plan_id = world.ids["changing_plan_id"]
    address = f"/plans/{plan_id}/change"
    page = head.get(f"/recommendations/{world.ids['changing_recommendation_id']}").text
    assert f'href="{address}">See the change' in page
    words = {"response": "agreed", "success_measure": "Nine in ten.", "sustain_months": 6, "revision": 1}
    assert post(head, f"{address}/plan", **words).status_code == 302
    page = head.get(address).text
    assert "Nine in ten." in page
    assert "New milestone: Train new staff" in page
    assert post(head, f"{address}/submit", revision=2).status_code == 302
    lead = browser(app, world, "lead")
    assert f'href="{address}/decide"' in lead.get("/your-items").text
    assert "Nine in ten." in lead.get(f"{address}/decide").text
    for _ in range(2):  # pressed twice
        assert post(lead, f"{address}/decide", revision=3, decision="agree").status_code == 302
    state, change = plan_and_change(app, plan_id)
    assert (state, change.state) == (PlanState.AGREED, PlanChangeState.AGREED)
    assert "Train new staff" in head.get(f"/recommendations/{world.ids['changing_recommendation_id']}").text


def test_a_new_milestone_takes_the_place_of_another_once_the_change_is_agreed(
    app: Flask, world: World, head: FlaskClient
) -> None:
    with transactions_of(app).write() as session:
        old = a_milestone(session, session.get_one(Plan, world.ids["changing_plan_id"]), title="Brief staff", weight=5)
        record(session, EventKind.MILESTONE_ADDED, old, by=OPERATOR, at=clock.now())
        key, ordinal = old.id, old.ordinal
    address = f"/plans/{world.ids['changing_plan_id']}/change"
    assert f"{ordinal}. Brief staff (planned)" in head.get(f"{address}/new/1").text
    due = {"due_on-day": 30, "due_on-month": 6, "due_on-year": 2026, "due_source": "unit"}
    promise = {
        "title": "Train new staff",
        "owner_id": world.people["head"],
        "weight": 5,
        "evidence_expected": "A list.",
    }
    assert post(head, f"{address}/new/1", revision=1, replaces=[key], **promise, **due).status_code == 302
    page = head.get(address).text
    assert "Takes the place of" in page
    assert "Cancelled if the change is agreed, as another takes its place" in page
    assert (
        "checked"
        in first(LexborHTMLParser(head.get(f"{address}/new/1").text), f"input[name=replaces][value='{key}']").attributes
    )
    assert post(head, f"{address}/submit", revision=2).status_code == 302
    lead = browser(app, world, "lead")
    assert post(lead, f"{address}/decide", revision=3, decision="agree").status_code == 302
    shown = head.get(f"/recommendations/{world.ids['changing_recommendation_id']}").text
    assert f"Its place was taken by milestone {ordinal + 1}, so its weight no longer counts" in shown
    assert "Scope removed" not in shown
    assert (
        "put another milestone in the place of the cancelled milestone" in head.get(f"/milestones/{key}/timeline").text
    )
    assert "Takes the place of: Brief staff" in head.get(f"/plans/{world.ids['changing_plan_id']}/versions/2").text


def test_a_returned_change_says_what_to_change_and_waits_for_its_owner(
    app: Flask, world: World, head: FlaskClient
) -> None:
    address = f"/plans/{world.ids['changed_plan_id']}/change"
    lead = browser(app, world, "lead")
    page = post(lead, f"{address}/decide", revision=1, decision="return")
    assert (page.status_code, "Enter what to change" in page.text) == (422, True)
    said = {"decision": "return", "what_to_change": "Say who trains them.", "revision": 1}
    assert post(lead, f"{address}/decide", **said).status_code == 302
    assert "Say who trains them." in head.get(address).text
    assert post(head, f"{address}/submit", revision=2).status_code == 302
    assert "Say who trains them." not in head.get(address).text
    assert "Say who trains them." in lead.get(f"{address}/decide").text
    assert f"/recommendations/{world.ids['changed_recommendation_id']}" in head.get("/your-items").text


def test_whoever_agrees_a_change_reads_what_does_not_fit_together(app: Flask, world: World) -> None:
    lead, address = browser(app, world, "lead"), f"/plans/{world.ids['changed_plan_id']}/change/decide"
    assert "What does not fit together" not in lead.get(address).text
    with transactions_of(app).write() as session:
        session.connection().exec_driver_sql(
            "UPDATE plan SET response = 'not_agreed', response_reason = 'policy' "
            f"WHERE id = {world.ids['changed_plan_id']}"
        )
    assert "The recommendation is not agreed and there is work still to do." in lead.get(address).text


def test_a_discarded_change_leaves_the_plan_as_it_was_agreed(app: Flask, world: World, head: FlaskClient) -> None:
    plan_id = world.ids["changing_plan_id"]
    for _ in range(2):  # pressed twice
        assert post(head, f"/plans/{plan_id}/change/discard", revision=1).status_code == 302
    state, change = plan_and_change(app, plan_id)
    assert (state, change.state) == (PlanState.AGREED, PlanChangeState.DISCARDED)


def test_discarding_asks_first_and_submitting_shows_what_is_asked(world: World, head: FlaskClient) -> None:
    address = f"/plans/{world.ids['changing_plan_id']}/change"
    page = LexborHTMLParser(head.get(address).text)
    actions = {form.attributes.get("action") for form in page.css("main form")}
    assert not actions & {f"{address}/discard", f"{address}/submit"}
    assert {f"{address}/discard", f"{address}/submit"} <= {link.attributes["href"] for link in page.css("main a")}
    assert "The plan stays as it was agreed" in head.get(f"{address}/discard").text
    assert "New milestone: Train new staff" in head.get(f"{address}/submit").text
    assert post(head, f"{address}/submit", revision=1).status_code == 302
    assert head.get(f"{address}/submit").status_code == head.get(f"{address}/discard").status_code == 409


def test_a_head_asks_in_a_change_for_a_milestone_to_be_cancelled_and_the_lead_agrees_it(
    app: Flask, world: World, head: FlaskClient
) -> None:
    plan_id = world.ids["changing_plan_id"]
    with transactions_of(app).write() as session:
        old = a_milestone(session, session.get_one(Plan, plan_id), title="Brief the police", weight=5)
        record(session, EventKind.MILESTONE_ADDED, old, by=OPERATOR, at=clock.now())
        key = old.id
    address, why = f"/plans/{plan_id}/change", "The police brief themselves."
    cancelling = f"{address}/milestones/{key}/cancel"
    assert f'href="{cancelling}"' in head.get(address).text
    page = post(head, cancelling, revision=1, reason="")
    assert (page.status_code, "Enter why this milestone is to be cancelled" in page.text) == (422, True)
    assert post(head, cancelling, revision=1, reason="For now.").status_code == 302
    assert post(head, f"{address}/milestones/{key}/keep", revision=2).status_code == 302
    assert "For now." not in head.get(address).text
    assert post(head, cancelling, revision=3, reason=why).status_code == 302
    assert why in first(LexborHTMLParser(head.get(cancelling).text), "textarea[name=reason]").text()
    assert why in head.get(f"{address}/submit").text
    assert post(head, f"{address}/submit", revision=4).status_code == 302
    lead = browser(app, world, "lead")
    assert why in lead.get(f"{address}/decide").text
    assert post(lead, f"{address}/decide", revision=5, decision="agree").status_code == 302
    shown = head.get(f"/recommendations/{world.ids['changing_recommendation_id']}").text
    assert f"Cancelled: {why}" in shown
    assert "cancelled the milestone" in head.get(f"/milestones/{key}/timeline").text


def test_the_second_of_two_writers_sees_both_texts(world: World, head: FlaskClient) -> None:
    address = f"/plans/{world.ids['changing_plan_id']}/change/milestones/{world.ids['changing_milestone_id']}"
    fields = {"title": "Audit all cases", "weight": 40, "is_embed": "y", "revision": 1}
    assert post(head, address, **fields).status_code == 302
    page = post(head, address, **fields | {"title": "Audit some cases"})
    assert page.status_code == 409
    assert "Audit all cases" in page.text
    assert "Audit some cases" in page.text


@pytest.mark.parametrize("name", ["changing", "changed"])
def test_inspectors_see_what_was_agreed_and_never_the_draft(app: Flask, world: World, name: str) -> None:
    inspector, inspection_id = browser(app, world, "inspector"), world.ids["inspection_id"]
    addresses = {
        f"/recommendations/{world.ids[f'{name}_recommendation_id']}": "Audit cases each month",
        f"/inspections/{inspection_id}/evidence": "Audit cases each month",
        f"/plans/{world.ids[f'{name}_plan_id']}/timeline": "",
        f"/milestones/{world.ids[f'{name}_milestone_id']}/dates": "Audit cases each month",
        f"/recommendations/{world.ids[f'{name}_recommendation_id']}/history": "",
        f"/inspections/{inspection_id}": "",
        "/search?q=staff": "",
        "/your-items": "",
    }
    for address, shown in addresses.items():
        page = inspector.get(address)
        assert page.status_code == 200, address
        assert "Train new staff" not in page.text, address
        assert "Two more teams joined" not in page.text, address
        assert shown in page.text, address


def test_hmpps_reads_of_the_change_in_the_timeline(app: Flask, world: World) -> None:
    page = browser(app, world, "contributor").get(f"/plans/{world.ids['changing_plan_id']}/timeline").text
    assert "began a change of the agreed plan" in page


def test_a_draft_that_names_somebody_who_left_says_so_with_the_way_to_mend_it(
    app: Flask, world: World, head: FlaskClient
) -> None:
    plan_id, key = world.ids["changing_plan_id"], world.ids["changing_milestone_id"]
    with transactions_of(app).write() as session:
        change = session.query(PlanChange).filter_by(plan_id=plan_id).one()
        change.content = content_of(change.draft.with_owner(world.people["head"], world.people["deactivated"]))
        record(session, EventKind.CHANGE_WRITTEN, change, by=OPERATOR, at=clock.now())
        standing = session.get_one(Milestone, key)
        standing.owner_id = world.people["deactivated"]
        record(session, EventKind.MILESTONE_EDITED, standing, by=OPERATOR, at=clock.now())
    page = LexborHTMLParser(head.get(f"/plans/{plan_id}/change").text)
    links = {link.text(): link.attributes["href"] for link in page.css("main a")}
    missing = "Choose a new owner for ‘{}’, whose owner no longer works here"
    assert links[missing.format("Train new staff")] == f"/plans/{plan_id}/change/new/1"
    assert links[missing.format("Audit cases each month")] == f"/milestones/{key}/edit"
    form = LexborHTMLParser(head.get(f"/plans/{plan_id}/change/new/1").text)
    assert first(form, "select[name=owner_id] option").text() == "Select a person"
    assert form.css("select[name=owner_id] option[selected]") == []
