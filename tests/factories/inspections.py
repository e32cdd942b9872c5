"""Builders of inspections with their recommendations and plans, straight into tables: flush, do not commit."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from tracker.domain.vocabulary import DeadlineSource, PeriodUnit, PlanState, SubjectKind
from tracker.models import Base, Deadline, Inspection, Person, Plan, Recommendation, Region, Unit

PUBLISHED = date(2026, 2, 3)
PLAN_DUE = date(2026, 3, 3)
SUCCESS = "Nine in ten show it."
_numbers = itertools.count(1)
Row = TypeVar("Row", bound=Base)


def a_region(session: Session, name: str | None = None) -> Region:
    number = next(_numbers)
    return _kept(session, Region(name=name or f"Region {number}"))


def a_unit(session: Session, region: Region | None = None, name: str | None = None) -> Unit:
    number = next(_numbers)
    region = region or a_region(session)
    return _kept(session, Unit(name=name or f"Unit {number}", region=region))


def a_person(session: Session, name: str | None = None) -> Person:
    number = next(_numbers)
    return _kept(session, Person(name=name or f"Person {number}", email=f"person-{number}@example.test"))


def an_inspection(
    session: Session, *, unit: Unit | None = None, region: Region | None = None, **more: Any
) -> Inspection:
    """Of a unit or a region; thematic where neither is given."""
    kind = SubjectKind.PDU if unit else SubjectKind.REGION if region else SubjectKind.THEMATIC
    values = {"title": f"Inspection {next(_numbers)}", "subject_kind": kind, "published_on": PUBLISHED} | more
    return _kept(session, Inspection(unit=unit, region=region, **values))


def a_recommendation(session: Session, inspection: Inspection, **more: Any) -> Recommendation:
    ordinal = next(_numbers)
    values = {"ordinal": ordinal, "number": str(ordinal), "text": f"do thing {ordinal}.", "is_for_subject": True} | more
    return _kept(session, Recommendation(inspection=inspection, **values))


def a_plan(session: Session, recommendation: Recommendation, owner: Person, state: PlanState = PlanState.DRAFT) -> Plan:
    deadline = Deadline(
        source=DeadlineSource.HMPPS,
        number=20,
        unit=PeriodUnit.WORKING_DAYS,
        start_event="publication",
        starts_on=PUBLISHED,
        due_on=PLAN_DUE,
        calendar_version="test",
    )
    plan = Plan(recommendation=recommendation, owner=owner, deadline=deadline, state=state, success_measure=SUCCESS)
    return _kept(session, plan)


def a_deadline(session: Session, due_on: date) -> Deadline:
    """A date that a report itself sets for what it recommends."""
    deadline = Deadline(
        source=DeadlineSource.INSPECTORATE,
        start_event="publication",
        starts_on=PUBLISHED,
        due_on=due_on,
        calendar_version="test",
    )
    return _kept(session, deadline)


def _kept(session: Session, row: Row) -> Row:
    session.add(row)
    session.flush()
    return row
