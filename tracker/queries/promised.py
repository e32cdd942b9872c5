"""What a plan promises and what speaks against it, for whoever submits it or is asked to agree it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from tracker.domain.contradictions import Contradiction
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import MilestoneState
from tracker.models import Deadline, Measure, Plan
from tracker.queries import contradictions, plan_work
from tracker.queries.actors import actor_of
from tracker.queries.plan_milestones import PlanMilestone


class ToMeasure(NamedTuple):
    """By what success is measured. A row and no entity: what is agreed is read anew under the plan's lock."""

    name: str
    baseline_words: str
    target: int


@dataclass(frozen=True, slots=True)
class Promised:
    """`milestones`: those that are not cancelled. `waits_for`: by the id of one, the numbers of those it waits for."""

    milestones: Sequence[PlanMilestone]
    waits_for: Mapping[int, Sequence[int]]
    measures: Sequence[ToMeasure]
    contradictions: Sequence[Contradiction]


def of_plan(session: Session, plan: Plan, *, seen_by: Actor, today: date) -> Promised:
    """Of a plan already seen, with its place, owner and recommendation. Six statements, and one for a date that the
    recommendation itself sets."""
    work = plan_work.of_plan(session, plan, seen_by=seen_by, today=today)
    stands = [one for one in work.milestones if one.state is not MilestoneState.CANCELLED]
    numbers = {one.id: one.ordinal for one in stands}
    return Promised(
        stands,
        {one.id: sorted(numbers[key] for key in one.waits_for if key in numbers) for one in stands},
        [ToMeasure(*row) for row in session.execute(_MEASURES, {"plan_id": plan.id})],
        speaking_against(session, plan, work, today=today),
    )


def speaking_against(session: Session, plan: Plan, work: plan_work.PlanWork, *, today: date) -> list[Contradiction]:
    """What does not fit together in it."""
    recommendation = plan.recommendation
    if recommendation.deadline_id is not None:  # is not loaded with a plan; a session forgets what nobody holds
        set_committed_value(recommendation, "deadline", session.get_one(Deadline, recommendation.deadline_id))
    left = "" if actor_of(session, plan.owner, today=today).held else plan.owner.name
    return contradictions.of_plan(plan, work, owner_who_left=left, today=today)


_MEASURES = (
    sa.select(Measure.name, Measure.baseline_words, Measure.target)
    .where(Measure.plan_id == sa.bindparam("plan_id", type_=sa.Integer()))
    .order_by(Measure.id)
)
