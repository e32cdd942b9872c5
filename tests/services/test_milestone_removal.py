"""A milestone added by mistake can be taken out of a draft, and never what anything rests upon."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories.evidence import some_evidence
from tests.factories.milestones import a_milestone
from tests.factories.plans import a_decision, agree
from tests.support.milestone_verbs import add, head, in_state, lead, plan, when
from tests.support.statements import statements
from tracker.domain.errors import Conflict, InvalidMove, NotPermitted
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import MilestoneState, PlanState
from tracker.models import Event, Milestone, OverdueMark, Plan
from tracker.queries import milestones
from tracker.queries.agreement import had_a_hand_in
from tracker.services.milestones import remove_milestone

__all__ = ["head", "lead", "plan"]


def remove(session: Session, milestone: Milestone, by: Actor, **changes: Any) -> None:
    session.flush()
    remove_milestone(session, milestone, **({"seen_revision": milestone.revision} | when(by) | changes))
    session.flush()


def keep(session: Session) -> None:
    """What the factories put straight into tables counts as recorded; what is loaded stays."""
    session.flush()
    session.info.pop("history: changed and not yet recorded", None)
    session.expire_on_commit = False
    session.commit()


def titles(session: Session, of: Plan) -> list[tuple[int, str]]:
    return [(each.ordinal, each.title) for each in milestones.of_plan(session, of)]


def test_the_others_keep_their_order_without_a_hole_and_the_next_comes_last(
    session: Session, plan: Plan, head: Actor
) -> None:
    for title in ("Brief staff", "Brief stuff", "Check cases", "Ask people"):
        add(session, plan, head, title=title)
    keep(session)
    second = milestones.of_plan(session, plan)[1]
    remove(session, second, head)
    session.commit()
    assert titles(session, plan) == [(1, "Brief staff"), (2, "Check cases"), (3, "Ask people")]
    assert add(session, plan, head, title="Another").ordinal == 4


def test_the_history_of_the_plan_keeps_what_it_was_called(session: Session, plan: Plan, head: Actor) -> None:
    made = add(session, plan, head, title="Brief stuff")
    key = made.id
    keep(session)
    remove(session, made, head)
    session.commit()
    entry = session.scalars(sa.select(Event).where(Event.kind == "milestone.removed")).one()
    assert (entry.subject, entry.subject_id) == ("plan", plan.id)
    assert entry.before == {f"milestone {key}": {"ordinal": 1, "title": "Brief stuff"}}
    assert milestones.was_removed(session, plan, key)
    assert not milestones.was_removed(session, plan, key + 1)
    assert had_a_hand_in(session, plan, head.answers_for)


@pytest.mark.parametrize("state", [state for state in MilestoneState if state is not MilestoneState.PLANNED])
def test_what_work_was_done_on_stays(session: Session, plan: Plan, head: Actor, state: MilestoneState) -> None:
    with pytest.raises(InvalidMove, match="cancelled but not removed"):
        remove(session, in_state(session, plan, state), head)


@pytest.mark.parametrize("state", [state for state in PlanState if state not in (PlanState.DRAFT, PlanState.RETURNED)])
def test_of_a_plan_that_is_submitted_or_was_agreed_nothing_is_removed(
    session: Session, plan: Plan, head: Actor, state: PlanState
) -> None:
    milestone = a_milestone(session, plan)
    agree(session, plan, [milestone])
    for plan.state in (state, PlanState.RETURNED):
        with pytest.raises(InvalidMove, match="submitted or agreed"):
            remove(session, milestone, head)


def test_what_evidence_a_decision_or_a_mark_names_stays(session: Session, plan: Plan, head: Actor) -> None:
    shown, decided, marked = (a_milestone(session, plan) for _ in range(3))
    some_evidence(session, plan, uploaded_by=plan.owner_id, milestones=[shown])
    a_decision(session, decided)
    session.add(OverdueMark(milestone_id=marked.id, due_on=marked.due_on, found_on=marked.due_on))
    for milestone in (shown, decided, marked):
        with pytest.raises(InvalidMove, match="cancelled but not removed"):
            remove(session, milestone, head)


def test_every_table_of_the_database_that_names_a_milestone_is_asked(session: Session, plan: Plan) -> None:
    milestone = a_milestone(session, plan)
    database = sa.inspect(session.connection())
    naming = {
        f"{table}.{column}"
        for table in database.get_table_names()
        for key in database.get_foreign_keys(table)
        for column, other in zip(key["constrained_columns"], key["referred_columns"], strict=True)
        if (key["referred_table"], other) == ("milestone", "id")
    }
    with statements(session.get_bind().engine) as sent:
        assert not milestones.is_rested_on(session, milestone)
    assert "comment.milestone_id" in naming
    assert [column for column in sorted(naming) if column not in sent[0]] == []


def test_only_who_writes_the_plan_removes_and_only_what_they_have_seen(
    session: Session, plan: Plan, head: Actor, lead: Actor
) -> None:
    milestone = a_milestone(session, plan)
    with pytest.raises(NotPermitted):
        remove(session, milestone, lead)
    with pytest.raises(Conflict):
        remove(session, milestone, head, seen_revision=milestone.revision + 1)
