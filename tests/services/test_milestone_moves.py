"""Milestones are started, done, reopened and cancelled; every other move is refused in words, and each is recorded."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.factories.milestones import a_milestone
from tests.support.milestone_verbs import (
    AT,
    TODAY,
    a_colleague,
    add,
    cancel,
    complete,
    edit,
    head,
    in_state,
    lead,
    plan,
    reopen,
    start,
    when,
)
from tracker.domain.errors import Conflict, InvalidMove, NotPermitted, RuleBroken
from tracker.domain.lifecycles import MILESTONE
from tracker.domain.permissions import Actor
from tracker.domain.sampling import is_drawn
from tracker.domain.vocabulary import MilestoneState, PlanState
from tracker.models import Milestone, Plan, Score
from tracker.services import milestones as verbs

__all__ = ["head", "lead", "plan"]

VERBS: dict[str, Any] = {"start": start, "complete": complete, "reopen": reopen}


@pytest.mark.parametrize("move", [*VERBS, "cancel"])
def test_every_move_from_every_state_is_as_the_table_says(
    session: Session, plan: Plan, head: Actor, lead: Actor, move: str
) -> None:
    for state in MilestoneState:
        milestone = in_state(session, plan, state)
        if (state, move) in MILESTONE.moves:
            _make(session, milestone, move, head, lead)
            assert milestone.state is MILESTONE.moves[state, move]
        else:
            with pytest.raises(InvalidMove) as refused:
                _make(session, milestone, move, head, lead)
            assert str(refused.value) == MILESTONE.refusals[state]
            assert milestone.state is state


def _make(session: Session, milestone: Milestone, move: str, head: Actor, lead: Actor) -> None:
    if move == "cancel":
        cancel(session, milestone, lead)
    else:
        VERBS[move](session, milestone, head)


def test_work_goes_on_in_any_state_of_the_plan(session: Session, plan: Plan, head: Actor) -> None:
    for state in PlanState:
        milestone = a_milestone(session, plan)
        plan.state = state
        start(session, milestone, head)
        complete(session, milestone, head)
        reopen(session, milestone, head)
        assert milestone.state is MilestoneState.UNDERWAY


def test_what_is_reported_done_says_what_was_done_by_whom_andwhen(session: Session, plan: Plan, head: Actor) -> None:
    milestone = a_milestone(session, plan)
    with pytest.raises(RuleBroken, match="what was done"):
        complete(session, milestone, head, note="")
    complete(session, milestone, head)
    assert (milestone.completed_at, milestone.completed_by_id, milestone.completion_note) == (
        AT,
        head.person_id,
        "All 20 cases were checked.",
    )


def test_the_lot_is_drawn_when_it_is_first_reported_done_and_never_again(
    session: Session, plan: Plan, head: Actor
) -> None:
    milestones = [a_milestone(session, plan) for _ in range(12)]
    assert {milestone.is_drawn for milestone in milestones} == {None}
    for milestone in milestones:
        complete(session, milestone, head)
        assert milestone.is_drawn is is_drawn(milestone.id)
    assert {milestone.is_drawn for milestone in milestones} == {True, False}
    first = milestones[0]
    reopen(session, first, head)
    first.is_drawn = not first.is_drawn
    session.flush()
    complete(session, first, head)
    assert first.is_drawn is not is_drawn(first.id)


def test_the_database_keeps_nothing_done_without_its_lot(session: Session, plan: Plan) -> None:
    with pytest.raises(IntegrityError, match="done_is_drawn"):
        in_state(session, plan, MilestoneState.COMPLETED, is_drawn=None)


def test_what_is_open_again_is_not_done(session: Session, plan: Plan, head: Actor) -> None:
    milestone = in_state(session, plan, MilestoneState.COMPLETED)
    with pytest.raises(RuleBroken, match="more to do"):
        reopen(session, milestone, head, why="")
    reopen(session, milestone, head)
    assert (milestone.completed_at, milestone.completed_by_id, milestone.completion_note) == (None, None, "")


def test_the_owner_of_a_milestone_reports_on_it_and_other_colleagues_do_not(
    session: Session, plan: Plan, lead: Actor
) -> None:
    owner, other = a_colleague(session, plan), a_colleague(session, plan)
    milestone = a_milestone(session, plan, owner_id=owner.person_id)
    for by in (other, lead):
        with pytest.raises(NotPermitted):
            start(session, milestone, by)
    start(session, milestone, owner)
    complete(session, milestone, owner)
    assert milestone.state is MilestoneState.COMPLETED


def test_a_milestone_is_cancelled_from_above_with_a_reason(
    session: Session, plan: Plan, head: Actor, lead: Actor
) -> None:
    milestone = a_milestone(session, plan)
    with pytest.raises(NotPermitted):
        cancel(session, milestone, head)
    with pytest.raises(RuleBroken, match="why"):
        cancel(session, milestone, lead, reason="")
    cancel(session, milestone, lead)
    assert (milestone.state, milestone.cancel_reason) == (MilestoneState.CANCELLED, "The police do it.")


def test_nobody_cancels_what_they_own(session: Session, plan: Plan, lead: Actor) -> None:
    milestone = a_milestone(session, plan, owner_id=lead.person_id)
    with pytest.raises(NotPermitted):
        cancel(session, milestone, lead)


@pytest.mark.parametrize(
    ("name", "said"),
    [("start", {}), ("complete", {"note": "x"}), ("reopen", {"why": "x"}), ("cancel", {"reason": "x"})],
)
def test_a_move_of_what_somebody_else_changed_is_a_conflict(
    session: Session, plan: Plan, head: Actor, lead: Actor, name: str, said: dict[str, str]
) -> None:
    milestone = a_milestone(session, plan)
    by = lead if name == "cancel" else head
    with pytest.raises(Conflict):
        getattr(verbs, f"{name}_milestone")(
            session, milestone, **said, seen_revision=milestone.revision - 1, **when(by)
        )


def test_every_verb_leaves_one_entry_and_a_score_of_the_day(
    session: Session, plan: Plan, head: Actor, lead: Actor
) -> None:
    milestone = add(session, plan, head)
    edit(session, milestone, head, title="Said better")
    start(session, milestone, head)
    complete(session, milestone, head)
    reopen(session, milestone, head)
    cancel(session, milestone, lead)
    kinds = [entry["kind"] for entry in session.info["history: to be appended"]]
    assert kinds == [
        "milestone.added",
        "milestone.edited",
        "milestone.started",
        "milestone.completed",
        "milestone.reopened",
        "milestone.cancelled",
    ]
    assert session.scalars(sa.select(Score.on)).all() == [TODAY]
