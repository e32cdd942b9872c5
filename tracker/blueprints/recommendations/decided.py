"""The decisions on the milestones of a plan as its page shows them, and which this person may make now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.blueprints.recommendations.rights import Rights, RightsOf
from tracker.domain.credit import REPORTED_DONE
from tracker.domain.deciding import Hands, why_not_independent
from tracker.domain.lifecycles import STILL_ASKED
from tracker.domain.permissions import Actor
from tracker.queries.plan_decisions import OfMilestone, made_on
from tracker.queries.plan_milestones import PlanMilestone
from tracker.queries.plan_work import PlanWork
from tracker.queries.recommendation_seen import SeenPlan
from tracker.queries.recommendations import RecommendationWithPlan


@dataclass(frozen=True, slots=True)
class DecidedLine:
    """A milestone that is reported done or was decided on. `verb` is None where this person decides nothing on it."""

    milestone: PlanMilestone
    made: OfMilestone
    verb: str | None


def decided_on(
    found: RecommendationWithPlan, plan: SeenPlan, work: PlanWork, actor: Actor, rights_of: RightsOf, *, today: date
) -> list[DecidedLine]:
    """In the plan's order. Nothing is decided any more once the recommendation no longer stands.

    Nor is by whoever had a hand in it: the rule of the verb (services/decisions.py), over what the page has loaded.
    """
    is_asked = found.recommendation.state in STILL_ASKED

    def is_independent(milestone: PlanMilestone) -> bool:
        uploaders = work.evidence.uploaders_for(milestone.id)
        hands = Hands(plan.owner_id, milestone.owner_id, milestone.completed_by_id, uploaders, found.had_a_hand)
        return why_not_independent(actor.person_id, hands, actor.stands_in_for) is None

    return [
        DecidedLine(
            milestone,
            made_on(work.facts[milestone.id], work.decisions.get(milestone.id, ()), work.evidence, today),
            _verb(milestone, rights_of(milestone.owner_id)) if is_asked and is_independent(milestone) else None,
        )
        for milestone in work.milestones
        if milestone.state in REPORTED_DONE or milestone.id in work.decisions
    ]


def _verb(milestone: PlanMilestone, rights: Rights) -> str | None:
    if milestone.state not in REPORTED_DONE:
        return None
    if rights.may_verify:
        return "Verify"
    return "Review" if rights.may_review else None
