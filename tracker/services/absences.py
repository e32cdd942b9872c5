"""Saying when somebody is away and who stands in for them, and that they are back."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.domain.absences import check_days, overlapping
from tracker.domain.errors import InvalidMove, RuleBroken
from tracker.domain.permissions import Actor, Permission, require
from tracker.models import Absence, Person
from tracker.queries import absences
from tracker.services.editing import unchanged_since
from tracker.services.event_kinds import EventKind
from tracker.services.record import record


def set_absence(
    session: Session,
    person: Person,
    *,
    from_on: date | None,
    to_on: date | None,
    deputy_id: int,
    by: Actor,
    at: datetime,
    today: date,
) -> Absence:
    """The person is away from a day to a day, both included, and the deputy stands in. RuleBroken by the field.

    The lock of the person's row keeps two at once from overlapping.
    """
    require(by, Permission.SET_ABSENCE, absences.place_of(session, person, by, today=today))
    session.refresh(person, ["revision"], with_for_update=True)
    begins, ends = check_days(from_on, to_on, today=today)
    if deputy_id not in {one.id for one in absences.possible_deputies(session, person, today=today)}:
        raise RuleBroken("deputy_id", "Select somebody who works in the same place")
    other = overlapping(begins, ends, absences.not_over(session, person.id, today=today))
    if other is not None:
        raise RuleBroken("from_on", "There is an absence in these days already")
    absence = Absence(person_id=person.id, deputy_id=deputy_id, from_on=begins, to_on=ends)
    session.add(absence)
    record(session, EventKind.ABSENCE_SET, person, by=by, at=at, covers=[absence])
    return absence


def end_absence(
    session: Session, absence: Absence, *, seen_revision: int, by: Actor, at: datetime, today: date
) -> None:
    """The person is back, or does not go: the deputy's rights end with the next request."""
    person = absence.person
    require(by, Permission.SET_ABSENCE, absences.place_of(session, person, by, today=today))
    session.refresh(person, ["revision"], with_for_update=True)
    session.refresh(absence, ["ended_at", "to_on", "revision"])
    if absence.ended_at is not None or absence.to_on < today:
        raise InvalidMove("This absence is over already.")
    unchanged_since(absence, seen_revision)
    absence.ended_at, absence.ended_by_id = at, by.person_id
    record(session, EventKind.ABSENCE_ENDED, person, by=by, at=at, covers=[absence])
