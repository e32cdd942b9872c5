"""Stored scores: kept with every change, worked out again when the date changes something, and never out of step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories.generated_plans import generated
from tests.factories.measured import a_measure, a_reading_of
from tests.factories.milestones import a_milestone
from tests.factories.plans import a_decision, agree, an_answered_plan, into, some_evidence
from tests.support.scores import current_of, of_plans
from tests.support.statements import statements
from tracker.adapters import bank_holidays
from tracker.domain.score_facts import day_of
from tracker.domain.scoring import Figures, score
from tracker.domain.vocabulary import MilestoneState, PlanStatus
from tracker.models import Plan, Score
from tracker.models.transactions import Transactions, make_engine
from tracker.queries.score_facts import facts_of
from tracker.services.rescoring import rescore_all
from tracker.services.scores import rescore, score_opened

TODAY = date(2026, 4, 1)  # a Wednesday
LATER = date(2026, 4, 2)


@pytest.fixture
def transactions(database_url: str) -> Iterator[Transactions]:
    engine = make_engine(database_url)
    yield Transactions(engine)
    engine.dispose()


def stored(session: Session, plan: Plan) -> list[date]:
    return list(session.scalars(sa.select(Score.on).where(Score.plan_id == plan.id).order_by(Score.on)))


def figures(kept: Score) -> Figures:
    return Figures(kept.reported, kept.verified, kept.status, kept.parts)


def recomputed(session: Session, today: date) -> dict[int, Figures]:
    """The figures of all plans, by plan id, by the domain's own functions."""
    ids = session.scalars(sa.select(Plan.id)).all()
    day = day_of(today, bank_holidays.calendar())
    return {plan_id: score(facts, day) for plan_id, facts in facts_of(session, ids).items()}


def commit_unrecorded(session: Session) -> None:
    """Commits what was built without a verb, which the history would refuse."""
    session.flush()
    session.info.clear()
    session.commit()


def test_a_score_is_kept_for_the_day_and_a_second_one_takes_its_place(session: Session) -> None:
    plan = an_answered_plan(session)
    milestone = a_milestone(session, plan)
    first = rescore(session, plan, today=TODAY)
    assert (first.reported, first.verified, first.status) == (0, 0, PlanStatus.NOT_STARTED)
    into(session, milestone, MilestoneState.UNDERWAY)
    second = rescore(session, plan, today=TODAY)
    assert second.id == first.id
    assert (second.reported, second.status) == (3000, PlanStatus.ON_TRACK)
    assert (second.inputs_revision, plan.inputs_revision, stored(session, plan)) == (2, 2, [TODAY])


def test_the_plan_s_own_revision_stays_so_that_nobody_who_edits_it_meets_a_conflict(session: Session) -> None:
    plan = an_answered_plan(session)
    seen = plan.revision
    rescore(session, plan, today=TODAY)
    session.flush()
    session.refresh(plan)
    assert (plan.revision, plan.inputs_revision) == (seen, 1)


def test_scores_of_later_dates_go_when_what_they_were_made_of_changes(session: Session) -> None:
    plan = an_answered_plan(session)
    rescore(session, plan, today=LATER)
    rescore(session, plan, today=TODAY)
    assert stored(session, plan) == [TODAY]


def test_the_current_score_is_the_latest_of_today_or_before(session: Session) -> None:
    plan, other = an_answered_plan(session), an_answered_plan(session)
    early, late = rescore(session, plan, today=TODAY), rescore(session, plan, today=LATER)
    current = [current_of(session, plan.id, day) for day in (TODAY, date(2026, 5, 1), date(2026, 3, 31))]
    assert [one and one.id for one in current] == [early.id, late.id, None]
    assert {key: one.id for key, one in of_plans(session, [plan.id, other.id], LATER).items()} == {plan.id: late.id}


@pytest.mark.parametrize("plans", [1, 14])
def test_plans_just_opened_are_scored_in_two_statements_however_many(session: Session, plans: int) -> None:
    opened = [an_answered_plan(session) for _ in range(plans)]
    session.flush()
    with statements(session.get_bind()) as sent:  # type: ignore[arg-type]
        score_opened(session, opened, today=TODAY)
    assert len(sent) == 2
    current = of_plans(session, [plan.id for plan in opened], TODAY)
    assert {key: figures(kept) for key, kept in current.items()} == recomputed(session, TODAY)


def test_the_pace_of_an_agreed_plan_lowers_its_status(session: Session) -> None:
    plan = an_answered_plan(session)
    milestones = [a_milestone(session, plan, due_on=date(2026, 6, 1)) for _ in range(8)]
    into(session, milestones[0], MilestoneState.UNDERWAY)
    assert rescore(session, plan, today=date(2026, 5, 1)).status is PlanStatus.ON_TRACK
    agree(session, plan, milestones, at=datetime(2026, 2, 1, tzinfo=UTC))
    assert rescore(session, plan, today=date(2026, 5, 1)).status is PlanStatus.OFF_TRACK


