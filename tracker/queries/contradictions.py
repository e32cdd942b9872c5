"""What a plan says, for domain/contradictions.py."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tracker.domain.contradictions import Contradiction, Proof, Said, Work, contradictions
from tracker.domain.credit import credit
from tracker.domain.london import london_date
from tracker.models import Plan
from tracker.queries.plan_evidence import Piece
from tracker.queries.plan_milestones import PlanMilestone
from tracker.queries.plan_work import PlanWork
from tracker.queries.recommendation_seen import SeenPlan

_RESTRICTED = "Restricted evidence"


def of_plan(plan: Plan | SeenPlan, work: PlanWork, *, owner_who_left: str = "", today: date) -> list[Contradiction]:
    """The contradictions of a plan loaded with its recommendation. What may not be seen is not named."""
    recommendation = plan.recommendation
    ordinals = {one.id: one.ordinal for one in work.milestones}
    said = Said(
        plan.response,
        recommendation.inspection.published_on,
        recommendation.deadline.due_on if recommendation.deadline else None,
        sum(credit(milestone, today).is_sufficient for milestone in work.facts.values()),
        [_work(one, ordinals) for one in work.milestones],
        [_proof(piece) for piece in work.evidence.pieces.values() if piece.latest_available],
        owner_who_left,
    )
    return contradictions(said, today)


def _work(one: PlanMilestone, ordinals: Mapping[int, int]) -> Work:
    waits_for = tuple(ordinals[key] for key in one.waits_for)
    return Work(one.ordinal, one.state, one.due_on, one.owner, one.owner_has_left, waits_for)


def _proof(piece: Piece) -> Proof:
    first = piece.versions[0]
    uploaded = min(version.uploaded_at for version in piece.versions)
    return Proof(first.title if piece.is_seen else _RESTRICTED, london_date(uploaded), first.period_to)
