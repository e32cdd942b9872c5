"""Rules that one row alone cannot hold, broken by nobody at the same instant: roles, kept searches, blockers (P16)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session, sessionmaker

from tests.factories.organisations import OPERATOR
from tests.factories.people import make_person
from tests.services.test_plan_concurrency import SERVICE, TIMES, both, engine, loaded, story
from tests.services.test_standing import Story, when
from tests.support.milestone_verbs import TODAY
from tracker.domain.blockers import Said
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import Role, Whose
from tracker.models import Assignment, Blocker, Event, Person, SavedView, Unit
from tracker.queries import blockers
from tracker.queries.history import verify
from tracker.services.blockers import clear_blocker, raise_blocker
from tracker.services.people import assign, end_assignment, end_person
from tracker.services.saved_views import MOST_VIEWS, delete_view, save_view

__all__ = ["engine", "story"]

AT = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)
Act = Callable[[Session], object]
WHAT = Said("The police have not answered.", Whose.POLICE, date(2026, 2, 1), date(2026, 3, 1), "")


@pytest.fixture
def person_id(engine: Engine, story: Story) -> int:
    """Somebody without a role, in a world with a unit."""
    with sessionmaker(engine)() as session:
        made = make_person(session).id
        session.info.clear()
        session.commit()
        return made


def told(results: list[object]) -> list[str]:
    return sorted(getattr(each, "__name__", "done") for each in results)


def counted(engine: Engine, *what: sa.ColumnElement[bool]) -> int:
    with sessionmaker(engine)() as session:
        assert verify(session) is None
        return session.scalars(sa.select(sa.func.count()).where(*what)).one()


def give(person_id: int, first: int, last: int) -> Act:
    """A role in the unit, from a day of March 2026 to another."""

    def act(session: Session) -> None:
        person, unit = session.get_one(Person, person_id), session.scalars(sa.select(Unit)).first()
        days = {"starts_on": date(2026, 3, first), "ends_on": date(2026, 3, last)}
        assign(session, person, role=Role.CONTRIBUTOR, unit=unit, **days, by=OPERATOR, at=AT)  # type: ignore[arg-type]

    return act


def test_roles_given_at_once_for_days_that_overlap_are_given_once(engine: Engine, person_id: int) -> None:
    """No index can hold it, as the days differ: the lock of the person's row does."""
    acts = [give(person_id, number, 20 + number) for number in range(1, 1 + TIMES)]
    assert told(both(engine, *acts)) == sorted(["done", *[RuleBroken.__name__] * (TIMES - 1)])
    assert counted(engine, Assignment.person_id == person_id) == 1


def test_nobody_whose_access_ends_is_left_with_a_role_that_is_given_at_that_instant(
    engine: Engine, person_id: int
) -> None:
    def end(session: Session) -> None:
        end_person(session, session.get_one(Person, person_id), by=OPERATOR, at=AT)

    assert True in both(engine, give(person_id, 1, 31), end)
    assert counted(engine, Assignment.person_id == person_id, Assignment.ended_at.is_(None)) == 0


def test_a_role_that_is_ended_by_many_presses_at_once_ends_once(engine: Engine, person_id: int) -> None:
    with sessionmaker(engine)() as session:
        give(person_id, 1, 31)(session)
        session.commit()

    def end(session: Session) -> None:
        held = session.scalars(sa.select(Assignment).where(Assignment.person_id == person_id)).one()
        end_assignment(session, held, ends_on=TODAY, by=OPERATOR, at=AT)

    assert told(both(engine, *[end] * TIMES)) == sorted(["done", *[RuleBroken.__name__] * (TIMES - 1)])
    assert counted(engine, Event.kind == "assignment.ended") == 1


def keep(person_id: int, name: str) -> Act:
    def act(session: Session) -> None:
        by = Actor(person_id, "Jo Keeper")
        list(session.scalars(sa.select(SavedView)))
        save_view(session, name=name, address="due=overdue", is_shared=False, by=by, at=AT)

    return act


def test_a_search_that_is_kept_by_many_presses_at_once_is_kept_once_and_nobody_is_refused(
    engine: Engine, person_id: int
) -> None:
    assert told(both(engine, *[keep(person_id, "Overdue")] * TIMES)) == ["done"] * TIMES
    assert counted(engine, SavedView.person_id == person_id) == 1


def test_searches_kept_at_once_do_not_pass_the_most_that_one_may_keep(engine: Engine, person_id: int) -> None:
    with sessionmaker(engine)() as session:
        for number in range(MOST_VIEWS - 1):
            keep(person_id, f"View {number}")(session)
        session.commit()
    acts = [keep(person_id, f"The last {number}") for number in range(TIMES)]
    assert told(both(engine, *acts)) == sorted(["done", *[RuleBroken.__name__] * (TIMES - 1)])
    assert counted(engine, SavedView.person_id == person_id) == MOST_VIEWS


def test_a_search_that_is_deleted_by_many_presses_at_once_is_deleted_once(engine: Engine, person_id: int) -> None:
    with sessionmaker(engine)() as session:
        keep(person_id, "Overdue")(session)
        session.commit()
        [view_id] = session.scalars(sa.select(SavedView.id))

    def let_go(session: Session) -> None:
        view = session.get(SavedView, view_id)
        if view is not None:
            delete_view(session, view, by=Actor(person_id, "Jo Keeper"), at=AT)

    assert told(both(engine, *[let_go] * TIMES)) == ["done"] * TIMES
    assert counted(engine, Event.kind == "saved_view.deleted") == 1


def test_a_blocker_that_is_raised_by_many_presses_at_once_is_raised_once(engine: Engine, story: Story) -> None:
    def act(session: Session) -> None:
        raise_blocker(session, loaded(session, story.milestones[1]), said=WHAT, **when(story.head))

    assert told(both(engine, *[act] * TIMES)) == sorted(["done", *[RuleBroken.__name__] * (TIMES - 1)])
    assert counted(engine, Blocker.milestone_id == story.milestones[1].id) == 1


def test_a_blocker_that_is_cleared_by_many_presses_at_once_is_cleared_once(engine: Engine, story: Story) -> None:
    with sessionmaker(engine)() as session:
        made = raise_blocker(session, loaded(session, story.milestones[1]), said=WHAT, **when(story.head))
        session.commit()
        key = made.id

    def act(session: Session) -> None:
        mine = blockers.get(session, key, seen_by=SERVICE)
        days = {"cleared_on": TODAY - timedelta(days=1), "outcome": "They answered."}
        clear_blocker(session, mine, seen_revision=1, **days, **when(story.head))  # type: ignore[arg-type]

    assert told(both(engine, *[act] * TIMES)) == sorted(["done", *["InvalidMove"] * (TIMES - 1)])
    assert counted(engine, Event.kind == "milestone.blocker_cleared") == 1