def test_a_score_says_from_when_its_plan_ought_to_have_been_measured(session: Session) -> None:
    plan = an_answered_plan(session)
    milestone = a_milestone(session, plan, due_on=date(2026, 6, 1))
    into(session, milestone, MilestoneState.UNDERWAY)
    agree(session, plan, [milestone], at=datetime(2026, 2, 1, 9, tzinfo=UTC))
    past_half = date(2026, 4, 3)
    before = rescore(session, plan, today=past_half - timedelta(days=1))
    assert (before.status, before.changes_on) == (PlanStatus.ON_TRACK, past_half)
    assert rescore(session, plan, today=past_half).status is PlanStatus.AT_RISK
    a_reading_of(session, a_measure(session, plan), plan.owner_id)
    assert rescore(session, plan, today=past_half).status is PlanStatus.ON_TRACK


def test_the_nightly_job_changes_what_the_date_has_changed_and_nothing_the_second_time(
    session: Session, transactions: Transactions
) -> None:
    plan, still = an_answered_plan(session), an_answered_plan(session)
    milestone = into(session, a_milestone(session, plan, due_on=date(2026, 9, 1)), MilestoneState.VERIFIED)
    audit = some_evidence(session, milestone, ends=date(2025, 10, 1))
    a_decision(session, milestone, of=[audit])
    assert [rescore(session, each, today=TODAY).verified for each in (plan, still)] == [10_000, 0]
    commit_unrecorded(session)
    counts = rescore_all(transactions, today=LATER)
    assert counts == {"plans looked at": 2, "scores kept for this day": 1}
    ids = sa.select(Score.id, Score.on, Score.verified, Score.plan_id).order_by(Score.id)
    first = session.execute(ids).all()
    assert [row[1:] for row in first if row.plan_id == plan.id] == [
        (TODAY, 10_000, plan.id),
        (LATER, 5_000, plan.id),
    ]
    session.rollback()
    assert rescore_all(transactions, today=LATER) == counts
    assert session.execute(ids).all() == first


def test_snapshots_are_weekly_and_daily_within_ninety_days_of_the_reinspection(
    session: Session, transactions: Transactions
) -> None:
    far = an_answered_plan(session)
    near = an_answered_plan(session, reinspection_earliest=date(2026, 7, 13), reinspection_latest=date(2026, 7, 24))
    commit_unrecorded(session)
    for day in range(6, 17):  # Monday 6 April to Thursday 16 April; the ninetieth day before is Tuesday the 14th
        rescore_all(transactions, today=date(2026, 4, day))
    own = 6 + far.id % 7  # each plan has a weekday of its own
    assert [on.day for on in stored(session, far)] == sorted({6, own, *([own + 7] if own + 7 <= 16 else [])})
    assert [on.day for on in stored(session, near)][-3:] == [14, 15, 16]


def test_the_nightly_job_leaves_out_a_plan_whose_inputs_change_while_it_works(
    session: Session, transactions: Transactions
) -> None:
    plan = an_answered_plan(session)
    a_milestone(session, plan)
    commit_unrecorded(session)

    class WithAnEditBetween(Transactions):
        """The same transactions; somebody changes the plan after the job has read and before it writes."""

        def __init__(self) -> None:
            self.edited = False

        @contextmanager
        def read(self) -> Iterator[Session]:
            with transactions.read() as reading:
                yield reading

        @contextmanager
        def write(self) -> Iterator[Session]:
            if not self.edited:
                self.edited = True
                rescore(session, plan, today=TODAY)
                commit_unrecorded(session)
            with transactions.write() as writing:
                yield writing

    rescore_all(WithAnEditBetween(), today=LATER)
    assert stored(session, plan) == [TODAY]
    rescore_all(transactions, today=LATER)
    assert current_of(session, plan.id, LATER).inputs_revision == 1  # type: ignore[union-attr]


def test_what_the_nightly_job_stores_is_what_python_makes_of_the_facts(
    session: Session, transactions: Transactions
) -> None:
    generated(range(300), TODAY).insert(session)
    commit_unrecorded(session)
    for today in (TODAY, LATER, date(2026, 4, 20)):
        rescore_all(transactions, today=today)
        ids = session.scalars(sa.select(Plan.id)).all()
        current = of_plans(session, ids, today)
        assert {plan_id: figures(kept) for plan_id, kept in current.items()} == recomputed(session, today)
        session.rollback()
