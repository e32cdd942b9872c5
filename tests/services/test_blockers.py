"""Several things may block a milestone; each is raised, changed and cleared, and told in the history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.factories.blocked import a_blocker
from tests.factories.inspections import a_person
from tests.factories.milestones import a_milestone
from tests.support.milestone_verbs import AT, TODAY, a_colleague, complete, head, in_state, lead, plan, when
from tracker.domain.blockers import Said
from tracker.domain.errors import Conflict, InvalidMove, NotPermitted, RuleBroken
from tracker.domain.lifecycles import BLOCKER, OPEN_MILESTONE
from tracker.domain.permissions import Actor, Held
from tracker.domain.vocabulary import (
    BlockerState,
    MilestoneState,
    PlanStatus,
    RecommendationState,
    Response,
    Role,
    Whose,
)
from tracker.models import Blocker, Milestone, Plan, Score
from tracker.services import blockers as verbs

__all__ = ["head", "lead", "plan"]

SAID = Said("A room to train in", Whose.ESTATES, date(2026, 2, 2), date(2026, 3, 20))


@pytest.fixture
def milestone(session: Session, plan: Plan) -> Milestone:
    return a_milestone(session, plan)


def say(session: Session, milestone: Milestone, by: Actor, said: Said = SAID) -> Blocker:
    return verbs.raise_blocker(session, milestone, said=said, **when(by))


def edit(session: Session, blocker: Blocker, by: Actor, said: Said = SAID) -> None:
    verbs.edit_blocker(session, blocker, said=said, seen_revision=blocker.revision, **when(by))
    session.flush()


def clear(session: Session, blocker: Blocker, by: Actor) -> None:
    seen = blocker.revision
    verbs.clear_blocker(session, blocker, cleared_on=TODAY, outcome="A room.", seen_revision=seen, **when(by))
    session.flush()


def test_several_block_one_milestone_and_each_is_cleared_by_itself(
    session: Session, milestone: Milestone, head: Actor
) -> None:
    first, second = say(session, milestone, head), say(session, milestone, head, replace(SAID, what="Two laptops"))
    edit(session, second, head, replace(SAID, what="Three laptops", raised_to="The regional lead"))
    clear(session, first, head)
    assert (first.state, first.cleared_on, first.outcome) == (BlockerState.CLEARED, TODAY, "A room.")
    assert (second.state, second.what, second.raised_to) == (
        BlockerState.OPEN,
        "Three laptops",
        "The regional lead",
    )


def test_each_verb_leaves_an_entry_and_a_score(session: Session, milestone: Milestone, head: Actor) -> None:
    session.info.clear()
    blocker = say(session, milestone, head)
    edit(session, blocker, head, replace(SAID, what="Another room"))
    clear(session, blocker, head)
    kinds = [entry["kind"] for entry in session.info["history: to be appended"]]
    assert kinds == ["milestone.blocker_raised", "milestone.blocker_edited", "milestone.blocker_cleared"]
    assert session.scalars(sa.select(Score.on)).all() == [TODAY]


def test_every_move_from_every_state_is_as_the_table_says(session: Session, milestone: Milestone, head: Actor) -> None:
    for state in BlockerState:
        for move, verb in {"edit": edit, "clear": clear}.items():
            cleared = {"cleared_on": TODAY, "outcome": "Given."} if state is BlockerState.CLEARED else {}
            blocker = a_blocker(session, milestone, **cleared)
            said = () if move == "clear" else (replace(SAID, what=f"{state}"),)
            if (state, move) in BLOCKER.moves:
                verb(session, blocker, head, *said)
                assert blocker.state is BLOCKER.moves[state, move]
            else:
                with pytest.raises(InvalidMove) as refused:
                    verb(session, blocker, head, *said)
                assert str(refused.value) == BLOCKER.refusals[state]


def test_a_form_sent_twice_says_it_once(session: Session, milestone: Milestone, head: Actor) -> None:
    blocker = say(session, milestone, head)
    with pytest.raises(RuleBroken, match="already"):
        say(session, milestone, head)
    clear(session, blocker, head)
    assert say(session, milestone, head).state is BlockerState.OPEN  # it is back


def test_only_an_open_milestone_is_blocked_and_what_blocked_it_may_be_cleared_later(
    session: Session, plan: Plan, head: Actor
) -> None:
    for state in set(MilestoneState) - OPEN_MILESTONE:
        milestone = in_state(session, plan, state)
        with pytest.raises(InvalidMove):
            say(session, milestone, head)
        clear(session, a_blocker(session, milestone), head)


def test_nothing_is_said_where_the_recommendation_no_longer_stands(
    session: Session, milestone: Milestone, plan: Plan, head: Actor
) -> None:
    blocker = say(session, milestone, head)
    plan.recommendation.state = RecommendationState.CLOSED
    session.flush()
    tries: list[Callable[[], object]] = [
        lambda: say(session, milestone, head, replace(SAID, what="Other")),
        lambda: edit(session, blocker, head),
        lambda: clear(session, blocker, head),
    ]
    for one in tries:
        with pytest.raises(InvalidMove, match="no longer stands"):
            one()


def test_whoever_works_on_the_milestone_or_leads_its_region_says_so_and_nobody_else(
    session: Session, plan: Plan, head: Actor, lead: Actor
) -> None:
    owner, other = a_colleague(session, plan), a_colleague(session, plan)
    milestone = a_milestone(session, plan, owner_id=owner.person_id)
    outsiders = [
        Actor(a_person(session).id, "Somebody", (Held(role),))
        for role in (Role.ADMINISTRATOR, Role.NATIONAL_LEAD, Role.ASSURANCE_REVIEWER)
    ]
    for number, by in enumerate((head, lead, owner)):
        blocker = say(session, milestone, by, replace(SAID, what=f"Blocker {number}"))
        edit(session, blocker, by, replace(SAID, what=f"Blocker {number}"))
        clear(session, blocker, by)
    blocker = a_blocker(session, milestone)
    for by in (other, *outsiders):
        for one in (lambda by=by: say(session, milestone, by), lambda by=by: clear(session, blocker, by)):
            with pytest.raises(NotPermitted):
                one()


def test_the_second_of_two_editors_is_told(session: Session, milestone: Milestone, head: Actor) -> None:
    blocker = say(session, milestone, head)
    with pytest.raises(Conflict):
        verbs.edit_blocker(session, blocker, said=SAID, seen_revision=blocker.revision + 1, **when(head))


@pytest.mark.parametrize(
    "broken",
    [
        {"what": ""},
        {"answer_due_on": date(2026, 2, 1)},
        {"cleared_on": date(2026, 3, 1)},
        {"outcome": "Given."},
        {"cleared_on": date(2026, 2, 1), "outcome": "Given."},
    ],
)
def test_the_database_refuses_what_no_verb_writes(
    session: Session, milestone: Milestone, broken: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError):
        a_blocker(session, milestone, **broken)


def test_an_open_blocker_past_its_answer_date_puts_the_plan_at_risk_until_it_is_answered_or_the_work_is_done(
    session: Session, plan: Plan, head: Actor
) -> None:
    plan.response, plan.responded_at, plan.responded_by_id = Response.AGREED, AT, plan.owner_id
    milestone = in_state(session, plan, MilestoneState.UNDERWAY)

    def status() -> PlanStatus:
        return session.scalars(sa.select(Score.status).where(Score.plan_id == plan.id)).one()

    late = replace(SAID, answer_due_on=date(2026, 2, 9))
    blocker = say(session, milestone, head, replace(late, answer_due_on=TODAY))
    assert status() is PlanStatus.ON_TRACK
    edit(session, blocker, head, late)
    assert status() is PlanStatus.AT_RISK
    clear(session, blocker, head)
    assert status() is PlanStatus.ON_TRACK
    say(session, milestone, head, late)
    assert status() is PlanStatus.AT_RISK
    complete(session, milestone, head)
    assert status() is PlanStatus.ON_TRACK


def test_the_day_after_the_answer_is_due_the_score_is_looked_at_again(
    session: Session, milestone: Milestone, head: Actor
) -> None:
    say(session, milestone, head, replace(SAID, answer_due_on=date(2026, 2, 20)))
    assert session.scalars(sa.select(Score.changes_on)).one() == date(2026, 2, 21)
