"""Who works in a unit and what they hold, for its head, its regional lead and administrators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template

from tracker import clock
from tracker.blueprints.people.views import blueprint
from tracker.domain.permissions import Permission
from tracker.domain.vocabulary import Role
from tracker.extensions import db
from tracker.models import Assignment, Unit
from tracker.queries import loads, units
from tracker.web.guards import guarded, needs
from tracker.web.signed_in import current_actor


@dataclass
class Row:
    """A person with their roles in the unit today; where they only hold something there, `elsewhere` says what they
    are today, and whether that is above the unit."""

    person_id: int
    name: str
    roles: Sequence[Role] = ()
    elsewhere: Sequence[tuple[Role, bool]] = ()
    plans: int = 0
    milestones: int = 0
    overdue: int = 0


@blueprint.route("/units/<int:unit_id>/people")
@needs(GET=Permission.SEE_UNIT_PEOPLE)
def of_unit(unit_id: int) -> str:
    actor, today = current_actor(), clock.today()
    unit = guarded(units.get(db.session(), unit_id, seen_by=actor))
    rows: dict[int, Row] = {}
    for assignment in units.people_of(db.session(), unit, today=today):
        row = rows.setdefault(assignment.person_id, Row(assignment.person_id, assignment.person.name))
        row.roles = (*row.roles, assignment.role)
    for load in loads.loads_of_unit(db.session(), unit.id, seen_by=actor, today=today):
        row = rows.setdefault(load.owner_id, Row(load.owner_id, load.owner))
        row.plans, row.milestones, row.overdue = load.plans, load.milestones, load.overdue
    outside = [row.person_id for row in rows.values() if not row.roles]
    for person_id, held in loads.held_by(db.session(), outside, today=today).items():
        rows[person_id].elsewhere = [(one.role, _is_above(one, unit)) for one in held]
    return render_template("people/of_unit.html", unit=unit, rows=list(rows.values()))


def _is_above(held: Assignment, unit: Unit) -> bool:
    """In the unit's region, or everywhere."""
    return held.unit_id is None and held.inspection_id is None and held.region_id in (None, unit.region_id)
