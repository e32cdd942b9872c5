"""Saying when somebody is away and who stands in for them, and that they are back."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
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

    The locks of both people's rows keep two at once from overlapping, and a deputy from being away on those days.
    """
    require(by, Permission.SET_ABSENCE, absences.place_of(session, person, by, today=today))
    _lock(session, person, deputy_id)
    begins, ends = check_days(from_on, to_on, today=today)
    if deputy_id not in {one.id for one in absences.possible_deputies(session, person, today=today)}:
        raise RuleBroken("deputy_id", "Select somebody who works in the same place")
    other = overlapping(begins, ends, absences.not_over(session, person.id, today=today))
    if other is not None:
        raise RuleBroken("from_on", "There is an absence in these days already")
    _refuse_without_deputy(session, person, deputy_id, begins, ends, today)
    absence = Absence(person_id=person.id, deputy_id=deputy_id, from_on=begins, to_on=ends)
    session.add(absence)
    record(session, EventKind.ABSENCE_SET, person, by=by, at=at, covers=[absence])
    return absence


def _lock(session: Session, person: Person, deputy_id: int) -> None:
    """Both, in the order of their ids, so that two people who name each other do not wait for each other."""
    both = sa.select(Person.id).where(Person.id.in_([person.id, deputy_id])).order_by(Person.id).with_for_update()
    session.execute(both).all()
    session.refresh(person, ["revision"])


def _refuse_without_deputy(
    session: Session, person: Person, deputy_id: int, begins: date, ends: date, today: date
) -> None:
    """Nobody who is away stands in for another, whichever of both absences is said first."""
    if overlapping(begins, ends, absences.not_over(session, deputy_id, today=today)) is not None:
        raise RuleBroken("deputy_id", "Select somebody who is not away on any of these days")
    owed = overlapping(begins, ends, absences.stood_in_by(session, person.id, today=today))
    if owed is not None:
        away = owed.person.name
        words = f"{person.name} stands in for {away} on some of these days. Name another deputy for {away} first"
        raise RuleBroken("from_on", words)


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
