"""What waits to be agreed is agreed as it was read."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tracker.domain.vocabulary import PlanChangeState, PlanState
from tracker.models import Plan
from tracker.queries.plan_changes import open_of


def read_again(session: Session, plan: Plan) -> None:
    """Has whoever reads the submitted plan, or the submitted change of an agreed one, read it again: Conflict for them.

    To be called under the plan's lock by every verb that changes, beside the plan's own row, what agreeing freezes:
    an owner, a date, what a milestone waits for, what is measured, a milestone that is cancelled. Nothing where the
    plan does not wait to be agreed. A revision alone is no change that the history names.
    """
    if plan.state is PlanState.SUBMITTED:
        plan.revision += 1
    elif plan.state is PlanState.CHANGING:
        change = open_of(session, plan)
        if change is None:
            return
        session.refresh(change, ["state", "revision"])  # it may have been loaded before the lock was had
        if change.state is PlanChangeState.SUBMITTED:
            change.revision += 1
