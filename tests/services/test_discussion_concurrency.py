"""The same update or comment sent by several presses at the same instant is kept once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session, sessionmaker

from tests.factories.inspections import a_plan, a_recommendation, an_inspection
from tests.factories.organisations import OPERATOR, make_unit
from tests.factories.people import make_unit_head
from tests.support.milestone_verbs import AT, when
from tracker.domain.vocabulary import Confidence
from tracker.models import Comment, Person, Plan, ProgressUpdate
from tracker.models.transactions import make_engine
from tracker.queries import plans
from tracker.queries.actors import actor_of
from tracker.queries.history import verify
from tracker.services.comments import comment_on
from tracker.services.event_kinds import EventKind
from tracker.services.record import record
from tracker.services.updates import send_update

TIMES = 4
ONE_DONE = sorted(["done", *["RuleBroken"] * (TIMES - 1)])


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url)
    with sessionmaker(made)() as session:
        unit = make_unit(session)
        plan = a_plan(
            session, a_recommendation(session, an_inspection(session, unit=unit)), make_unit_head(session, unit)
        )
        session.info.clear()
        record(session, EventKind.PLAN_CREATED, plan, by=OPERATOR, at=AT)
        session.commit()
    yield made
    made.dispose()


def at_once(engine: Engine, act: Callable[[Session, Plan, Person], object]) -> list[str]:
    barrier, results = threading.Barrier(TIMES), []

    def run() -> None:
        with sessionmaker(engine)() as session:
            barrier.wait()
            try:
                plan = session.scalars(sa.select(Plan)).one()
                act(session, plan, session.get_one(Person, plan.owner_id))
                session.commit()
                results.append("done")
            except Exception as error:
                results.append(type(error).__name__)

    threads = [threading.Thread(target=run) for _ in range(TIMES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with sessionmaker(engine)() as session:
        assert verify(session) is None
    return sorted(results)


def test_an_update_is_sent_once(engine: Engine) -> None:
    def act(session: Session, plan: Plan, head: Person) -> None:
        by = actor_of(session, head, today=AT.date())
        seen = plans.get(session, plan.id, seen_by=by)
        send_update(session, seen, narrative="It goes.", confidence=Confidence.ON_TRACK, by=by, at=AT)

    assert at_once(engine, act) == ONE_DONE
    with sessionmaker(engine)() as session:
        assert len(session.scalars(sa.select(ProgressUpdate)).all()) == 1


def test_a_comment_is_made_once(engine: Engine) -> None:
    def act(session: Session, plan: Plan, head: Person) -> None:
        by = actor_of(session, head, today=AT.date())
        comment_on(session, plans.get(session, plan.id, seen_by=by), None, text="Who asks?", **when(by))

    assert at_once(engine, act) == ONE_DONE
    with sessionmaker(engine)() as session:
        assert len(session.scalars(sa.select(Comment)).all()) == 1
