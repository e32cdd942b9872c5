"""A corrected edition of a report that is stored already: only what a person accepts is changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from tracker.domain.errors import Conflict, RuleBroken
from tracker.domain.london import london_date
from tracker.domain.permissions import Actor
from tracker.domain.report_differences import ReportDifference
from tracker.domain.report_differences import differences as compare
from tracker.domain.report_parsing import from_json
from tracker.domain.report_parsing.parsed_report import ParsedReport
from tracker.domain.vocabulary import ImportState
from tracker.models import Deadline, Inspection, Plan, Recommendation, ReportImport
from tracker.models.base import Recorded
from tracker.queries.imports import inspection_with_isbn
from tracker.queries.stored_report import StoredReport, stored_report
from tracker.services.corrected_items import correct_findings, correct_key_questions, correct_standards
from tracker.services.corrected_recommendations import correct_recommendations
from tracker.services.event_kinds import EventKind
from tracker.services.inspection_building import fieldwork
from tracker.services.plan_opening import PUBLICATION, plan_due_on, plan_rule
from tracker.services.record import record
from tracker.services.report_reading import close, lock_unconfirmed
from tracker.services.scores import rescore

_LONGEST_NOTE = 10_000


def differences(session: Session, report_import: ReportImport, inspection: Inspection) -> list[ReportDifference]:
    """What the reading says otherwise than the stored inspection, value by value."""
    return compare(stored_report(session, inspection.id).report, from_json(report_import.mended))


def apply_corrections(
    session: Session,
    report_import: ReportImport,
    *,
    accepted: Collection[str],
    seen_revision: int,
    by: Actor,
    at: datetime,
) -> Inspection:
    """Changes what was accepted, by the keys of `differences`, and nothing else; closes the reading.

    A recommendation that the corrected report no longer has is superseded, never deleted. Raises Conflict where a
    difference that was accepted is no longer there, RuleBroken("accepted") where nothing was.
    """
    lock_unconfirmed(session, report_import, seen_revision=seen_revision, by=by)
    corrected = from_json(report_import.mended)
    twin = inspection_with_isbn(session, corrected.isbn)
    if twin is None:
        raise RuleBroken("accepted", "There is no inspection with this ISBN to correct.")
    session.refresh(twin, ["revision"], with_for_update=True)
    stored = stored_report(session, twin.id)
    chosen = _chosen(compare(stored.report, corrected), accepted)
    _correct(session, stored, corrected, chosen, by=by, at=at)
    close(report_import, ImportState.CONFIRMED, by=by, at=at)
    report_import.inspection = stored.inspection
    record(session, EventKind.REPORT_CONFIRMED, report_import, by=by, at=at)
    return stored.inspection


def _chosen(found: Sequence[ReportDifference], accepted: Collection[str]) -> list[ReportDifference]:
    if not accepted:
        raise RuleBroken("accepted", "Select what to change. If nothing is to change, discard this reading.")
    if not set(accepted) <= {one.key for one in found}:
        raise Conflict("The inspection was changed while you were looking at the differences.")
    return [one for one in found if one.key in accepted]


def _correct(
    session: Session,
    stored: StoredReport,
    corrected: ParsedReport,
    chosen: Sequence[ReportDifference],
    *,
    by: Actor,
    at: datetime,
) -> None:
    inspection = stored.inspection
    published_before = inspection.published_on
    _correct_about(inspection, corrected, {one.field for one in chosen if one.section == "about"})
    changed: list[Recorded] = [
        *correct_standards(session, stored, corrected, _of(chosen, "standards"), by=by, at=at),
        *correct_key_questions(session, stored, corrected, _of(chosen, "key_questions"), by=by, at=at),
        *correct_findings(session, stored, corrected, _of(chosen, "findings"), by=by, at=at),
    ]
    inspection.revision += 1  # also where only its ratings or findings changed
    record(session, EventKind.INSPECTION_CORRECTED, inspection, by=by, at=at, note=_note(chosen), covers=changed)
    if inspection.published_on != published_before:
        _move_plans(session, inspection, by=by, at=at)
    correct_recommendations(session, stored, corrected, _of(chosen, "recommendations"), by=by, at=at)


def _of(chosen: Sequence[ReportDifference], section: str) -> list[ReportDifference]:
    return [one for one in chosen if one.section == section]


def _correct_about(inspection: Inspection, corrected: ParsedReport, fields: set[str | None]) -> None:
    if "title" in fields:
        inspection.title = corrected.title or inspection.title
    if "published" in fields and corrected.published:
        inspection.published_on = date.fromisoformat(corrected.published)
    if "fieldwork_started" in fields:
        inspection.fieldwork_started_on, inspection.fieldwork_day_known = fieldwork(corrected)
    if "score" in fields:
        inspection.score = corrected.score
    if "max_score" in fields:
        inspection.max_score = corrected.max_score
    if "overall_rating" in fields:
        inspection.overall_rating = corrected.overall_rating
    score, most = inspection.score, inspection.max_score
    if (score is None) != (most is None) or (score is not None and most is not None and score > most):
        raise RuleBroken("accepted", "Accept the score and its maximum together: one without the other is impossible.")


def _move_plans(session: Session, inspection: Inspection, *, by: Actor, at: datetime) -> None:
    """Plans that are due a number of days after publication are due anew, from the corrected day."""
    statement = (
        sa.select(Plan)
        .join(Plan.recommendation)
        .join(Plan.deadline)
        .where(Recommendation.inspection_id == inspection.id)
        .where(Deadline.start_event == PUBLICATION)
        .options(contains_eager(Plan.deadline), contains_eager(Plan.recommendation))
    )
    for plan in session.scalars(statement):
        plan.deadline.starts_on = inspection.published_on
        plan.deadline.due_on = plan_due_on(plan_rule(inspection), inspection.published_on)
        record(session, EventKind.PLAN_EDITED, plan, by=by, at=at, covers=[plan.deadline])
        rescore(session, plan, today=london_date(at))


def _note(chosen: Sequence[ReportDifference]) -> str:
    lines = (f"{one.label}: “{one.before or 'nothing'}” → “{one.after or 'nothing'}”" for one in chosen)
    return "\n".join(lines)[:_LONGEST_NOTE]
