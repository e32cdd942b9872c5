"""Somebody is away: who says so, of whom, for how long, and what is kept of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from tests.support.away import IN_A_WEEK, Unit, a_world, away, end, world
from tests.support.milestone_verbs import AT, TODAY, when
from tracker.domain.errors import Conflict, InvalidMove, NotPermitted, RuleBroken
from tracker.models import Absence, Person
from tracker.models.transactions import make_engine
from tracker.queries.actors import actor_of
from tracker.queries.history import verify
from tracker.services import absences as verbs

__all__ = ["world"]


def test_oneself_the_head_and_the_regional_lead_say_so_and_nobody_else(session: Session, world: Unit) -> None:
    for number, by in enumerate(("owner", "head", "lead")):
        begins = TODAY + timedelta(days=10 * number)
        away(session, world, by=by, from_on=begins, to_on=begins)
    for by in ("deputy", "head elsewhere", "reviewer", "nation"):
        with pytest.raises(NotPermitted):
            away(session, world, by=by)
    with pytest.raises(NotPermitted):
        away(session, world, "head", by="owner")


def test_a_deputy_works_in_the_same_place(session: Session, world: Unit) -> None:
    for deputy in ("deputy", "head", "lead"):
        end(session, away(session, world, deputy=deputy), world.actor(session, "owner"))
    for deputy in ("owner", "head elsewhere", "nation"):
        with pytest.raises(RuleBroken) as broken:
            away(session, world, deputy=deputy)
        assert broken.value.field == "deputy_id"


def test_no_two_of_a_person_overlap_until_one_is_ended(session: Session, world: Unit) -> None:
    absence = away(session, world)
    for days in (-3, 0, 7):
        with pytest.raises(RuleBroken, match="already"):
            away(session, world, from_on=TODAY + timedelta(days=days), to_on=IN_A_WEEK + timedelta(days=days))
    away(session, world, from_on=IN_A_WEEK + timedelta(days=1), to_on=IN_A_WEEK + timedelta(days=2))
    end(session, absence, world.actor(session, "owner"))
    away(session, world)


def test_what_is_over_is_not_ended_again(session: Session, world: Unit) -> None:
    absence, owner = away(session, world), world.actor(session, "owner")
    with pytest.raises(Conflict):
        verbs.end_absence(session, absence, seen_revision=absence.revision + 1, **when(owner))
    end(session, absence, owner)
    with pytest.raises(InvalidMove):
        end(session, absence, owner)


def test_both_are_entries_in_the_history_of_the_person(session: Session, world: Unit) -> None:
    session.info["history: to be appended"] = []
    end(session, away(session, world), world.actor(session, "owner"))
    entries = session.info["history: to be appended"]
    assert [(one["kind"], one["subject"], one["subject_id"]) for one in entries] == [
        ("person.absence_set", "person", world.people["owner"].id),
        ("person.absence_ended", "person", world.people["owner"].id),
    ]


@pytest.mark.parametrize("broken", [{"to_on": TODAY - timedelta(days=1)}, {"deputy_id": "owner"}, {"ended_at": AT}])
def test_the_database_refuses_what_no_verb_writes(session: Session, world: Unit, broken: dict[str, Any]) -> None:
    people = {kind: person.id for kind, person in world.people.items()}
    values: dict[str, Any] = {"person_id": people["owner"], "deputy_id": people["deputy"], "from_on": TODAY}
    values |= {"to_on": IN_A_WEEK} | {key: people.get(value, value) for key, value in broken.items()}
    session.add(Absence(**values))
    with pytest.raises(IntegrityError):
        session.flush()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url)
    yield made
    made.dispose()


def test_of_overlapping_absences_said_at_the_same_instant_one_is_kept(engine: Engine) -> None:
    with sessionmaker(engine)() as session:
        world = a_world(session)
        session.commit()
        ids = {kind: person.id for kind, person in world.people.items()}
    barrier, results = threading.Barrier(4), []

    def say(number: int) -> None:
        with sessionmaker(engine)() as session:
            person = session.get_one(Person, ids["owner"])
            by = actor_of(session, person, today=TODAY)
            session.rollback()
            barrier.wait()
            try:
                begins = TODAY + timedelta(days=number)
                said: dict[str, Any] = {"from_on": begins, "to_on": IN_A_WEEK, "deputy_id": ids["deputy"]}
                verbs.set_absence(session, session.get_one(Person, ids["owner"]), **said, **when(by))
                session.commit()
                results.append("done")
            except RuleBroken:
                results.append("refused")

    threads = [threading.Thread(target=say, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(results) == ["done", "refused", "refused", "refused"]
    with sessionmaker(engine)() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Absence)) == 1
        assert verify(session) is None
