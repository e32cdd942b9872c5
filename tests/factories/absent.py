"""Builders of absences, straight into tables: flush, do not commit."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from tests.factories.organisations import OPERATOR
from tracker.models import Absence, Person
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
FAR = date(2140, 1, 1)


def a_recorded_absence(session: Session, person: Person, deputy: Person) -> Absence:
    """In the history, and so far ahead that nobody stands in for anybody yet."""
    absence = Absence(person_id=person.id, deputy_id=deputy.id, from_on=FAR, to_on=FAR)
    session.add(absence)
    record(session, EventKind.ABSENCE_SET, person, by=OPERATOR, at=AT, covers=[absence])
    return absence
