"""Two at the same instant on a change of an agreed plan: one effect each at most, and nothing of it lost (P16).

Each act loads what its page shows before it acts, as the views do: what was read before the lock is read anew under it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session, sessionmaker

from tests.services.test_agreement_concurrency import agree_as, revision_of, submitted
from tests.services.test_plan_concurrency import AT, SERVICE, TIMES, both, engine, loaded, stored, story
from tests.services.test_standing import Story, when
from tracker.domain.errors import Conflict, InvalidMove
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import MilestoneState, PlanChangeState, PlanState
from tracker.models import Event, Milestone, Plan, PlanChange, PlanVersion
from tracker.queries import milestones, plan_changes, plans
from tracker.queries.history import verify
from tracker.services.plan_change_decisions import agree_change, return_change
from tracker.services.plan_changes import discard_change, propose_milestone, start_change, submit_change

__all__ = ["engine", "story", "submitted"]

Act = Callable[[Session], object]
WHY = "The police give the checks up."


@pytest.fixture
def agreed(engine: Engine, submitted: Story) -> Story:
    """The plan of the story, agreed as its first version; all its work is still to be done."""
    with sessionmaker(engine)() as session:
        first = session.get_one(Milestone, submitted.milestones[0].id)
        first.state, first.completed_at, first.completed_by_id = MilestoneState.PLANNED, None, None
        first.completion_note = ""
        session.flush()
        session.info.clear()
        session.commit()
    seen = revision_of(engine, Plan, submitted.plan.id)
    with sessionmaker(engine)() as session:
        agree_as(submitted, submitted.lead, seen)(session)
        session.commit()
    return submitted


@pytest.fixture
def written(engine: Engine, agreed: Story) -> Story:
    """A change of the plan is open: its second milestone is to be called something else."""
    with sessionmaker(engine)() as session:
        plan = plans.get(session, agreed.plan.id, seen_by=SERVICE)
        change = start_change(session, plan, why=WHY, by=agreed.head, at=AT)
        session.flush()
        mine = loaded(session, agreed.milestones[1])
        wanted: dict[str, Any] = {
            name: getattr(mine, name)
            for name in ("title", "on_behalf_of", "weight", "evidence_expected", "is_embed", "keeps_people_safe")
        } | {"title": "Check 40 cases"}
        propose_milestone(session, change, mine, wanted=wanted, seen_revision=change.revision, by=agreed.head, at=AT)
        session.commit()
    return agreed


@pytest.fixture
def waiting(engine: Engine, written: Story) -> Story:
    """The change is submitted."""
    with sessionmaker(engine)() as session:
        submit(written, written.head, seen_of(engine))(session)
        session.commit()
    return written


def seen_of(engine: Engine) -> int:
    with sessionmaker(engine)() as session:
        return session.scalars(sa.select(PlanChange.revision)).one()


def as_shown(session: Session, story: Story) -> tuple[PlanChange, list[Milestone]]:
    """What the page of a change has loaded when its button is pressed; to be kept, as the page keeps it."""
    plan = plans.get(session, story.plan.id, seen_by=SERVICE)
    change = plan_changes.latest_of(session, plan)
    assert change is not None
    return change, list(milestones.of_plan(session, plan))


def start(story: Story, by: Actor, why: str) -> Act:
    def act(session: Session) -> None:
        start_change(session, plans.get(session, story.plan.id, seen_by=SERVICE), why=why, by=by, at=AT)

    return act


def submit(story: Story, by: Actor, seen: int) -> Act:
    def act(session: Session) -> None:
        change, _shown = as_shown(session, story)
        submit_change(session, change, seen_revision=seen, **when(by))

    return act


def discard(story: Story, seen: int) -> Act:
    def act(session: Session) -> None:
        change, _shown = as_shown(session, story)
        discard_change(session, change, seen_revision=seen, by=story.head, at=AT)

    return act


def agree(story: Story, by: Actor, seen: int) -> Act:
    def act(session: Session) -> None:
        change, _shown = as_shown(session, story)
        agree_change(session, change, seen_revision=seen, **when(by))

    return act


def give_back(story: Story, by: Actor, seen: int) -> Act:
    def act(session: Session) -> None:
        change, _shown = as_shown(session, story)
        return_change(session, change, what_to_change="Say who does it.", seen_revision=seen, by=by, at=AT)

    return act


def another(story: Story, like: Actor) -> Actor:
    return replace(like, person_id=story.reviewer.person_id, name="Lee Another")


def stands(engine: Engine) -> tuple[list[PlanChangeState], PlanState, list[int]]:
    """The states of the changes and of the plan, and the numbers of its versions."""
    with sessionmaker(engine)() as session:
        assert verify(session) is None
        states = session.scalars(sa.select(PlanChange.state).order_by(PlanChange.id)).all()
        numbers = session.scalars(sa.select(PlanVersion.number).order_by(PlanVersion.number)).all()
        return list(states), session.scalars(sa.select(Plan.state)).one(), list(numbers)


def entries(engine: Engine, kind: str) -> int:
    with sessionmaker(engine)() as session:
        return session.scalars(sa.select(sa.func.count()).where(Event.kind == kind)).one()


def told(results: list[object]) -> list[str]:
    return sorted(each if isinstance(each, str) else getattr(each, "__name__", "done") for each in results)


def test_of_two_who_start_a_change_at_once_one_has_started_it_and_the_other_is_told(
    engine: Engine, agreed: Story
) -> None:
    acts = [start(agreed, agreed.head, WHY), start(agreed, another(agreed, agreed.head), "Two posts are empty.")]
    assert told(both(engine, *acts)) == ["InvalidMove", "done"]
    assert stands(engine) == ([PlanChangeState.WRITING], PlanState.CHANGING, [1])
    assert entries(engine, "plan_change.started") == 1


def test_a_change_started_by_many_presses_at_once_is_started_once_and_nobody_is_refused(
    engine: Engine, agreed: Story
) -> None:
    assert told(both(engine, *[start(agreed, agreed.head, WHY)] * TIMES)) == ["done"] * TIMES
    assert stands(engine)[0] == [PlanChangeState.WRITING]


def test_of_two_who_submit_at_once_one_has_submitted_and_the_other_is_told(engine: Engine, written: Story) -> None:
    seen = seen_of(engine)
    acts = [submit(written, written.head, seen), submit(written, another(written, written.head), seen)]
    assert told(both(engine, *acts)) == ["Conflict", "done"]
    assert stands(engine)[0] == [PlanChangeState.SUBMITTED]
    assert entries(engine, "plan_change.submitted") == 1


def test_a_change_submitted_by_many_presses_at_once_is_submitted_once(engine: Engine, written: Story) -> None:
    assert told(both(engine, *[submit(written, written.head, seen_of(engine))] * TIMES)) == ["done"] * TIMES
    assert entries(engine, "plan_change.submitted") == 1


def test_what_waits_to_be_agreed_is_agreed_whoever_discards_it_at_that_instant(engine: Engine, waiting: Story) -> None:
    seen = seen_of(engine)
    results = both(engine, agree(waiting, waiting.lead, seen), discard(waiting, seen))
    assert True in results
    assert {InvalidMove, Conflict} & set(results)
    assert stands(engine) == ([PlanChangeState.AGREED], PlanState.AGREED, [1, 2])
    assert stored(engine, waiting.milestones[1]).title == "Check 40 cases"


def test_of_a_submission_and_a_discard_at_once_one_holds(engine: Engine, written: Story) -> None:
    seen = seen_of(engine)
    assert told(both(engine, submit(written, written.head, seen), discard(written, seen))) == ["Conflict", "done"]
    (state,), plan_state, _ = stands(engine)
    assert (state, plan_state) in (
        (PlanChangeState.SUBMITTED, PlanState.CHANGING),
        (PlanChangeState.DISCARDED, PlanState.AGREED),
    )


def test_of_an_agreement_and_a_return_at_once_one_holds(engine: Engine, waiting: Story) -> None:
    seen = seen_of(engine)
    acts = [agree(waiting, waiting.lead, seen), give_back(waiting, another(waiting, waiting.lead), seen)]
    assert told(both(engine, *acts)) == ["Conflict", "done"]
    (state,), _, numbers = stands(engine)
    assert numbers == ([1, 2] if state is PlanChangeState.AGREED else [1])


@pytest.mark.parametrize(("act", "kind"), [(agree, "plan_change.agreed"), (give_back, "plan_change.returned")])
def test_a_decision_by_many_presses_at_once_is_made_once(
    engine: Engine, waiting: Story, act: Callable[[Story, Actor, int], Act], kind: str
) -> None:
    assert told(both(engine, *[act(waiting, waiting.lead, seen_of(engine))] * TIMES)) == ["done"] * TIMES
    assert entries(engine, kind) == 1


def test_a_change_discarded_by_many_presses_at_once_is_discarded_once(engine: Engine, written: Story) -> None:
    assert told(both(engine, *[discard(written, seen_of(engine))] * TIMES)) == ["done"] * TIMES
    assert entries(engine, "plan_change.discarded") == 1


def test_two_who_agree_at_once_make_one_version(engine: Engine, waiting: Story) -> None:
    seen = seen_of(engine)
    acts = [agree(waiting, waiting.lead, seen), agree(waiting, another(waiting, waiting.lead), seen)]
    assert told(both(engine, *acts)) == ["Conflict", "done"]
    assert stands(engine) == ([PlanChangeState.AGREED], PlanState.AGREED, [1, 2])
