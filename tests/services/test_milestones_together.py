"""Several milestones at once: their order, another owner, later dates; each is checked and recorded by itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories.inspections import a_person, a_plan, a_recommendation, a_unit, an_inspection
from tests.factories.milestones import a_milestone
from tests.factories.organisations import OPERATOR
from tests.factories.plans import agree
from tracker.domain.errors import InvalidMove, RuleBroken
from tracker.domain.permissions import Actor, Held
from tracker.domain.vocabulary import PlanState, Role
from tracker.models import Assignment, DateChange, Event, Plan
from tracker.queries import events, milestones, plans
from tracker.services.event_kinds import EventKind
from tracker.services.milestones_together import ask_for_later, place_milestone, reassign, set_later
from tracker.services.record import record

AT = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)
TODAY = date(2026, 2, 10)
ORDERED = EventKind.MILESTONES_ORDERED.value
TITLES = ["Audit cases", "Brief staff", "Train managers"]


@pytest.fixture
def plan(session: Session) -> Plan:
    unit = a_unit(session)
    head, other = a_person(session, "Sam Head"), a_person(session, "Noor Other")
    at_work = [
        Assignment(person=person, role=Role.UNIT_HEAD, unit=unit, starts_on=date(2026, 1, 1))
        for person in (head, other)
    ]
    session.add_all(at_work)
    inspection = an_inspection(session, unit=unit)
    made = a_plan(session, a_recommendation(session, inspection), head)
    steps = [a_milestone(session, made, title=title) for title in TITLES]
    kept: list[Any] = [unit, unit.region, head, other, *at_work, made, made.recommendation, made.deadline, *steps]
    record(session, EventKind.INSPECTION_CREATED, inspection, by=OPERATOR, at=AT, covers=kept)
    session.info["other"] = other.id
    session.commit()
    return plans.get(session, made.id, seen_by=OPERATOR)


def when(plan: Plan) -> dict[str, Any]:
    head = Actor(plan.owner_id, "Sam Head", (Held(Role.UNIT_HEAD, unit_id=plan.place.unit_id),))
    return {"by": head, "at": AT, "today": TODAY}


def titles(session: Session, plan: Plan) -> list[str]:
    return [one.title for one in milestones.of_plan(session, plan)]


def kept(session: Session, plan: Plan) -> Plan:
    session.commit()
    return plans.get(session, plan.id, seen_by=OPERATOR)


@pytest.mark.parametrize(("which", "to", "expected"), [(0, 3, [1, 2, 0]), (2, 1, [2, 0, 1]), (1, 2, [0, 1, 2])])
def test_a_milestone_goes_where_it_is_put_and_the_others_make_room(
    session: Session, plan: Plan, which: int, to: int, expected: list[int]
) -> None:
    moved = milestones.of_plan(session, plan)[which].id
    for _ in range(2):  # pressed twice
        place_milestone(session, plan, moved, to=to, **when(plan))
        plan = kept(session, plan)
    assert titles(session, plan) == [TITLES[number] for number in expected]
    assert [one.ordinal for one in milestones.of_plan(session, plan)] == [1, 2, 3]


def test_the_order_of_what_was_agreed_or_of_no_place_is_not_changed(session: Session, plan: Plan) -> None:
    first = milestones.of_plan(session, plan)[0].id
    for wrong in (0, 4):
        with pytest.raises(RuleBroken):
            place_milestone(session, plan, first, to=wrong, **when(plan))
    plan.state = PlanState.AGREED
    with pytest.raises(InvalidMove, match="while the plan is written"):
        place_milestone(session, plan, first, to=2, **when(plan))


def test_the_story_of_each_milestone_that_was_moved_has_it_and_of_no_other(session: Session, plan: Plan) -> None:
    ids = [one.id for one in milestones.of_plan(session, plan)]
    for number, step in enumerate(milestones.of_plan(session, plan), 1):
        step.ordinal = number
    record(session, EventKind.PLAN_EDITED, plan, by=OPERATOR, at=AT, covers=milestones.of_plan(session, plan))
    place_milestone(session, plan, ids[2], to=2, **when(plan))
    session.commit()
    told = []
    for one in ids:
        entries, _ = events.of(
            session, [("milestone", one)], offset=0, limit=9, kinds=[ORDERED], named=events.NamedIn(plan.id, one)
        )
        told.append([entry.kind for entry in entries])
    assert told == [[], [ORDERED], [ORDERED]]


def test_several_are_given_to_another_owner_and_the_one_that_changed_meanwhile_is_named(
    session: Session, plan: Plan
) -> None:
    steps = milestones.of_plan(session, plan)
    seen = [(one, one.revision + (one.title == "Brief staff")) for one in steps]
    outcome = reassign(session, seen, owner_id=session.info["other"], why="Sam moved on.", **when(plan))
    plan = kept(session, plan)
    assert [one.title for one, _ in outcome.done] == ["Audit cases", "Train managers"]
    assert [(one.title, why) for (one, _), why in outcome.refused] == [
        ("Brief staff", "Somebody else changed this while you were working on it.")
    ]
    owners = [one.owner.name for one in milestones.of_plan(session, plan)]
    assert owners == ["Noor Other", steps[1].owner.name, "Noor Other"]
    notes = session.scalars(sa.select(Event.note).where(Event.kind == EventKind.MILESTONE_EDITED.value)).all()
    assert notes == ["Sam moved on."] * 2


def test_nobody_from_elsewhere_is_given_any(session: Session, plan: Plan) -> None:
    seen = [(one, one.revision) for one in milestones.of_plan(session, plan)]
    outcome = reassign(session, seen, owner_id=999, why="Sam moved on.", **when(plan))
    assert (len(outcome.done), len(outcome.refused)) == (0, 3)


def test_later_dates_are_asked_for_each_and_a_second_time_for_none(session: Session, plan: Plan) -> None:
    agree(session, plan, milestones.of_plan(session, plan))
    plan.state = PlanState.AGREED
    made = [row for row in session.info["history: changed and not yet recorded"] if row is not plan]
    record(session, EventKind.PLAN_AGREED, plan, by=OPERATOR, at=AT, covers=made)
    plan = kept(session, plan)
    seen = [(one, one.revision) for one in milestones.of_plan(session, plan)]
    outcome = ask_for_later(session, seen, days=14, why="The police cannot come sooner.", **when(plan))
    plan = kept(session, plan)
    assert len(outcome.done) == 3
    asked = session.scalars(sa.select(DateChange)).all()
    assert {change.to_on - change.from_on for change in asked} == {timedelta(days=14)}
    assert {change.reason for change in asked} == {"The police cannot come sooner."}
    seen = [(one, one.revision) for one in milestones.of_plan(session, plan)]
    again = ask_for_later(session, seen, days=14, why="The police cannot come sooner.", **when(plan))
    assert (len(again.done), len(again.refused)) == (0, 3)


def test_while_the_plan_is_written_dates_are_set_later_with_the_reason_and_once(session: Session, plan: Plan) -> None:
    first, second, third = milestones.of_plan(session, plan)
    for one in (first, second):
        one.plan = plan
    due, third_due = first.due_on, third.due_on
    outcome = set_later(session, [(first, 1), (second, 7)], days=14, why="The police come later.", **when(plan))
    assert [one.title for one, _ in outcome.done] == ["Audit cases"]
    assert ["Somebody else changed this" in why for _, why in outcome.refused] == [True]
    plan = kept(session, plan)
    assert [one.due_on for one in milestones.of_plan(session, plan)] == [due + timedelta(days=14), due, third_due]
    told = session.scalars(sa.select(Event.note).where(Event.kind == EventKind.MILESTONE_EDITED.value)).all()
    assert told == ["The police come later."]


@pytest.mark.parametrize("state", [PlanState.SUBMITTED, PlanState.AGREED])
def test_dates_of_what_was_submitted_or_agreed_are_not_set(session: Session, plan: Plan, state: PlanState) -> None:
    plan.state = state
    record(session, EventKind.PLAN_EDITED, plan, by=OPERATOR, at=AT)
    plan = kept(session, plan)
    (one, *_) = milestones.of_plan(session, plan)
    one.plan = plan
    due = one.due_on
    outcome = set_later(session, [(one, 1)], days=14, why="Later.", **when(plan))
    assert (outcome.done, one.due_on) == ((), due)


def test_a_reason_and_a_number_of_days_are_asked_for(session: Session, plan: Plan) -> None:
    with pytest.raises(RuleBroken, match="Enter the reason"):
        ask_for_later(session, [], days=14, why="", **when(plan))
    with pytest.raises(RuleBroken, match="between 1 and 366"):
        ask_for_later(session, [], days=0, why="Said.", **when(plan))
