"""Evidence to complete is what credit calls judged: the same milestones from both spellings."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories.evidence import some_evidence
from tests.factories.inspections import a_plan, a_recommendation, an_inspection
from tests.factories.milestones import a_milestone
from tests.factories.organisations import AT, make_unit
from tests.factories.people import make_unit_head
from tests.factories.plans import a_decision, withdraw
from tracker import clock
from tracker.domain.credit import Gap
from tracker.domain.vocabulary import DecisionLevel, DecisionOutcome, EvidenceState, MilestoneState, PlanState
from tracker.models import EvidenceVersion, Milestone, Plan
from tracker.queries import own_answers
from tracker.queries.actors import actor_of
from tracker.queries.score_milestones import shelf_lives_on, worth


@pytest.fixture
def plan(session: Session) -> Plan:
    unit = make_unit(session)
    recommendation = a_recommendation(session, an_inspection(session, unit=unit))
    return a_plan(session, recommendation, make_unit_head(session, unit), PlanState.AGREED)


def done(session: Session, plan: Plan, **more: Any) -> tuple[Milestone, EvidenceVersion]:
    """Reported done by the owner of the plan, with one piece of evidence."""
    values: dict[str, Any] = {
        "state": MilestoneState.COMPLETED,
        "completed_at": AT,
        "completed_by_id": plan.owner_id,
    } | more
    milestone = a_milestone(session, plan, **values)
    shown = some_evidence(session, plan, uploaded_by=plan.owner_id, milestones=[milestone])
    return milestone, shown.versions[0]


def to_complete(session: Session, plan: Plan) -> list[int]:
    """By both spellings, which must say the same."""
    today = clock.today()
    owner = actor_of(session, plan.owner, today=today)
    found, total = own_answers.judged(session, owner, today=today, limit=50)
    gap = worth(lambda column: column == plan.id)
    judged = session.scalars(
        sa.select(Milestone.id)
        .join(gap, sa.and_(gap.c.plan_id == Milestone.plan_id, gap.c.ordinal == Milestone.ordinal))
        .where(gap.c.gap == Gap.JUDGED.value)
        .order_by(Milestone.id),
        shelf_lives_on(today),
    ).all()
    ids = [line.id for line in found]
    assert sorted(ids) == judged
    assert total == len(ids)
    return ids


@pytest.mark.parametrize("outcome", [DecisionOutcome.PARTLY, DecisionOutcome.INSUFFICIENT])
def test_what_was_not_found_sufficient_is_to_be_completed_until_other_evidence_waits(
    session: Session, plan: Plan, outcome: DecisionOutcome
) -> None:
    milestone, version = done(session, plan)
    assert to_complete(session, plan) == []
    a_decision(session, milestone, outcome, of=[version])
    assert to_complete(session, plan) == [milestone.id]
    some_evidence(session, plan, uploaded_by=plan.owner_id, milestones=[milestone], state=EvidenceState.SCANNING)
    assert to_complete(session, plan) == [milestone.id]
    some_evidence(session, plan, uploaded_by=plan.owner_id, milestones=[milestone])
    assert to_complete(session, plan) == []


def test_an_inspectors_decision_overrules_a_later_review(session: Session, plan: Plan) -> None:
    milestone, version = done(session, plan)
    level = DecisionLevel.VERIFICATION
    a_decision(session, milestone, DecisionOutcome.INSUFFICIENT, of=[version], level=level)
    a_decision(session, milestone, of=[version])
    assert to_complete(session, plan) == [milestone.id]


def test_a_decision_that_no_longer_stands_leaves_nothing_to_complete(session: Session, plan: Plan) -> None:
    """It rests on a withdrawn file, or was made on another promise; or the milestone was opened again."""
    withdrawn, version = done(session, plan)
    a_decision(session, withdrawn, DecisionOutcome.PARTLY, of=[version])
    withdraw(session, version)
    promised, version = done(session, plan)
    a_decision(session, promised, DecisionOutcome.PARTLY, of=[version])
    promised.measure_revision += 1
    underway, version = done(session, plan, state=MilestoneState.UNDERWAY, completed_at=None, completed_by_id=None)
    a_decision(session, underway, DecisionOutcome.PARTLY, of=[version])
    session.flush()
    assert to_complete(session, plan) == []


def test_a_sufficient_decision_asks_for_nothing(session: Session, plan: Plan) -> None:
    milestone, version = done(session, plan)
    a_decision(session, milestone, DecisionOutcome.PARTLY, of=[version])
    a_decision(session, milestone, of=[version])
    milestone.state = MilestoneState.VERIFIED
    session.flush()
    assert to_complete(session, plan) == []
