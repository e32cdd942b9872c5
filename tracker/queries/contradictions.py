"""What a plan says, for domain/contradictions.py."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.domain.contradictions import Contradiction, Proof, Said, Work, contradictions
from tracker.domain.credit import credit
from tracker.domain.london import london_date
from tracker.domain.vocabulary import EvidenceState
from tracker.models import (
    Assignment,
    Deadline,
    Evidence,
    EvidenceVersion,
    Inspection,
    Milestone,
    Person,
    Plan,
    Recommendation,
)
from tracker.queries.score_facts import facts_of
from tracker.queries.sessions import holds_on


def of_plan(session: Session, plan: Plan, *, today: date) -> list[Contradiction]:
    """The contradictions of a plan already seen. The same number of statements whatever its size."""
    facts = facts_of(session, [plan.id])[plan.id]
    published_on, to_be_done_by = session.execute(_REPORT, {"plan_id": plan.id}).one()
    at_work = sa.exists().where(Assignment.person_id == Person.id, holds_on(today))
    work = _WORK.add_columns(sa.or_(Person.ended_at.is_not(None), ~at_work))
    proof = session.execute(_PROOF, {"plan_id": plan.id})
    said = Said(
        plan.response,
        published_on,
        to_be_done_by,
        sum(credit(milestone, today).is_sufficient for milestone in facts.milestones),
        [Work(*row) for row in session.execute(work, {"plan_id": plan.id})],
        [Proof(row.title, london_date(row.uploaded_at), row.period_to) for row in proof],
    )
    return contradictions(said, today)


_PLAN = sa.bindparam("plan_id", type_=sa.Integer())
_REPORT = (
    sa.select(Inspection.published_on, Deadline.due_on)
    .select_from(Plan)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Recommendation.deadline)
    .where(Plan.id == _PLAN)
)
_WORK = (
    sa.select(Milestone.ordinal, Milestone.state, Milestone.due_on, Person.name)
    .join(Milestone.owner)
    .where(Milestone.plan_id == _PLAN)
    .order_by(Milestone.ordinal)
)
_available = aliased(EvidenceVersion)
_PROOF = (
    sa.select(Evidence.title, Evidence.period_to, sa.func.min(EvidenceVersion.uploaded_at).label("uploaded_at"))
    .join(EvidenceVersion, EvidenceVersion.evidence_id == Evidence.id)
    .where(
        Evidence.plan_id == _PLAN,
        sa.exists().where(_available.evidence_id == Evidence.id, _available.state == EvidenceState.AVAILABLE),
    )
    .group_by(Evidence.id, Evidence.title, Evidence.period_to)
    .order_by(Evidence.id)
)
