"""Every state of the river can be looked at in the sample data."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from tests.commands.conftest import TODAY
from tracker.adapters import bank_holidays
from tracker.domain.lifecycles import LIFECYCLES
from tracker.domain.plan_gaps import gaps
from tracker.domain.vocabulary import (
    BlockerState,
    DeadlineSource,
    DecisionLevel,
    DecisionOutcome,
    EvidenceState,
    IdentityKind,
    MilestoneState,
    PeriodUnit,
    PlanState,
    Rating,
    SessionEnd,
    SubjectKind,
)
from tracker.models import (
    Absence,
    Blocker,
    Comment,
    Decision,
    Evidence,
    EvidenceVersion,
    Handover,
    Inspection,
    JobRun,
    Measure,
    Mention,
    Milestone,
    OverdueMark,
    Person,
    Plan,
    ProgressJudgement,
    Reading,
    Recommendation,
    SavedView,
)
from tracker.models.base import Base
from tracker.models.evidence import evidence_milestone

# What no road of the story leads to, with the reason.
NOT_TOLD: dict[str, set[Any]] = {
    "browser_session.ended_because": set(SessionEnd),  # nobody signs in while the story is told
    "identity.kind": {IdentityKind.ISSUER},  # there is no single sign-on to sign in with
    "deadline.source": {DeadlineSource.REGION, DeadlineSource.UNIT},  # no plan was given a date of its own
    "inspection.plan_due_unit": {PeriodUnit.CALENDAR_DAYS, PeriodUnit.MONTHS},  # all keep HMPPS's rule
    "inspection.subject_kind": {SubjectKind.OTHER},  # every report says what it is about
    "inspection.overall_rating": {Rating.OUTSTANDING},  # a standard has it
}
WORDS = [
    column for table in Base.metadata.sorted_tables for column in table.columns if isinstance(column.type, sa.Enum)
]
EITHER: list[sa.ColumnElement[bool] | InstrumentedAttribute[bool]] = [
    Blocker.cleared_on.is_(None),
    Reading.replaced_at.is_(None),
    Measure.key_question_result_id.is_(None),
    Measure.baseline.is_(None),
    Comment.milestone_id.is_(None),
    Mention.done_at.is_(None),
    Handover.accepted_at.is_(None),
    Absence.ended_at.is_(None),
    SavedView.is_shared,
    Milestone.is_embed,
    Milestone.keeps_people_safe,
    Evidence.is_restricted,
    Recommendation.repeat_of_id.is_(None),
]


@pytest.mark.parametrize("column", WORDS, ids=str)
def test_every_word_of_every_vocabulary_that_is_stored_is_there(column: sa.Column[Any], sample: Session) -> None:
    assert isinstance(column.type, sa.Enum)
    assert column.type.enum_class is not None
    there = set(sample.scalars(sa.select(column).where(column.is_not(None)).distinct()))

    assert there == set(column.type.enum_class) - NOT_TOLD.get(str(column), set())


def test_every_state_of_every_lifecycle_is_among_those_words_but_a_blockers_which_is_told_by_a_date() -> None:
    stored = {column.type.enum_class for column in WORDS if isinstance(column.type, sa.Enum)}
    states = {type(state) for lifecycle in LIFECYCLES for state, _ in lifecycle.moves}

    assert states - stored == {BlockerState}


@pytest.mark.parametrize("column", EITHER, ids=str)
def test_there_is_one_and_the_other(
    column: sa.ColumnElement[bool] | InstrumentedAttribute[bool], sample: Session
) -> None:
    assert set(sample.scalars(sa.select(column).distinct())) == {True, False}


def test_there_are_reviews_and_verifications_of_each_outcome(sample: Session) -> None:
    made = {(level, outcome) for level, outcome in sample.execute(sa.select(Decision.level, Decision.outcome))}

    assert made == {(level, outcome) for level in DecisionLevel for outcome in DecisionOutcome}


def test_a_draft_can_be_ready_to_submit_or_lack_something(sample: Session) -> None:
    drafts = sample.scalars(sa.select(Plan).where(Plan.state == PlanState.DRAFT)).all()
    lacking = []
    for plan in drafts:
        promised = sample.scalars(sa.select(Milestone).where(Milestone.plan_id == plan.id)).all()
        owners = {one.owner_id for one in promised}
        if promised:
            lacking.append(bool(gaps(plan, promised, at_work=owners, says_success=bool(plan.success_measure))))

    assert sorted(lacking) == [False, False, True]


def test_the_clock_ran_each_of_the_last_days_without_a_fault_and_found_what_was_overdue(sample: Session) -> None:
    runs = sample.scalars(sa.select(JobRun)).all()
    last_fortnight = {(run.name, (TODAY - run.on).days) for run in runs if (TODAY - run.on).days <= 14}

    assert last_fortnight == {(name, ago) for name in ("overdue", "rescore") for ago in range(1, 15)}
    assert all(run.fault is None and run.ended_at is not None for run in runs)
    assert sample.scalars(sa.select(OverdueMark.milestone_id).where(OverdueMark.milestone_id.is_not(None))).all()
    assert sample.scalars(sa.select(OverdueMark.plan_id).where(OverdueMark.plan_id.is_not(None))).all()


def test_milestones_are_due_soon_overdue_by_some_days_and_by_more_than_ten_working_days(sample: Session) -> None:
    open_ones = sample.scalars(
        sa.select(Milestone.due_on).where(Milestone.state.in_([MilestoneState.PLANNED, MilestoneState.UNDERWAY]))
    )
    late = [bank_holidays.calendar().working_days_between(due_on, TODAY) for due_on in open_ones]

    assert any(-10 <= days < 0 for days in late)
    assert any(0 < days <= 10 for days in late)
    assert any(days > 10 for days in late)


def test_evidence_has_a_newer_version_that_waits_one_that_was_withdrawn_and_files_of_several_milestones(
    sample: Session,
) -> None:
    links = sa.select(evidence_milestone.c.evidence_id).group_by(evidence_milestone.c.evidence_id)

    assert sample.scalars(sa.select(EvidenceVersion.state).where(EvidenceVersion.number == 2)).all() == [
        EvidenceState.AVAILABLE
    ]
    assert sample.scalars(links.having(sa.func.count() > 1)).all()
    assert sample.scalars(sa.select(EvidenceVersion.refused_because).where(EvidenceVersion.state == "refused")).all()


def test_one_judgement_waits_to_be_released(sample: Session) -> None:
    waiting = sample.scalars(sa.select(ProgressJudgement.id).where(ProgressJudgement.released_at.is_(None))).all()

    assert len(waiting) == 1


def test_one_inspection_is_expected_within_weeks_and_another_in_most_of_a_year(sample: Session) -> None:
    days = sorted(
        (earliest - TODAY).days
        for earliest in sample.scalars(sa.select(Inspection.reinspection_earliest))
        if earliest is not None
    )

    assert len(days) == 2
    assert days[0] < 90
    assert days[1] > 300


def test_milestones_are_owned_on_behalf_of_others_and_one_by_somebody_who_left(sample: Session) -> None:
    assert sample.scalars(sa.select(Milestone.id).where(Milestone.on_behalf_of != "")).all()
    owners = sample.scalars(sa.select(Person.name).join(Milestone.owner).where(Person.ended_at.is_not(None)).distinct())
    assert list(owners) == ["Fern Oakley"]
