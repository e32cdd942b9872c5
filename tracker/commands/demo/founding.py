"""How it began: regions and units are added, people join and leave, reports are imported."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from hashlib import sha256

from sqlalchemy.orm import Session

from tracker.commands.common import OPERATOR
from tracker.commands.demo.days import at, in_months, working_months_ago
from tracker.commands.demo.known import Known, Steps, step
from tracker.commands.demo.people import ADMINISTRATOR, PEOPLE, REGIONS, UNITS, SamplePerson
from tracker.commands.demo.reports import CORRECTED, READ_TWICE, TO_BE_CHECKED, Report, ReportFile
from tracker.domain.assignments import SCOPE_OF
from tracker.domain.london import london_date
from tracker.domain.permissions import Actor
from tracker.models import Inspection, Region, ReportImport, Unit
from tracker.queries.imports import inspection_with_isbn
from tracker.services.organisations import add_region, add_unit
from tracker.services.password_links import make_password_link, use_password_link
from tracker.services.people import add_person, assign, end_person
from tracker.services.report_confirming import confirm
from tracker.services.report_corrections import apply_corrections, differences
from tracker.services.report_reading import discard, keep_reading

FOUNDED_MONTHS_AGO = 39
MONTHS_OF_INSPECTING = 12


def beginnings(known: Known) -> Steps:
    founded = working_months_ago(known.today, FOUNDED_MONTHS_AGO)
    yield at(founded, 9), step(known, partial(_join, ADMINISTRATOR))
    yield at(founded, 9, 10), step(known, partial(_choose_password, ADMINISTRATOR))
    yield at(founded, 10), step(known, _add_organisations)


def comings_and_goings(known: Known) -> Steps:
    for person in PEOPLE:
        if person is ADMINISTRATOR:
            continue
        day = working_months_ago(known.today, person.months_ago)
        yield at(day, 9), step(known, partial(_join, person))
        yield at(day, 13), step(known, partial(_choose_password, person))
        if person.left_months_ago is not None:
            left = working_months_ago(known.today, person.left_months_ago)
            yield at(left, 17), step(known, partial(_leave, person))


def imports(known: Known, files: tuple[ReportFile, ...], readings: Mapping[Report, Mapping[str, object]]) -> Steps:
    for file in files:
        if file.report is READ_TWICE:
            yield at(file.found_on, 9, 30), step(known, partial(_read_and_discard, file, readings[file.report]))
        does = _correct if file.report is CORRECTED else _import
        yield at(file.found_on, 10), step(known, partial(does, file, readings[file.report]))


def _add_organisations(known: Known, session: Session, instant: datetime) -> None:
    by = known.actor(session, ADMINISTRATOR, instant)
    regions = {name: add_region(session, name=name, by=by, at=instant) for name in REGIONS}
    known.regions = {name: region.id for name, region in regions.items()}
    for name, region, kind in UNITS:
        unit = add_unit(session, region=regions[region], name=name, kind=kind, by=by, at=instant)
        known.units[name] = unit.id


def _join(person: SamplePerson, known: Known, session: Session, instant: datetime) -> None:
    """Added, assigned and sent a link to choose a password. The first administrator comes by the command line."""
    by = OPERATOR if person is ADMINISTRATOR else known.actor(session, ADMINISTRATOR, instant)
    row = add_person(session, email=person.email, name=person.name, by=by, at=instant)
    known.people[person] = row.id
    day, scope = london_date(instant), SCOPE_OF[person.role]
    assign(
        session,
        row,
        role=person.role,
        unit=session.get_one(Unit, known.units[person.where]) if scope == "unit" else None,
        region=session.get_one(Region, known.regions[person.where]) if scope == "region" else None,
        inspection=session.get_one(Inspection, known.inspections[Report(person.where)])
        if scope == "inspection"
        else None,
        starts_on=day,
        ends_on=in_months(day, MONTHS_OF_INSPECTING) if scope == "inspection" else None,
        by=by,
        at=instant,
    )
    known.links[person] = make_password_link(session, row, by=by, at=instant)


def _choose_password(person: SamplePerson, known: Known, session: Session, instant: datetime) -> None:
    use_password_link(session, known.links.pop(person), password_hash=known.hashes[person], at=instant)


def _leave(person: SamplePerson, known: Known, session: Session, instant: datetime) -> None:
    end_person(session, known.person(session, person), by=known.actor(session, ADMINISTRATOR, instant), at=instant)


def _read(
    file: ReportFile, reading: Mapping[str, object], known: Known, session: Session, instant: datetime
) -> tuple[ReportImport, Actor]:
    """The reading, to be checked, and the administrator who does."""
    by = known.actor(session, ADMINISTRATOR, instant)
    kept = keep_reading(
        session,
        data_sha256=sha256(file.data).hexdigest(),
        file_name=file.report.value,
        size=len(file.data),
        reading=reading,
        by=by,
        at=instant,
    )
    return kept, by


def _import(file: ReportFile, reading: Mapping[str, object], known: Known, session: Session, instant: datetime) -> None:
    """Read and, save for the one that waits to be checked, confirmed on the day of publication."""
    kept, by = _read(file, reading, known, session, instant)
    if file.report is not TO_BE_CHECKED:
        inspection = confirm(
            session, kept, published_on=file.published_on, seen_revision=kept.revision, by=by, at=instant
        )
        known.inspections[file.report] = inspection.id


def _read_and_discard(
    file: ReportFile, reading: Mapping[str, object], known: Known, session: Session, instant: datetime
) -> None:
    kept, by = _read(file, reading, known, session, instant)
    discard(session, kept, seen_revision=kept.revision, by=by, at=instant)


def _correct(
    file: ReportFile, reading: Mapping[str, object], known: Known, session: Session, instant: datetime
) -> None:
    """All that the corrected edition says otherwise is accepted."""
    kept, by = _read(file, reading, known, session, instant)
    corrected = inspection_with_isbn(session, kept.isbn)
    assert corrected is not None
    accepted = [one.key for one in differences(session, kept, corrected)]
    apply_corrections(session, kept, accepted=accepted, seen_revision=kept.revision, by=by, at=instant)
