"""Submitting the plans of a whole inspection together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.domain.permissions import Actor, Permission, require
from tracker.models import Inspection, Plan
from tracker.queries.plan_submission import to_submit
from tracker.services.agreement import submit_plan
from tracker.services.several import Outcome, each


def submit_plans(
    session: Session,
    inspection: Inspection,
    *,
    seen_revisions: Mapping[int, int],
    by: Actor,
    at: datetime,
    today: date,
) -> Outcome[Plan]:
    """Submits those plans whose revisions were seen and that are still to be submitted; each is checked and recorded.

    One that somebody changed meanwhile, or that lacks something by now, is refused and the others are not. They are
    locked in the order of their ids, so that two of these do not wait for each other.
    """
    require(by, Permission.SUBMIT_PLANS, inspection)
    waiting = [one.plan for one in to_submit(session, inspection, seen_by=by, today=today)]
    plans = sorted((plan for plan in waiting if plan.id in seen_revisions), key=lambda plan: plan.id)

    def submit(plan: Plan) -> None:
        submit_plan(session, plan, seen_revision=seen_revisions[plan.id], by=by, at=at, today=today)

    return each(plans, submit)
