"""What the clock does to scores: works out those that the date may have changed, keeps snapshots, and checks them all.

Everything is worked out in transactions that only read, and written in short ones, because on SQLite whoever writes
keeps all others waiting. What somebody has changed in between is left out: it has its score already.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from tracker.adapters import bank_holidays
from tracker.domain.score_facts import Day, day_of
from tracker.domain.scoring import METHOD
from tracker.models import Plan, Score
from tracker.models.transactions import Transactions
from tracker.queries.score_changes import current_of_some, due_on
from tracker.queries.score_inputs import figures_of
from tracker.services.scores import Values, copy_standing, keep_unchanged, let_stand, worked_out

log = logging.getLogger(__name__)
BATCH = 500


def rescore_all(transactions: Transactions, *, today: date) -> dict[str, int]:
    """Keeps a score of `today` for each plan that the date has changed, or whose snapshot is due.

    Snapshots are weekly, and daily within ninety days of the reinspection. A score that stands is what working it out
    would give, so it is copied. A second run for a date changes nothing. Returns how many plans there are and how many
    scores of the day.
    """
    day = day_of(today, bank_holidays.calendar())
    with transactions.read() as session:
        due = due_on(session, day)
    for ids in _batches(due.to_work_out):
        _work_out(transactions, ids, day)
    for ids in _batches(due.snapshots):
        with transactions.write() as session:
            copy_standing(session, ids, today=today)
    with transactions.read() as session:
        plans = session.scalar(sa.select(sa.func.count()).select_from(Plan))
        scores = session.scalar(sa.select(sa.func.count()).select_from(Score).where(Score.on == today))
    return {"plans looked at": plans or 0, "scores kept for this day": scores or 0}


def check_all(transactions: Transactions, *, today: date, mend: bool) -> list[int]:
    """Works out every plan's score of `today` anew. The ids of plans whose stored score says something else.

    There should be none: one would be of a plan that somebody changed without scoring it. With `mend` the scores worked
    out take the place of those that stood.
    """
    day = day_of(today, bank_holidays.calendar())
    with transactions.read() as session:
        plans = session.scalars(sa.select(Plan.id).order_by(Plan.id)).all()
    wrong = [plan_id for ids in _batches(plans) for plan_id in _work_out(transactions, ids, day, mend=mend)]
    if wrong:
        log.error("the stored scores of %s plans were not what their facts make: %s", len(wrong), wrong[:20])
    return wrong


def _work_out(transactions: Transactions, plan_ids: Sequence[int], day: Day, *, mend: bool = True) -> list[int]:
    """Works out the scores of these plans and keeps what is new. The ids of those that were to stand and do not."""
    with transactions.read() as session:
        scores = worked_out(session, figures_of(session, plan_ids, day), day)
        current = current_of_some(session, plan_ids, day)
    pairs = [(values, current.get(values["new_plan_id"])) for values in scores]
    changed = [values for values, kept in pairs if kept is None or not _is_same(values, kept)]
    standing = [
        values | {"this_score": kept.id}
        for values, kept in pairs
        if kept is not None and _is_same(values, kept) and kept.changes_on != values["new_changes_on"]
    ]
    if mend and (changed or standing):
        with transactions.write() as session:
            keep_unchanged(session, changed)
            let_stand(session, standing)
    return [
        kept.plan_id
        for values, kept in pairs
        if kept is not None
        and _stands(kept, day)
        and not _is_same(values, kept)
        and kept.inputs_revision == values["new_inputs_revision"]
    ]


def _is_same(values: Values, kept: Any) -> bool:
    columns = ("inputs_revision", "reported", "verified", "status", "parts")
    return kept.method == METHOD and all(getattr(kept, name) == values[f"new_{name}"] for name in columns)


def _stands(kept: Any, day: Day) -> bool:
    return kept.method == METHOD and (kept.changes_on is None or kept.changes_on > day.today)


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
