"""Responding to a recommendation and editing its plan: the rules, the record, and nobody's change lost."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories.inspections import a_person, a_plan, a_recommendation, a_unit, an_inspection
from tracker.domain.errors import Conflict, InvalidMove, NotPermitted, RuleBroken
from tracker.domain.permissions import Actor, Held
from tracker.domain.vocabulary import PlanState, RecommendationState, Response, ResponseReason, Role
from tracker.models import Assignment, Plan
from tracker.services.plans import edit_plan, respond

AT = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)
TODAY = date(2026, 2, 10)


@pytest.fixture
def plan(session: Session) -> Plan:
    unit = a_unit(session)
    head = a_person(session, "Sam Head")
    session.add(Assignment(person=head, role=Role.UNIT_HEAD, unit=unit, starts_on=date(2026, 1, 1)))
    inspection = an_inspection(session, unit=unit)
    return a_plan(session, a_recommendation(session, inspection), head)


@pytest.fixture
def head(plan: Plan) -> Actor:
    return Actor(plan.owner_id, "Sam Head", (Held(Role.UNIT_HEAD, unit_id=plan.recommendation.inspection.unit_id),))


def answer(session: Session, plan: Plan, by: Actor, **changes: Any) -> None:
    given = {"response": Response.AGREED, "agreed_part": "", "reason": None, "text": "", "seen_revision": plan.revision}
    respond(session, plan, **(given | changes), by=by, at=AT)


def test_an_agreed_response_needs_no_reason(session: Session, plan: Plan, head: Actor) -> None:
    answer(session, plan, head, text="We will start in March.")
    session.flush()
    assert (plan.response, plan.response_text, plan.responded_by_id) == (
        Response.AGREED,
        "We will start in March.",
        head.person_id,
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"response": Response.NONE}, "response"),
        ({"response": Response.PARTLY_AGREED, "reason": ResponseReason.POLICY, "text": "x"}, "agreed_part"),
        ({"response": Response.PARTLY_AGREED, "agreed_part": "x", "text": "x"}, "reason"),
        ({"response": Response.NOT_AGREED, "text": "x"}, "reason"),
        ({"response": Response.NOT_AGREED, "reason": ResponseReason.POLICY}, "text"),
    ],
)
def test_what_a_response_lacks_is_named(
    session: Session, plan: Plan, head: Actor, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        answer(session, plan, head, **changes)
    assert broken.value.field == field


def test_a_reason_is_not_kept_for_a_response_that_needs_none(session: Session, plan: Plan, head: Actor) -> None:
    answer(session, plan, head, agreed_part="A part", reason=ResponseReason.POLICY)
    session.flush()
    assert (plan.agreed_part, plan.response_reason) == ("", None)


def test_only_the_head_or_the_owner_responds(session: Session, plan: Plan) -> None:
    unit_id = plan.recommendation.inspection.unit_id
    for held in (Held(Role.CONTRIBUTOR, unit_id=unit_id), Held(Role.ADMINISTRATOR), Held(Role.NATIONAL_LEAD)):
        with pytest.raises(NotPermitted):
            answer(session, plan, Actor(999, "Somebody", (held,)))


def test_the_head_does_not_respond_for_others_named_in_the_report(session: Session, plan: Plan, head: Actor) -> None:
    plan.recommendation.is_for_subject = False
    plan.owner = a_person(session)
    session.flush()
    with pytest.raises(NotPermitted):
        answer(session, plan, head)


def test_a_response_to_what_somebody_else_has_changed_is_a_conflict(session: Session, plan: Plan, head: Actor) -> None:
    seen = plan.revision
    answer(session, plan, head, text="First.")
    session.flush()
    with pytest.raises(Conflict):
        answer(session, plan, head, text="Second.", seen_revision=seen)
    assert plan.response_text == "First."


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (PlanState.SUBMITTED, "with the regional lead. It can be edited if it is returned"),
        (PlanState.AGREED, "Start a change of it"),
        (PlanState.CHANGING, "Agree or discard that change first"),
        (PlanState.DELIVERED, "Reopen a milestone"),
    ],
)
def test_a_plan_that_is_not_being_written_is_not_edited_in_place_and_says_what_to_do(
    session: Session, plan: Plan, head: Actor, state: PlanState, words: str
) -> None:
    plan.state = state
    session.flush()
    for verb in (answer, edit):
        with pytest.raises(InvalidMove, match=words):
            verb(session, plan, head)


@pytest.mark.parametrize("state", [RecommendationState.SUPERSEDED, RecommendationState.CLOSED])
def test_what_no_longer_stands_is_not_answered(
    session: Session, plan: Plan, head: Actor, state: RecommendationState
) -> None:
    plan.recommendation.state = state
    with pytest.raises(InvalidMove, match="no longer stands"):
        answer(session, plan, head)


def edit(session: Session, plan: Plan, by: Actor, **changes: Any) -> None:
    given: dict[str, Any] = {"owner_id": plan.owner_id, "success_measure": "", "seen_revision": plan.revision}
    edit_plan(session, plan, **(given | changes), by=by, at=AT, today=TODAY)


def test_the_owner_may_be_anybody_at_work_in_the_unit(session: Session, plan: Plan, head: Actor) -> None:
    colleague = a_person(session, "Kit Colleague")
    unit_id = plan.recommendation.inspection.unit_id
    session.add(Assignment(person=colleague, role=Role.CONTRIBUTOR, unit_id=unit_id, starts_on=TODAY))
    session.flush()
    edit(session, plan, head, owner_id=colleague.id, success_measure="8 of 10 cases show enquiries.")
    session.flush()
    assert (plan.owner_id, plan.success_measure) == (colleague.id, "8 of 10 cases show enquiries.")


@pytest.mark.parametrize("ends_on", [None, date(2026, 2, 9)])
def test_the_owner_may_not_be_a_stranger_or_somebody_who_left(
    session: Session, plan: Plan, head: Actor, ends_on: date | None
) -> None:
    stranger = a_person(session)
    if ends_on:
        unit_id = plan.recommendation.inspection.unit_id
        was_there = {"unit_id": unit_id, "starts_on": date(2026, 1, 1), "ends_on": ends_on}
        session.add(Assignment(person=stranger, role=Role.CONTRIBUTOR, **was_there))
        session.flush()
    with pytest.raises(RuleBroken) as broken:
        edit(session, plan, head, owner_id=stranger.id)
    assert broken.value.field == "owner_id"


@pytest.mark.parametrize(
    "wrong",
    [
        {"response": Response.NOT_AGREED, "response_reason": None},
        {"response": Response.AGREED, "response_reason": ResponseReason.POLICY},
        {"response": Response.PARTLY_AGREED, "response_reason": ResponseReason.POLICY, "agreed_part": ""},
        {"response": Response.AGREED, "responded_at": None, "responded_by_id": None},
        {"responded_at": AT, "responded_by_id": None, "response": Response.AGREED},
        {"sustain_months": -1},
    ],
)
def test_the_database_itself_refuses_a_response_that_is_not_whole(
    session: Session, plan: Plan, wrong: dict[str, Any]
) -> None:
    answered = {"responded_at": AT, "responded_by_id": plan.owner_id} if "response" in wrong else {}
    for column, value in (answered | wrong).items():
        setattr(plan, column, value)
    with pytest.raises(sa.exc.IntegrityError):
        session.flush()
