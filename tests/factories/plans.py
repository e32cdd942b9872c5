"""Builders of what a plan's score is made of, straight into tables: flush, do not commit. See also milestones.py."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from tests.factories.inspections import a_person, a_plan, a_recommendation, a_unit, an_inspection
from tracker.domain.vocabulary import (
    DecisionLevel,
    DecisionOutcome,
    EvidenceKind,
    EvidenceState,
    MilestoneState,
    PlanState,
    Response,
)
from tracker.models import DecidedVersion, Decision, Evidence, EvidenceVersion, Milestone, Plan, PlanVersion

AT = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)
_numbers = itertools.count(1)


def an_answered_plan(session: Session, **of_inspection: Any) -> Plan:
    """An agreed plan of a unit, its recommendation answered."""
    inspection = an_inspection(session, unit=a_unit(session), **of_inspection)
    plan = a_plan(session, a_recommendation(session, inspection), a_person(session), PlanState.AGREED)
    plan.response, plan.responded_at, plan.responded_by_id = Response.AGREED, AT, plan.owner_id
    session.flush()
    return plan


def into(session: Session, milestone: Milestone, state: MilestoneState) -> Milestone:
    """The same milestone in another state, with the time and the reason that belong to it."""
    done, gone = state in (MilestoneState.COMPLETED, MilestoneState.VERIFIED), state is MilestoneState.CANCELLED
    milestone.state = state
    milestone.completed_at, milestone.completed_by_id = (AT, milestone.owner_id) if done else (None, None)
    milestone.is_drawn = bool(milestone.is_drawn) if done else milestone.is_drawn
    milestone.cancelled_at, milestone.cancelled_by_id = (AT, milestone.owner_id) if gone else (None, None)
    milestone.cancel_reason = "It is done elsewhere." if gone else ""
    session.flush()
    return milestone


def some_evidence(session: Session, *milestones: Milestone, ends: date | None = None, **more: Any) -> EvidenceVersion:
    """The first, available version of new evidence for these milestones of one plan; of a period that ends then."""
    values = {"title": "Audit of 20 cases", "kind": EvidenceKind.PRACTICE_AUDIT} | more
    plan = milestones[0].plan
    evidence = Evidence(plan=plan, uploaded_by=plan.owner, milestones=[*milestones], **values)
    evidence.period_from = evidence.period_to = ends
    session.add(evidence)
    return a_version(session, evidence, 1)


def a_version(
    session: Session, evidence: Evidence, number: int, state: EvidenceState = EvidenceState.AVAILABLE
) -> EvidenceVersion:
    """Another version of its file."""
    version = EvidenceVersion(
        evidence=evidence,
        number=number,
        file_name="audit.pdf",
        media_type="application/pdf",
        size=1000,
        sha256="0" * 64,
        storage_key=f"key {next(_numbers)}",
        state=state,
        refused_because="It could not be read." if state is EvidenceState.REFUSED else None,
        uploaded_at=AT,
        uploaded_by=evidence.uploaded_by,
    )
    session.add(version)
    session.flush()
    return version


def withdraw(session: Session, version: EvidenceVersion) -> None:
    version.state, version.withdrawn_at, version.withdrawn_by_id = EvidenceState.WITHDRAWN, AT, version.uploaded_by_id
    session.flush()


def a_decision(
    session: Session,
    milestone: Milestone,
    outcome: DecisionOutcome = DecisionOutcome.SUFFICIENT,
    *,
    of: Sequence[EvidenceVersion] = (),
    level: DecisionLevel = DecisionLevel.REVIEW,
) -> Decision:
    """On the milestone's present measure, having looked at those versions."""
    decision = Decision(
        milestone=milestone,
        level=level,
        outcome=outcome,
        why="It shows the change.",
        measure_revision=milestone.measure_revision,
        decided_at=AT,
        decided_by=a_person(session),
    )
    session.add(decision)
    session.flush()
    session.add_all(DecidedVersion(decision_id=decision.id, version=version, sha256="0" * 64) for version in of)
    session.flush()
    return decision


def agree(session: Session, plan: Plan, milestones: Sequence[Milestone], *, at: datetime = AT) -> PlanVersion:
    """The plan's next agreed version, with these milestones as they are."""
    promised = [
        {
            "weight": each.weight,
            "due_on": each.due_on.isoformat(),
            "starts_on": each.starts_on and each.starts_on.isoformat(),
        }
        for each in milestones
    ]
    number = next(_numbers)
    version = PlanVersion(
        plan_id=plan.id, number=number, content={"milestones": promised}, agreed_at=at, agreed_by_id=plan.owner_id
    )
    session.add(version)
    session.flush()
    return version
