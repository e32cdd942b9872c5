"""Builders of milestones, straight into tables: flush, do not commit."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from tracker.domain.vocabulary import MilestoneState
from tracker.models import Milestone, Person, Plan

DUE = date(2026, 6, 30)
_numbers = itertools.count(1)


def a_milestone(session: Session, plan: Plan, owner: Person | None = None, **more: Any) -> Milestone:
    """Planned, of weight 10, due at the end of June 2026, with evidence expected, the plan's owner by default.

    One that is done is not drawn for a review outside the unit's line.
    """
    number = next(_numbers)
    values = {
        "ordinal": number,
        "title": f"Check cases, round {number}",
        "weight": 10,
        "due_on": DUE,
        "evidence_expected": "An audit of 20 cases.",
        "owner_id": owner.id if owner else plan.owner_id,
    } | more
    if values.get("state") in (MilestoneState.COMPLETED, MilestoneState.VERIFIED):
        values.setdefault("is_drawn", False)
    milestone = Milestone(plan=plan, **values)
    session.add(milestone)
    session.flush()
    return milestone
