"""A whole list of regions and units is taken in: what is new is added, what is known gets its codes and spellings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.domain.errors import RuleBroken
from tracker.domain.names import matching_key
from tracker.domain.organisation_lists import ListedUnit
from tracker.domain.permissions import Actor, Permission, require
from tracker.models import Region, Unit, UnitAlias
from tracker.queries.organisations import find_region, find_unit
from tracker.services.event_kinds import EventKind
from tracker.services.organisations import add_alias, add_region, add_unit
from tracker.services.record import record


@dataclass(slots=True)
class Taken:
    """How many of each were new."""

    regions: int = 0
    units: int = 0
    names: int = 0
    codes: int = 0


def take_in(session: Session, listed: Iterable[ListedUnit], *, by: Actor, at: datetime) -> Taken:
    """Twice the same list changes nothing the second time. RuleBroken("file") names the line that cannot be."""
    require(by, Permission.MANAGE_ORGANISATIONS)
    taken = Taken()
    for line in listed:
        try:
            _take_in(session, line, taken, by=by, at=at)
        except RuleBroken as broken:
            raise RuleBroken("file", f"Line {line.line}: {broken.message}") from None
    return taken


def _take_in(session: Session, line: ListedUnit, taken: Taken, *, by: Actor, at: datetime) -> None:
    region = find_region(session, line.region)
    if region is None:
        region = add_region(session, name=line.region, code=line.region_code, by=by, at=at)
        taken.regions += 1
    taken.codes += _give_code(session, region, "code", line.region_code, by=by, at=at)
    unit = _known_unit(session, line)
    if unit is None:
        unit = add_unit(session, region=region, name=line.names[0], delius_code=line.code, by=by, at=at)
        taken.units += 1
    elif unit.region_id != region.id:
        raise RuleBroken("file", f"{unit.name} is in the region {unit.region.name} already.")
    taken.codes += _give_code(session, unit, "delius_code", line.code, by=by, at=at)
    for name in line.names:
        taken.names += _add_name(session, unit, name, by=by, at=at)


def _known_unit(session: Session, line: ListedUnit) -> Unit | None:
    for name in (*line.names, *line.also_known_as):
        unit = find_unit(session, name)
        if unit is not None:
            return unit
    return None


def _give_code(
    session: Session, place: Region | Unit, column: str, code: str | None, *, by: Actor, at: datetime
) -> int:
    known = getattr(place, column)
    if code is None or known == code:
        return 0
    if known is not None:
        raise RuleBroken("file", f"{place.name} has the code {known} already, not {code}.")
    setattr(place, column, code)
    record(session, EventKind.ORGANISATION_CODED, place, by=by, at=at)
    return 1


def _add_name(session: Session, unit: Unit, name: str, *, by: Actor, at: datetime) -> int:
    known = find_unit(session, name)
    if known is not None and known.id == unit.id:
        return 0
    alias: UnitAlias = add_alias(session, unit, name=name, by=by, at=at)
    return int(alias.matching_key == matching_key(name))
