"""The plans of an inspection that are still written, and what each of them lacks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from tracker.domain.lifecycles import OPEN_TO_EDITING, STILL_ASKED
from tracker.domain.permissions import Actor, Permission, can
from tracker.domain.plan_gaps import Gap, gaps
from tracker.models import Inspection, Milestone, Plan, Recommendation
from tracker.queries.measures import measured
from tracker.queries.owners import possible_owners
from tracker.queries.scope import PLANS_SEEN, scope_of


@dataclass(frozen=True, slots=True)
class ToSubmit:
    """A plan that `actor` may submit once it lacks nothing."""

    plan: Plan
    gaps: list[Gap]

    @property
    def is_complete(self) -> bool:
        return not self.gaps


def to_submit(session: Session, inspection: Inspection, *, seen_by: Actor, today: date) -> list[ToSubmit]:
    """The plans of an inspection already seen that this person may submit, in printed order. Three statements, and
    another where any does not say in words what success is."""
    found = session.scalars(_PLANS, {"inspection_id": inspection.id, **scope_of(seen_by)}).all()
    plans = [plan for plan in found if can(seen_by, Permission.SUBMIT_PLAN, plan)]
    promised: dict[int, list[Milestone]] = defaultdict(list)
    for milestone in session.scalars(_MILESTONES, {"plan_ids": [plan.id for plan in plans]}):
        promised[milestone.plan_id].append(milestone)
    at_work = {person.id for person in possible_owners(session, inspection.place, today=today)}
    wordless = [plan.id for plan in plans if not plan.success_measure]
    silent = set(wordless) - measured(session, wordless) if wordless else set()
    return [
        ToSubmit(plan, gaps(plan, promised[plan.id], at_work=at_work, says_success=plan.id not in silent))
        for plan in plans
    ]


_PLANS = (
    sa.select(Plan)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .where(
        Inspection.id == sa.bindparam("inspection_id", type_=sa.Integer()),
        Recommendation.state.in_(sorted(STILL_ASKED)),
        Plan.state.in_(sorted(OPEN_TO_EDITING)),
        PLANS_SEEN,
    )
    .options(
        contains_eager(Plan.recommendation).contains_eager(Recommendation.inspection).contains_eager(Inspection.unit),
        joinedload(Plan.owner),
    )
    .order_by(Recommendation.ordinal, Plan.id)
)
_MILESTONES = (
    sa.select(Milestone)
    .where(Milestone.plan_id.in_(sa.bindparam("plan_ids", type_=sa.Integer(), expanding=True)))
    .order_by(Milestone.plan_id, Milestone.ordinal)
)
