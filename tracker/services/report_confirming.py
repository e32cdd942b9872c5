"""A checked reading becomes an inspection with its recommendations and plans, in one transaction or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.errors import RuleBroken
from tracker.domain.london import london_date
from tracker.domain.permissions import Actor
from tracker.domain.publication_day import check_publication_day
from tracker.domain.report_obstacles import obstacles
from tracker.domain.report_parsing import from_json
from tracker.domain.report_parsing.parsed_report import ParsedReport
from tracker.domain.vocabulary import UNIT_KINDS, SubjectKind
from tracker.models import Inspection, Person, Recommendation, Region, ReportImport, Unit
from tracker.queries.imports import inspection_with_isbn
from tracker.services.event_kinds import EventKind
from tracker.services.inspection_building import build_inspection, build_recommendation, fieldwork
from tracker.services.plan_opening import open_plan
from tracker.services.record import record
from tracker.services.report_reading import close, hashes, lock_for
from tracker.services.report_subject import names_of_subject, settle_head, settle_region, settle_unit
from tracker.services.scores import score_opened


def confirm(
    session: Session,
    report_import: ReportImport,
    *,
    published_on: date,
    unit: Unit | None = None,
    new_unit: tuple[str, str] | None = None,
    region_name: str | None = None,
    head: Person | None = None,
    new_head: tuple[str, str] | None = None,
    seen_revision: int,
    by: Actor,
    at: datetime,
) -> Inspection:
    """The inspection made of a reading, with a draft plan for each recommendation addressed to its unit or region.

    `new_unit` is (name, name of its region), `new_head` (name, e-mail address); see services/report_subject.py for
    how the unit and its head are settled. `region_name` says which region a region's report is about, if not the one
    it names. Raises InvalidMove where the reading is closed, Conflict where it changed since it was seen, RuleBroken.
    Locks the reading, so that of two at once one makes the inspection.
    """
    lock_for("confirm", session, report_import, seen_revision=seen_revision, by=by)
    report = from_json(report_import.mended)
    _refuse_what_cannot_be_stored(session, report, published_on, today=london_date(at))
    subject = _settle_subject(session, report, unit, new_unit, region_name, by=by, at=at)
    inspection = build_inspection(session, report, subject, published_on, by=by, at=at)
    made = add_recommendations(session, inspection, report, by=by, at=at)
    is_new = subject is not None and subject is not unit and new_unit is not None
    for_subject = [one for one in made if one.is_for_subject]
    if subject is not None and (for_subject or head or new_head or is_new):
        owner = settle_head(session, subject, head, new_head, by=by, at=at)
        plans = [open_plan(session, recommendation, owner=owner, by=by, at=at) for recommendation in for_subject]
        score_opened(session, plans, today=london_date(at))
    close(report_import, "confirm", by=by, at=at)
    report_import.inspection = inspection
    record(session, EventKind.REPORT_CONFIRMED, report_import, by=by, at=at, after=hashes(report_import))
    _count_what_was_stored(session, report, inspection)
    return inspection


def add_recommendations(
    session: Session, inspection: Inspection, report: ParsedReport, *, by: Actor, at: datetime
) -> Sequence[Recommendation]:
    """Every recommendation of the report, in printed order."""
    names = names_of_subject(session, inspection, report)
    return [
        build_recommendation(session, inspection, one, place, names=names, by=by, at=at)
        for place, one in enumerate(report.recommendations, 1)
    ]


def _settle_subject(
    session: Session,
    report: ParsedReport,
    unit: Unit | None,
    new_unit: tuple[str, str] | None,
    region_name: str | None,
    *,
    by: Actor,
    at: datetime,
) -> Unit | Region | None:
    assert report.subject is not None
    if report.subject.kind in UNIT_KINDS:
        return settle_unit(session, report, unit, new_unit, by=by, at=at)
    if report.subject.kind is SubjectKind.REGION:
        return settle_region(session, region_name or report.subject.name, by=by, at=at)
    return None


def _refuse_what_cannot_be_stored(session: Session, report: ParsedReport, published_on: date, *, today: date) -> None:
    found = obstacles(report)
    if found:
        raise RuleBroken("", found[0].message)
    started, day_known = fieldwork(report)
    check_publication_day(
        published_on, printed=report.published, fieldwork=started, fieldwork_day_known=day_known, today=today
    )
    twin = inspection_with_isbn(session, report.isbn)
    if twin is not None:
        raise RuleBroken("", f"The inspection “{twin.title}” has this ISBN already. Look at the differences instead.")


def _count_what_was_stored(session: Session, report: ParsedReport, inspection: Inspection) -> None:
    """The recommendations found, shown and stored are the same, word for word; else nothing is stored."""
    texts = session.scalars(
        sa.select(Recommendation.text)
        .where(Recommendation.inspection_id == inspection.id)
        .order_by(Recommendation.ordinal)
    ).all()
    if list(texts) != [one.text for one in report.recommendations]:
        raise RuleBroken("", "Not every recommendation could be stored as it was read. Nothing has been stored.")
