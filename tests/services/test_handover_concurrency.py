"""Two who hand over the same at the same instant: it goes to one of them, and each item has one new owner."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import sessionmaker

from tests.factories.inspections import a_plan, a_recommendation, an_inspection
from tests.factories.milestones import a_milestone
from tests.factories.organisations import OPERATOR, make_unit
from tests.factories.people import make_contributor, make_unit_head
from tests.support.milestone_verbs import AT, TODAY
from tracker.domain.vocabulary import PlanState
from tracker.models import Handover, HandoverItem, Milestone, Person, Plan
from tracker.models.base import Recorded
from tracker.models.transactions import make_engine
from tracker.queries.actors import actor_of
from tracker.queries.history import verify
from tracker.services.event_kinds import EventKind
from tracker.services.handovers import Key, accept_handover, hand_over
from tracker.services.record import record

TIMES = 4


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture
def people(engine: Engine) -> list[int]:
    """The head, who owns two agreed plans with a milestone each, and those who could take over."""
    with sessionmaker(engine)() as session:
        unit = make_unit(session)
        head = make_unit_head(session, unit)
        others = [make_contributor(session, unit, f"Colleague {number}") for number in range(TIMES)]
        inspection = an_inspection(session, unit=unit)
        for _ in range(2):
            recommendation = a_recommendation(session, inspection)
            plan = a_plan(session, recommendation, head, PlanState.AGREED)
            covered: list[Recorded] = [plan.deadline, recommendation, inspection, a_milestone(session, plan)]
            record(session, EventKind.PLAN_CREATED, plan, by=OPERATOR, at=AT, covers=covered)
        session.commit()
        return [head.id, *(person.id for person in others)]


def all_at_once(engine: Engine, people: list[int], new_owners: list[int]) -> list[int]:
    """How many items each of those who hand over at the same instant moved, each to one of `new_owners`."""
    barrier, moved = threading.Barrier(len(new_owners)), []

    def run(number: int, to_id: int) -> None:
        with sessionmaker(engine)() as session:
            holder = session.get_one(Person, people[0])
            by = actor_of(session, holder, today=TODAY)
            keys: list[Key] = [(plan_id, None) for plan_id in session.scalars(sa.select(Plan.id))]
            keys += [(row.plan_id, row.id) for row in session.execute(sa.select(Milestone.plan_id, Milestone.id))]
            session.rollback()
            barrier.wait()
            wanted = dict.fromkeys(keys if number % 2 else reversed(keys), to_id)
            outcome = hand_over(session, holder, wanted, reason="A new post.", by=by, at=AT, today=TODAY)
            session.commit()
            moved.append(len(outcome.moved))

    threads = [threading.Thread(target=run, args=each) for each in enumerate(new_owners)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(moved)


def test_each_item_goes_to_one_of_several_new_owners(engine: Engine, people: list[int]) -> None:
    moved = all_at_once(engine, people, people[1:])
    assert len(moved) == TIMES
    assert sum(moved) == 4
    with sessionmaker(engine)() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(HandoverItem)) == 4
        owners: dict[Key, int] = {(row.plan_id, row.id): row.owner_id for row in session.scalars(sa.select(Milestone))}
        owners |= {(row.id, None): row.owner_id for row in session.scalars(sa.select(Plan))}
        asked = sa.select(HandoverItem, Handover.to_id).join(Handover, Handover.id == HandoverItem.handover_id)
        assert owners == {(item.plan_id, item.milestone_id): to_id for item, to_id in session.execute(asked)}
        assert verify(session) is None


def test_the_same_form_sent_several_times_at_once_has_one_effect(engine: Engine, people: list[int]) -> None:
    assert all_at_once(engine, people, [people[1]] * TIMES) == [0] * (TIMES - 1) + [4]
    with sessionmaker(engine)() as session:
        assert len(session.scalars(sa.select(Handover)).all()) == 1


def test_accepted_by_several_presses_it_is_recorded_once(engine: Engine, people: list[int]) -> None:
    all_at_once(engine, people, [people[1]])
    barrier = threading.Barrier(TIMES)

    def run() -> None:
        with sessionmaker(engine)() as session:
            asked = session.scalars(sa.select(Handover)).one()
            by = actor_of(session, session.get_one(Person, people[1]), today=TODAY)
            key = asked.id
            session.rollback()
            barrier.wait()
            accept_handover(session, session.get_one(Handover, key), by=by, at=AT)
            session.commit()

    threads = [threading.Thread(target=run) for _ in range(TIMES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with sessionmaker(engine)() as session:
        assert session.scalars(sa.select(Handover)).one().revision == 2
        kinds = sa.text("SELECT count(*) FROM event WHERE kind = 'person.handover_accepted'")
        assert session.scalar(kinds) == 1
