"""A world in which every list has the same number of rows, for counting what a page asks of the database."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from tests.factories.absent import a_recorded_absence
from tests.factories.blocked import a_recorded_blocker
from tests.factories.dated import a_recorded_date_change
from tests.factories.discussed import a_recorded_comment, a_recorded_update
from tests.factories.evidence import BYTES, a_version, some_evidence
from tests.factories.inspections import a_plan, a_recommendation, an_inspection
from tests.factories.measured import a_measure, a_recorded_measure
from tests.factories.milestones import DUE, a_milestone
from tests.factories.organisations import OPERATOR, make_region, make_unit
from tests.factories.people import (
    give,
    make_administrator,
    make_contributor,
    make_inspector,
    make_national_lead,
    make_regional_lead,
    make_unit_head,
)
from tests.factories.readings import a_reading
from tracker.domain.permissions import Actor
from tracker.domain.plan_change import Draft, content_of
from tracker.domain.promises import Promise
from tracker.domain.vocabulary import (
    EvidenceState,
    FindingKind,
    MilestoneState,
    PlanChangeState,
    PlanState,
    Rating,
    Role,
)
from tracker.models import (
    Finding,
    Inspection,
    JobRun,
    KeyQuestionResult,
    Person,
    Plan,
    PlanChange,
    Recommendation,
    StandardRating,
    Unit,
)
from tracker.models.base import Recorded
from tracker.queries.inspections import get_whole
from tracker.queries.recommendations import get_with_links
from tracker.services.event_kinds import EventKind
from tracker.services.plan_versions import freeze
from tracker.services.recommendations import link
from tracker.services.record import record
from tracker.services.sessions import begin_session


def fill(session: Session, rows: int, *, at: datetime, recommendations: int = 0) -> dict[str, int]:
    """Everything `rows` times, around one unit and its first inspection; that has so many `recommendations` more.
    Returns ids by name, people's by their role."""
    region = make_region(session)
    units = [make_unit(session, f"Unit {number}", region) for number in range(1, rows + 1)]
    head = make_unit_head(session, units[0])
    inspections = [_inspection(session, units[0], rows, at) for _ in range(rows)]
    first = _recommendations(session, inspections[0], head, rows, at)
    _more_recommendations(session, inspections[0], head, recommendations, at)
    inspector = make_inspector(session, inspections[0])
    for inspection in inspections[1:]:
        give(session, inspector, Role.INSPECTOR, inspection=inspection)
    administrator = make_administrator(session)
    for number in range(1, rows):
        a_recorded_absence(session, make_contributor(session, units[0]), head)
        give(session, head, Role.CONTRIBUTOR, unit=units[number])
    readings = [a_reading(session, title=f"Report {number}") for number in range(rows)]
    for day in range(1, rows + 1):
        session.add(JobRun(name="overdue", on=date(2026, 5, day), began_at=at, ended_at=at, outcome={"plans": 1}))
    for _ in range(rows):
        begin_session(session, head, by=Actor(head.id, head.name), at=at)
    return {
        "head": head.id,
        "inspector": inspector.id,
        "administrator": administrator.id,
        "lead": make_regional_lead(session, region).id,
        "national": make_national_lead(session).id,
        "unit": units[0].id,
        "inspection": inspections[0].id,
        "reading": readings[0].id,
        **first,
    }


def _inspection(session: Session, unit: Unit, rows: int, at: datetime) -> Inspection:
    """With so many standards, key questions of the first of them, and findings; and so many entries in its history."""
    inspection = an_inspection(session, unit=unit)
    standards = [_standard(inspection, number) for number in range(1, rows + 1)]
    session.add_all(standards)
    session.flush()
    questions = [
        KeyQuestionResult(standard_rating_id=standards[0].id, ordinal=number, question="Is it safe?", percentage=8)
        for number in range(1, rows + 1)
    ]
    findings = [_finding(inspection, standards[0], number) for number in range(1, rows + 1)]
    session.add_all([*questions, *findings])
    covered: list[Recorded] = [*standards, *questions, *findings]
    record(session, EventKind.INSPECTION_CREATED, inspection, by=OPERATOR, at=at, covers=covered)
    for _ in range(1, rows):
        record(session, EventKind.INSPECTION_CORRECTED, inspection, by=OPERATOR, at=at)
    return inspection


