"""What a person may know of, as SQL: the other spelling of the SEE_… rules in domain/permissions.py.

Conditions are over ids already in the row or one join away, never lists of ids fetched before; one test asks both
spellings about generated rows.
"""

from __future__ import annotations

import sqlalchemy as sa

from tracker.domain.lifecycles import UNAGREED
from tracker.domain.permissions import Actor, scope_ids
from tracker.domain.vocabulary import Role
from tracker.models import Inspection, Plan, Unit

Condition = sa.ColumnElement[bool]

_IN_A_UNIT = (Role.UNIT_HEAD, Role.CONTRIBUTOR)
_READ_ALL = (Role.NATIONAL_LEAD, Role.ASSURANCE_REVIEWER)


def units_seen_by(actor: Actor) -> Condition:
    """Over a statement that selects from Unit."""
    if actor.is_service or actor.has(*_READ_ALL, Role.ADMINISTRATOR):
        return sa.true()
    return sa.or_(
        Unit.id.in_(scope_ids(actor, _IN_A_UNIT, "unit_id")),
        Unit.region_id.in_(scope_ids(actor, [Role.REGIONAL_LEAD], "region_id")),
    )


def inspections_seen_by(actor: Actor) -> Condition:
    """Over a statement that selects from Inspection with Unit joined outer. Also the rule for recommendations."""
    if actor.has(Role.ADMINISTRATOR):
        return sa.true()
    return sa.or_(_inspections_of_readers(actor), _inspections_of_inspectors(actor))


def plans_seen_by(actor: Actor) -> Condition:
    """Over a statement that selects from Plan with Inspection and, outer, Unit joined. Inspectors see no drafts."""
    return sa.or_(
        _inspections_of_readers(actor),
        sa.and_(_inspections_of_inspectors(actor), Plan.state.not_in(sorted(UNAGREED))),
    )


def _inspections_of_readers(actor: Actor) -> Condition:
    if actor.is_service or actor.has(*_READ_ALL):
        return sa.true()
    regions = scope_ids(actor, [Role.REGIONAL_LEAD], "region_id")
    return sa.or_(
        Inspection.unit_id.in_(scope_ids(actor, _IN_A_UNIT, "unit_id")),
        Inspection.region_id.in_(regions),
        Unit.region_id.in_(regions),
    )


def _inspections_of_inspectors(actor: Actor) -> Condition:
    return Inspection.id.in_(scope_ids(actor, [Role.INSPECTOR], "inspection_id"))
