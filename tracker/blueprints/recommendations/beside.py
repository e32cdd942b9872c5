"""What stands on pages of its own beside a plan, as the recommendation's page links to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.domain.lifecycles import STILL_ASKED
from tracker.domain.london import london_date
from tracker.domain.outcome import unmeasured_from
from tracker.domain.permissions import Actor, Permission, can
from tracker.domain.vocabulary import MilestoneState
from tracker.queries.plan_milestones import PlanMilestone
from tracker.queries.recommendation_seen import SeenPlan
from tracker.queries.recommendations import Beside


@dataclass(frozen=True, slots=True)
class BesidePlan:
    """`comments` is None where this person may see none; `unmeasured_from` is since when the outcome should have been
    read and was not (domain/outcome.py). `may_read`: they may add readings; `may_send`: progress updates."""

    found: Beside
    comments: int | None
    unmeasured_from: date | None
    may_read: bool
    may_send: bool


def beside_plan(found: Beside, plan: SeenPlan, milestones: Iterable[PlanMilestone], actor: Actor) -> BesidePlan:
    """What was found beside the plan, for `actor`."""
    dues = [each.due_on for each in milestones if each.state is not MilestoneState.CANCELLED]
    is_asked = plan.recommendation.state in STILL_ASKED
    agreed_on = london_date(found.first_agreed_at) if found.first_agreed_at else None
    return BesidePlan(
        found,
        found.comments if can(actor, Permission.SEE_COMMENTS, plan) else None,
        unmeasured_from(agreed_on, max(dues, default=None), found.readings > 0),
        is_asked and can(actor, Permission.ADD_READING, plan),
        is_asked and can(actor, Permission.SEND_UPDATE, plan),
    )
