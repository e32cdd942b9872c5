"""One rule, two spellings: an inspection’s figures as the database sums them, and as its page’s lines give them."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories.inspections import a_person, a_plan, a_recommendation, a_unit, an_inspection
from tests.support.statements import statements
from tracker.domain.permissions import Actor, Held
from tracker.domain.roll_up import RollUp
from tracker.domain.vocabulary import PlanState, PlanStatus, RecommendationState, Role
from tracker.models import Inspection, Plan, Score
from tracker.queries import inspection_lines, roll_ups

TODAY = date(2026, 2, 10)
NATIONAL = Actor(1, "Robin National", (Held(Role.NATIONAL_LEAD),))
ADMINISTRATOR = Actor(1, "Ali Administrator", (Held(Role.ADMINISTRATOR),))


def a_score(session: Session, plan: Plan, on: date = TODAY, overdue: int = 0, **more: Any) -> Score:
    values: dict[str, Any] = {"reported": 5000, "verified": 2500, "status": PlanStatus.ON_TRACK} | more
    score = Score(
        plan_id=plan.id, on=on, method=1, inputs_revision=0, parts={"by_milestone": [], "overdue": overdue}, **values
    )
    session.add(score)
    session.flush()
    return score


def a_scored_plan(session: Session, inspection: Inspection, **more: Any) -> Plan:
    plan = a_plan(session, a_recommendation(session, inspection), a_person(session), PlanState.AGREED)
    a_score(session, plan, **more)
    return plan


def figures(session: Session, inspection: Inspection, actor: Actor = NATIONAL) -> RollUp | None:
    return roll_ups.of_inspections(session, [inspection.id], seen_by=actor, today=TODAY).get(inspection.id)


@pytest.fixture
def inspection(session: Session) -> Inspection:
    return an_inspection(session, unit=a_unit(session))


@pytest.mark.parametrize("seed", range(5))
def test_the_database_and_the_page_put_the_same_figures_together(session: Session, seed: int) -> None:
    chance = random.Random(seed)
    inspections = [an_inspection(session, unit=a_unit(session)) for _ in range(4)]
    for inspection in inspections[1:]:
        for _ in range(chance.randrange(1, 12)):
            plan = a_scored_plan(
                session,
                inspection,
                reported=chance.randrange(10_001),
                verified=chance.choice([0, 0, chance.randrange(10_001)]),
                status=chance.choice(list(PlanStatus)),
                overdue=chance.randrange(4),
            )
            plan.recommendation.weight = chance.randrange(1, 4)
            plan.recommendation.state = chance.choice(list(RecommendationState))
    session.flush()
    summed = roll_ups.of_inspections(session, [each.id for each in inspections], seen_by=NATIONAL, today=TODAY)
    lines = {
        each.id: inspection_lines.of_inspection(session, each, seen_by=NATIONAL, today=TODAY) for each in inspections
    }
    by_hand = {key: inspection_lines.roll_up(of) for key, of in lines.items()}
    assert summed == {key: figure for key, figure in by_hand.items() if figure is not None}


def test_only_the_current_score_of_a_plan_counts(session: Session, inspection: Inspection) -> None:
    plan = a_scored_plan(session, inspection, on=TODAY - timedelta(days=1), verified=4000)
    for days, verified in ((-9, 100), (1, 9000)):
        a_score(session, plan, on=TODAY + timedelta(days=days), verified=verified)
    found = roll_ups.of_inspections(session, [inspection.id], seen_by=NATIONAL, today=TODAY)[inspection.id]
    assert found.verified == 4000


@pytest.mark.parametrize(
    "state", [RecommendationState.CLOSED, RecommendationState.SUPERSEDED, RecommendationState.REPEATED]
)
def test_what_no_longer_stands_is_not_counted(
    session: Session, inspection: Inspection, state: RecommendationState
) -> None:
    a_scored_plan(session, inspection, verified=1000)
    a_scored_plan(session, inspection, verified=9000).recommendation.state = state
    session.flush()
    found = roll_ups.of_inspections(session, [inspection.id], seen_by=NATIONAL, today=TODAY)[inspection.id]
    assert (found.plans, found.verified) == (1, 1000)


def test_an_inspector_gets_figures_of_agreed_plans_only_and_an_administrator_none(
    session: Session, inspection: Inspection
) -> None:
    inspector = Actor(1, "Ines Inspector", (Held(Role.INSPECTOR, inspection_id=inspection.id),))
    draft = a_scored_plan(session, inspection, verified=9000)
    draft.state = PlanState.DRAFT
    session.flush()
    assert figures(session, inspection, inspector) is None
    a_scored_plan(session, inspection, verified=1000)
    found = roll_ups.of_inspections(session, [inspection.id], seen_by=inspector, today=TODAY)[inspection.id]
    assert (found.plans, found.verified) == (1, 1000)
    assert figures(session, inspection, ADMINISTRATOR) is None


def test_the_figures_of_many_inspections_take_one_statement(session: Session) -> None:
    inspections = [an_inspection(session, unit=a_unit(session)) for _ in range(6)]
    for inspection in inspections:
        a_scored_plan(session, inspection)
    with statements(session.get_bind()) as sent:  # type: ignore[arg-type]
        found = roll_ups.of_inspections(session, [each.id for each in inspections], seen_by=NATIONAL, today=TODAY)
    assert (len(found), len(sent)) == (6, 1)
