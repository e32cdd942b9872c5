"""At the same instant: one measure a key question, one reading a period, one correction a reading."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session, sessionmaker

from tests.factories.inspections import a_plan, a_recommendation, an_inspection
from tests.factories.measured import a_key_question, a_measure, a_reading_of
from tests.factories.organisations import OPERATOR, make_unit
from tests.factories.people import make_unit_head
from tests.support.milestone_verbs import AT, when
from tracker.domain.errors import Conflict, RuleBroken
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import PlanState
from tracker.models import Measure, Person, Plan, Reading
from tracker.models.transactions import make_engine
from tracker.queries import measures, plans
from tracker.queries.actors import actor_of
from tracker.queries.history import verify
from tracker.services import measures as verbs
from tracker.services.event_kinds import EventKind
from tracker.services.measures import Count
from tracker.services.record import record

TIMES = 4
MARCH = Count(date(2026, 1, 1), date(2026, 2, 1), 5, 10, "Another unit")


@dataclass
class Made:
    engine: Engine
    head_id: int
    plan_id: int
    question_id: int
    measure_id: int
    reading_id: int

    def at_once(self, act: Callable[[Session, Actor], object]) -> list[str]:
        """In so many threads at the same instant; the names of what they came to, in order of the alphabet."""
        barrier, results = threading.Barrier(TIMES), []

        def run() -> None:
            with sessionmaker(self.engine)() as session:
                by = actor_of(session, session.get_one(Person, self.head_id), today=AT.date())
                session.rollback()
                barrier.wait()
                try:
                    act(session, by)
                    session.commit()
                    results.append("done")
                except Exception as error:
                    results.append(type(error).__name__)

        threads = [threading.Thread(target=run) for _ in range(TIMES)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        with sessionmaker(self.engine)() as session:
            assert verify(session) is None
        return sorted(results)

    def count(self, counted: type[Measure] | type[Reading]) -> int:
        with sessionmaker(self.engine)() as session:
            return session.scalar(sa.select(sa.func.count()).select_from(counted)) or 0


@pytest.fixture
def made(database_url: str) -> Iterator[Made]:
    engine = make_engine(database_url)
    with sessionmaker(engine)() as session:
        unit = make_unit(session)
        head = make_unit_head(session, unit)
        plan = a_plan(session, a_recommendation(session, an_inspection(session, unit=unit)), head, PlanState.AGREED)
        question = a_key_question(session, plan.recommendation)
        measure = a_measure(session, plan)
        reading = a_reading_of(session, measure, head.id)
        session.info.clear()
        record(session, EventKind.PLAN_CREATED, plan, by=OPERATOR, at=AT)
        session.commit()
        ids = Made(engine, head.id, plan.id, question.id, measure.id, reading.id)
    yield ids
    engine.dispose()


def one_done(error: type[Exception]) -> list[str]:
    return sorted(["done", *[error.__name__] * (TIMES - 1)])


def test_a_key_question_is_measured_once(made: Made) -> None:
    def act(session: Session, by: Actor) -> None:
        plan: Plan = plans.get(session, made.plan_id, seen_by=by)
        verbs.measure_key_question(session, plan, made.question_id, by=by, at=AT)

    assert made.at_once(act) == one_done(RuleBroken)
    assert made.count(Measure) == 2


def test_a_period_is_read_once(made: Made) -> None:
    def act(session: Session, by: Actor) -> None:
        verbs.add_reading(session, measures.get(session, made.measure_id, seen_by=by), count=MARCH, **when(by))

    assert made.at_once(act) == one_done(RuleBroken)
    assert made.count(Reading) == 2


def test_a_reading_is_corrected_once(made: Made) -> None:
    def act(session: Session, by: Actor) -> None:
        reading = measures.get_reading(session, made.reading_id, seen_by=by)
        verbs.correct_reading(session, reading, count=MARCH, why="Miscounted.", seen_revision=1, **when(by))

    assert made.at_once(act) == one_done(Conflict)
    assert made.count(Reading) == 2
