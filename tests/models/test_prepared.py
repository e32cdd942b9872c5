"""A prepared statement answers what the same statement answers by way of SQLAlchemy: on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories.inspections import a_person, a_plan, a_recommendation, a_unit, an_inspection
from tests.factories.milestones import DUE, a_milestone
from tests.support.statements import statements
from tracker.domain.vocabulary import MilestoneState
from tracker.models import BrowserSession, Milestone, Person
from tracker.models.prepared import Prepared

AT = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)
OPEN = (MilestoneState.PLANNED, MilestoneState.UNDERWAY)
SOME = (
    sa.select(Milestone.id, Milestone.title, Milestone.due_on, Milestone.state, Milestone.is_embed, Person.name)
    .join(Milestone.owner)
    .where(
        Milestone.id.in_(sa.bindparam("ids", expanding=True)),
        Milestone.due_on >= sa.bindparam("since", type_=sa.Date()),
        Milestone.state.in_(OPEN),
    )
    .order_by(Milestone.id)
)
ONE = sa.select(BrowserSession.id, BrowserSession.began_at).where(BrowserSession.token_hash == sa.bindparam("hash"))
MOVED = (
    sa.update(Milestone.__table__)  # type: ignore[arg-type]
    .where(Milestone.id == sa.bindparam("this", type_=sa.Integer()))
    .values(weight=sa.bindparam("new_weight", type_=sa.Integer()))
    .returning(Milestone.__table__.c.id, Milestone.__table__.c.weight)
)


@pytest.fixture
def ids(session: Session) -> list[int]:
    plan = a_plan(session, a_recommendation(session, an_inspection(session, unit=a_unit(session))), a_person(session))
    return [a_milestone(session, plan, due_on=DUE + timedelta(days=number)).id for number in range(4)]


@pytest.mark.parametrize("how_many", [4, 0, 1, 3])
def test_lists_of_any_length_give_the_same_rows(session: Session, ids: list[int], how_many: int) -> None:
    prepared, asked = Prepared(SOME), {"ids": ids[:how_many], "since": DUE, "else": "nobody asks for this"}
    assert prepared.rows(session, asked) == [tuple(row) for row in session.execute(SOME, asked)]
    assert len(prepared.rows(session, asked)) == how_many


def test_more_lengths_than_are_kept_still_give_the_right_rows(session: Session, ids: list[int]) -> None:
    prepared = Prepared(SOME)
    for length in [*range(1, 70), 1, 2]:
        found = prepared.rows(session, {"ids": [*ids[:1], *[-key for key in range(1, length)]], "since": DUE})
        assert [row.id for row in found] == ids[:1]


def test_a_row_knows_its_columns_by_name_and_its_values_by_their_types(session: Session, ids: list[int]) -> None:
    row = Prepared(SOME).one(session, {"ids": ids[1:2], "since": DUE})
    assert (row.id, row.due_on) == (ids[1], DUE + timedelta(days=1))
    assert row.state is MilestoneState.PLANNED
    assert row.is_embed is False


def test_an_instant_comes_back_in_utc(session: Session, ids: list[int]) -> None:
    session.add(BrowserSession(token_hash="0" * 64, person_id=1, began_at=AT, seen_at=AT))
    session.flush()
    assert Prepared(ONE).one(session, {"hash": "0" * 64}).began_at == AT


def test_none_one_and_many_are_told_apart(session: Session, ids: list[int]) -> None:
    prepared: dict[str, Any] = {"since": DUE}
    assert Prepared(SOME).one_or_none(session, prepared | {"ids": []}) is None
    with pytest.raises(sa.exc.NoResultFound):
        Prepared(SOME).one(session, prepared | {"ids": []})
    with pytest.raises(sa.exc.MultipleResultsFound):
        Prepared(SOME).one_or_none(session, prepared | {"ids": ids})


def test_a_change_says_what_it_made_and_ends_with_its_transaction(session: Session, ids: list[int]) -> None:
    before = session.scalars(sa.select(Milestone.weight).where(Milestone.id == ids[0])).one()
    with session.begin_nested() as savepoint:
        assert Prepared(MOVED).one(session, {"this": ids[0], "new_weight": before + 3}) == (ids[0], before + 3)
        savepoint.rollback()
    assert session.scalars(sa.select(Milestone.weight).where(Milestone.id == ids[0])).one() == before


def test_what_the_database_refuses_is_raised_as_everywhere(session: Session, ids: list[int]) -> None:
    with pytest.raises(sa.exc.IntegrityError):
        Prepared(MOVED).one(session, {"this": ids[0], "new_weight": -1})


def test_it_is_counted_as_every_other_statement(session: Session, ids: list[int]) -> None:
    with statements(session.get_bind()) as sent:  # type: ignore[arg-type]
        Prepared(SOME).rows(session, {"ids": ids, "since": DUE})
    assert len(sent) == 1
