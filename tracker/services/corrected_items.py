"""Standards, key questions and findings, changed as a corrected report has them. Each returns the rows it changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Actor
from tracker.domain.report_differences import ReportDifference
from tracker.domain.report_parsing.parsed_report import ParsedReport
from tracker.models import Finding, KeyQuestionResult, StandardRating
from tracker.models.base import Recorded
from tracker.queries.stored_report import StoredReport
from tracker.services.event_kinds import EventKind
from tracker.services.inspection_building import build_finding, build_standard
from tracker.services.record import record


def correct_standards(
    session: Session,
    stored: StoredReport,
    corrected: ParsedReport,
    chosen: Sequence[ReportDifference],
    *,
    by: Actor,
    at: datetime,
) -> list[Recorded]:
    """A standard that is removed takes its key questions with it; its findings keep their section."""
    changed: list[Recorded] = []
    for one in chosen:
        if one.old is None and one.new is not None:
            changed.append(_new_standard(stored, corrected, one.new))
        elif one.old is not None and one.new is not None and one.field:
            setattr(stored.standards[one.old], one.field, getattr(corrected.standards[one.new], one.field))
            changed.append(stored.standards[one.old])
        elif one.old is not None:
            changed += _remove_standard(session, stored, stored.standards[one.old], by=by, at=at)
    return changed


def _new_standard(stored: StoredReport, corrected: ParsedReport, place: int) -> StandardRating:
    read = corrected.standards[place]
    heading = next((one for one in stored.inspection.standards if one.code == read.code), None)
    if heading is None:
        standard = build_standard(read, _next(stored.inspection.standards))
        standard.key_questions = []
        stored.inspection.standards.append(standard)
        return standard
    heading.name, heading.rating = read.name, read.rating
    heading.counts_towards_overall = read.counts_towards_overall
    return heading


def _remove_standard(
    session: Session, stored: StoredReport, standard: StandardRating, *, by: Actor, at: datetime
) -> list[Recorded]:
    gone: list[Recorded] = [standard, *standard.key_questions]
    moved: list[Recorded] = []
    for finding in stored.findings:
        if finding.standard_rating_id == standard.id:
            finding.standard_rating_id = None
            moved.append(finding)
    _take_out(session, stored, gone, by=by, at=at)
    return [*gone, *moved]


def correct_key_questions(
    session: Session,
    stored: StoredReport,
    corrected: ParsedReport,
    chosen: Sequence[ReportDifference],
    *,
    by: Actor,
    at: datetime,
) -> list[Recorded]:
    changed: list[Recorded] = []
    for one in chosen:
        if one.old is None and one.new is not None:
            changed += _new_key_question(stored, corrected, one.new)
        elif one.old is not None and one.new is not None and one.field:
            setattr(stored.key_questions[one.old], one.field, getattr(corrected.key_questions[one.new], one.field))
            changed.append(stored.key_questions[one.old])
        elif one.old is not None and stored.key_questions[one.old] not in session.deleted:
            gone = stored.key_questions[one.old]
            _take_out(session, stored, [gone], by=by, at=at)
            changed.append(gone)
    return changed


def _new_key_question(stored: StoredReport, corrected: ParsedReport, place: int) -> list[Recorded]:
    read = corrected.key_questions[place]
    standard = next((one for one in stored.inspection.standards if one.code == read.standard), None)
    made: list[Recorded] = []
    if standard is None:
        if any(one.code == read.standard for one in corrected.standards):
            raise RuleBroken("accepted", f"Accept the standard {read.standard} too: a key question belongs to it.")
        standard = StandardRating(
            ordinal=_next(stored.inspection.standards), code=read.standard, name="", counts_towards_overall=False
        )
        standard.key_questions = []
        stored.inspection.standards.append(standard)
        made.append(standard)
    question = KeyQuestionResult(
        ordinal=_next(standard.key_questions), question=read.question, percentage=read.percentage
    )
    standard.key_questions.append(question)
    return [*made, question]


def correct_findings(
    session: Session,
    stored: StoredReport,
    corrected: ParsedReport,
    chosen: Sequence[ReportDifference],
    *,
    by: Actor,
    at: datetime,
) -> list[Recorded]:
    changed: list[Recorded] = []
    for one in chosen:
        if one.old is None and one.new is not None:
            read = corrected.findings[one.new]
            standard = next((row for row in stored.inspection.standards if row.code == read.standard), None)
            finding = build_finding(read, _next(stored.inspection.findings), standard)
            stored.inspection.findings.append(finding)
            changed.append(finding)
        elif one.old is not None and one.new is not None and one.field:
            setattr(stored.findings[one.old], one.field, getattr(corrected.findings[one.new], one.field))
            changed.append(stored.findings[one.old])
        elif one.old is not None:
            gone = stored.findings[one.old]
            _take_out(session, stored, [gone], by=by, at=at)
            changed.append(gone)
    return changed


def _take_out(session: Session, stored: StoredReport, gone: Sequence[Recorded], *, by: Actor, at: datetime) -> None:
    """Deletes rows, after no recommendation is said to answer them any more."""
    for recommendation in stored.recommendations:
        linked: tuple[list[Any], ...] = (
            recommendation.standards,
            recommendation.key_questions,
            recommendation.findings,
        )
        is_touched = False
        for rows in linked:
            for row in [row for row in rows if row in gone]:
                rows.remove(row)
                is_touched = True
        if is_touched:
            recommendation.revision += 1
            record(session, EventKind.RECOMMENDATION_LINKED, recommendation, by=by, at=at)
    for row in gone:
        session.delete(row)


def _next(rows: Sequence[StandardRating] | Sequence[KeyQuestionResult] | Sequence[Finding]) -> int:
    return max((row.ordinal for row in rows), default=0) + 1
