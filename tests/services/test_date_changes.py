"""A due date that was agreed moves only by a date change that somebody independent approved."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.factories.dated import LATER, a_date_change
from tests.factories.inspections import a_person
from tests.factories.milestones import DUE, a_milestone
from tests.factories.planned import AT as WHEN
from tests.support.date_change_verbs import approve, ask, decline, head, lead, milestone, nation, plan, withdraw
from tests.support.milestone_verbs import AT, TODAY, when
from tracker.domain.errors import Conflict, InvalidMove, NotPermitted, RuleBroken
from tracker.domain.lifecycles import DATE_CHANGE
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import (
    DateChangeLevel,
    DateChangeState,
    DeadlineSource,
    PlanState,
    Role,
)
from tracker.models import Assignment, Milestone, Plan, Score
from tracker.services import date_changes as verbs

__all__ = ["head", "lead", "milestone", "nation", "plan"]


def test_asking_moves_nothing(session: Session, milestone: Milestone, head: Actor) -> None:
    change = ask(session, milestone, head)
    assert (milestone.due_on, milestone.revision) == (DUE, 1)
    assert (change.from_on, change.to_on, change.state) == (DUE, LATER, DateChangeState.ASKED)
    assert (change.asked_by_id, change.reason, change.level) == (
        head.person_id,
        "Two posts are empty.",
        DateChangeLevel.REGION,
    )


def test_approved_the_milestone_is_due_then_and_its_plan_is_scored_again(
    session: Session, milestone: Milestone, head: Actor, lead: Actor
) -> None:
    approve(session, ask(session, milestone, head), lead)
    assert (milestone.due_on, milestone.due_source, milestone.due_reason) == (
        LATER,
        DeadlineSource.REGION,
        "Two posts are empty.",
    )
    assert session.scalars(sa.select(Score.on)).all() == [TODAY]


def test_refused_or_withdrawn_it_changes_nothing_and_may_be_asked_again(
    session: Session, milestone: Milestone, head: Actor, lead: Actor
) -> None:
    decline(session, ask(session, milestone, head), lead)
    withdraw(session, ask(session, milestone, head), head)
    assert (milestone.due_on, milestone.revision) == (DUE, 1)
    assert session.scalars(sa.select(Score.on)).all() == []
    assert ask(session, milestone, head).state is DateChangeState.ASKED


def test_a_refusal_says_why(session: Session, milestone: Milestone, head: Actor, lead: Actor) -> None:
    with pytest.raises(RuleBroken) as broken:
        decline(session, ask(session, milestone, head), lead, note="")
    assert broken.value.field == "note"


def test_one_waits_at_a_time(session: Session, milestone: Milestone, head: Actor) -> None:
    ask(session, milestone, head)
    with pytest.raises(RuleBroken, match="already"):
        ask(session, milestone, head, to_on=date(2026, 10, 31))


def test_the_database_too_keeps_one_waiting_at_a_time(session: Session, milestone: Milestone, head: Actor) -> None:
    assert head.person_id
    a_date_change(session, milestone, head.person_id)
    with pytest.raises(IntegrityError):
        a_date_change(session, milestone, head.person_id)


@pytest.mark.parametrize(
    "broken",
    [
        {"to_on": DUE},
        {"reason": ""},
        {"state": DateChangeState.APPROVED},
        {"state": DateChangeState.WITHDRAWN},
        {"state": DateChangeState.DECLINED, "decided_at": WHEN, "decided_by_id": "another"},
        {"decided_at": WHEN},
        {"state": DateChangeState.APPROVED, "decided_at": WHEN, "decided_by_id": "asker"},
    ],
)
def test_the_database_refuses_what_no_verb_writes(
    session: Session, milestone: Milestone, head: Actor, broken: dict[str, Any]
) -> None:
    assert head.person_id
    people = {"asker": head.person_id, "another": a_person(session).id}
    values = {key: people.get(value, value) if isinstance(value, str) else value for key, value in broken.items()}
    with pytest.raises(IntegrityError):
        a_date_change(session, milestone, head.person_id, **values)


def test_the_second_change_and_what_a_regional_lead_has_a_part_in_go_one_level_up(
    session: Session, milestone: Milestone, plan: Plan, head: Actor, lead: Actor, nation: Actor
) -> None:
    approve(session, ask(session, milestone, head), lead)
    second = ask(session, milestone, head, to_on=date(2026, 10, 31))
    with pytest.raises(NotPermitted):
        approve(session, second, lead)
    approve(session, second, nation)
    assert milestone.due_source is DeadlineSource.HMPPS
    assert second.level is DateChangeLevel.NATION
    assert ask(session, a_milestone(session, plan), lead).level is DateChangeLevel.NATION
    session.add(
        Assignment(person_id=lead.person_id, role=Role.REGIONAL_LEAD, region_id=plan.place.region_id, starts_on=TODAY)
    )
    owned = a_milestone(session, plan, owner_id=lead.person_id)
    assert ask(session, owned, head).level is DateChangeLevel.NATION


def test_a_declined_change_does_not_send_the_next_one_up(
    session: Session, milestone: Milestone, head: Actor, lead: Actor
) -> None:
    decline(session, ask(session, milestone, head), lead)
    assert ask(session, milestone, head).level is DateChangeLevel.REGION


def test_every_move_from_every_state_is_as_the_table_says(
    session: Session, plan: Plan, head: Actor, lead: Actor
) -> None:
    plan.state = PlanState.AGREED
    moves = {"approve": (approve, lead), "decline": (decline, lead), "withdraw": (withdraw, head)}
    ends: dict[DateChangeState, dict[str, Any]] = {
        DateChangeState.ASKED: {},
        DateChangeState.APPROVED: {"decided_at": AT, "decided_by_id": lead.person_id},
        DateChangeState.DECLINED: {"decided_at": AT, "decided_by_id": lead.person_id, "note": "No."},
        DateChangeState.WITHDRAWN: {"withdrawn_at": AT, "withdrawn_by_id": head.person_id},
    }
    assert head.person_id
    for state in DateChangeState:
        for move, (verb, by) in moves.items():
            change = a_date_change(session, a_milestone(session, plan), head.person_id, state=state, **ends[state])
            if (state, move) in DATE_CHANGE.moves:
                verb(session, change, by)
                assert change.state is DATE_CHANGE.moves[state, move]
            else:
                with pytest.raises(InvalidMove) as refused:
                    verb(session, change, by)
                assert str(refused.value) == DATE_CHANGE.refusals[state]


def test_what_was_seen_otherwise_is_a_conflict(
    session: Session, milestone: Milestone, head: Actor, lead: Actor
) -> None:
    with pytest.raises(Conflict):
        ask(session, milestone, head, seen_revision=milestone.revision + 1)
    change = ask(session, milestone, head)
    with pytest.raises(Conflict):
        verbs.approve_date_change(session, change, note="", seen_revision=change.revision + 1, **when(lead))


def test_the_service_itself_neither_asks_nor_decides(session: Session, milestone: Milestone, head: Actor) -> None:
    service = Actor(None, "the service")
    with pytest.raises(NotPermitted):
        ask(session, milestone, service)
    with pytest.raises(NotPermitted):
        approve(session, ask(session, milestone, head), service)


def test_every_verb_leaves_one_entry_that_tells_of_the_milestone_and_the_change(
    session: Session, milestone: Milestone, head: Actor, lead: Actor
) -> None:
    session.info.clear()
    approve(session, ask(session, milestone, head), lead)
    entries = session.info["history: to be appended"]
    assert [entry["kind"] for entry in entries] == ["milestone.date_change_asked", "milestone.date_change_approved"]
    assert entries[1]["before"]["due_on"] == DUE.isoformat()
    assert entries[1]["after"]["due_on"] == LATER.isoformat()
