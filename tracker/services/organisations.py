"""Regions, units and the other names of units."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.domain.errors import RuleBroken
from tracker.domain.names import region_key, tidy_name, unit_key
from tracker.domain.permissions import Actor, Permission, require
from tracker.domain.vocabulary import UnitKind
from tracker.models import Region, Unit, UnitAlias
from tracker.queries.organisations import find_region
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

LONGEST_NAME = 200


def add_region(session: Session, *, name: str, code: str | None = None, by: Actor, at: datetime) -> Region:
    """A new region; RuleBroken("name") where one goes by that name, RuleBroken("code") where one has that code."""
    require(by, Permission.MANAGE_ORGANISATIONS)
    name = _checked(name, region_key(name))
    known = find_region(session, name)
    if known is not None:
        raise RuleBroken("name", f"There is already a region called {known.name}.")
    if code and session.scalar(sa.select(Region.id).where(Region.code == code)):
        raise RuleBroken("code", f"There is already a region with the code {code}.")
    region = Region(name=name, code=code or None)
    session.add(region)
    _record_new(session, EventKind.REGION_CREATED, region, by=by, at=at)
    return region


def add_unit(
    session: Session,
    *,
    region: Region,
    name: str,
    kind: UnitKind = UnitKind.PDU,
    delius_code: str | None = None,
    valid_from: date | None = None,
    by: Actor,
    at: datetime,
) -> Unit:
    """A new unit of `region`; RuleBroken("name" or "delius_code") where another has it.

    Its own name stands among its aliases too, so that the database itself refuses two units of one name: a report
    names a unit without its region.
    """
    require(by, Permission.MANAGE_ORGANISATIONS)
    key = unit_key(name, kind)
    name = _checked(name, key)
    _refuse_known_name(session, name, key)
    if delius_code and session.scalar(sa.select(Unit.id).where(Unit.delius_code == delius_code)):
        raise RuleBroken("delius_code", f"There is already a unit with the code {delius_code}.")
    unit = Unit(region=region, name=name, kind=kind, delius_code=delius_code or None, valid_from=valid_from)
    alias = UnitAlias(unit=unit, name=name, matching_key=key)
    session.add_all([unit, alias])
    _record_new(session, EventKind.UNIT_CREATED, unit, alias, by=by, at=at)
    return unit


def add_alias(session: Session, unit: Unit, *, name: str, by: Actor, at: datetime) -> UnitAlias:
    """Another name of `unit`; the one it has where it goes by that name already, RuleBroken where another unit does."""
    require(by, Permission.MANAGE_ORGANISATIONS)
    key = unit_key(name, unit.kind)
    name = _checked(name, key)
    known = session.scalars(sa.select(UnitAlias).where(UnitAlias.matching_key == key)).one_or_none()
    if known is not None and known.unit_id == unit.id:
        return known
    _refuse_known_name(session, name, key)
    alias = UnitAlias(unit_id=unit.id, name=name, matching_key=key)
    session.add(alias)
    _record_new(session, EventKind.UNIT_ALIAS_ADDED, alias, by=by, at=at)
    return alias


def _checked(name: str, key: str) -> str:
    """The tidied name; RuleBroken where nothing in it tells one place from another, or it is too long to keep."""
    name = tidy_name(name)
    if not key:
        raise RuleBroken("name", "Enter a name.")
    if len(name) > LONGEST_NAME:
        raise RuleBroken("name", f"Name must be {LONGEST_NAME} characters or fewer.")
    return name


def _refuse_known_name(session: Session, name: str, key: str) -> None:
    known = session.scalar(sa.select(Unit.name).join(Unit.aliases).where(UnitAlias.matching_key == key))
    if known is not None:
        raise RuleBroken("name", f"{name} is already a name of the unit {known}.")


def _record_new(
    session: Session, kind: EventKind, row: Region | Unit | UnitAlias, *covers: UnitAlias, by: Actor, at: datetime
) -> None:
    """Records a new row; where another transaction added its twin a moment ago, the database says so."""
    try:
        record(session, kind, row, by=by, at=at, covers=covers)
    except IntegrityError:
        raise RuleBroken("name", "Somebody else has just added one with that name or code.") from None
