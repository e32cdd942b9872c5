"""Two at the same instant: one ask a milestone, one decision a change."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session, sessionmaker

from tests.factories.dated import LATER, a_recorded_date_change
from tests.factories.inspections import a_plan, a_recommendation, an_inspection
from tests.factories.milestones import DUE, a_milestone
from tests.factories.organisations import OPERATOR, make_unit
from tests.factories.people import make_national_lead, make_regional_lead, make_unit_head
from tests.support.milestone_verbs import AT, when
from tracker.domain.errors import InvalidMove, RuleBroken
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import DateChangeState, PlanState
from tracker.models import DateChange, Event, Milestone, Person
from tracker.models.base import Recorded
from tracker.models.transactions import make_engine
from tracker.queries import date_changes, milestones
from tracker.queries.actors import actor_of
from tracker.queries.history import verify
from tracker.services import date_changes as verbs
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

TIMES = 4


@dataclass
class World:
    engine: Engine
    milestone_id: int
    head_id: int
    lead_id: int
    national_id: int

    def sessions(self) -> sessionmaker[Session]:
        return sessionmaker(self.engine)

    def at_once(self, acts: list[Callable[[Session], object]]) -> list[str]:
        """Each in a thread of its own at the same instant; the names of what they came to, in order of the alphabet."""
        barrier, results = threading.Barrier(len(acts)), []

        def run(act: Callable[[Session], object]) -> None:
            with self.sessions()() as session:
                barrier.wait()
                try:
                    act(session)
                    session.commit()
                    results.append("done")
                except Exception as error:
                    results.append(type(error).__name__)

        threads = [threading.Thread(target=run, args=(act,)) for act in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        return sorted(results)


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    engine = make_engine(database_url)
    with sessionmaker(engine)() as session:
        unit = make_unit(session)
        people = [make_unit_head(session, unit), make_regional_lead(session, unit.region), make_national_lead(session)]
        inspection = an_inspection(session, unit=unit)
        recommendation = a_recommendation(session, inspection)
        plan = a_plan(session, recommendation, people[0], PlanState.AGREED)
        milestone = a_milestone(session, plan)
        covered: list[Recorded] = [plan.deadline, milestone, recommendation, inspection]
        record(session, EventKind.PLAN_CREATED, plan, by=OPERATOR, at=AT, covers=covered)
        session.commit()
        made = World(engine, milestone.id, *(person.id for person in people))
    yield made
    engine.dispose()


def actor(session: Session, person_id: int) -> Actor:
    return actor_of(session, session.get_one(Person, person_id), today=AT.date())


def ask(world: World) -> Callable[[Session], object]:
    def act(session: Session) -> None:
        by = actor(session, world.head_id)
        milestone = milestones.get(session, world.milestone_id, seen_by=by)
        verbs.ask_date_change(session, milestone, to_on=LATER, reason="Said.", seen_revision=1, **when(by))

    return act


def asked(world: World) -> int:
    with world.sessions()() as session:
        milestone = milestones.get(session, world.milestone_id, seen_by=actor(session, world.head_id))
        change = a_recorded_date_change(session, milestone, world.head_id)
        session.commit()
        return change.id


def approve(change_id: int, by_id: int) -> Callable[[Session], object]:
    def act(session: Session) -> None:
        by = actor(session, by_id)
        change = date_changes.get(session, change_id, seen_by=by)
        verbs.approve_date_change(session, change, note="", seen_revision=1, **when(by))

    return act


def withdraw(change_id: int, by_id: int) -> Callable[[Session], object]:
    def act(session: Session) -> None:
        by = actor(session, by_id)
        change = date_changes.get(session, change_id, seen_by=by)
        verbs.withdraw_date_change(session, change, seen_revision=1, by=by, at=AT)

    return act


def stands(world: World) -> tuple[list[DateChange], Milestone, int]:
    """The changes, the milestone, and how many entries the history has of date changes."""
    with world.sessions()() as session:
        assert verify(session) is None
        entries = sa.select(sa.func.count()).select_from(Event).where(Event.kind.like("milestone.date_change%"))
        changes = list(session.scalars(sa.select(DateChange)))
        return changes, session.get_one(Milestone, world.milestone_id), session.scalar(entries) or 0


def test_of_those_who_ask_at_once_one_has_asked(world: World) -> None:
    assert world.at_once([ask(world)] * TIMES) == sorted(["done", *[RuleBroken.__name__] * (TIMES - 1)])
    changes, milestone, entries = stands(world)
    assert (len(changes), milestone.due_on, entries) == (1, DUE, 1)


def test_a_change_approved_twice_at_once_is_approved_once(world: World) -> None:
    change_id = asked(world)
    acts = [approve(change_id, world.lead_id), approve(change_id, world.national_id)] * 2
    # the second press of whoever came first leads on like the first; the others are told
    assert world.at_once(acts) == sorted([*["done"] * 2, *[InvalidMove.__name__] * 2])
    (change,), milestone, entries = stands(world)
    assert (change.state, milestone.due_on, milestone.revision, entries) == (DateChangeState.APPROVED, LATER, 2, 2)


def test_of_an_approval_and_a_withdrawal_at_once_one_holds(world: World) -> None:
    change_id = asked(world)
    acts = [approve(change_id, world.lead_id), withdraw(change_id, world.head_id)]
    assert world.at_once(acts) == [InvalidMove.__name__, "done"]
    (change,), milestone, entries = stands(world)
    moved = change.state is DateChangeState.APPROVED
    assert change.state in (DateChangeState.APPROVED, DateChangeState.WITHDRAWN)
    assert (milestone.due_on, entries) == (LATER if moved else DUE, 2)
