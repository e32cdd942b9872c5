"""Whom a report is about: found by name or created, and the person who answers for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.errors import RuleBroken
from tracker.domain.london import london_date
from tracker.domain.permissions import Actor
from tracker.domain.report_parsing.parsed_report import ParsedReport
from tracker.domain.vocabulary import UNIT_KINDS, Role, UnitKind
from tracker.models import Inspection, Person, Region, Unit, UnitAlias
from tracker.queries.imports import heads_of
from tracker.queries.organisations import find_region, find_unit
from tracker.services.organisations import add_alias, add_region, add_unit
from tracker.services.people import add_person, assign


def settle_unit(
    session: Session,
    report: ParsedReport,
    unit: Unit | None,
    new_unit: tuple[str, str] | None,
    *,
    by: Actor,
    at: datetime,
) -> Unit:
    """The unit inspected: the one given, else the one the report's name finds, else a new one of (name, region).

    The report's spelling becomes a name of the unit. RuleBroken("unit", "unit_name" or "region_name").
    """
    assert report.subject is not None
    printed, kind = report.subject.name, UNIT_KINDS[report.subject.kind]
    unit = unit or find_unit(session, printed, kind=kind)
    if unit is None:
        if new_unit is None:
            raise RuleBroken("unit", f"No unit is called {printed}. Say which unit this is, or add a new one.")
        unit = find_unit(session, new_unit[0], kind=kind) or _create_unit(session, new_unit, kind, by=by, at=at)
    if unit.kind is not kind:
        raise RuleBroken("unit", f"{unit.name} is another kind of unit than the one this report is about.")
    with fields_called({"name": "unit"}):
        add_alias(session, unit, name=printed, by=by, at=at)
    return unit


def _create_unit(session: Session, new_unit: tuple[str, str], kind: UnitKind, *, by: Actor, at: datetime) -> Unit:
    name, region_name = new_unit
    region = settle_region(session, region_name, by=by, at=at)
    with fields_called({"name": "unit_name"}):
        return add_unit(session, region=region, name=name, kind=kind, by=by, at=at)


def settle_region(session: Session, name: str, *, by: Actor, at: datetime) -> Region:
    """The region of that name, new where there is none. RuleBroken("region_name")."""
    with fields_called({"name": "region_name"}):
        return find_region(session, name) or add_region(session, name=name, by=by, at=at)


def settle_head(
    session: Session,
    subject: Unit | Region,
    head: Person | None,
    new_head: tuple[str, str] | None,
    *,
    by: Actor,
    at: datetime,
) -> Person:
    """Who owns the plans: the head of the unit (the lead of the region), named now where there is none yet.

    `new_head` is (name, e-mail address). Nobody is put beside a head in office: RuleBroken("head_email").
    """
    today = london_date(at)
    in_office = heads_of(session, subject, today=today)
    if in_office:
        return _of_those_in_office(in_office, subject, head, new_head)
    if head is None:
        if new_head is None:
            raise RuleBroken("head_email", f"{subject.name} has nobody to own its plans. Say who heads it.")
        with fields_called({"name": "head_name", "email": "head_email"}):
            head = add_person(session, name=new_head[0], email=new_head[1], by=by, at=at)
    is_unit = isinstance(subject, Unit)
    with fields_called({"email": "head_email", "role": "head_email"}):
        assign(
            session,
            head,
            role=Role.UNIT_HEAD if is_unit else Role.REGIONAL_LEAD,
            unit=subject if isinstance(subject, Unit) else None,
            region=subject if isinstance(subject, Region) else None,
            starts_on=today,
            by=by,
            at=at,
        )
    return head


def _of_those_in_office(
    in_office: list[Person], subject: Unit | Region, head: Person | None, new_head: tuple[str, str] | None
) -> Person:
    if head is not None and head in in_office:
        return head
    names = " and ".join(person.name for person in in_office)
    if head is not None or new_head is not None:
        raise RuleBroken(
            "head_email", f"{subject.name} is headed by {names}. To change that, use the command tracker people first."
        )
    if len(in_office) > 1:
        raise RuleBroken("head_email", f"{subject.name} is headed by {names}. Say which of them owns the plans.")
    return in_office[0]


def names_of_subject(session: Session, inspection: Inspection, report: ParsedReport) -> list[str]:
    """Whatever the subject of an inspection is called: in the report, and here."""
    names = [report.subject.name] if report.subject else []
    if inspection.unit_id is not None:
        names += session.scalars(sa.select(UnitAlias.name).where(UnitAlias.unit_id == inspection.unit_id))
    if inspection.region is not None:
        names.append(inspection.region.name)
    return names


@contextmanager
def fields_called(names: Mapping[str, str]) -> Iterator[None]:
    """A broken rule of another verb stands beside the field of this form that it is about."""
    try:
        yield
    except RuleBroken as broken:
        raise RuleBroken(names.get(broken.field, broken.field), broken.message) from None
