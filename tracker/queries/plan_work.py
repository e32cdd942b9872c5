"""What is done under a plan and what became of it: all that its page shows, loaded once, in three statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.domain.permissions import Actor
from tracker.domain.score_facts import MilestoneFacts
from tracker.models import Plan
from tracker.queries import plan_decisions, plan_evidence, plan_milestones
from tracker.queries.plan_decisions import Rows
from tracker.queries.plan_evidence import PlanEvidence
from tracker.queries.plan_milestones import PlanMilestone
from tracker.queries.recommendation_seen import SeenPlan


@dataclass(frozen=True, slots=True)
class PlanWork:
    """`facts` of each milestone by its id: what its credit is made of."""

    milestones: list[PlanMilestone]
    evidence: PlanEvidence
    decisions: Rows
    facts: Mapping[int, MilestoneFacts]


def of_plan(session: Session, plan: Plan | SeenPlan, *, seen_by: Actor, today: date) -> PlanWork:
    """The work of a plan already seen, with its place. Three statements."""
    milestones = plan_milestones.of_plan(session, plan.id, plan.place, today=today)
    evidence = plan_evidence.of_plan(session, plan, seen_by=seen_by)
    decisions = plan_decisions.rows_of_plan(session, plan.id)
    facts = {one.id: plan_decisions.facts_of(one, decisions.get(one.id, ()), evidence) for one in milestones}
    return PlanWork(milestones, evidence, decisions, facts)
