"""How much the owners of a unit's plans and milestones hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.permissions import Actor
from tracker.models import Assignment, Inspection
from tracker.queries.handovers import THEIRS, all_held
from tracker.queries.scope import scope_of
from tracker.queries.sessions import holds_on


@dataclass(frozen=True, slots=True)
class Load:
    """What somebody holds in a unit: counts of plans and milestones, and of those overdue."""

    owner_id: int
    owner: str
    plans: int
    milestones: int
    overdue: int


def loads_of_unit(session: Session, unit_id: int, *, seen_by: Actor, today: date) -> list[Load]:
    """What each owner holds in a unit that `seen_by` is the head of or leads, by name. One statement."""
    rows = session.execute(_LOADS, {"unit_id": unit_id, "today": today, **scope_of(seen_by)})
    return [Load(*row) for row in rows]


def held_by(session: Session, person_ids: Collection[int], *, today: date) -> Mapping[int, Sequence[Assignment]]:
    """By person, the roles that these hold today, wherever that is. One statement, or none for nobody."""
    found: dict[int, list[Assignment]] = defaultdict(list)
    if person_ids:
        of_them = sa.select(Assignment).where(Assignment.person_id.in_(sorted(person_ids)), holds_on(today))
        for assignment in session.scalars(of_them.order_by(Assignment.id)):
            found[assignment.person_id].append(assignment)
    return found


_in_unit = all_held(Inspection.unit_id == sa.bindparam("unit_id", type_=sa.Integer()), THEIRS)
_LOADS = (
    sa.select(
        _in_unit.c.owner_id,
        _in_unit.c.owner,
        sa.func.count(sa.case((_in_unit.c.milestone_id.is_(None), 1))),
        sa.func.count(_in_unit.c.milestone_id),
        sa.func.count(sa.case((_in_unit.c.due_on < sa.bindparam("today", type_=sa.Date()), 1))),
    )
    .group_by(_in_unit.c.owner_id, _in_unit.c.owner)
    .order_by(_in_unit.c.owner, _in_unit.c.owner_id)
)
