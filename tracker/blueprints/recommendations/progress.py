"""The progress of a plan as its page shows it: both scores, the gap between them, why they changed, what to mend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.domain.contradictions import Contradiction
from tracker.domain.score_gap import GapSplit, gap_split, scope_removed
from tracker.domain.scoring import near_reinspection
from tracker.domain.status_words import why_status
from tracker.queries import contradictions
from tracker.queries.plan_work import PlanWork
from tracker.queries.recommendation_seen import SeenPlan
from tracker.queries.score_explained import Explained, ScoreOfDay, current_and_before, explanation
from tracker.queries.score_facts import window


@dataclass(frozen=True, slots=True)
class GapPart:
    """A part of the gap in hundredths of a point, and the words for it."""

    points: int
    words: str


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """`why` is the rule by which the plan has its status, in words. `changed` says since when and why; None for the
    first score. `removed`: hundredths of a point cancelled."""

    score: ScoreOfDay
    why: str
    gap: int
    gap_parts: tuple[GapPart, ...]
    removed: int
    changed: Explained | None
    contradictions: list[Contradiction]


def progress_of(
    session: Session, plan: SeenPlan, work: PlanWork, *, unmeasured_from: date | None, today: date
) -> PlanProgress | None:
    """The progress of a plan already seen; None while it was never scored. One statement."""
    score, before = current_and_before(session, plan.id, today=today)
    if score is None:
        return None
    return PlanProgress(
        score=score,
        why=_why(plan, score, unmeasured_from),
        gap=score.reported - score.verified,
        gap_parts=_in_words(gap_split(score)),
        removed=scope_removed(score),
        changed=explanation(score, before, work.evidence),
        contradictions=contradictions.of_plan(plan, work, today=today),
    )


def _why(plan: SeenPlan, score: ScoreOfDay, unmeasured_from: date | None) -> str:
    inspection = plan.recommendation.inspection
    expected = window(inspection.reinspection_earliest, inspection.reinspection_latest)
    near = near_reinspection(expected, score.on)
    unmeasured = unmeasured_from is not None and unmeasured_from <= score.on
    return why_status(score, score.status, is_answered=plan.is_answered, is_near=near, is_unmeasured=unmeasured)


def _in_words(gap: GapSplit) -> tuple[GapPart, ...]:
    parts = (
        GapPart(gap.waiting, "waits for review"),
        GapPart(gap.judged, "was found partly sufficient or insufficient, or rests on old evidence"),
        GapPart(gap.unshown, "has no evidence"),
        GapPart(gap.underway, "is underway"),
    )
    return tuple(part for part in parts if part.points)
