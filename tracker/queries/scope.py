"""What a person may know of, as SQL: the other spelling of the SEE_… rules in domain/permissions/rules.py.

Conditions are over ids already in the row or one join away, never lists of ids fetched before; one test asks both
spellings about generated rows. They are constants whose parameters `scope_of` gives, so that a statement is put
together once and not at every request, which costs as much again as asking it.
"""

from __future__ import annotations

import sqlalchemy as sa

from tracker.domain.lifecycles import UNAGREED
from tracker.domain.permissions import Actor, scope_ids
from tracker.domain.vocabulary import Role
from tracker.models import Evidence, Inspection, Plan, Region, Unit

Condition = sa.ColumnElement[bool]

_IN_A_UNIT = (Role.UNIT_HEAD, Role.CONTRIBUTOR)
_READ_ALL = (Role.NATIONAL_LEAD, Role.ASSURANCE_REVIEWER)


def scope_of(actor: Actor) -> dict[str, object]:
    """The parameters of every statement that holds one of the conditions below, for `actor`."""
    return {
        "scope_reads_all": actor.is_service or actor.has(*_READ_ALL),
        "scope_administers": actor.has(Role.ADMINISTRATOR),
        "scope_units": scope_ids(actor, _IN_A_UNIT, "unit_id"),
        "scope_regions": scope_ids(actor, [Role.REGIONAL_LEAD], "region_id"),
        "scope_inspections": scope_ids(actor, [Role.INSPECTOR], "inspection_id"),
        "scope_reads_restricted": actor.is_service or actor.has(*_READ_ALL),
        "scope_headed_units": scope_ids(actor, [Role.UNIT_HEAD], "unit_id"),
        "scope_person": actor.person_id,
    }


def _is(name: str) -> Condition:
    return sa.bindparam(name, type_=sa.Boolean())


def _ids(name: str) -> sa.BindParameter[int]:
    return sa.bindparam(name, type_=sa.Integer(), expanding=True)


_UNITS, _REGIONS = _ids("scope_units"), _ids("scope_regions")
_OF_INSPECTORS = Inspection.id.in_(_ids("scope_inspections"))
_OF_READERS = sa.or_(
    _is("scope_reads_all"),
    Inspection.unit_id.in_(_UNITS),
    Inspection.region_id.in_(_REGIONS),
    Unit.region_id.in_(_REGIONS),
)

UNITS_SEEN: Condition = sa.or_(
    _is("scope_reads_all"), _is("scope_administers"), Unit.id.in_(_UNITS), Unit.region_id.in_(_REGIONS)
)
"""Over a statement that selects from Unit."""

REGIONS_SEEN: Condition = sa.or_(_is("scope_reads_all"), Region.id.in_(_REGIONS))
"""Over a statement that selects from Region: those one may look at as a whole, with all of their units."""

INSPECTIONS_SEEN: Condition = sa.or_(_is("scope_administers"), _OF_READERS, _OF_INSPECTORS)
"""Over a statement that selects from Inspection with Unit joined outer. Also the rule for recommendations."""

PLANS_SEEN: Condition = sa.or_(_OF_READERS, sa.and_(_OF_INSPECTORS, Plan.state.not_in(sorted(UNAGREED))))
"""Over a statement that selects from Plan with Inspection and, outer, Unit joined. Inspectors see no drafts."""

COMMENTS_SEEN: Condition = _OF_READERS
"""Over a statement that selects from Plan with Inspection and, outer, Unit joined. Inspectors see none."""

_OF_REGION = sa.or_(Inspection.region_id.in_(_REGIONS), Unit.region_id.in_(_REGIONS))
EVIDENCE_SEEN: Condition = sa.or_(
    sa.and_(_OF_READERS, sa.not_(Evidence.is_restricted)),
    _is("scope_reads_restricted"),
    sa.and_(_OF_INSPECTORS, Plan.state.not_in(sorted(UNAGREED))),
    sa.and_(
        Evidence.uploaded_by_id == sa.bindparam("scope_person", type_=sa.Integer()), Inspection.unit_id.in_(_UNITS)
    ),
    Inspection.unit_id.in_(_ids("scope_headed_units")),
    _OF_REGION,
)
"""Over a statement that selects from Evidence with Plan, Inspection and, outer, Unit joined."""
