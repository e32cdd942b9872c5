"""What plans' scores are made of, for domain/scoring.py. The same number of statements for one plan or many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.domain.deadlines import Window
from tracker.domain.lifecycles import OPEN_MILESTONE, was_submitted
from tracker.domain.london import london_date
from tracker.domain.score_facts import (
    Agreed,
    DecisionFacts,
    LookedAt,
    MilestoneFacts,
    PlanFacts,
    PlannedMilestone,
    Shown,
)
from tracker.domain.vocabulary import EvidenceState
from tracker.models import (
    Blocker,
    Deadline,
    DecidedVersion,
    Decision,
    Evidence,
    EvidenceVersion,
    Inspection,
    Measure,
    Milestone,
    MilestoneReplacement,
    Plan,
    PlanVersion,
    Reading,
    Recommendation,
)
from tracker.models.evidence import evidence_milestone

Grouped = dict[int, list[Any]]


def facts_of(session: Session, plan_ids: Collection[int]) -> dict[int, PlanFacts]:
    """The facts of each of these plans as the transaction sees them, by plan id. Six or seven statements."""
    asked = {"plan_ids": list(plan_ids)}
    decisions, shown = decisions_of(session, plan_ids), _shown(session, asked)
    milestones: Grouped = defaultdict(list)
    for row in session.execute(_MILESTONES, asked):
        made, files = tuple(decisions[row.id]), tuple(shown[row.id])
        facts = MilestoneFacts(*row[2:-1], decisions=made, shown=files, is_replaced=row.is_replaced)
        milestones[row.plan_id].append(facts)
    agreed = agreed_of(session, plan_ids)
    waits: Grouped = defaultdict(list)
    for plan_id, answer_due_on in session.execute(_ANSWERS, asked):
        waits[plan_id].append(answer_due_on)
    return {
        row.id: PlanFacts(
            tuple(milestones[row.id]),
            was_submitted(row.state),
            row.due_on,
            window(row.reinspection_earliest, row.reinspection_latest),
            agreed.get(row.id),
            row.is_measured,
            tuple(waits[row.id]),
        )
        for row in session.execute(_PLANS, asked)
    }


def agreed_of(session: Session, plan_ids: Collection[int]) -> dict[int, Agreed]:
    """What was agreed last of each of these plans, and since when; only of those that were agreed. One statement."""
    found: dict[int, Agreed] = {}
    for row in session.execute(_AGREED, {"plan_ids": list(plan_ids)}):
        began = found[row.plan_id].began_on if row.plan_id in found else london_date(row.agreed_at)
        found[row.plan_id] = Agreed(began, tuple(map(_planned, row.content["milestones"])))
    return found


def window(earliest: date | None, latest: date | None) -> Window | None:
    """The reinspection window of an inspection; a single day where only one date is known."""
    first, last = earliest or latest, latest or earliest
    return Window(first, last) if first and last else None


def _planned(milestone: dict[str, Any]) -> PlannedMilestone:
    starts = milestone["starts_on"]
    return PlannedMilestone(
        milestone["weight"], date.fromisoformat(milestone["due_on"]), date.fromisoformat(starts) if starts else None
    )


def decisions_of(session: Session, plan_ids: Collection[int]) -> dict[int, list[DecisionFacts]]:
    """The decisions on milestones of these plans by milestone, each with what it looked at. One statement."""
    looked_at: Grouped = defaultdict(list)
    rows = session.execute(_DECISIONS, {"plan_ids": list(plan_ids)}).all()
    for row in rows:
        if row.version_id is not None:
            withdrawn = row.state is EvidenceState.WITHDRAWN
            looked_at[row.id].append(LookedAt(row.version_id, row.evidence_id, row.kind, row.period_to, withdrawn))
    decisions: dict[int, list[DecisionFacts]] = defaultdict(list)
    for row in {row.id: row for row in rows}.values():
        facts = DecisionFacts(row.id, row.level, row.outcome, row.measure_revision, tuple(looked_at[row.id]))
        decisions[row.milestone_id].append(facts)
    return decisions


def _shown(session: Session, asked: dict[str, Any]) -> Grouped:
    shown: Grouped = defaultdict(list)
    for row in session.execute(_SHOWN, asked):
        shown[row.milestone_id].append(Shown(row.evidence_id, row.version_id, row.number))
    return shown


_IDS = sa.bindparam("plan_ids", type_=sa.Integer(), expanding=True)
IS_MEASURED = (
    sa.exists()
    .where(Measure.plan_id == Plan.id, Reading.measure_id == Measure.id, Reading.replaced_at.is_(None))
    .correlate(Plan)
)
"""Over a statement that selects from Plan: a reading of one of its measures stands."""
_PLANS = (
    sa.select(
        Plan.id,
        Plan.state,
        Deadline.due_on,
        Inspection.reinspection_earliest,
        Inspection.reinspection_latest,
        IS_MEASURED.label("is_measured"),
    )
    .join(Plan.deadline)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .where(Plan.id.in_(_IDS))
)
_MILESTONES = (
    sa.select(
        Milestone.plan_id,
        Milestone.id,
        Milestone.ordinal,
        Milestone.weight,
        Milestone.state,
        Milestone.due_on,
        Milestone.measure_revision,
        sa.exists().where(MilestoneReplacement.milestone_id == Milestone.id).label("is_replaced"),
    )
    .where(Milestone.plan_id.in_(_IDS))
    .order_by(Milestone.plan_id, Milestone.ordinal)
)
_ANSWERS = (
    sa.select(Milestone.plan_id, Blocker.answer_due_on)
    .join(Blocker.milestone)
    .where(Milestone.plan_id.in_(_IDS), Blocker.cleared_on.is_(None), Milestone.state.in_(sorted(OPEN_MILESTONE)))
    .order_by(Blocker.answer_due_on, Blocker.id)
)
_DECISIONS = (
    sa.select(
        Decision.id,
        Decision.milestone_id,
        Decision.level,
        Decision.outcome,
        Decision.measure_revision,
        EvidenceVersion.id.label("version_id"),
        EvidenceVersion.state,
        Evidence.id.label("evidence_id"),
        Evidence.kind,
        Evidence.period_to,
    )
    .join(Decision.milestone)
    .outerjoin(DecidedVersion, DecidedVersion.decision_id == Decision.id)
    .outerjoin(EvidenceVersion, EvidenceVersion.id == DecidedVersion.evidence_version_id)
    .outerjoin(Evidence, Evidence.id == EvidenceVersion.evidence_id)
    .where(Milestone.plan_id.in_(_IDS))
    .order_by(Decision.id, DecidedVersion.id)
)
_later = aliased(EvidenceVersion)
IS_LATEST_AVAILABLE = sa.and_(
    EvidenceVersion.state == EvidenceState.AVAILABLE,
    ~sa.exists().where(
        _later.evidence_id == EvidenceVersion.evidence_id,
        _later.state == EvidenceState.AVAILABLE,
        _later.number > EvidenceVersion.number,
    ),
)
"""Over a statement that selects from EvidenceVersion."""
_SHOWN = (
    sa.select(
        evidence_milestone.c.milestone_id,
        EvidenceVersion.evidence_id,
        EvidenceVersion.id.label("version_id"),
        EvidenceVersion.number,
    )
    .join(EvidenceVersion, EvidenceVersion.evidence_id == evidence_milestone.c.evidence_id)
    .join(Milestone, Milestone.id == evidence_milestone.c.milestone_id)
    .where(Milestone.plan_id.in_(_IDS), IS_LATEST_AVAILABLE)
    .order_by(EvidenceVersion.evidence_id)
)
_AGREED = (
    sa.select(PlanVersion.plan_id, PlanVersion.agreed_at, PlanVersion.content)
    .where(PlanVersion.plan_id.in_(_IDS))
    .order_by(PlanVersion.plan_id, PlanVersion.number)
)
