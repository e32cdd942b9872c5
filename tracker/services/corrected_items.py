"""Standards, key questions and findings, changed as a corrected report has them. Each returns the rows it changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

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

Row = TypeVar("Row", bound=Recorded)


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
    return _corrected(
        chosen,
        stored.standards,
        corrected.standards,
        add=lambda place: [_new_standard(stored, corrected, place)],
        remove=lambda standard: _remove_standard(session, stored, standard, by=by, at=at),
    )


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
    return [*_take_out(session, stored, gone, by=by, at=at), *moved]


def correct_key_questions(
    session: Session,
    stored: StoredReport,
    corrected: ParsedReport,
    chosen: Sequence[ReportDifference],
    *,
    by: Actor,
    at: datetime,
) -> list[Recorded]:
    """One whose standard was removed before is gone already."""

    def remove(gone: KeyQuestionResult) -> list[Recorded]:
        return [] if gone in session.deleted else _take_out(session, stored, [gone], by=by, at=at)

    return _corrected(
        chosen,
        stored.key_questions,
        corrected.key_questions,
        add=lambda place: _new_key_question(stored, corrected, place),
        remove=remove,
    )


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
    """One that is new stands at the end, under its standard where that is stored."""

    def add(place: int) -> list[Recorded]:
        read = corrected.findings[place]
        standard = next((row for row in stored.inspection.standards if row.code == read.standard), None)
        finding = build_finding(read, _next(stored.inspection.findings), standard)
        stored.inspection.findings.append(finding)
        return [finding]

    return _corrected(
        chosen,
        stored.findings,
        corrected.findings,
        add=add,
        remove=lambda gone: _take_out(session, stored, [gone], by=by, at=at),
    )


def _corrected(
    chosen: Sequence[ReportDifference],
    rows: Sequence[Row],
    read: Sequence[object],
    *,
    add: Callable[[int], list[Recorded]],
    remove: Callable[[Row], list[Recorded]],
) -> list[Recorded]:
    """The rows that were changed: an item that is new added, one that is gone removed, else one value of it set."""
    changed: list[Recorded] = []
    for one in chosen:
        if one.old is None and one.new is not None:
            changed += add(one.new)
        elif one.old is not None and one.new is not None and one.field:
            setattr(rows[one.old], one.field, getattr(read[one.new], one.field))
            changed.append(rows[one.old])
        elif one.old is not None:
            changed += remove(rows[one.old])
    return changed


def _take_out(
    session: Session, stored: StoredReport, gone: Sequence[Recorded], *, by: Actor, at: datetime
) -> list[Recorded]:
    """Deletes rows, after no recommendation is said to answer them any more; gives them back."""
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
    return list(gone)


def _next(rows: Sequence[StandardRating] | Sequence[KeyQuestionResult] | Sequence[Finding]) -> int:
    return max((row.ordinal for row in rows), default=0) + 1
