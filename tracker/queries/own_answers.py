"""What others answered somebody about their milestones: evidence not found sufficient, and another date declined.

Neither is stored as an item. Each is there for as long as there is something to do about it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.domain.lifecycles import STILL_ASKED
from tracker.domain.own_items import answers_since
from tracker.domain.permissions import Actor, Place
from tracker.domain.vocabulary import (
    DateChangeState,
    DecisionLevel,
    DecisionOutcome,
    EvidenceState,
    MilestoneState,
)
from tracker.models import (
    DateChange,
    DecidedVersion,
    Decision,
    EvidenceVersion,
    Inspection,
    Milestone,
    Person,
    Plan,
    Recommendation,
    Unit,
)
from tracker.models.evidence import evidence_milestone
from tracker.queries.absences import away_until
from tracker.queries.counted import counted
from tracker.queries.milestones import IS_OPEN
from tracker.queries.own_plans import asked_by, away_owner
from tracker.queries.scope import PLANS_SEEN, Condition
from tracker.queries.score_facts import IS_LATEST_AVAILABLE


@dataclass(frozen=True, slots=True)
class _About:
    """The milestone that was answered about, and what the rules of working on it need to know."""

    id: int
    title: str
    plan_id: int
    recommendation_id: int
    number: str | None
    unit: str | None
    inspection: str
    stands_in_for: str | None
    away_until: date | None
    by: str
    at: datetime
    why: str
    place: Place


@dataclass(frozen=True, slots=True)
class Judged(_About):
    """Reported done, and what `by` found its evidence to be at `at`, with what is missing (`why`)."""

    outcome: DecisionOutcome


@dataclass(frozen=True, slots=True)
class Declined(_About):
    """Open, and `by` declined at `at` that it be due on `to_on`, with their reason (`why`)."""

    due_on: date
    to_on: date


def judged(session: Session, actor: Actor, *, today: date, limit: int) -> tuple[Sequence[Judged], int]:
    """The first milestones of theirs, or of whom they stand in for, that are reported done and whose standing decision
    is not sufficient, while no other evidence waits; the longest known first; and how many. One statement.

    The other spelling of `credit.Gap.JUDGED`, for milestones instead of plans.
    """
    rows = session.connection().execute(_JUDGED, {"limit": limit, **asked_by(actor, today)}).all()
    return [Judged(*(*row[:12], _place(row), row.outcome)) for row in rows], rows[0].total if rows else 0


def declined(session: Session, actor: Actor, *, today: date, limit: int) -> tuple[Sequence[Declined], int]:
    """The first open milestones of which they asked for another date, or which are theirs, where that was declined
    within 14 days, nobody asked again and the date is as it was; and how many. One statement.
    """
    asked = {"limit": limit, **asked_on(today), **asked_by(actor, today)}
    rows = session.connection().execute(_DECLINED, asked).all()
    lines = [Declined(*(*row[:12], _place(row), row.due_on, row.to_on)) for row in rows]
    return lines, rows[0].total if rows else 0


def asked_on(today: date) -> dict[str, object]:
    """The parameters of HOW_MANY_DECLINED, beside those of `own_plans.asked_by`."""
    return {"answers_since": answers_since(today)}


def _place(row: Any) -> Place:
    return Place(
        unit_id=row.unit_id,
        region_id=row.region_id,
        owner_id=row.plan_owner_id,
        milestone_owner_id=row.owner_id,
        is_for_subject=row.is_for_subject,
    )


_OWNERS = sa.bindparam("owners", type_=sa.Integer(), expanding=True)
_LIMIT = sa.bindparam("limit", type_=sa.Integer())
_answerer = aliased(Person)
_verified = sa.func.max(sa.case((Decision.level == DecisionLevel.VERIFICATION, Decision.id)))
_latest = (
    sa.select(sa.func.coalesce(_verified, sa.func.max(Decision.id)))
    .where(Decision.milestone_id == Milestone.id, Decision.measure_revision == Milestone.measure_revision)
    .correlate(Milestone)
    .scalar_subquery()
)
_upon, _gone, _seen = aliased(DecidedVersion), aliased(EvidenceVersion), aliased(DecidedVersion)
_rests_on_withdrawn = sa.exists().where(
    _upon.decision_id == Decision.id, _upon.evidence_version_id == _gone.id, _gone.state == EvidenceState.WITHDRAWN
)
_other_evidence_waits = sa.exists().where(
    evidence_milestone.c.milestone_id == Milestone.id,
    EvidenceVersion.evidence_id == evidence_milestone.c.evidence_id,
    IS_LATEST_AVAILABLE,
    ~sa.exists().where(_seen.decision_id == Decision.id, _seen.evidence_version_id == EvidenceVersion.id),
)
_later = aliased(DateChange)
_asked_again = sa.exists().where(_later.milestone_id == Milestone.id, _later.id > DateChange.id)


def _answers(answer: Any, joined: Condition, by: Any, told: tuple[Any, ...], *conditions: Condition) -> Any:
    """Of each milestone the answer, by whom, and what was `told`: when, why, and what is of this answer alone."""
    return (
        sa.select(
            Milestone.id,
            Milestone.title,
            Milestone.plan_id,
            Recommendation.id,
            Recommendation.number,
            Unit.name,
            Inspection.title,
            away_owner(Milestone.owner_id),
            away_until(Milestone.owner_id),
            _answerer.name,
            *told,
            Inspection.unit_id,
            sa.func.coalesce(Unit.region_id, Inspection.region_id).label("region_id"),
            Plan.owner_id.label("plan_owner_id"),
            Milestone.owner_id,
            Recommendation.is_for_subject,
            sa.func.count().over().label("total"),
        )
        .select_from(Milestone)
        .join(Milestone.plan)
        .join(Plan.recommendation)
        .join(Recommendation.inspection)
        .outerjoin(Inspection.unit)
        .join(Milestone.owner)
        .join(answer, joined)
        .join(_answerer, _answerer.id == by)
        .where(Recommendation.state.in_(sorted(STILL_ASKED)), PLANS_SEEN, *conditions)
        .order_by(told[0], Milestone.id)
        .limit(_LIMIT)
    )


_JUDGED = _answers(
    Decision,
    Decision.id == _latest,
    Decision.decided_by_id,
    (Decision.decided_at, Decision.why, Decision.outcome),
    Milestone.owner_id.in_(_OWNERS),
    Milestone.state == MilestoneState.COMPLETED,
    Decision.outcome != DecisionOutcome.SUFFICIENT,
    ~_rests_on_withdrawn,
    ~_other_evidence_waits,
)
HOW_MANY_JUDGED = counted(_JUDGED)
"""How many milestones of theirs need more evidence, asked with `own_plans.asked_by`."""
_DECLINED = _answers(
    DateChange,
    DateChange.milestone_id == Milestone.id,
    DateChange.decided_by_id,
    (DateChange.decided_at, DateChange.note, Milestone.due_on, DateChange.to_on),
    sa.or_(DateChange.asked_by_id.in_(_OWNERS), Milestone.owner_id.in_(_OWNERS)),
    DateChange.state == DateChangeState.DECLINED,
    DateChange.decided_at >= sa.bindparam("answers_since", type_=DateChange.decided_at.type),
    DateChange.from_on == Milestone.due_on,
    IS_OPEN,
    ~_asked_again,
)
HOW_MANY_DECLINED = counted(_DECLINED)
"""How many date changes of theirs were declined, asked with `own_plans.asked_by` and `asked_on`."""
