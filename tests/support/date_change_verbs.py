"""The verbs of a date change with what a test does not say, and a milestone of an agreed plan to ask about."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories.dated import LATER
from tests.factories.inspections import a_person
from tests.factories.milestones import a_milestone
from tests.support.milestone_verbs import AT, head, lead, plan, when
from tracker.domain.permissions import Actor, Held
from tracker.domain.vocabulary import (
    PlanState,
    Role,
)
from tracker.models import DateChange, Milestone, Plan
from tracker.services import date_changes as verbs

__all__ = ["head", "lead", "plan"]


@pytest.fixture
def milestone(session: Session, plan: Plan) -> Milestone:
    plan.state = PlanState.AGREED
    return a_milestone(session, plan)


@pytest.fixture
def nation(session: Session) -> Actor:
    return Actor(a_person(session, "Pat Nation").id, "Pat Nation", (Held(Role.NATIONAL_LEAD),))


def ask(session: Session, milestone: Milestone, by: Actor, to_on: date = LATER, **more: Any) -> DateChange:
    said: dict[str, Any] = {
        "to_on": to_on,
        "reason": "Two posts are empty.",
        "seen_revision": milestone.revision,
    } | more
    return verbs.ask_date_change(session, milestone, **said, **when(by))


def approve(session: Session, change: DateChange, by: Actor) -> None:
    verbs.approve_date_change(session, change, note="", seen_revision=change.revision, **when(by))
    session.flush()


def decline(session: Session, change: DateChange, by: Actor, note: str = "The work can be shared.") -> None:
    verbs.decline_date_change(session, change, note=note, seen_revision=change.revision, **when(by))
    session.flush()


def withdraw(session: Session, change: DateChange, by: Actor) -> None:
    verbs.withdraw_date_change(session, change, seen_revision=change.revision, by=by, at=AT)
    session.flush()
