"""Nobody who is away stands in for another on the same days, whichever of both absences is said first."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session, sessionmaker

from tests.factories.organisations import make_unit
from tests.factories.people import make_contributor, make_unit_head
from tests.support.milestone_verbs import TODAY, when
from tracker.domain.errors import RuleBroken
from tracker.models import Absence, Person
from tracker.models.transactions import make_engine
from tracker.queries.actors import actor_of
from tracker.queries.history import verify
from tracker.services import absences as verbs

IN_A_WEEK = TODAY + timedelta(days=7)
People = dict[str, int]


def some_people(session: Session) -> People:
    unit = make_unit(session, "Ashcombe")
    made = {"Hana Head": make_unit_head(session, unit, "Hana Head")}
    made |= {name: make_contributor(session, unit, name) for name in ("Ola Owner", "Dee Deputy")}
    return {name: person.id for name, person in made.items()}


@pytest.fixture
def people(session: Session) -> People:
    return some_people(session)


def away(session: Session, people: People, who: str, deputy: str, from_on: date, to_on: date) -> Absence:
    person = session.get_one(Person, people[who])
    said: dict[str, Any] = {"from_on": from_on, "to_on": to_on, "deputy_id": people[deputy]}
    absence = verbs.set_absence(session, person, **said, **when(actor_of(session, person, today=TODAY)))
    session.flush()
    return absence


@pytest.mark.parametrize(("begins", "ends"), [(0, 7), (7, 9), (-3, 0), (2, 3)])
def test_a_deputy_who_is_away_is_refused_beside_their_name(
    session: Session, people: People, begins: int, ends: int
) -> None:
    away(session, people, "Dee Deputy", "Hana Head", TODAY, IN_A_WEEK)
    with pytest.raises(RuleBroken, match="Select somebody who is not away on any of these days") as broken:
        away(
            session,
            people,
            "Ola Owner",
            "Dee Deputy",
            TODAY + timedelta(days=begins),
            TODAY + timedelta(days=ends),
        )
    assert broken.value.field == "deputy_id"


def test_nor_may_who_stands_in_for_somebody_be_away_on_these_days(session: Session, people: People) -> None:
    away(session, people, "Ola Owner", "Dee Deputy", TODAY, IN_A_WEEK)
    words = "Dee Deputy stands in for Ola Owner on some of these days. Name another deputy for Ola Owner first"
    with pytest.raises(RuleBroken, match=words) as broken:
        away(session, people, "Dee Deputy", "Hana Head", IN_A_WEEK, IN_A_WEEK + timedelta(days=1))
    assert broken.value.field == "from_on"


def test_on_other_days_and_once_one_of_them_is_back_both_may_be_away(session: Session, people: People) -> None:
    first = away(session, people, "Ola Owner", "Dee Deputy", TODAY, IN_A_WEEK)
    after = IN_A_WEEK + timedelta(days=1)
    away(session, people, "Dee Deputy", "Ola Owner", after, after)
    owner = actor_of(session, session.get_one(Person, people["Ola Owner"]), today=TODAY)
    verbs.end_absence(session, first, seen_revision=first.revision, **when(owner))
    session.flush()
    away(session, people, "Dee Deputy", "Hana Head", TODAY, TODAY)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url)
    yield made
    made.dispose()


def test_of_two_who_name_each_other_at_the_same_instant_one_is_refused(engine: Engine) -> None:
    with sessionmaker(engine)() as session:
        people = some_people(session)
        session.commit()
    barrier, results = threading.Barrier(2), []

    def say(who: str, deputy: str) -> None:
        with sessionmaker(engine)() as session:
            barrier.wait()
            try:
                away(session, people, who, deputy, TODAY, IN_A_WEEK)
                session.commit()
                results.append("done")
            except RuleBroken:
                results.append("refused")

    pairs = [("Ola Owner", "Dee Deputy"), ("Dee Deputy", "Ola Owner")]
    threads = [threading.Thread(target=say, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(results) == ["done", "refused"]
    with sessionmaker(engine)() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Absence)) == 1
        assert verify(session) is None
