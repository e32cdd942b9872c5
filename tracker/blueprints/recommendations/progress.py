"""The progress of a plan as its page shows it: both scores, the gap between them, why they changed, what to mend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.blueprints.recommendations.work import visit_of
from tracker.domain.contradictions import Contradiction
from tracker.domain.score_gap import GapSplit, gap_split, scope_removed
from tracker.domain.scoring import near_reinspection
from tracker.domain.status_words import why_status
from tracker.queries import contradictions
from tracker.queries.plan_work import PlanWork
from tracker.queries.recommendation_seen import SeenPlan
from tracker.queries.recommendations import RecommendationWithPlan
from tracker.queries.score_explained import (
    Explained,
    ScoreOfDay,
    SoonStale,
    current_and_before,
    explanation,
    stale_by,
)


@dataclass(frozen=True, slots=True)
class GapPart:
    """A part of the gap in hundredths of a point, and the words for it."""

    points: int
    words: str


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """`why` is the rule by which the plan has its status, in words. `changed` says since when and why; None for the
    first score. `removed`: hundredths of a point cancelled. `soon_stale`: evidence that is stale on `visit_from`, the
    first day on which inspectors are expected; None where nobody expects them."""

    score: ScoreOfDay
    why: str
    gap_parts: tuple[GapPart, ...]
    removed: int
    changed: Explained | None
    contradictions: list[Contradiction]
    soon_stale: list[SoonStale]
    visit_from: date | None


def progress_of(
    session: Session,
    found: RecommendationWithPlan,
    plan: SeenPlan,
    work: PlanWork,
    *,
    unmeasured_from: date | None,
    today: date,
) -> PlanProgress | None:
    """The progress of the plan that was found; None while it was never scored. One statement."""
    score, before = current_and_before(session, plan.id, today=today)
    if score is None:
        return None
    why = _why(plan, score, unmeasured_from)
    visit = visit_of(plan.recommendation.inspection)
    visit_from = visit.earliest if visit and visit.latest >= today else None
    left = (found.owner or "") if found.owner_has_left else ""
    return PlanProgress(
        score=score,
        why=why,
        gap_parts=_in_words(gap_split(score)),
        removed=scope_removed(score),
        changed=explanation(score, before, work, why),
        contradictions=contradictions.of_plan(plan, work, owner_who_left=left, today=today),
        soon_stale=stale_by(work, visit_from) if visit_from else [],
        visit_from=visit_from,
    )


def _why(plan: SeenPlan, score: ScoreOfDay, unmeasured_from: date | None) -> str:
    near = near_reinspection(visit_of(plan.recommendation.inspection), score.on)
    late = not plan.was_submitted and plan.deadline.due_on < score.on
    unmeasured = unmeasured_from is not None and unmeasured_from <= score.on
    return why_status(score, score.status, is_plan_late=late, is_near=near, is_unmeasured=unmeasured)


def _in_words(gap: GapSplit) -> tuple[GapPart, ...]:
    parts = (
        GapPart(gap.waiting, "waiting for review"),
        GapPart(gap.judged, "found partly sufficient or insufficient, or resting on old evidence"),
        GapPart(gap.unshown, "without evidence"),
        GapPart(gap.underway, "underway"),
    )
    return tuple(part for part in parts if part.points)
