"""What goes on beside the plans of the sample data: measured, waited for, away, handed over, changed and assured."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.commands.conftest import TODAY
from tracker.domain.lifecycles import OPEN_CHANGE
from tracker.domain.outcome import improvement, unmeasured_from
from tracker.domain.vocabulary import MilestoneState, PlanState, RecommendationState
from tracker.models import (
    Absence,
    Blocker,
    Handover,
    HandoverItem,
    Measure,
    Milestone,
    MilestoneDependency,
    Plan,
    PlanChange,
    PlanVersion,
    Reading,
    Recommendation,
)


def readings(sample: Session) -> dict[int, list[int]]:
    """By measure with a figure of the report, how far each reading that stands had come, the earliest first."""
    rows = sample.execute(
        sa.select(Measure.id, Measure.baseline, Measure.target, Reading.numerator, Reading.denominator)
        .join(Reading, Reading.measure_id == Measure.id)
        .where(Measure.baseline.is_not(None), Reading.replaced_at.is_(None))
        .order_by(Reading.ends_on)
    )
    found: dict[int, list[int]] = {}
    for key, baseline, target, met, cases in rows:
        assert baseline is not None
        found.setdefault(key, []).append(improvement(baseline, target, met, cases))
    return found


def test_one_outcome_improves_and_another_gets_worse(sample: Session) -> None:
    moved = [come[-1] - come[0] for come in readings(sample).values() if len(come) > 1]

    assert any(by > 0 for by in moved)
    assert any(by < 0 for by in moved)


def test_a_measure_may_want_more_of_something_or_less(sample: Session) -> None:
    aims_higher = sa.select(Measure.target > Measure.baseline).where(Measure.baseline.is_not(None))

    assert set(sample.scalars(aims_higher)) == {True, False}


def test_a_plan_with_a_measure_is_past_half_of_its_time_and_nothing_was_read(sample: Session) -> None:
    unread = sample.scalars(
        sa.select(Plan.id)
        .join(Measure, Measure.plan_id == Plan.id)
        .outerjoin(Reading, Reading.measure_id == Measure.id)
        .where(Reading.id.is_(None))
    )
    since = []
    for plan_id in unread:
        agreed = sample.scalar(sa.select(sa.func.min(PlanVersion.agreed_at)).where(PlanVersion.plan_id == plan_id))
        last_due = sample.scalar(sa.select(sa.func.max(Milestone.due_on)).where(Milestone.plan_id == plan_id))
        assert agreed is not None
        since.append(unmeasured_from(agreed.date(), last_due, is_measured=False))

    assert any(first is not None and first <= TODAY for first in since)


def test_an_answer_is_waited_for_and_another_is_late(sample: Session) -> None:
    due = sample.scalars(sa.select(Blocker.answer_due_on).where(Blocker.cleared_on.is_(None)))

    assert {day < TODAY for day in due} == {True, False}


def test_a_milestone_waits_for_one_that_is_due_later_and_others_fit(sample: Session) -> None:
    late, early = sa.orm.aliased(Milestone), sa.orm.aliased(Milestone)
    rows = sample.execute(
        sa.select(early.due_on, late.due_on)
        .select_from(MilestoneDependency)
        .join(early, early.id == MilestoneDependency.milestone_id)
        .join(late, late.id == MilestoneDependency.depends_on_id)
    )

    assert {waited_for <= waits for waits, waited_for in rows} == {True, False}


def test_somebody_is_away_somebody_was_and_somebody_will_be(sample: Session) -> None:
    spans = sample.execute(sa.select(Absence.from_on, Absence.to_on).where(Absence.ended_at.is_(None))).all()

    assert any(first <= TODAY <= last for first, last in spans)
    assert any(last < TODAY for _, last in spans)
    assert any(first > TODAY for first, _ in spans)


def test_a_handover_that_waits_is_of_work_that_is_still_to_be_done(sample: Session) -> None:
    waiting = sample.scalars(
        sa.select(Milestone.state)
        .join(HandoverItem, HandoverItem.milestone_id == Milestone.id)
        .join(Handover, Handover.id == HandoverItem.handover_id)
        .where(Handover.accepted_at.is_(None), Milestone.owner_id == Handover.to_id)
    )

    assert list(waiting) == [MilestoneState.PLANNED]


def test_each_plan_in_change_has_one_open_change_beside_the_version_that_was_agreed(sample: Session) -> None:
    changing = sorted(sample.scalars(sa.select(Plan.id).where(Plan.state == PlanState.CHANGING)))
    opened = sample.scalars(sa.select(PlanChange.plan_id).where(PlanChange.state.in_(OPEN_CHANGE)))
    agreed = set(sample.scalars(sa.select(PlanVersion.plan_id)))

    assert changing == sorted(opened)
    assert agreed >= set(changing)


def test_a_plan_was_agreed_anew_after_its_change(sample: Session) -> None:
    versions = sa.select(PlanVersion.plan_id).group_by(PlanVersion.plan_id).having(sa.func.count() > 1)

    assert sample.scalars(versions).all()


def test_a_recommendation_is_assured_with_its_plan_and_awaits_the_inspectors(sample: Session) -> None:
    states = sample.execute(
        sa.select(Plan.state, Recommendation.state)
        .join(Plan.recommendation)
        .where(sa.or_(Plan.state == PlanState.ASSURED, Recommendation.state == RecommendationState.ASSURED))
    )

    assert [tuple(row) for row in states] == [(PlanState.ASSURED, RecommendationState.ASSURED)]
