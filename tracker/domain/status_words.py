"""Why a plan has the status it has, in words: the other half of `scoring.status_of`, rule by rule in its order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tracker.domain.score_gap import Scored
from tracker.domain.scoring import WIDE_GAP
from tracker.domain.vocabulary import PlanStatus

FAR_BEHIND = "Progress is far behind what was agreed: slower than 80% of the planned pace."
BEHIND = "Progress is behind what was agreed: slower than 95% of the planned pace."
UNMEASURED = "More than half of its time has gone, and there is no reading of its outcome yet."
WIDE = (
    "More than 30 points are reported that nobody has verified, not counting what waits for review, and the inspectors "
    "come soon."
)


def why_status(
    score: Scored, status: PlanStatus, *, is_plan_late: bool, is_near: bool, is_unmeasured: bool = False
) -> str:
    """One sentence. `is_plan_late`: never submitted, and it was due; `is_near`: from ninety days before the
    reinspection opens until it closes; `is_unmeasured`: past half of its time without a reading."""
    parts = score.parts
    if status is PlanStatus.DELIVERED:
        return "Every milestone that was not cancelled has evidence found sufficient."
    if status is PlanStatus.OFF_TRACK:
        if parts["long_overdue"]:
            return f"{_milestones(parts['long_overdue'])} overdue by more than ten working days."
        return "The plan is overdue by more than ten working days." if is_plan_late else FAR_BEHIND
    if status is PlanStatus.AT_RISK:
        return _why_at_risk(parts, is_plan_late, is_near, is_unmeasured)
    if status is PlanStatus.NOT_STARTED:
        return "No milestone has been started."
    return "Nothing is overdue."


def _why_at_risk(parts: Mapping[str, Any], is_plan_late: bool, is_near: bool, is_unmeasured: bool) -> str:
    if parts["overdue"]:
        return f"{_milestones(parts['overdue'])} overdue."
    if is_plan_late:
        return "The plan is overdue: it was to be submitted."
    if parts.get("blocked", 0):
        return f"{_answers(parts['blocked'])} late."
    unsupported = parts["gap_judged"] + parts["gap_unshown"] + parts["gap_underway"]
    if is_near and unsupported > WIDE_GAP * parts["weight"]:
        return WIDE
    return UNMEASURED if is_unmeasured else BEHIND


def _answers(count: int) -> str:
    return "1 answer that a milestone waits for is" if count == 1 else f"{count} answers that milestones wait for are"


def _milestones(count: int) -> str:
    return "1 milestone is" if count == 1 else f"{count} milestones are"
