"""A plan's own date is met by its submission: said twice, in Python and in SQL, and both always agree."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.factories.inspections import a_person, a_plan, a_recommendation, a_unit, an_inspection
from tracker.adapters import bank_holidays
from tracker.domain.lifecycles import PLAN, was_submitted
from tracker.domain.plan_delivery import sustained_on
from tracker.domain.vocabulary import PlanState
from tracker.models import Inspection, Plan
from tracker.queries.plan_delivery import SUSTAIN_IS_OVER, asked_on
from tracker.queries.plans import WAS_SUBMITTED

MONTHS = (0, 1, 3, 12)
FIRST = date(2027, 12, 25)  # from there over the end of a year, and of a February with 29 days


@pytest.fixture
def inspection(session: Session) -> Inspection:
    return an_inspection(session, unit=a_unit(session))


def test_the_statement_and_the_rule_find_the_same_plans_submitted(session: Session, inspection: Inspection) -> None:
    owner = a_person(session)
    plans = [a_plan(session, a_recommendation(session, inspection), owner, state) for state in PlanState]
    found = set(session.scalars(sa.select(Plan.id).where(WAS_SUBMITTED)))
    assert found == {plan.id for plan in plans if was_submitted(plan.state)}
    assert [plan.state for plan in plans if plan.id not in found] == [PlanState.DRAFT]


def test_no_move_makes_a_plan_that_was_submitted_one_that_never_was() -> None:
    assert all(was_submitted(target) for target in PLAN.moves.values())


@pytest.fixture
def sustained(session: Session, inspection: Inspection) -> list[Plan]:
    """Sustained from each of some days in a row, for each of some numbers of months."""
    owner = a_person(session)
    plans = []
    for number in range(70):
        for months in MONTHS:
            plan = a_plan(session, a_recommendation(session, inspection), owner, PlanState.SUSTAINING)
            plan.sustains_from, plan.sustain_months = FIRST + timedelta(days=number), months
            plans.append(plan)
    session.flush()
    return plans


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    today=st.one_of(
        st.dates(FIRST - timedelta(days=2), FIRST + timedelta(days=500)),
        st.sampled_from(
            [date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 31), date(2028, 4, 30), date(2029, 2, 28)]
        ),
    )
)
def test_the_statement_and_the_rule_find_the_same_sustain_periods_over(
    session: Session, sustained: list[Plan], today: date
) -> None:
    calendar = bank_holidays.calendar()
    found = set(session.scalars(sa.select(Plan.id).where(SUSTAIN_IS_OVER), asked_on(today)))
    over = {
        plan.id
        for plan in sustained
        if plan.sustains_from and sustained_on(plan.sustains_from, plan.sustain_months, calendar) <= today
    }
    assert found == over
