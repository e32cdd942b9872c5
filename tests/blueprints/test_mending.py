"""What does not fit together leads to the form that mends it, for who may use that form; others read who can."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from selectolax.lexbor import LexborHTMLParser

from tests.factories.world import World, build
from tests.support.client import carry, transactions_of
from tracker import clock
from tracker.blueprints.recommendations.mending import to_mend
from tracker.blueprints.recommendations.rights import rights_on_milestones
from tracker.blueprints.recommendations.work import work_on
from tracker.domain.contradictions import Contradiction, Part
from tracker.domain.permissions import Actor, Held
from tracker.domain.vocabulary import PlanState, RecommendationState, Role
from tracker.models import Plan
from tracker.queries import plan_work, recommendations
from tracker.services.scores import rescore


@pytest.fixture
def world(app: Flask) -> World:
    return build(app, at=clock.now())


def mended(
    app: Flask, world: World, role: Role, part: Part, state: PlanState, *, closed: bool = False
) -> tuple[str, str]:
    """The words and the address, for the owner of the draft plan where they head its unit, as if it stood so."""
    today, ids = clock.today(), world.ids
    everything = Actor(None, "A test", (Held(Role.NATIONAL_LEAD),))
    with transactions_of(app).read() as session, app.test_request_context("/"):
        found = recommendations.get_with_plan(session, ids["draft_recommendation_id"], seen_by=everything, today=today)
        assert found.plan is not None
        stands = RecommendationState.CLOSED if closed else RecommendationState.OPEN
        plan = replace(found.plan, state=state, recommendation=replace(found.plan.recommendation, state=stands))
        place = plan.place
        held = Held(role, unit_id=place.unit_id) if role is Role.UNIT_HEAD else Held(role, inspection_id=1)
        actor = Actor(world.people["head"] if role is Role.UNIT_HEAD else 999, "Somebody", (held,))
        work = plan_work.of_plan(session, plan, seen_by=everything, today=today)
        shown = work_on(found, plan, work, actor, rights_on_milestones(actor, place), today=today)
        ordinal = shown.lines[0].milestone.ordinal if part in {Part.DATES, Part.MILESTONE_OWNER} else None
        uploads = role is Role.UNIT_HEAD
        one = Contradiction("It does not fit.", "Mend it.", part, ordinal)
        (line,) = to_mend([one], plan, shown, actor, may_upload=uploads)
        return line.mend, line.href


@pytest.mark.parametrize(
    ("part", "state", "form"),
    [
        (Part.EVIDENCE, PlanState.AGREED, "/plans/{plan}/evidence/new"),
        (Part.RESPONSE, PlanState.DRAFT, "/plans/{plan}/respond"),
        (Part.RESPONSE, PlanState.AGREED, "/plans/{plan}/change"),
        (Part.PLAN_OWNER, PlanState.AGREED, "/people/{head}/handover"),
        (Part.DATES, PlanState.RETURNED, "/milestones/{milestone}/edit"),
        (Part.DATES, PlanState.AGREED, "/milestones/{milestone}/dates/ask"),
        (Part.MILESTONE_OWNER, PlanState.AGREED, "/milestones/{milestone}/edit"),
    ],
)
def test_each_leads_its_owner_to_the_form_for_the_state_of_the_plan(
    app: Flask, world: World, part: Part, state: PlanState, form: str
) -> None:
    address = form.format(
        plan=world.ids["draft_plan_id"], milestone=world.ids["milestone_id"], head=world.people["head"]
    )
    assert mended(app, world, Role.UNIT_HEAD, part, state) == ("Mend it.", address)


@pytest.mark.parametrize("part", Part)
@pytest.mark.parametrize("state", [PlanState.SUBMITTED, PlanState.AGREED])
def test_whoever_may_do_nothing_about_it_reads_who_can(app: Flask, world: World, part: Part, state: PlanState) -> None:
    words, address = mended(app, world, Role.INSPECTOR, part, state)
    assert address == ""
    assert "can" in words.split()


@pytest.mark.parametrize("part", Part)
def test_nothing_is_mended_once_the_recommendation_no_longer_stands(app: Flask, world: World, part: Part) -> None:
    assert mended(app, world, Role.UNIT_HEAD, part, PlanState.AGREED, closed=True)[1] == ""


def test_the_page_gives_nobody_homework_that_is_the_units(app: Flask, world: World) -> None:
    with transactions_of(app).write() as session:
        old = "UPDATE evidence SET period_from = '2020-01-01', period_to = '2020-02-01'"
        session.connection().exec_driver_sql(old)
        rescore(session, session.get_one(Plan, world.ids["agreed_plan_id"]), today=clock.today())
    said = {}
    for kind in ("head", "inspector"):
        client = app.test_client()
        carry(client, world.tokens[kind])
        page = LexborHTMLParser(client.get(f"/recommendations/{world.ids['agreed_recommendation_id']}").text)
        heading = next(one for one in page.css("h3") if one.text() == "What does not fit together")
        block = heading.next
        while block is not None and block.tag != "ul":
            block = block.next
        assert block is not None
        said[kind] = (block.text(), [link.attributes["href"] for link in block.css("a")])
    assert set(said["head"][1]) == {f"/plans/{world.ids['agreed_plan_id']}/evidence/new"}
    assert "The unit can add evidence." in said["inspector"][0]
    assert said["inspector"][1] == []
