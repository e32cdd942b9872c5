"""Every move of a plan, from every state, by every role: moves/plan.csv says what comes of each.

Everything else that a move asks for is there, so that only the state and the role decide. See tests/support/moves.py.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories.inspections import a_person, a_plan, a_recommendation, a_unit, an_inspection
from tests.factories.measured import a_measure, a_reading_of
from tests.factories.milestones import a_milestone
from tests.factories.organisations import OPERATOR
from tests.factories.plans import agree, into
from tests.support.moves import ROLES, actor, lines_of, outcome, table
from tracker.domain.errors import InvalidMove
from tracker.domain.lifecycles import PLAN
from tracker.domain.permissions import Actor, Permission, require
from tracker.domain.plan_change import Draft, content_of
from tracker.domain.vocabulary import MilestoneState, PlanChangeState, PlanState, Response, Role
from tracker.models import Assignment, Plan, PlanChange
from tracker.queries import plan_changes, plans
from tracker.services.agreement import agree_plan, return_plan, submit_plan
from tracker.services.event_kinds import EventKind
from tracker.services.plan_change_decisions import agree_change
from tracker.services.plan_changes import GONE, discard_change, start_change
from tracker.services.plan_delivery import assure_plan, deliver_plan, sustain_plan
from tracker.services.record import record

AT = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)
TODAY = date(2026, 2, 10)
Move = Callable[[Session, Plan, Actor], object]


def changing(verb: Callable[..., object], guard: Permission, **more: Any) -> Move:
    """As a page does it: its guard asks of the plan before the change is looked for."""

    def move(session: Session, plan: Plan, by: Actor) -> None:
        require(by, guard, plan)
        change = plan_changes.open_of(session, plan)
        if change is None:
            raise InvalidMove(GONE)
        verb(session, change, seen_revision=change.revision, by=by, at=AT, **more)

    return move


def whole(verb: Callable[..., object], **more: Any) -> Move:
    def move(session: Session, plan: Plan, by: Actor) -> None:
        verb(session, plan, seen_revision=plan.revision, by=by, at=AT, today=TODAY, **more)

    return move


MOVES: dict[str, Move] = {
    "submit": whole(submit_plan),
    "agree": whole(agree_plan),
    "return": whole(return_plan, what_to_change="Name the officer."),
    "change": lambda session, plan, by: start_change(session, plan, why="Two more teams.", by=by, at=AT),
    "agree the change": changing(agree_change, Permission.AGREE_PLAN, today=TODAY),
    "discard the change": changing(discard_change, Permission.EDIT_PLAN),
    "deliver": whole(deliver_plan),
    "sustain": whole(sustain_plan),
    "assure": whole(assure_plan),
}


@pytest.fixture
def plan_id(session: Session) -> int:
    """A plan that lacks nothing, whose only milestone is verified and whose outcome was read since it was agreed first;
    its sustain period is long over."""
    unit = a_unit(session)
    head = a_person(session, "Sam Head")
    assignment = Assignment(person=head, role=Role.UNIT_HEAD, unit=unit, starts_on=date(2026, 1, 1))
    session.add(assignment)
    inspection = an_inspection(session, unit=unit)
    plan = a_plan(session, a_recommendation(session, inspection), head)
    plan.response, plan.responded_at, plan.responded_by_id = Response.AGREED, AT, head.id
    embed = into(session, a_milestone(session, plan, is_embed=True, title="Audit cases"), MilestoneState.VERIFIED)
    reading = a_reading_of(session, a_measure(session, plan), head.id, starts_on=TODAY, ends_on=TODAY)
    measured = [agree(session, plan, [embed]), reading.measure, reading]
    kept: list[Any] = [unit, unit.region, head, assignment, plan, plan.recommendation, plan.deadline, embed, *measured]
    others = [a_person(session, role) for role in ROLES]
    record(session, EventKind.INSPECTION_CREATED, inspection, by=OPERATOR, at=AT, covers=[*kept, *others])
    session.info["people"] = {person.name: person.id for person in others}
    session.commit()
    return plan.id


def in_state(session: Session, plan_id: int, state: PlanState, move: str) -> Plan:
    """The plan in that state, with the change that belongs to it; one is submitted where it is to be agreed."""
    plan = plans.get(session, plan_id, seen_by=OPERATOR)
    plan.state = state
    plan.sustains_from = date(2025, 1, 31) if state is PlanState.SUSTAINING else None
    if state is PlanState.CHANGING:
        of_change = PlanChangeState.SUBMITTED if move == "agree the change" else PlanChangeState.WRITING
        content = content_of(Draft(plan={"success_measure": "Nine in ten."}))
        started = {"started_at": AT, "started_by_id": plan.owner_id}
        session.add(PlanChange(plan=plan, state=of_change, why="More teams.", content=content, **started))
    session.flush()
    return plan


def what_comes(session: Session, plan_id: int, state: PlanState, move: str, role: str) -> str:
    plan = in_state(session, plan_id, state, move)
    by = actor(role, session.info["people"], plan.place)
    return outcome(session, lambda: MOVES[move](session, plan, by), lambda: plan.state)


def test_the_moves_of_people_and_the_one_that_follows_by_itself_are_all_there_are() -> None:
    assert {move for _, move in PLAN.moves} == {*MOVES, "fall back"}


def test_every_move_from_every_state_by_every_role_is_as_the_file_says(session: Session, plan_id: int) -> None:
    found = table(PlanState, list(MOVES), lambda state, move, role: what_comes(session, plan_id, state, move, role))
    assert found == lines_of("plan")
