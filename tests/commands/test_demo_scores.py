"""Every score of the sample data is the one its plan comes to, and each status and reason is there."""

from __future__ import annotations

import json
from itertools import pairwise

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.adapters import bank_holidays
from tracker.domain.credit import Gap
from tracker.domain.score_facts import day_of
from tracker.domain.scoring import score
from tracker.domain.vocabulary import (
    PlanStatus,
)
from tracker.models import (
    Plan,
    Score,
)
from tracker.queries.score_facts import facts_of as score_facts_of


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


def test_some_verified_score_fell_with_no_change_to_the_plan_and_some_with_one(sample: Session) -> None:
    rows = list(sample.scalars(sa.select(Score).order_by(Score.plan_id, Score.on)))
    fell = [
        now.inputs_revision == then.inputs_revision
        for then, now in pairwise(rows)
        if now.plan_id == then.plan_id and now.verified < then.verified
    ]

    assert set(fell) == {True, False}
