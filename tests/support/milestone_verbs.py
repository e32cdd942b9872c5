"""The verbs of milestones as tests call them, and the plan, head and lead that they are called with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories.inspections import a_person, a_plan, a_recommendation, a_unit, an_inspection
from tests.factories.milestones import a_milestone
from tracker.domain.permissions import Actor, Held
from tracker.domain.promises import Promise
from tracker.domain.vocabulary import MilestoneState, Role
from tracker.models import Assignment, Milestone, Plan
from tracker.services import milestones as verbs

AT = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)
TODAY = date(2026, 2, 10)
JUNE = date(2026, 6, 30)


def when(by: Actor) -> dict[str, Any]:
    return {"by": by, "at": AT, "today": TODAY}


@pytest.fixture
def plan(session: Session) -> Plan:
    unit = a_unit(session)
    head = a_person(session, "Sam Head")
    session.add(Assignment(person=head, role=Role.UNIT_HEAD, unit=unit, starts_on=date(2026, 1, 1)))
    return a_plan(session, a_recommendation(session, an_inspection(session, unit=unit)), head)


@pytest.fixture
def head(plan: Plan) -> Actor:
    return Actor(plan.owner_id, "Sam Head", (Held(Role.UNIT_HEAD, unit_id=unit_of(plan)),))


@pytest.fixture
def lead(session: Session, plan: Plan) -> Actor:
    region_id = plan.place.region_id
    return Actor(a_person(session, "Jo Lead").id, "Jo Lead", (Held(Role.REGIONAL_LEAD, region_id=region_id),))


def unit_of(plan: Plan) -> int:
    unit_id = plan.recommendation.inspection.unit_id
    assert unit_id is not None
    return unit_id


def a_colleague(session: Session, plan: Plan) -> Actor:
    person = a_person(session, "Kit Colleague")
    session.add(Assignment(person=person, role=Role.CONTRIBUTOR, unit_id=unit_of(plan), starts_on=TODAY))
    session.flush()
    return Actor(person.id, person.name, (Held(Role.CONTRIBUTOR, unit_id=unit_of(plan)),))


def a_promise(plan: Plan, **changes: Any) -> Promise:
    promise = Promise(
        title="Audit cases each month", owner_id=plan.owner_id, due_on=JUNE, weight=40, evidence_expected="An audit."
    )
    return replace(promise, **changes)


def promise_of(milestone: Milestone, **changes: Any) -> Promise:
    """What is promised now, with changes."""
    stored = Promise(**{name: getattr(milestone, name) for name in Promise.__dataclass_fields__})
    return replace(stored, **changes)


def add(session: Session, plan: Plan, by: Actor, **changes: Any) -> Milestone:
    return verbs.add_milestone(session, plan, promise=a_promise(plan, **changes), **when(by))


def edit(session: Session, milestone: Milestone, by: Actor, seen_revision: int | None = None, **changes: Any) -> None:
    seen = milestone.revision if seen_revision is None else seen_revision
    verbs.edit_milestone(session, milestone, promise=promise_of(milestone, **changes), seen_revision=seen, **when(by))
    session.flush()


def start(session: Session, milestone: Milestone, by: Actor) -> None:
    verbs.start_milestone(session, milestone, seen_revision=milestone.revision, **when(by))
    session.flush()


def complete(session: Session, milestone: Milestone, by: Actor, note: str = "All 20 cases were checked.") -> None:
    verbs.complete_milestone(session, milestone, note=note, seen_revision=milestone.revision, **when(by))
    session.flush()


def reopen(session: Session, milestone: Milestone, by: Actor, why: str = "Two cases were missed.") -> None:
    verbs.reopen_milestone(session, milestone, why=why, seen_revision=milestone.revision, **when(by))
    session.flush()


def cancel(session: Session, milestone: Milestone, by: Actor, reason: str = "The police do it.") -> None:
    verbs.cancel_milestone(session, milestone, reason=reason, seen_revision=milestone.revision, **when(by))
    session.flush()


def in_state(session: Session, plan: Plan, state: MilestoneState, **more: Any) -> Milestone:
    done = {"completed_at": AT, "completed_by_id": plan.owner_id, "completion_note": "Done."}
    cancelled = {"cancelled_at": AT, "cancelled_by_id": plan.owner_id, "cancel_reason": "Not needed."}
    of_state: dict[MilestoneState, dict[str, Any]] = {
        MilestoneState.COMPLETED: done,
        MilestoneState.VERIFIED: done,
        MilestoneState.CANCELLED: cancelled,
    }
    return a_milestone(session, plan, state=state, **of_state.get(state, {}), **more)