def _standard(inspection: Inspection, number: int) -> StandardRating:
    return StandardRating(
        inspection_id=inspection.id,
        ordinal=number,
        code=f"P 2.{number}",
        name="Assessment",
        rating=Rating.GOOD,
        counts_towards_overall=True,
    )


def _finding(inspection: Inspection, standard: StandardRating, number: int) -> Finding:
    return Finding(
        inspection_id=inspection.id,
        standard_rating_id=standard.id,
        ordinal=number,
        section="P 2.1 Assessment",
        kind=FindingKind.STRENGTH,
        text="Staff knew people.",
        source="page 9",
    )


def _recommendations(session: Session, inspection: Inspection, head: Person, rows: int, at: datetime) -> dict[str, int]:
    """So many with a plan of the head, the first of which answers everything; so many that nobody owns; and so many
    whose plan is submitted."""
    for number in range(1, rows + 1):
        recommendation = a_recommendation(session, inspection, ordinal=number)
        record(session, EventKind.RECOMMENDATION_CREATED, recommendation, by=OPERATOR, at=at)
        plan = a_plan(session, recommendation, head)
        record(session, EventKind.PLAN_CREATED, plan, by=OPERATOR, at=at, covers=[plan.deadline])
        if number == 1:
            first, first_plan = recommendation, plan
            _answer_everything(session, recommendation, at)
            shown = _evidence(session, plan, head, rows, at)
            readings = [a_recorded_measure(session, plan, head.id) for _ in range(rows)]
            for _ in range(rows):
                a_recorded_update(session, plan, head.id)
                a_recorded_comment(session, plan, head.id, mentioned=[head.id])
            shown |= {"measure": readings[0].measure_id, "reading_of": readings[0].id}
    for number in range(rows + 1, 2 * rows + 1):
        others = a_recommendation(session, inspection, ordinal=number, is_for_subject=False, addressee="The region")
        record(session, EventKind.RECOMMENDATION_CREATED, others, by=OPERATOR, at=at)
    for number in range(2 * rows + 1, 3 * rows + 1):
        recommendation = a_recommendation(session, inspection, ordinal=number)
        record(session, EventKind.RECOMMENDATION_CREATED, recommendation, by=OPERATOR, at=at)
        submitted = a_plan(session, recommendation, head, PlanState.SUBMITTED)
        step = a_milestone(session, submitted)
        record(session, EventKind.PLAN_CREATED, submitted, by=OPERATOR, at=at, covers=[submitted.deadline, step])
    made = {"recommendation": first.id, "plan": first_plan.id, "ownerless": others.id, "submitted": submitted.id}
    made |= {"submitted_recommendation": recommendation.id}
    return made | shown | _waiting(session, inspection, head, rows, at) | _changing(session, inspection, head, rows, at)


def _more_recommendations(session: Session, inspection: Inspection, head: Person, count: int, at: datetime) -> None:
    """Each with a plan of the head, whose deadline has passed."""
    of_crowd = 1_000  # no ordinal of the others comes near
    made: list[Recorded] = []
    for number in range(of_crowd, of_crowd + count):
        plan = a_plan(session, a_recommendation(session, inspection, ordinal=number), head)
        made += [plan.recommendation, plan, plan.deadline]
    if made:
        record(session, EventKind.INSPECTION_CORRECTED, inspection, by=OPERATOR, at=at, covers=made)


