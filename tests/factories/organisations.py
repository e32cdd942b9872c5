"""Builders of regions and units. Names are invented."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from tracker.domain.permissions import Actor
from tracker.models import Region, Unit
from tracker.queries.organisations import find_region
from tracker.services.organisations import add_region, add_unit

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
OPERATOR = Actor(None, "The operator")


def make_region(session: Session, name: str = "Marlow Vale") -> Region:
    """The region of that name, new where there is none."""
    return find_region(session, name) or add_region(session, name=name, by=OPERATOR, at=AT)


def make_unit(session: Session, name: str = "Ashcombe and Thornley", region: Region | None = None) -> Unit:
    """A new unit; in Marlow Vale where no region is given."""
    return add_unit(session, region=region or make_region(session), name=name, by=OPERATOR, at=AT)
