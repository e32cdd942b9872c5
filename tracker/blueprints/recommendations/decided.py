"""The decisions on the milestones of a plan as its page shows them, and which this person may make now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.blueprints.recommendations.rights import Rights, RightsOf
from tracker.domain.credit import REPORTED_DONE
from tracker.queries.plan_decisions import OfMilestone, made_on
from tracker.queries.plan_milestones import PlanMilestone
from tracker.queries.plan_work import PlanWork


@dataclass(frozen=True, slots=True)
class DecidedLine:
    """A milestone that is reported done or was decided on. `verb` is None where this person decides nothing on it."""

    milestone: PlanMilestone
    made: OfMilestone
    verb: str | None


def decided_on(work: PlanWork, rights_of: RightsOf, *, is_asked: bool, today: date) -> list[DecidedLine]:
    """In the plan's order. `is_asked`: the recommendation still stands, so that anything is decided at all."""
    return [
        DecidedLine(
            milestone,
            made_on(work.facts[milestone.id], work.decisions.get(milestone.id, ()), work.evidence, today),
            _verb(milestone, rights_of(milestone.owner_id)) if is_asked else None,
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