def _changing(session: Session, inspection: Inspection, head: Person, rows: int, at: datetime) -> dict[str, int]:
    """An agreed plan with so many milestones, each different in its returned change, which adds as many; with so many
    measures, and so many versions that were agreed."""
    recommendation = a_recommendation(session, inspection, ordinal=4 * rows + 1)
    record(session, EventKind.RECOMMENDATION_CREATED, recommendation, by=OPERATOR, at=at)
    plan = a_plan(session, recommendation, head, PlanState.CHANGING)
    steps = [a_milestone(session, plan, title=f"Step {number}") for number in range(rows)]
    measures = [a_measure(session, plan) for _ in range(rows)]
    record(session, EventKind.PLAN_CREATED, plan, by=OPERATOR, at=at, covers=[plan.deadline, *steps, *measures])
    for _ in range(rows):
        version = freeze(session, plan, steps, by=Actor(head.id, head.name), at=at)
        record(session, EventKind.PLAN_AGREED, plan, by=OPERATOR, at=at, covers=[version])
    draft = Draft(
        milestones={step.id: {"weight": 7} for step in steps},
        added={number: Promise(f"New {number}", head.id, DUE, 1) for number in range(1, rows + 1)},
    )
    change = PlanChange(
        plan=plan,
        state=PlanChangeState.RETURNED,
        why="More teams.",
        content=content_of(draft),
        started_at=at,
        started_by_id=head.id,
    )
    session.add(change)
    record(session, EventKind.CHANGE_STARTED, change, by=OPERATOR, at=at)
    return {"changing": plan.id, "changing_milestone": steps[0].id, "last_version": rows}


def _waiting(session: Session, inspection: Inspection, head: Person, rows: int, at: datetime) -> dict[str, int]:
    """So many milestones of an agreed plan that were reported done, with so many pieces of evidence for them all;
    and so many that are open, for each of which the head asks another date."""
    recommendation = a_recommendation(session, inspection, ordinal=4 * rows)
    record(session, EventKind.RECOMMENDATION_CREATED, recommendation, by=OPERATOR, at=at)
    plan = a_plan(session, recommendation, head, PlanState.AGREED)
    done: dict[str, Any] = {"state": MilestoneState.COMPLETED, "completed_at": at, "completed_by_id": head.id}
    steps = [a_milestone(session, plan, **done) for _ in range(rows)]
    late = [a_milestone(session, plan) for _ in range(rows)]
    record(session, EventKind.PLAN_CREATED, plan, by=OPERATOR, at=at, covers=[plan.deadline, *steps, *late])
    for _ in late:
        a_recorded_comment(session, plan, head.id, milestone=late[0], mentioned=[head.id])
    changes = [a_recorded_date_change(session, step, head.id) for step in late]
    blockers = [a_recorded_blocker(session, late[0]) for _ in late]
    for number in range(rows):
        shown = some_evidence(session, plan, uploaded_by=head.id, milestones=steps, data=f"{number}".encode())
        record(session, EventKind.EVIDENCE_RECEIVED, shown, by=OPERATOR, at=at, covers=shown.versions)
    return {"waiting": steps[0].id, "agreed_recommendation": recommendation.id} | {
        "late": late[0].id,
        "change": changes[0].id,
        "blocker": blockers[0].id,
    }


def _evidence(session: Session, plan: Plan, head: Person, rows: int, at: datetime) -> dict[str, int]:
    """So many milestones, and so many pieces of evidence for all of them, each with so many versions."""
    steps = [a_milestone(session, plan) for _ in range(rows)]
    for step in steps:
        record(session, EventKind.MILESTONE_ADDED, step, by=OPERATOR, at=at)
    for _ in range(rows):
        shown = some_evidence(session, plan, uploaded_by=head.id, milestones=steps)
        newer = [a_version(head.id, None, BYTES, EvidenceState.AVAILABLE) for _ in range(1, rows)]
        for number, version in enumerate(newer, 2):
            version.number = number
        shown.versions.extend(newer)
        record(session, EventKind.EVIDENCE_RECEIVED, shown, by=OPERATOR, at=at, covers=shown.versions)
    return {"milestone": steps[0].id, "evidence": shown.id, "version": shown.versions[0].id}


def _answer_everything(session: Session, recommendation: Recommendation, at: datetime) -> None:
    inspection = get_whole(session, recommendation.inspection_id, seen_by=OPERATOR)
    found = get_with_links(session, recommendation.id, seen_by=OPERATOR)
    link(
        session,
        found,
        standards=[standard.id for standard in inspection.standards],
        key_questions=[question.id for standard in inspection.standards for question in standard.key_questions],
        findings=[finding.id for finding in inspection.findings],
        seen_revision=found.revision,
        by=OPERATOR,
        at=at,
    )
