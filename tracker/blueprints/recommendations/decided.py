"""The decisions on the milestones of a plan as its page shows them, and which this person may make now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.domain.credit import REPORTED_DONE
from tracker.domain.permissions import Actor, Permission, can
from tracker.models import Milestone, Plan
from tracker.queries import decisions
from tracker.queries.decisions import OfMilestone


@dataclass(frozen=True, slots=True)
class DecidedLine:
    """A milestone that is reported done or was decided on. `verb` is None where this person decides nothing on it."""

    milestone: Milestone
    made: OfMilestone
    verb: str | None


def decided_on(session: Session, plan: Plan, promised: Iterable[Milestone], actor: Actor) -> list[DecidedLine]:
    """In the plan's order. The same number of statements whatever the plan's size."""
    made = decisions.of_plan(session, plan.id, seen_by=actor)
    return [
        DecidedLine(milestone, made[milestone.id], _verb(milestone, actor))
        for milestone in promised
        if milestone.state in REPORTED_DONE or made[milestone.id].decisions
    ]


def _verb(milestone: Milestone, actor: Actor) -> str | None:
    if milestone.state not in REPORTED_DONE:
        return None
    if can(actor, Permission.VERIFY_MILESTONE, milestone):
        return "Verify"
    return "Review" if can(actor, Permission.REVIEW_MILESTONE, milestone) else None
