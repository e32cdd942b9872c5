"""Saying which milestones of its plan a milestone waits for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.domain.dependencies import in_words, ring
from tracker.domain.errors import InvalidMove, RuleBroken
from tracker.domain.permissions import Actor, Permission, require
from tracker.domain.vocabulary import MilestoneState, PlanState
from tracker.models import Milestone, MilestoneDependency
from tracker.queries import dependencies, milestones
from tracker.services.editing import unchanged_since
from tracker.services.event_kinds import EventKind
from tracker.services.locking import lock_milestone
from tracker.services.record import record
from tracker.services.submitted import read_again

FIELD = "depends_on"


def wait_for(
    session: Session, milestone: Milestone, wanted: Collection[int], *, seen_revision: int, by: Actor, at: datetime
) -> None:
    """The milestone waits for those of its plan whose ids are `wanted`, and for no others.

    The plan's lock keeps two at once from closing a ring. Its score stays: what is waited for and late is overdue in
    the same plan already. Raises NotPermitted, Conflict, InvalidMove, RuleBroken("depends_on").
    """
    require(by, Permission.EDIT_MILESTONE, milestone)
    lock_milestone(session, milestone)
    unchanged_since(milestone, seen_revision)
    kept = {row.depends_on_id: row for row in dependencies.rows_of(session, milestone.id)}
    if kept.keys() == set(wanted):
        return
    if milestone.plan.state is PlanState.SUBMITTED:
        raise InvalidMove("This plan is with the regional lead. Its milestones can be edited once that is decided.")
    if milestone.state is MilestoneState.CANCELLED:
        raise InvalidMove("This milestone was cancelled, so it cannot be edited.")
    others = {other.id: other for other in milestones.of_plan(session, milestone.plan) if other is not milestone}
    came = _came(milestone, set(wanted) - kept.keys(), others)
    _refuse_ring(session, milestone, wanted, others)
    gone = [row for key, row in kept.items() if key not in wanted]
    removed = {f"milestone_dependency {row.id}": {"depends_on_id": row.depends_on_id} for row in gone}
    for row in gone:
        session.delete(row)
    session.add_all(came)
    milestone.revision += 1  # its own row does not change, and the next who saves must be told all the same
    read_again(session, milestone.plan)
    record(session, EventKind.MILESTONE_WAITS, milestone, by=by, at=at, covers=[*gone, *came], before=removed)


def _came(milestone: Milestone, new: set[int], others: Mapping[int, Milestone]) -> list[MilestoneDependency]:
    if not others.keys() >= new:
        raise RuleBroken(FIELD, "Select other milestones of this plan")
    if any(others[key].state is MilestoneState.CANCELLED for key in new):
        raise RuleBroken(FIELD, "Select milestones that are not cancelled")
    return [
        MilestoneDependency(plan_id=milestone.plan_id, milestone_id=milestone.id, depends_on_id=key)
        for key in sorted(new)
    ]


def _refuse_ring(
    session: Session, milestone: Milestone, wanted: Collection[int], others: Mapping[int, Milestone]
) -> None:
    way = ring(dependencies.of_plan(session, milestone.plan_id), milestone.id, wanted)
    if way is not None:
        ordinals = [milestone.ordinal if key == milestone.id else others[key].ordinal for key in way]
        words = in_words(ordinals)
        raise RuleBroken(FIELD, f"{words[0].upper()}{words[1:]} would wait for each other")
