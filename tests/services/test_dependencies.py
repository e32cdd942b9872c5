"""A milestone waits for others of its plan, and never, by whatever way round, for itself."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from tests.factories.inspections import a_person, a_plan, a_recommendation, an_inspection
from tests.factories.milestones import a_milestone
from tests.factories.organisations import OPERATOR, make_unit
from tests.factories.people import make_unit_head
from tests.support.milestone_verbs import AT, a_colleague, head, in_state, lead, plan
from tracker.domain.errors import Conflict, InvalidMove, NotPermitted, RuleBroken
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import MilestoneState, PlanState, RecommendationState
from tracker.models import Milestone, MilestoneDependency, Person, Plan
from tracker.models.base import Recorded
from tracker.models.transactions import make_engine
from tracker.queries import dependencies, milestones
from tracker.queries.actors import actor_of
from tracker.queries.history import verify
from tracker.services.dependencies import wait_for
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

__all__ = ["head", "lead", "plan"]


def wait(session: Session, milestone: Milestone, by: Actor, *others: Milestone) -> None:
    wanted = [other.id for other in others]
    wait_for(session, milestone, wanted, seen_revision=milestone.revision, by=by, at=AT)
    session.flush()


def test_what_it_waits_for_is_what_was_chosen_last(session: Session, plan: Plan, head: Actor) -> None:
    first, second, third = (a_milestone(session, plan) for _ in range(3))
    wait(session, third, head, first, second)
    wait(session, third, head, second)
    assert dependencies.of_plan(session, plan.id) == {third.id: [second.id]}
    assert third.revision == 3  # of two editors the second is told
    wait(session, third, head, second)
    assert third.revision == 3  # nothing was changed


def test_each_change_is_an_entry_with_what_came_and_went(session: Session, plan: Plan, head: Actor) -> None:
    first, second = (a_milestone(session, plan) for _ in range(2))
    session.info.clear()
    wait(session, second, head, first)
    wait(session, second, head)
    came, went = session.info["history: to be appended"]
    assert {came["kind"], went["kind"]} == {"milestone.waits_for"}
    assert [row["depends_on_id"] for row in came["after"].values()] == [first.id]
    assert [row["depends_on_id"] for row in went["before"].values()] == [first.id]


def test_a_ring_of_any_length_is_refused_and_named(session: Session, plan: Plan, head: Actor) -> None:
    first, second, third = (a_milestone(session, plan) for _ in range(3))
    wait(session, first, head, second)
    wait(session, second, head, third)
    with pytest.raises(RuleBroken) as broken:
        wait(session, third, head, first)
    assert broken.value.field == "depends_on"
    numbers = f"{first.ordinal}, {second.ordinal} and {third.ordinal}"
    assert broken.value.message == f"Milestones {numbers} would wait for each other"


def test_only_standing_milestones_of_the_same_plan_are_waited_for(session: Session, plan: Plan, head: Actor) -> None:
    milestone = a_milestone(session, plan)
    other_plan = a_plan(
        session, a_recommendation(session, plan.recommendation.inspection), session.get_one(Person, plan.owner_id)
    )
    cancelled = in_state(session, plan, MilestoneState.CANCELLED)
    for other in (a_milestone(session, other_plan), cancelled, milestone):
        with pytest.raises(RuleBroken):
            wait(session, milestone, head, other)


def test_what_was_cancelled_since_may_stay(session: Session, plan: Plan, head: Actor) -> None:
    milestone, first, second = (a_milestone(session, plan) for _ in range(3))
    wait(session, milestone, head, first)
    first.state, first.cancelled_at, first.cancelled_by_id = MilestoneState.CANCELLED, AT, plan.owner_id
    first.cancel_reason = "Not needed."
    wait(session, milestone, head, first, second)
    assert dependencies.of_milestone(session, milestone.id) == [first.id, second.id]


def test_the_database_keeps_it_within_one_plan_and_apart_from_itself(session: Session, plan: Plan) -> None:
    milestone = a_milestone(session, plan)
    other_plan = a_plan(session, a_recommendation(session, plan.recommendation.inspection), a_person(session))
    other = a_milestone(session, other_plan)
    for plan_id, waiting, waited in (
        (plan.id, milestone.id, other.id),
        (other_plan.id, milestone.id, other.id),
        (plan.id, milestone.id, milestone.id),
    ):
        row = sa.insert(MilestoneDependency).values(plan_id=plan_id, milestone_id=waiting, depends_on_id=waited)
        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(row)


def test_only_the_writers_of_the_plan_say_so_and_only_while_it_may_be_edited(
    session: Session, plan: Plan, head: Actor, lead: Actor
) -> None:
    first, second = (a_milestone(session, plan) for _ in range(2))
    for by in (lead, a_colleague(session, plan)):
        with pytest.raises(NotPermitted):
            wait(session, second, by, first)
    with pytest.raises(Conflict):
        wait_for(session, second, [first.id], seen_revision=second.revision + 1, by=head, at=AT)
    plan.state = PlanState.SUBMITTED
    with pytest.raises(InvalidMove, match="regional lead"):
        wait(session, second, head, first)
    plan.state, plan.recommendation.state = PlanState.AGREED, RecommendationState.CLOSED
    with pytest.raises(InvalidMove, match="no longer stands"):
        wait(session, second, head, first)
    plan.recommendation.state = RecommendationState.OPEN
    cancelled = in_state(session, plan, MilestoneState.CANCELLED)
    with pytest.raises(InvalidMove, match="cancelled"):
        wait(session, cancelled, head, first)
    assert dependencies.of_plan(session, plan.id) == {}


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url)
    yield made
    made.dispose()


def test_of_those_who_would_close_a_ring_at_the_same_instant_one_is_refused(engine: Engine) -> None:
    with sessionmaker(engine)() as session:
        unit = make_unit(session)
        person = make_unit_head(session, unit)
        inspection = an_inspection(session, unit=unit)
        recommendation = a_recommendation(session, inspection)
        made = a_plan(session, recommendation, person)
        steps = [a_milestone(session, made) for _ in range(3)]
        covered: list[Recorded] = [made.deadline, recommendation, inspection, *steps]
        record(session, EventKind.PLAN_CREATED, made, by=OPERATOR, at=AT, covers=covered)
        session.commit()
        ids, head_id, plan_id = [step.id for step in steps], person.id, made.id
    barrier, results = threading.Barrier(3), []

    def say(milestone_id: int, other_id: int) -> None:
        with sessionmaker(engine)() as session:
            by = actor_of(session, session.get_one(Person, head_id), today=AT.date())
            milestone = milestones.get(session, milestone_id, seen_by=by)
            session.rollback()
            barrier.wait()
            try:
                milestone = milestones.get(session, milestone_id, seen_by=by)
                wait_for(session, milestone, [other_id], seen_revision=1, by=by, at=AT)
                session.commit()
                results.append("done")
            except RuleBroken:
                results.append("refused")

    pairs = zip(ids, [*ids[1:], ids[0]], strict=True)
    threads = [threading.Thread(target=say, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(results) == ["done", "done", "refused"]
    with sessionmaker(engine)() as session:
        assert len(dependencies.of_plan(session, plan_id)) == 2
        assert session.scalar(sa.select(sa.func.count()).select_from(MilestoneDependency)) == 2
        assert verify(session) is None
