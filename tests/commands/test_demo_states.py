"""Every state of the river can be looked at in the sample data, and every figure there is the one it comes to."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from tests.commands.conftest import TODAY
from tracker.adapters import bank_holidays
from tracker.domain.credit import Gap
from tracker.domain.permissions import Actor, Held
from tracker.domain.plan_gaps import gaps
from tracker.domain.score_facts import day_of
from tracker.domain.scoring import score
from tracker.domain.vocabulary import (
    Confidence,
    DateChangeLevel,
    DateChangeState,
    DeadlineSource,
    DecisionLevel,
    DecisionOutcome,
    EvidenceKind,
    EvidenceState,
    MilestoneState,
    PlanChangeState,
    PlanState,
    PlanStatus,
    Progress,
    RecommendationState,
    Role,
    VerdictWord,
    Whose,
)
from tracker.models import (
    Absence,
    Blocker,
    Comment,
    DateChange,
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
    PlanChange,
    ProgressJudgement,
    ProgressUpdate,
    Reading,
    Recommendation,
    SavedView,
    Score,
    Verdict,
)
from tracker.models.evidence import evidence_milestone
from tracker.queries import plan_work, recommendations
from tracker.queries.contradictions import of_plan as contradictions_of
from tracker.queries.score_facts import facts_of as score_facts_of

STATES: list[tuple[sa.ColumnElement[Any] | InstrumentedAttribute[Any], set[Any]]] = [
    (Milestone.state, set(MilestoneState)),
    (EvidenceVersion.state, set(EvidenceState)),
    (DateChange.state, set(DateChangeState)),
    (DateChange.level, set(DateChangeLevel)),
    (Evidence.kind, set(EvidenceKind)),
    (Plan.state, set(PlanState)),
    (PlanChange.state, set(PlanChangeState)),
    (ProgressUpdate.confidence, set(Confidence)),
    (Blocker.whose, set(Whose)),
    (Blocker.cleared_on.is_(None), {True, False}),
    (Reading.replaced_at.is_(None), {True, False}),
    (Measure.key_question_result_id.is_(None), {True, False}),
    (Measure.baseline.is_(None), {True, False}),
    (Comment.milestone_id.is_(None), {True, False}),
    (Mention.done_at.is_(None), {True, False}),
    (Handover.accepted_at.is_(None), {True, False}),
    (Absence.ended_at.is_(None), {True, False}),
    (SavedView.is_shared, {True, False}),
    # no unit was inspected twice, so nothing repeats; and nothing is superseded
    (Recommendation.state, {RecommendationState.OPEN, RecommendationState.ASSURED, RecommendationState.CLOSED}),
    (ProgressJudgement.plan_delivered, set(Progress) - {Progress.NO_MEANINGFUL}),
    (ProgressJudgement.outcome_improved, set(Progress)),
    (Verdict.verdict, set(VerdictWord)),
    (Milestone.due_source, set(DeadlineSource) - {DeadlineSource.HMPPS}),
    (Milestone.is_embed, {True, False}),
    (Milestone.keeps_people_safe, {True, False}),
    (Evidence.is_restricted, {True, False}),
]


@pytest.mark.parametrize(("column", "there"), STATES, ids=[str(column) for column, _ in STATES])
def test_every_state_that_a_road_leads_to_is_there(
    column: sa.ColumnElement[Any] | InstrumentedAttribute[Any], there: set[Any], sample: Session
) -> None:
    assert set(sample.scalars(sa.select(column))) == there


def test_there_are_reviews_of_each_outcome_and_verifications_that_agree_and_that_do_not(sample: Session) -> None:
    made = {(level, outcome) for level, outcome in sample.execute(sa.select(Decision.level, Decision.outcome))}

    assert {(DecisionLevel.REVIEW, outcome) for outcome in DecisionOutcome} <= made
    assert {outcome for level, outcome in made if level is DecisionLevel.VERIFICATION} >= {
        DecisionOutcome.SUFFICIENT,
        DecisionOutcome.PARTLY,
    }


def latest_scores(session: Session) -> dict[int, Score]:
    """By plan, the score dated last."""
    return {row.plan_id: row for row in session.scalars(sa.select(Score).order_by(Score.plan_id, Score.on))}


def test_a_plan_has_each_status_and_a_milestone_each_reason_for_the_gap(sample: Session) -> None:
    latest = latest_scores(sample)
    gaps = {line[4] for row in latest.values() for line in row.parts["by_milestone"]}
    stale = [line[5] for row in latest.values() for line in row.parts["by_milestone"] if line[5]]

    assert {row.status for row in latest.values()} == set(PlanStatus)
    assert gaps == {gap.value for gap in Gap}
    assert stale


def test_each_score_is_what_the_plan_comes_to_on_its_day(sample: Session) -> None:
    latest = latest_scores(sample)
    revisions = {key: revision for key, revision in sample.execute(sa.select(Plan.id, Plan.inputs_revision))}  # noqa: C416
    facts = score_facts_of(sample, list(latest))

    assert {key: row.inputs_revision for key, row in latest.items()} == {key: revisions[key] for key in latest}
    for plan_id, row in latest.items():
        figures = score(facts[plan_id], day_of(row.on, bank_holidays.calendar()))
        worked_out = figures.reported, figures.verified, figures.status, json.dumps(figures.parts, sort_keys=True)
        assert worked_out == (row.reported, row.verified, row.status, json.dumps(row.parts, sort_keys=True))


def test_plans_that_do_not_fit_together_say_so_in_each_way_there_is(sample: Session) -> None:
    by = Actor(None, "A test", (Held(Role.NATIONAL_LEAD),))
    said = []
    for recommendation_id in sample.scalars(sa.select(Plan.recommendation_id)).all():
        found = recommendations.get_with_plan(sample, recommendation_id, seen_by=by, today=TODAY)
        assert found.plan is not None
        work = plan_work.of_plan(sample, found.plan, seen_by=by, today=TODAY)
        said += contradictions_of(found.plan, work, today=TODAY)

    for words in (
        "Everything is reported done and no evidence has been found sufficient.",
        "All the evidence was added in the last week.",
        "is older than the report",
        "The recommendation is not agreed and there is work still to do.",
        "is due after the date that the recommendation sets",
        "who has left",
        "which is due later.",
    ):
        assert any(words in one.what for one in said), words


def test_a_draft_can_be_ready_to_submit_or_lack_something(sample: Session) -> None:
    drafts = sample.scalars(sa.select(Plan).where(Plan.state == PlanState.DRAFT)).all()
    lacking = []
    for plan in drafts:
        promised = sample.scalars(sa.select(Milestone).where(Milestone.plan_id == plan.id)).all()
        owners = {one.owner_id for one in promised}
        if promised:
            lacking.append(bool(gaps(plan, promised, at_work=owners)))

    assert sorted(lacking) == [False, False, True]


def test_some_verified_score_fell_with_no_change_to_the_plan_and_some_with_one(sample: Session) -> None:
    rows = list(sample.scalars(sa.select(Score).order_by(Score.plan_id, Score.on)))
    fell = [
        now.inputs_revision == then.inputs_revision
        for then, now in pairwise(rows)
        if now.plan_id == then.plan_id and now.verified < then.verified
    ]

    assert set(fell) == {True, False}


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
