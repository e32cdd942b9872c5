"""Regions and units by the names that reports and lists give them."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from tracker.domain.names import region_key, unit_key
from tracker.domain.vocabulary import UnitKind
from tracker.models import Region, Unit, UnitAlias


def find_unit(session: Session, name: str, *, kind: UnitKind = UnitKind.PDU) -> Unit | None:
    """The unit, with its region, that goes by `name` in any spelling; None where none does. For who may import."""
    return session.scalars(
        sa.select(Unit)
        .join(Unit.aliases)
        .where(UnitAlias.matching_key == unit_key(name, kind))
        .options(joinedload(Unit.region))
    ).one_or_none()


def find_region(session: Session, name: str) -> Region | None:
    """The region that goes by `name` in any spelling; None where none does. There are about a dozen regions."""
    key = region_key(name)
    return next((region for region in session.scalars(sa.select(Region)) if region_key(region.name) == key), None)
