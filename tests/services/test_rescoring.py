"""Nights of the clock: what it works out and what it copies is always what Python makes of the facts of that day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from tests.factories.generated_plans import generated
from tests.support.scores import of_plans
from tests.support.statements import statements
from tracker.adapters import bank_holidays
from tracker.domain.score_facts import Day, day_of
from tracker.domain.scoring import Figures, score
from tracker.models import Plan, Score
from tracker.models.transactions import Transactions, make_engine
from tracker.queries.score_changes import due_on
from tracker.queries.score_facts import facts_of
from tracker.services.rescoring import check_all, rescore_all

TODAY = date(2026, 4, 1)
GAPS = (0, 1, 1, 1, 2, 3, 1, 1, 4, 9, 1, 1, 14, 30, 1, 60, 45, 90, 120)  # days from one night to the next


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url)
    yield made
    made.dispose()


def fill(session: Session, plans: int = 300) -> None:
    generated(range(plans), TODAY).insert(session)
    session.info.clear()  # rows that were made up have no verb, so no entry in the history
    session.commit()


def day(on: date) -> Day:
    return day_of(on, bank_holidays.calendar())


def stored(session: Session, on: date) -> dict[int, Figures]:
    ids = session.scalars(sa.select(Plan.id)).all()
    found = of_plans(session, ids, on)
    return {key: Figures(kept.reported, kept.verified, kept.status, kept.parts) for key, kept in found.items()}


def recomputed(session: Session, on: date) -> dict[int, Figures]:
    ids = session.scalars(sa.select(Plan.id)).all()
    return {key: score(facts, day(on)) for key, facts in facts_of(session, ids).items()}


def test_after_every_night_every_score_is_what_python_makes_of_the_facts_and_few_were_worked_out(
    session: Session, engine: Engine
) -> None:
    fill(session)
    transactions, on, worked_out, nights = Transactions(engine), TODAY, 0, 0
    for gap in GAPS:
        on += timedelta(days=gap)
        due = due_on(session, day(on))
        worked_out, nights = worked_out + len(due.to_work_out), nights + 1
        session.rollback()
        rescore_all(transactions, today=on)
        assert stored(session, on) == recomputed(session, on), on
        session.rollback()
    assert worked_out < 300 * nights / 2


def test_a_score_stands_until_its_day_of_change_and_the_pure_score_agrees(session: Session, engine: Engine) -> None:
    fill(session, 150)
    rescore_all(Transactions(engine), today=TODAY)
    facts = facts_of(session, session.scalars(sa.select(Plan.id)).all())
    for kept in session.scalars(sa.select(Score)):
        ends = min(kept.changes_on or date.max, TODAY + timedelta(days=200))
        days = {TODAY + timedelta(days=1), ends - timedelta(days=1), TODAY + (ends - TODAY) / 2}
        for on in (each for each in days if TODAY < each < ends):
            assert score(facts[kept.plan_id], day(on)) == score(facts[kept.plan_id], day(TODAY)), (kept.plan_id, on)


def test_the_second_run_of_a_night_writes_nothing(session: Session, engine: Engine) -> None:
    fill(session)
    transactions = Transactions(engine)
    rescore_all(transactions, today=TODAY)
    counts = rescore_all(transactions, today=TODAY + timedelta(days=1))
    with statements(engine) as sent:
        assert rescore_all(transactions, today=TODAY + timedelta(days=1)) == counts
    assert [each for each in sent if not each.startswith("SELECT")] == []


def test_no_night_has_the_weekly_snapshots_of_all(session: Session, engine: Engine) -> None:
    fill(session)
    rescore_all(Transactions(engine), today=TODAY)
    for number in range(1, 8):
        on = TODAY + timedelta(days=number)
        assert len(due_on(session, day(on)).snapshots) < 150, on
        session.rollback()
        rescore_all(Transactions(engine), today=on)


def test_checking_all_finds_the_scores_that_somebody_left_behind_and_mends_them_when_asked(
    session: Session, engine: Engine
) -> None:
    fill(session)
    transactions = Transactions(engine)
    rescore_all(transactions, today=TODAY)
    assert check_all(transactions, today=TODAY, mend=False) == []
    session.execute(sa.text("UPDATE milestone SET weight = weight + 1 WHERE plan_id IN (7, 8)"))
    session.commit()
    changed = [key for key, figures in recomputed(session, TODAY).items() if stored(session, TODAY)[key] != figures]
    session.rollback()
    assert changed
    assert set(changed) <= {7, 8}
    for mend in (False, True):
        assert check_all(transactions, today=TODAY, mend=mend) == changed
    assert check_all(transactions, today=TODAY, mend=False) == []
    assert stored(session, TODAY) == recomputed(session, TODAY)
