"""A unit with people, one of whom is away, and the verbs of an absence with what a test does not say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories.inspections import a_plan, a_recommendation, an_inspection
from tests.factories.milestones import a_milestone
from tests.factories.organisations import OPERATOR, make_region, make_unit
from tests.factories.people import (
    make_assurance_reviewer,
    make_contributor,
    make_national_lead,
    make_regional_lead,
    make_unit_head,
)
from tests.support.milestone_verbs import AT, TODAY, when
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import PlanState
from tracker.models import Absence, Milestone, Person, Plan
from tracker.models.base import Recorded
from tracker.queries.actors import actor_of
from tracker.services import absences as verbs
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

IN_A_WEEK = TODAY + timedelta(days=7)


@dataclass
class Unit:
    plan: Plan
    milestone: Milestone
    people: dict[str, Person]

    def actor(self, session: Session, kind: str, *, today: date = TODAY) -> Actor:
        return actor_of(session, self.people[kind], today=today)


def a_world(session: Session) -> Unit:
    region = make_region(session)
    unit = make_unit(session, "Ashcombe", region)
    people = {
        "head": make_unit_head(session, unit),
        "owner": make_contributor(session, unit, "Ola Owner"),
        "deputy": make_contributor(session, unit, "Dee Deputy"),
        "lead": make_regional_lead(session, region),
        "other lead": make_regional_lead(session, region, "Ada Lead"),
        "head elsewhere": make_unit_head(session),
        "reviewer": make_assurance_reviewer(session),
        "nation": make_national_lead(session),
    }
    inspection = an_inspection(session, unit=unit)
    recommendation = a_recommendation(session, inspection)
    plan = a_plan(session, recommendation, people["head"], PlanState.AGREED)
    milestone = a_milestone(session, plan, people["owner"])
    covered: list[Recorded] = [plan.deadline, recommendation, inspection, milestone]
    record(session, EventKind.PLAN_CREATED, plan, by=OPERATOR, at=AT, covers=covered)
    return Unit(plan, milestone, people)


@pytest.fixture
def world(session: Session) -> Unit:
    return a_world(session)


def away(session: Session, world: Unit, who: str = "owner", deputy: str = "deputy", **more: Any) -> Absence:
    said: dict[str, Any] = {"from_on": TODAY, "to_on": IN_A_WEEK, "by": who} | more
    by = world.actor(session, said.pop("by"))
    deputy_id = world.people[deputy].id
    return verbs.set_absence(session, world.people[who], deputy_id=deputy_id, **said, **when(by))


def end(session: Session, absence: Absence, by: Actor) -> None:
    verbs.end_absence(session, absence, seen_revision=absence.revision, **when(by))
    session.flush()
