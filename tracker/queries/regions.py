"""Regions that one may look at as a whole."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.errors import NotFound
from tracker.domain.permissions import Actor
from tracker.models import Region
from tracker.queries.scope import REGIONS_SEEN, scope_of


def get(session: Session, region_id: int, *, seen_by: Actor) -> Region:
    """The region; NotFound where it is not theirs to see as a whole."""
    region = session.scalars(_ONE, {"region_id": region_id, **scope_of(seen_by)}).one_or_none()
    if region is None:
        raise NotFound("There is no such region.")
    return region


def seen(session: Session, *, seen_by: Actor) -> Sequence[Region]:
    """Those that may be seen as a whole, by name. There are about a dozen regions."""
    return session.scalars(_SEEN, scope_of(seen_by)).all()


_SEEN = sa.select(Region).where(REGIONS_SEEN).order_by(Region.name)
_ONE = _SEEN.where(Region.id == sa.bindparam("region_id", type_=sa.Integer()))
