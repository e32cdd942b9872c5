"""Roles as somebody gives or ends them: where one may be held, one of them, and what its end would leave behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from tracker.domain.errors import NotFound
from tracker.domain.permissions import Actor, Permission, can
from tracker.models import Assignment, Inspection, Person, Region, Unit
from tracker.queries import handovers, people
from tracker.queries.handovers import HeldItem


@dataclass(frozen=True, slots=True)
class Scopes:
    """Where a role can be held: ids and names, by name; inspections the newest first."""

    units: Sequence[tuple[int, str]]
    regions: Sequence[tuple[int, str]]
    inspections: Sequence[tuple[int, str]]


def scopes(session: Session) -> Scopes:
    """All there are. Three statements. For who manages people."""
    units = session.execute(sa.select(Unit.id, Unit.name, Region.name).join(Unit.region).order_by(Unit.name, Unit.id))
    regions = session.execute(sa.select(Region.id, Region.name).order_by(Region.name))
    reports = session.execute(
        sa.select(Inspection.id, Inspection.title).order_by(Inspection.published_on.desc(), Inspection.id)
    )
    return Scopes(
        [(row[0], f"{row[1]}, {row[2]}") for row in units],
        [(row[0], row[1]) for row in regions],
        [(row[0], row[1]) for row in reports],
    )


def get(session: Session, assignment_id: int, *, seen_by: Actor) -> Assignment:
    """The role with its person, unit and region; NotFound for everybody but who manages people."""
    found = session.scalars(_ONE, {"assignment_id": assignment_id}).one_or_none()
    if found is None or not can(seen_by, Permission.MANAGE_PEOPLE, found.person):
        raise NotFound("There is no such role.")
    return found


def left_behind(
    session: Session, person: Person, ending: Assignment | None, *, seen_by: Actor, today: date
) -> list[HeldItem]:
    """What nobody at work would own once `ending` is over, or all roles of `person` where it is None. Two
    statements."""
    kept = [one for one in people.assignments_not_over(session, person, today=today) if ending and one.id != ending.id]
    units, regions = {one.unit_id for one in kept} - {None}, {one.region_id for one in kept} - {None}
    held = handovers.held_by(session, person.id, seen_by=seen_by)
    left = [item for item in held if item.place.unit_id not in units and item.place.region_id not in regions]
    if ending is None or (ending.unit_id is None and ending.region_id is None):
        return left
    return [
        item
        for item in left
        if ending.unit_id == item.place.unit_id or ending.region_id == item.place.region_id is not None
    ]


_ONE = (
    sa.select(Assignment)
    .where(Assignment.id == sa.bindparam("assignment_id", type_=sa.Integer()))
    .options(joinedload(Assignment.person), joinedload(Assignment.unit), joinedload(Assignment.region))
)
