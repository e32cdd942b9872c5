"""A small world for tests of moves: an agreed plan, and things of it in any state. They flush and do not commit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories.blocked import a_blocker
from tests.factories.dated import a_date_change
from tests.factories.evidence import some_evidence
from tests.factories.inspections import a_person, a_plan, a_recommendation, a_unit, an_inspection
from tests.factories.milestones import a_milestone
from tests.factories.organisations import OPERATOR
from tests.factories.plans import agree, into
from tests.factories.readings import a_reading
from tests.support.moves import ROLES
from tracker.domain.plan_change import Draft, content_of
from tracker.domain.vocabulary import (
    BlockerState,
    DateChangeState,
    EvidenceState,
    ImportState,
    MilestoneState,
    PlanChangeState,
    PlanState,
    RecommendationState,
    Response,
    Role,
)
from tracker.models import (
    Assignment,
    Blocker,
    DateChange,
    EvidenceVersion,
    Milestone,
    Plan,
    PlanChange,
    Recommendation,
    ReportImport,
)
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

AT = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class World:
    """An agreed plan of the head; its milestone is the contributor's. `ids`: a person's for each role."""

    ids: dict[str, int]
    plan_id: int
    milestone_id: int
    later_id: int


@pytest.fixture
def world(session: Session) -> World:
    unit = a_unit(session)
    people = {role: a_person(session, role) for role in ROLES}
    posts = [
        Assignment(person=people[role], role=kind, unit=unit, starts_on=date(2026, 1, 1))
        for role, kind in (("head", Role.UNIT_HEAD), ("contributor", Role.CONTRIBUTOR))
    ]
    session.add_all(posts)
    inspection = an_inspection(session, unit=unit)
    later = an_inspection(session, unit=unit, published_on=date(2027, 5, 4))
    repeats_it = a_recommendation(session, later)
    plan = a_plan(session, a_recommendation(session, inspection), people["head"], PlanState.AGREED)
    plan.response, plan.responded_at, plan.responded_by_id = Response.AGREED, AT, plan.owner_id
    embed = a_milestone(session, plan, people["contributor"], is_embed=True, title="Audit cases")
    again = a_milestone(session, plan, people["contributor"], is_embed=True, title="Audit cases again")
    version = agree(session, plan, [embed, again])
    kept: list[Any] = [unit, unit.region, *posts, plan, plan.recommendation, plan.deadline, embed, again, version]
    record(
        session,
        EventKind.INSPECTION_CREATED,
        inspection,
        by=OPERATOR,
        at=AT,
        covers=[*kept, *people.values(), later, repeats_it],
    )
    session.commit()
    ids = {role: person.id for role, person in people.items()}
    return World(ids, plan.id, embed.id, repeats_it.id)


def milestone_in(session: Session, world: World, state: MilestoneState) -> Milestone:
    milestone = session.get_one(Milestone, world.milestone_id)
    shown = some_evidence(session, milestone.plan, uploaded_by=world.ids["head"], milestones=[milestone])
    session.info["shown"] = [version.id for version in shown.versions]
    return into(session, milestone, state)


def date_change_in(session: Session, world: World, state: DateChangeState) -> DateChange:
    milestone = session.get_one(Milestone, world.milestone_id)
    decided = {"decided_at": AT, "decided_by_id": world.ids["job"], "note": "So be it."}
    withdrawn = {"withdrawn_at": AT, "withdrawn_by_id": world.ids["job"]}
    more = {DateChangeState.ASKED: {}, DateChangeState.WITHDRAWN: withdrawn}.get(state, decided)
    return a_date_change(session, milestone, world.ids["contributor"], state=state, **more)


def blocker_in(session: Session, world: World, state: BlockerState) -> Blocker:
    cleared = {"cleared_on": date(2026, 2, 9), "outcome": "Given."} if state is BlockerState.CLEARED else {}
    return a_blocker(session, session.get_one(Milestone, world.milestone_id), **cleared)


def plan_change_in(session: Session, world: World, state: PlanChangeState) -> PlanChange:
    plan = session.get_one(Plan, world.plan_id)
    over = state in (PlanChangeState.AGREED, PlanChangeState.DISCARDED)
    plan.state = PlanState.AGREED if over else PlanState.CHANGING
    content = content_of(Draft(plan={"success_measure": "Nine in ten."}))
    started: dict[str, Any] = {"started_at": AT, "started_by_id": plan.owner_id}
    change = PlanChange(plan=plan, state=state, why="More teams.", content=content, **started)
    session.add(change)
    session.flush()
    return change


def version_in(session: Session, world: World, state: EvidenceState) -> EvidenceVersion:
    plan = session.get_one(Plan, world.plan_id)
    return some_evidence(session, plan, uploaded_by=world.ids["contributor"], state=state).versions[0]


def recommendation_in(session: Session, world: World, state: RecommendationState) -> Recommendation:
    recommendation = session.get_one(Plan, world.plan_id).recommendation
    recommendation.state = state
    if state is RecommendationState.REPEATED:
        session.get_one(Recommendation, world.later_id).repeat_of_id = recommendation.id
    session.flush()
    return recommendation


def import_in(session: Session, world: World, state: ImportState) -> ReportImport:
    kept = a_reading(session)
    kept.state = state
    if state is not ImportState.READ:
        kept.closed_at, kept.closed_by_id = AT, world.ids["job"]
    if state is ImportState.CONFIRMED:
        kept.inspection_id = session.get_one(Plan, world.plan_id).recommendation.inspection_id
    session.flush()
    return kept
