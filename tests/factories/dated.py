"""Builders of date changes, straight into tables: flush, do not commit."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from tests.factories.organisations import OPERATOR
from tracker.domain.vocabulary import DateChangeLevel
from tracker.models import DateChange, Milestone
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LATER = date(2026, 9, 30)


def a_date_change(session: Session, milestone: Milestone, asked_by_id: int, **more: Any) -> DateChange:
    """Asked for by that person: from the milestone's due date to the end of September 2026, by the regional lead."""
    values: dict[str, Any] = {
        "level": DateChangeLevel.REGION,
        "from_on": milestone.due_on,
        "to_on": LATER,
        "reason": "Two posts are empty.",
        "asked_at": AT,
        "asked_by_id": asked_by_id,
    }
    change = DateChange(milestone=milestone, **(values | more))
    session.add(change)
    session.flush()
    return change


def a_recorded_date_change(session: Session, milestone: Milestone, asked_by_id: int) -> DateChange:
    """The same, in the history."""
    change = a_date_change(session, milestone, asked_by_id)
    record(session, EventKind.DATE_CHANGE_ASKED, milestone, by=OPERATOR, at=AT, covers=[change])
    return change
