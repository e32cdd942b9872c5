"""Each agreed version of a plan has a page: what was agreed, by whom and when, and what it changed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from tests.factories.measured import a_recorded_measure
from tests.factories.milestones import a_milestone
from tests.factories.organisations import OPERATOR
from tests.factories.world import World, build
from tests.support.client import carry, post, transactions_of
from tests.support.pages import first
from tracker import clock
from tracker.models import Milestone, MilestoneDependency, Plan, PlanVersion
from tracker.queries.agreement import agreed_last
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

AT = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now(), later=True)


def browser(app: Flask, world: World, kind: str) -> FlaskClient:
    client = app.test_client()
    carry(client, world.tokens[kind])
    return client


def agree_the_change(app: Flask, world: World) -> None:
    """It makes the audit of cases heavier, and adds a milestone; meanwhile a measure was added, and what waits."""
    head, lead, plan_id = browser(app, world, "head"), browser(app, world, "lead"), world.ids["changing_plan_id"]
    key = world.ids["changing_milestone_id"]
    with transactions_of(app).write() as session:
        plan = session.get_one(Plan, plan_id)
        a_recorded_measure(session, plan, world.people["head"])
        other = a_milestone(session, plan, title="Brief staff", weight=1)
        waits = MilestoneDependency(plan_id=plan_id, milestone_id=key, depends_on_id=other.id)
        session.add(waits)
        record(session, EventKind.MILESTONE_ADDED, other, by=OPERATOR, at=AT, covers=[waits])
    address = f"/plans/{plan_id}/change"
    fields = {"title": "Audit 20 cases each month", "evidence_expected": "An audit.", "weight": 40, "is_embed": "y"}
    assert post(head, f"{address}/milestones/{key}", revision=1, **fields).status_code == 302
    assert post(head, f"{address}/submit", revision=2).status_code == 302
    assert post(lead, f"{address}/decide", revision=3, decision="agree").status_code == 302


def words_of(page: LexborHTMLParser, selector: str = "main") -> str:
    return " ".join(first(page, selector).text(separator=" ").split())


def test_each_agreement_freezes_what_waits_for_what_and_what_is_measured(app: Flask, world: World) -> None:
    agree_the_change(app, world)
    with transactions_of(app).read() as session:
        plan = session.get_one(Plan, world.ids["changing_plan_id"])
        content: dict[str, Any] = agreed_last(session, plan).content
        waiting = next(one for one in content["milestones"] if one["id"] == world.ids["changing_milestone_id"])
        [key] = waiting["depends_on"]
        assert session.get_one(Milestone, key).title == "Brief staff"
    [measure] = content["measures"]
    kept = ("baseline", "baseline_words", "target", "source")
    assert [measure[name] for name in kept] == [28, "Risk was analysed in 28 per cent of cases.", 65, "page 9"]


def test_a_version_says_what_it_changed_and_what_it_is(app: Flask, world: World) -> None:
    agree_the_change(app, world)
    address = f"/plans/{world.ids['changing_plan_id']}/versions"
    for kind in ("head", "inspector"):
        page = LexborHTMLParser(browser(app, world, kind).get(f"{address}/2").text)
        assert first(page, "h1").text().endswith("Version 2 of the plan")
        said = words_of(page)
        for words in (
            "Two more teams joined.",
            "Changed milestone: Audit 20 cases each month",
            "Title Audit cases each month Audit 20 cases each month",
            "Weight 10 40",
            "Waits for Nothing milestone",
            "Train new staff",
            "Assessments that analyse risk",
            "28% 65%",
        ):
            assert words in said, words


def test_the_list_of_versions_says_who_agreed_each_and_why(app: Flask, world: World) -> None:
    agree_the_change(app, world)
    page = LexborHTMLParser(
        browser(app, world, "inspector").get(f"/plans/{world.ids['changing_plan_id']}/versions").text
    )
    rows = [row.text(separator=" ").split() for row in page.css("tbody tr")]
    assert [" ".join(row[:2]) for row in rows] == ["Version 2", "Baseline 2"]
    assert "Two more teams joined." in " ".join(rows[0])


def test_a_version_frozen_long_ago_is_read_with_what_it_holds(app: Flask, world: World) -> None:
    plan_id = world.ids["changing_plan_id"]
    with transactions_of(app).write() as session:
        version = session.query(PlanVersion).filter_by(plan_id=plan_id).one()
        old = {key: value for key, value in version.content.items() if key not in ("measures", "sustain_months")}
        for milestone in old["milestones"]:
            del milestone["depends_on"]
        version.content = old
        record(session, EventKind.PLAN_AGREED, session.get_one(Plan, plan_id), by=OPERATOR, at=AT, covers=[version])
    head = browser(app, world, "head")
    page = LexborHTMLParser(head.get(f"/plans/{plan_id}/versions/1").text)
    assert first(page, "h1").text().endswith("Baseline of the plan")
    assert "Measures were not kept with a version when this one was agreed." in words_of(page)
    assert "What changed" not in words_of(page)
    agree_the_change(app, world)
    page = LexborHTMLParser(head.get(f"/plans/{plan_id}/versions/2").text)
    assert "Waits for Nothing" not in words_of(page)


def test_the_versions_are_found_from_the_recommendation_and_the_timeline(app: Flask, world: World) -> None:
    inspector, plan_id = browser(app, world, "inspector"), world.ids["changing_plan_id"]
    link = f'href="/plans/{plan_id}/versions"'
    assert link in inspector.get(f"/recommendations/{world.ids['changing_recommendation_id']}").text
    assert link in inspector.get(f"/plans/{plan_id}/timeline").text
    head = browser(app, world, "head")
    assert "/versions" not in head.get(f"/recommendations/{world.ids['draft_recommendation_id']}").text
    assert "/versions" not in head.get(f"/plans/{world.ids['draft_plan_id']}/timeline").text
    page = head.get(f"/plans/{world.ids['draft_plan_id']}/versions")
    assert "This plan has not been agreed yet." in page.text
    assert head.get(f"/plans/{plan_id}/versions/9").status_code == 404
