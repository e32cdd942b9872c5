"""Credit follows the decision that stands: the one place where a milestone becomes verified or stops being so.

Called wherever that decision, or whether the milestone is reported done, may have changed: by a decision, by a
withdrawal, by a change of what is promised, and when it is reported done again after it was reopened.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from tracker.domain.credit import standing_decision
from tracker.domain.lifecycles import MILESTONE
from tracker.domain.vocabulary import DecisionOutcome, MilestoneState
from tracker.models import Milestone, Plan
from tracker.queries.score_facts import facts_of


def follow_standing_decision(session: Session, plan: Plan, milestones: Iterable[Milestone]) -> list[Milestone]:
    """Verifies those reported done on which a sufficient decision stands, and takes credit from the other verified.

    `milestones` are of `plan`, which is locked. Flushes. Returns those whose state it changed; the caller records them.
    """
    session.flush()
    facts = {each.ordinal: each for each in facts_of(session, [plan.id])[plan.id].milestones}
    changed = []
    for milestone in milestones:
        stands = standing_decision(facts[milestone.ordinal])
        is_sufficient = stands is not None and stands.outcome is DecisionOutcome.SUFFICIENT
        if is_sufficient and milestone.state is MilestoneState.COMPLETED:
            milestone.state = MILESTONE.move(milestone.state, "verify")
        elif not is_sufficient and milestone.state is MilestoneState.VERIFIED:
            milestone.state = MILESTONE.move(milestone.state, "lose credit")
        else:
            continue
        changed.append(milestone)
    return changed
