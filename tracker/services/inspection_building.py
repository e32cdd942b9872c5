"""The rows of an inspection, made from a reading that a person has checked. Nothing is left out, nothing added."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.adapters import bank_holidays
from tracker.domain.addressees import is_addressed_to
from tracker.domain.deadlines import DEFAULT_PLAN_RULE, CalendarTooShort
from tracker.domain.errors import RuleBroken
from tracker.domain.frameworks import framework_for
from tracker.domain.permissions import Actor
from tracker.domain.report_parsing.limits import counts_from_publication, due_on, rule_of
from tracker.domain.report_parsing.parsed_report import (
    ParsedDue,
    ParsedFinding,
    ParsedRecommendation,
    ParsedReport,
    ParsedStandard,
)
from tracker.domain.vocabulary import DeadlineSource, InspectionKind, SubjectKind
from tracker.models import (
    Deadline,
    Finding,
    Inspection,
    KeyQuestionResult,
    Recommendation,
    Region,
    StandardRating,
    Unit,
)
from tracker.models.base import Recorded
from tracker.queries.imports import isbn_key
from tracker.services.event_kinds import EventKind
from tracker.services.plan_opening import PUBLICATION
from tracker.services.record import record

FIXED_IN_THE_REPORT = "fixed in the report"


def build_inspection(
    session: Session,
    report: ParsedReport,
    subject: Unit | Region | None,
    published_on: date,
    *,
    by: Actor,
    at: datetime,
) -> Inspection:
    """The inspection with its standards, key questions and findings. `subject` None for a thematic report."""
    framework = framework_for(report.standards)
    started, day_known = fieldwork(report)
    inspection = Inspection(
        unit=subject if isinstance(subject, Unit) else None,
        region=subject if isinstance(subject, Region) else None,
        title=report.title,
        subject_kind=report.subject.kind if report.subject else SubjectKind.OTHER,
        framework_key=framework.key if framework else None,
        kind=_kind(session, subject, published_on),
        fieldwork_started_on=started,
        fieldwork_day_known=day_known,
        published_on=published_on,
        isbn=isbn_key(report.isbn),
        score=report.score,
        max_score=report.max_score,
        overall_rating=report.overall_rating,
        plan_due_number=DEFAULT_PLAN_RULE.number,
        plan_due_unit=DEFAULT_PLAN_RULE.unit,
    )
    inspection.standards = build_standards(report)
    by_code = {standard.code: standard for standard in inspection.standards}
    inspection.findings = [
        build_finding(one, place, by_code.get(one.standard or "")) for place, one in enumerate(report.findings, 1)
    ]
    session.add(inspection)
    asked_of_all = [question for standard in inspection.standards for question in standard.key_questions]
    covers: list[Recorded] = [*inspection.standards, *asked_of_all, *inspection.findings]
    record(session, EventKind.INSPECTION_CREATED, inspection, by=by, at=at, covers=covers)
    return inspection


def build_standards(report: ParsedReport) -> list[StandardRating]:
    """The rated standards, then the headings that key questions stand under without a rating, with their questions."""
    standards = [build_standard(one, place) for place, one in enumerate(report.standards, 1)]
    known = {standard.code for standard in standards}
    headings = dict.fromkeys(one.standard for one in report.key_questions if one.standard not in known)
    standards += [
        StandardRating(ordinal=place, code=heading, name="", rating=None, counts_towards_overall=False)
        for place, heading in enumerate(headings, len(standards) + 1)
    ]
    for standard in standards:
        asked = [one for one in report.key_questions if one.standard == standard.code]
        standard.key_questions = [
            KeyQuestionResult(ordinal=place, question=one.question, percentage=one.percentage)
            for place, one in enumerate(asked, 1)
        ]
    return standards


def build_standard(one: ParsedStandard, ordinal: int) -> StandardRating:
    return StandardRating(
        ordinal=ordinal,
        code=one.code,
        name=one.name,
        rating=one.rating,
        counts_towards_overall=one.counts_towards_overall,
    )


def build_finding(one: ParsedFinding, ordinal: int, standard: StandardRating | None) -> Finding:
    return Finding(
        ordinal=ordinal, standard=standard, section=one.section, kind=one.kind, text=one.text, source=place_of(one)
    )


def build_recommendation(
    session: Session,
    inspection: Inspection,
    one: ParsedRecommendation,
    ordinal: int,
    *,
    names: list[str],
    by: Actor,
    at: datetime,
) -> Recommendation:
    """A recommendation word for word, with the date its text sets. `names` are those its subject goes by."""
    deadline = build_due(one.due, inspection.published_on, one.number or str(ordinal)) if one.due else None
    recommendation = Recommendation(
        inspection=inspection,
        ordinal=ordinal,
        number=one.number,
        addressee=one.addressee,
        is_for_subject=is_addressed_to(one.addressee, names, inspection.subject_kind),
        text=one.text,
        deadline=deadline,
    )
    session.add(recommendation)
    covers = [deadline] if deadline else []
    record(session, EventKind.RECOMMENDATION_CREATED, recommendation, by=by, at=at, covers=covers)
    return recommendation


def build_due(due: ParsedDue, published_on: date, number: str) -> Deadline:
    """The date set in a recommendation's text. RuleBroken where its words cannot be turned into one."""
    calendar = bank_holidays.calendar()
    rule = rule_of(due)
    try:
        day = rule.date_from(published_on, calendar) if rule else due_on(due, published_on)
    except (CalendarTooShort, ValueError) as error:
        raise RuleBroken("published_on", f"{error}.") from None
    if day is None:
        raise RuleBroken(
            "", f"“{due.text}” in recommendation {number} is no date. Enter the date, or remove the limit."
        )
    return Deadline(
        source=DeadlineSource.INSPECTORATE,
        number=rule.number if rule else None,
        unit=rule.unit if rule else None,
        start_event=PUBLICATION if counts_from_publication(due) else FIXED_IN_THE_REPORT,
        starts_on=published_on,
        due_on=day,
        wording=due.text,
        calendar_version=calendar.version,
    )


def fieldwork(report: ParsedReport) -> tuple[date | None, bool]:
    """The day fieldwork started, the first of the month where only that is known; and whether the day is known."""
    text = report.fieldwork_started
    if text is None:
        return None, False
    return date.fromisoformat(text if len(text) > 7 else f"{text}-01"), len(text) > 7


def place_of(one: ParsedFinding) -> str:
    """Where a finding stands in its report: "page 9", "line 201", or "added by hand"."""
    source = one.source
    if source.page is not None:
        return f"page {source.page}"
    return f"line {source.line}" if source.line is not None else "added by hand"


def _kind(session: Session, subject: Unit | Region | None, published_on: date) -> InspectionKind:
    if subject is None:
        return InspectionKind.FIRST
    whose = Inspection.unit_id if isinstance(subject, Unit) else Inspection.region_id
    earlier = sa.select(Inspection.id).where(whose == subject.id, Inspection.published_on < published_on).limit(1)
    return InspectionKind.REINSPECTION if session.scalar(earlier) else InspectionKind.FIRST
