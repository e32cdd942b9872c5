"""What a person may know of is said twice, in Python and in SQL. The two always agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session, contains_eager

from tests.factories.inspections import a_person, a_plan, a_recommendation, a_region, a_unit, an_inspection
from tracker.domain.permissions import Actor, Held, Permission, can
from tracker.domain.vocabulary import PlanState, Role
from tracker.models import Inspection, Plan, Recommendation, Region, Unit
from tracker.queries.scope import COMMENTS_SEEN, INSPECTIONS_SEEN, PLANS_SEEN, REGIONS_SEEN, UNITS_SEEN, scope_of

KEYS = 6  # ids in the small world below run from 1 to about this; more would only be ids of nothing


@dataclass
class World:
    units: list[Unit]
    inspections: list[Inspection]
    plans: list[Plan]


@pytest.fixture
def world(session: Session) -> World:
    """Two regions of two units; an inspection of each unit, of a region, and a thematic one; a plan in every state."""
    regions: list[Region] = [a_region(session) for _ in range(2)]
    units = [a_unit(session, region) for region in regions for _ in range(2)]
    inspections = [an_inspection(session, unit=unit) for unit in units]
    inspections += [an_inspection(session, region=regions[0]), an_inspection(session)]
    people = [a_person(session) for _ in range(3)]
    plans = [
        a_plan(session, a_recommendation(session, inspection), people[number % 3], state)
        for inspection in inspections
        for number, state in enumerate(PlanState)
    ]
    return World(units, inspections, plans)


def held_in(role: Role, key: int) -> Held:
    if role in (Role.UNIT_HEAD, Role.CONTRIBUTOR):
        return Held(role, unit_id=key)
    if role is Role.REGIONAL_LEAD:
        return Held(role, region_id=key)
    return Held(role, inspection_id=key) if role is Role.INSPECTOR else Held(role)


assignments = st.builds(held_in, st.sampled_from(Role), st.integers(1, KEYS))
actors = st.builds(
    lambda person, held: Actor(person, "Somebody", tuple(held)),
    st.one_of(st.none(), st.integers(1, 3)),
    st.lists(assignments, max_size=3),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actor=actors)
def test_the_rules_and_the_statements_let_the_same_rows_be_seen(world: World, session: Session, actor: Actor) -> None:
    regions = sa.select(Region).where(REGIONS_SEEN)
    assert _keys(session, regions, actor) == {
        unit.region_id for unit in world.units if can(actor, Permission.SEE_REGION, unit.region)
    }

    units = sa.select(Unit).where(UNITS_SEEN)
    assert _keys(session, units, actor) == {unit.id for unit in world.units if can(actor, Permission.SEE_UNIT, unit)}

    inspections = sa.select(Inspection).outerjoin(Inspection.unit).where(INSPECTIONS_SEEN)
    assert _keys(session, inspections, actor) == {
        inspection.id for inspection in world.inspections if can(actor, Permission.SEE_INSPECTION, inspection)
    }

    recommendations = (
        sa.select(Recommendation)
        .join(Recommendation.inspection)
        .outerjoin(Inspection.unit)
        .where(INSPECTIONS_SEEN)
        .options(contains_eager(Recommendation.inspection))
    )
    assert _keys(session, recommendations, actor) == {
        plan.recommendation_id for plan in world.plans if can(actor, Permission.SEE_RECOMMENDATION, plan.recommendation)
    }

    plans = (
        sa.select(Plan)
        .join(Plan.recommendation)
        .join(Recommendation.inspection)
        .outerjoin(Inspection.unit)
        .where(PLANS_SEEN)
    )
    assert _keys(session, plans, actor) == {plan.id for plan in world.plans if can(actor, Permission.SEE_PLAN, plan)}

    discussed = (
        sa.select(Plan)
        .join(Plan.recommendation)
        .join(Recommendation.inspection)
        .outerjoin(Inspection.unit)
        .where(COMMENTS_SEEN)
    )
    assert _keys(session, discussed, actor) == {
        plan.id for plan in world.plans if can(actor, Permission.SEE_COMMENTS, plan)
    }


def _keys(session: Session, statement: sa.Select[Any], actor: Actor) -> set[int]:
    return {row.id for row in session.scalars(statement, scope_of(actor))}
