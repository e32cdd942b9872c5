"""Builders of blockers, straight into tables: flush, do not commit."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from tests.factories.organisations import OPERATOR
from tracker.domain.vocabulary import Whose
from tracker.models import Blocker, Milestone
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ASKED, ANSWER_DUE = date(2026, 2, 2), date(2026, 2, 20)


def a_blocker(session: Session, milestone: Milestone, **more: Any) -> Blocker:
    """The police were asked on 2 February 2026 and are to answer by the 20th."""
    values: dict[str, Any] = {
        "what": "Access to the police’s system",
        "whose": Whose.POLICE,
        "asked_on": ASKED,
        "answer_due_on": ANSWER_DUE,
    }
    blocker = Blocker(milestone=milestone, **(values | more))
    session.add(blocker)
    session.flush()
    return blocker


def a_recorded_blocker(session: Session, milestone: Milestone) -> Blocker:
    """The same, in the history."""
    blocker = a_blocker(session, milestone)
    record(session, EventKind.BLOCKER_RAISED, milestone, by=OPERATOR, at=AT, covers=[blocker])
    return blocker
