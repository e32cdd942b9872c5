"""Credit follows the decision that stands: the one place where a milestone becomes verified or stops being so.

Called wherever that decision, or whether the milestone is reported done, may have changed: by a decision, by a
withdrawal, by a change of what is promised, and when it is reported done again after it was reopened.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from tracker.domain.credit import standing_decision
from tracker.domain.lifecycles import MILESTONE
from tracker.domain.score_facts import DecisionFacts, MilestoneFacts
from tracker.domain.vocabulary import DecisionOutcome, MilestoneState
from tracker.models import Milestone, Plan
from tracker.queries.score_facts import decisions_of


def follow_standing_decision(session: Session, plan: Plan, milestones: Iterable[Milestone]) -> list[Milestone]:
    """Verifies those reported done on which a sufficient decision stands, and takes credit from the other verified.

    `milestones` are of `plan`, which is locked. Flushes. Returns those whose state it changed; the caller records them.
    """
    session.flush()
    made = decisions_of(session, [plan.id])
    changed = []
    for milestone in milestones:
        stands = standing_decision(_facts(milestone, made.get(milestone.id, ())))
        is_sufficient = stands is not None and stands.outcome is DecisionOutcome.SUFFICIENT
        if is_sufficient and milestone.state is MilestoneState.COMPLETED:
            milestone.state = MILESTONE.move(milestone.state, "verify")
        elif not is_sufficient and milestone.state is MilestoneState.VERIFIED:
            milestone.state = MILESTONE.move(milestone.state, "lose credit")
        else:
            continue
        changed.append(milestone)
    return changed


def _facts(milestone: Milestone, decisions: Sequence[DecisionFacts]) -> MilestoneFacts:
    """Without the evidence shown for it, which no standing decision depends on."""
    return MilestoneFacts(
        milestone.ordinal,
        milestone.weight,
        milestone.state,
        milestone.due_on,
        milestone.measure_revision,
        tuple(decisions),
    )
