"""How much the owners of a unit's plans and milestones hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.permissions import Actor
from tracker.models import Inspection
from tracker.queries.handovers import THEIRS, all_held
from tracker.queries.scope import scope_of


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
