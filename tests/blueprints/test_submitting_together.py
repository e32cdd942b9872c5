"""The plans of a whole inspection are submitted by one press: those that are complete, each checked and recorded."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tracker import clock
from tracker.domain.permissions import Actor, Held
from tracker.domain.vocabulary import PlanState, Role
from tracker.models import Event, Plan
from tracker.queries import inspections, plans
from tracker.services.plan_submission import submit_plans
from tracker.services.plans import edit_plan

TODAY = date(2026, 3, 2)


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


@pytest.fixture
def head(app: Flask, world: World) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens["head"])
    return client


def plan_of(app: Flask, world: World, name: str) -> Plan:
    with transactions_of(app).read() as session:
        plan: Plan = session.get_one(Plan, world.ids[f"{name}_plan_id"])
        return plan


def test_the_page_says_which_plans_are_complete_and_what_the_others_lack(world: World, head: FlaskClient) -> None:
    page = head.get(f"/inspections/{world.ids['inspection_id']}/submit-plans").text
    assert "1 of 2 plans are complete." in page
    assert f'href="/plans/{world.ids["draft_plan_id"]}/respond"' in page
    assert "Submit 1 plan" in page


def test_an_inspection_leads_there_while_a_plan_is_to_be_submitted(app: Flask, world: World, head: FlaskClient) -> None:
    inspection = f"/inspections/{world.ids['inspection_id']}"
    assert f'href="{inspection}/submit-plans"' in head.get(inspection).text
    with transactions_of(app).write() as session:
        session.connection().exec_driver_sql("UPDATE plan SET state = 'submitted' WHERE state IN ('draft', 'returned')")
    assert f'href="{inspection}/submit-plans"' not in head.get(inspection).text


def test_one_press_submits_those_that_are_complete_and_a_second_finds_none_left(
    app: Flask, world: World, head: FlaskClient
) -> None:
    address = f"/inspections/{world.ids['inspection_id']}/submit-plans"
    seen = f"{world.ids['ready_plan_id']}:{world.ids['ready_revision']}"
    assert "1 plan submitted to be agreed." in head.get(post(head, address, plan=seen).headers["Location"]).text
    assert plan_of(app, world, "ready").state is PlanState.SUBMITTED
    assert plan_of(app, world, "draft").state is PlanState.DRAFT
    assert "No plan was left to submit." in head.get(post(head, address, plan=seen).headers["Location"]).text
    with transactions_of(app).read() as session:
        kinds = sa.select(Event.kind).where(Event.subject == "plan", Event.subject_id == world.ids["ready_plan_id"])
        assert session.scalars(kinds).all().count("plan.submitted") == 1


def test_what_is_not_complete_or_was_changed_meanwhile_is_named_and_the_others_are_submitted(
    app: Flask, world: World
) -> None:
    head_id = world.people["head"]
    by = Actor(head_id, "Hana Head", (Held(Role.UNIT_HEAD, unit_id=world.ids["unit_id"]),))
    ready, draft = world.ids["ready_plan_id"], world.ids["draft_plan_id"]
    seen = {ready: world.ids["ready_revision"], draft: plan_of(app, world, "draft").revision}
    with transactions_of(app).write() as session:
        inspection = inspections.get(session, world.ids["inspection_id"], seen_by=by)
        outcome = submit_plans(session, inspection, seen_revisions=seen, by=by, at=clock.now(), today=TODAY)
        assert [plan.id for plan in outcome.done] == [ready]
        assert [(plan.id, why.startswith("This plan is not complete")) for plan, why in outcome.refused] == [
            (draft, True)
        ]
    assert plan_of(app, world, "draft").state is PlanState.DRAFT


def test_a_plan_that_somebody_edited_since_the_page_was_opened_is_not_submitted(
    app: Flask, world: World, head: FlaskClient
) -> None:
    by = Actor(world.people["head"], "Hana Head", (Held(Role.UNIT_HEAD, unit_id=world.ids["unit_id"]),))
    with transactions_of(app).write() as session:
        plan = plans.get(session, world.ids["ready_plan_id"], seen_by=by)
        edit_plan(
            session,
            plan,
            owner_id=plan.owner_id,
            success_measure="Nine in ten.",
            seen_revision=plan.revision,
            by=by,
            at=clock.now(),
            today=TODAY,
        )
    seen = f"{world.ids['ready_plan_id']}:{world.ids['ready_revision']}"
    address = f"/inspections/{world.ids['inspection_id']}/submit-plans"
    page = head.get(post(head, address, plan=seen).headers["Location"]).text
    assert "was not submitted. Somebody else changed this while you were working on it." in page
    assert plan_of(app, world, "ready").state is PlanState.DRAFT
