"""The navigation counts what the page of one's items shows: the same figures, from one statement."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import crowd
from tests.factories.dated import a_date_change
from tests.factories.handed import a_recorded_handover
from tests.factories.inspections import a_plan, a_recommendation
from tests.factories.milestones import a_milestone
from tests.factories.organisations import AT, OPERATOR
from tests.factories.people import make_assurance_reviewer, make_contributor, make_person
from tests.factories.plans import a_decision
from tests.support.statements import statements
from tracker import clock
from tracker.blueprints.items.section import waiting
from tracker.blueprints.items.sections import sections_of
from tracker.domain.own_items import Kind
from tracker.domain.vocabulary import DateChangeState, DecisionOutcome, MilestoneState, PlanState
from tracker.models import Absence, Inspection, Milestone, Person, Plan, Unit
from tracker.queries.actors import actor_of
from tracker.queries.item_counts import how_many
from tracker.services.event_kinds import EventKind
from tracker.services.record import record
from tracker.web.paging import Page

ROLES = ("head", "lead", "national", "inspector", "administrator")


@pytest.fixture
def people(session: Session) -> list[Person]:
    """One of each role, and a deputy of the head, each of whom something waits for."""
    ids, today = crowd.fill(session, 3, at=clock.now()), clock.today()
    head, inspection = session.get_one(Person, ids["head"]), session.get_one(Inspection, ids["inspection"])
    plan = session.get_one(Plan, ids["plan"])
    deputy = make_contributor(session, session.get_one(Unit, ids["unit"]))
    _away(session, head, deputy, today)
    _due(session, plan, today)
    given = a_milestone(session, plan, deputy, due_on=today)
    a_recorded_handover(session, plan, head.id, deputy.id, milestone=given)
    a_milestone(session, plan, make_person(session, "Gone Away"))
    _answered(session, plan, make_person(session, "Regina Lead"))
    a_plan(session, a_recommendation(session, inspection), head, PlanState.DELIVERED)
    a_plan(session, a_recommendation(session, inspection), head, PlanState.RETURNED)
    by_role = [session.get_one(Person, ids[role]) for role in ROLES]
    return [*by_role, deputy, make_assurance_reviewer(session)]


def _away(session: Session, person: Person, deputy: Person, today: date) -> None:
    absence = Absence(person_id=person.id, deputy_id=deputy.id, from_on=today, to_on=today)
    session.add(absence)
    record(session, EventKind.ABSENCE_SET, person, by=OPERATOR, at=AT, covers=[absence])


def _answered(session: Session, plan: Plan, lead: Person) -> None:
    """Evidence that is not sufficient, and another date that was declined today."""
    done: dict[str, Any] = {"state": MilestoneState.COMPLETED, "completed_at": AT, "completed_by_id": plan.owner_id}
    a_decision(session, a_milestone(session, plan, **done), DecisionOutcome.PARTLY)
    declined = {"state": DateChangeState.DECLINED, "decided_at": clock.now(), "decided_by_id": lead.id, "note": "No."}
    a_date_change(session, a_milestone(session, plan), plan.owner_id, **declined)


def _due(session: Session, plan: Plan, today: date) -> None:
    """On the last day that is soon, and on the day after."""
    first, second = session.scalars(sa.select(Milestone).where(Milestone.plan_id == plan.id).limit(2))
    first.due_on, second.due_on = today + timedelta(days=14), today + timedelta(days=15)
    session.flush()


def test_every_kind_is_counted_as_the_page_lists_it_for_whoever_asks(session: Session, people: list[Person]) -> None:
    today, waits = clock.today(), set()
    for person in people:
        actor = actor_of(session, person, today=today)
        sections, _ = sections_of(session, actor, Page(1), today=today)
        counted = how_many(session, actor, today=today)
        assert dict(counted) == dict(waiting(sections))
        waits |= {kind for kind, count in counted.items() if count}
    assert waits == set(Kind)


def test_one_statement_counts_everything(session: Session, people: list[Person]) -> None:
    for person in people:
        actor = actor_of(session, person, today=clock.today())
        with statements(session.get_bind().engine) as sent:
            how_many(session, actor, today=clock.today())
        assert len(sent) == 1
