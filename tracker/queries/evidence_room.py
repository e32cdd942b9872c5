"""An inspection's evidence room: what was promised, what was reported done, what shows it and who decided what.

Four statements for three milestones or three hundred: two about all of them, for the filter and its counts, and two
about those of one page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.domain.credit import Gap
from tracker.domain.evidence_room import Shown, how_shown
from tracker.domain.permissions import Actor, Place
from tracker.domain.vocabulary import MilestoneState, PlanState, PlanStatus, RecommendationState
from tracker.models import Inspection, Milestone, Person, Plan, Recommendation, Score
from tracker.queries.agreement import HAD_A_HAND
from tracker.queries.scope import PLANS_SEEN, scope_of
from tracker.queries.scores import CURRENT

_ORDER = list(Shown)


@dataclass(frozen=True, slots=True)
class RoomRecommendation:
    """What is of the plan is None where there is none, or it may not be seen (an inspector sees no drafts).

    `had_a_hand`: whether this reader had one in the plan, and so decides on nothing of it.
    """

    id: int
    number: str | None
    text: str
    state: RecommendationState
    has_plan: bool
    plan_id: int | None
    plan_owner_id: int | None
    plan_state: PlanState | None
    status: PlanStatus | None
    verified: int | None
    reported: int | None
    parts: Mapping[str, Any] | None
    had_a_hand: bool

    def gap_of(self, ordinal: int) -> Gap:
        """Why that milestone is verified for less than is reported, by the plan's stored score."""
        lines = self.parts["by_milestone"] if self.parts else ()
        return next((Gap(line[4]) for line in lines if line[0] == ordinal), Gap.UNSHOWN)


@dataclass(frozen=True, slots=True)
class RoomMilestone:
    """A milestone that was promised. `place` is what the rules of deciding on it need to know."""

    id: int
    plan_id: int
    ordinal: int
    title: str
    owner_id: int
    owner: str
    on_behalf_of: str
    due_on: date
    evidence_expected: str
    keeps_people_safe: bool
    measure_revision: int
    weight: int
    state: MilestoneState
    completed_at: datetime | None
    completed_by_id: int | None
    completion_note: str
    recommendation: RoomRecommendation
    shown: Shown
    place: Place


def recommendations_of(
    session: Session, inspection: Inspection, *, seen_by: Actor, today: date
) -> list[RoomRecommendation]:
    """The recommendations of an inspection already seen, in printed order. One statement."""
    asked = {"inspection_id": inspection.id, "today": today, "hands": sorted(seen_by.answers_for), **scope_of(seen_by)}
    return [RoomRecommendation(*tuple(row)) for row in session.execute(_RECOMMENDATIONS, asked)]


def milestones_of(session: Session, inspection: Inspection, among: Sequence[RoomRecommendation]) -> list[RoomMilestone]:
    """The milestones of those plans that may be seen: by recommendation, the gaps first. One statement."""
    by_plan = {each.plan_id: each for each in among if each.plan_id is not None}
    rank = {each.id: number for number, each in enumerate(among)}
    found = [
        _milestone(row, by_plan[row.plan_id], inspection.place)
        for row in session.execute(_MILESTONES, {"inspection_id": inspection.id})
        if row.plan_id in by_plan
    ]
    return sorted(found, key=lambda each: (rank[each.recommendation.id], _ORDER.index(each.shown), each.ordinal))


def _milestone(row: Any, recommendation: RoomRecommendation, place: Place) -> RoomMilestone:
    where = replace(
        place,
        owner_id=recommendation.plan_owner_id,
        plan_state=recommendation.plan_state,
        milestone_owner_id=row.owner_id,
    )
    shown = how_shown(row.state, recommendation.gap_of(row.ordinal))
    return RoomMilestone(*[*row, recommendation, shown, where])


def counts_of(milestones: Collection[RoomMilestone]) -> Mapping[Shown, int]:
    """How many stand where."""
    counts: dict[Shown, int] = defaultdict(int)
    for each in milestones:
        counts[each.shown] += 1
    return counts


_any_plan = aliased(Plan)  # apart from the Plan that only those who may see it get
_INSPECTION = sa.bindparam("inspection_id", type_=sa.Integer())
_RECOMMENDATIONS = (
    sa.select(
        Recommendation.id,
        Recommendation.number,
        Recommendation.text,
        Recommendation.state,
        sa.exists().where(_any_plan.recommendation_id == Recommendation.id),
        Plan.id,
        Plan.owner_id,
        Plan.state,
        Score.status,
        Score.verified,
        Score.reported,
        Score.parts,
        sa.func.coalesce(HAD_A_HAND, sa.false()),
    )
    .select_from(Recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .outerjoin(Plan, sa.and_(Plan.recommendation_id == Recommendation.id, PLANS_SEEN))
    .outerjoin(Score, CURRENT)
    .where(Recommendation.inspection_id == _INSPECTION)
    .order_by(Recommendation.ordinal)
)
_MILESTONES = (
    sa.select(
        Milestone.id,
        Milestone.plan_id,
        Milestone.ordinal,
        Milestone.title,
        Milestone.owner_id,
        Person.name,
        Milestone.on_behalf_of,
        Milestone.due_on,
        Milestone.evidence_expected,
        Milestone.keeps_people_safe,
        Milestone.measure_revision,
        Milestone.weight,
        Milestone.state,
        Milestone.completed_at,
        Milestone.completed_by_id,
        Milestone.completion_note,
    )
    .join(Milestone.owner)
    .join(Milestone.plan)
    .join(Plan.recommendation)
    .where(Recommendation.inspection_id == _INSPECTION)
)
