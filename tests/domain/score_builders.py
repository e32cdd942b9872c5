"""Short builders of the facts that scores are made of."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tracker.adapters import bank_holidays
from tracker.domain.score_facts import DecisionFacts, LookedAt, MilestoneFacts, PlanFacts, day_of
from tracker.domain.scoring import Figures, score
from tracker.domain.vocabulary import DecisionLevel, DecisionOutcome, EvidenceKind, MilestoneState

TODAY = date(2026, 6, 3)  # a Wednesday
DAY = day_of(TODAY, bank_holidays.calendar())
FRESH = LookedAt(1, 1, EvidenceKind.PRACTICE_AUDIT, TODAY, False)
STALE = LookedAt(2, 12, EvidenceKind.PRACTICE_AUDIT, TODAY - timedelta(days=200), False)
_ordinals = iter(range(1, 10_000))


def milestone(state: str, weight: int = 1, **more: Any) -> MilestoneFacts:
    due = {"due_on": TODAY + timedelta(days=30)}
    return MilestoneFacts(next(_ordinals), weight, MilestoneState(state), **(due | more))


def decision(outcome: str, *looked_at: LookedAt, **more: Any) -> DecisionFacts:
    values: dict[str, Any] = {"id": 1, "level": DecisionLevel.REVIEW, "measure_revision": 1} | more
    return DecisionFacts(outcome=DecisionOutcome(outcome), looked_at=looked_at, **values)


def decided(outcome: str, *looked_at: LookedAt, weight: int = 1) -> MilestoneFacts:
    return milestone("completed", weight, decisions=(decision(outcome, *(looked_at or (FRESH,))),))


def plan(*milestones: MilestoneFacts, **more: Any) -> PlanFacts:
    values: dict[str, Any] = {"was_submitted": True, "plan_due": TODAY} | more
    return PlanFacts(milestones, **values)


def scored(*milestones: MilestoneFacts, **more: Any) -> Figures:
    return score(plan(*milestones, **more), DAY)
