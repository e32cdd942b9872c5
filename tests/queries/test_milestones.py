"""Milestones are seen through their plan; overdue is said twice, in Python and in SQL, and both always agree."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.factories.inspections import a_person, a_plan, a_recommendation, a_unit, an_inspection
from tests.factories.milestones import DUE, a_milestone
from tests.support.statements import statements
from tracker.domain.deadlines import is_overdue
from tracker.domain.errors import NotFound
from tracker.domain.lifecycles import OPEN_MILESTONE
from tracker.domain.permissions import Actor, Held, Permission, can
from tracker.domain.vocabulary import MilestoneState, PlanState, Role
from tracker.models import Milestone, Plan
from tracker.queries import milestones

AT = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)
DAYS = 6


@pytest.fixture
def plan(session: Session) -> Plan:
    inspection = an_inspection(session, unit=a_unit(session))
    return a_plan(session, a_recommendation(session, inspection), a_person(session))


@pytest.fixture
def dated(session: Session, plan: Plan) -> list[Milestone]:
    """One in each state on each of some days in a row."""
    return [
        a_milestone(session, plan, state=state, due_on=DUE + timedelta(days=number), **_of_state(plan, state))
        for state, number in product(MilestoneState, range(DAYS))
    ]


def _of_state(plan: Plan, state: MilestoneState) -> dict[str, Any]:
    if state in (MilestoneState.COMPLETED, MilestoneState.VERIFIED):
        return {"completed_at": AT, "completed_by_id": plan.owner_id}
    if state is MilestoneState.CANCELLED:
        return {"cancelled_at": AT, "cancelled_by_id": plan.owner_id, "cancel_reason": "Not needed."}
    return {}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(today=st.dates(DUE - timedelta(days=2), DUE + timedelta(days=DAYS + 2)))
def test_the_statement_and_the_rule_find_the_same_milestones_overdue(
    session: Session, dated: list[Milestone], today: date
) -> None:
    found = set(session.scalars(sa.select(Milestone.id).where(milestones.overdue(today))))
    assert found == {each.id for each in dated if is_overdue(each.due_on, each.state not in OPEN_MILESTONE, today)}


def test_the_list_of_what_is_overdue_is_read_from_its_index(session: Session, dated: list[Milestone]) -> None:
    if session.get_bind().dialect.name != "sqlite":
        return  # PostgreSQL reads so small a table whole, whatever its indexes
    statement = sa.select(Milestone.id).where(milestones.overdue(DUE))
    sent = statement.compile(session.get_bind(), compile_kwargs={"render_postcompile": True, "literal_binds": True})
    steps = session.execute(sa.text(f"EXPLAIN QUERY PLAN {sent}")).all()
    assert "ix_milestone_open_due" in steps[0][-1]


@pytest.mark.parametrize("state", PlanState)
def test_a_milestone_is_seen_by_whoever_sees_its_plan(session: Session, plan: Plan, state: PlanState) -> None:
    plan.state = state
    milestone = a_milestone(session, plan)
    place = plan.place
    held = [
        Held(Role.CONTRIBUTOR, unit_id=place.unit_id),
        Held(Role.CONTRIBUTOR, unit_id=999),
        Held(Role.REGIONAL_LEAD, region_id=place.region_id),
        Held(Role.INSPECTOR, inspection_id=place.inspection_id),
        Held(Role.ASSURANCE_REVIEWER),
        Held(Role.ADMINISTRATOR),
    ]
    for each in held:
        by = Actor(1, "Somebody", (each,))
        if can(by, Permission.SEE_PLAN, plan):
            assert milestones.get(session, milestone.id, seen_by=by) is milestone
        else:
            with pytest.raises(NotFound):
                milestones.get(session, milestone.id, seen_by=by)


@pytest.mark.parametrize("rows", [1, 5])
def test_all_of_a_plan_are_one_statement_in_the_order_of_the_plan(session: Session, plan: Plan, rows: int) -> None:
    made = [a_milestone(session, plan, a_person(session), ordinal=rows - number) for number in range(rows)]
    session.flush()
    for milestone in made:
        session.expire(milestone)
    with statements(session.get_bind()) as sent:  # type: ignore[arg-type]
        found = milestones.of_plan(session, plan)
        assert [each.owner.name for each in found] == [each.owner.name for each in reversed(made)]
    assert len(sent) == 1
