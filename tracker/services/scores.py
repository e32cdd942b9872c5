"""Keeping scores: of one plan with every change of what it counts, of all plans when the date has changed something.

Score rows leave no entry in the history: they can be worked out again from what does.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from tracker.adapters import bank_holidays
from tracker.domain.earned_schedule import pace
from tracker.domain.score_facts import Agreed, Day, day_of
from tracker.domain.scoring import METHOD, has_pace, slowed
from tracker.domain.vocabulary import PlanStatus
from tracker.models import Base, Plan, Score
from tracker.models.transactions import Transactions
from tracker.models.upserts import insert_into
from tracker.queries.score_changes import compared
from tracker.queries.score_facts import agreed_of
from tracker.queries.score_inputs import figures_of_one

BATCH = 500


def rescore(session: Session, plan: Plan, *, today: date) -> Score:
    """Works the plan's score out again in the caller's transaction: a verb's last step when it changed what counts.

    Counts the change in `plan.inputs_revision`, which also locks the plan. Scores dated later are of older facts, so
    they go.
    """
    session.flush()
    revision = session.execute(_COUNT_THE_CHANGE, {"this_plan": plan.id}).scalar_one()
    set_committed_value(plan, "inputs_revision", revision)
    day = day_of(today, bank_holidays.calendar())
    figures = figures_of_one(session, plan.id, day)
    session.execute(_FORGET_LATER, {"this_plan": plan.id, "today": today})
    values = _values(figures, _statuses(session, [figures], day)[plan.id], today)
    kept: Score = session.scalars(_upsert(session), values, execution_options={"populate_existing": True}).one()
    return kept


def rescore_all(transactions: Transactions, *, today: date) -> dict[str, int]:
    """Keeps a score of `today` for each plan that the date has changed, or whose snapshot is due.

    Snapshots are weekly, and daily within ninety days of the reinspection. All is worked out in a transaction that
    only reads, then written in short ones, leaving out each plan whose inputs have changed meanwhile: it has its score
    already. A second run for a date changes nothing. Returns how many plans there are and how many scores of the day.
    """
    day = day_of(today, bank_holidays.calendar())
    with transactions.read() as session:
        rows = compared(session, day)
        statuses = _statuses(session, rows, day)
    wanted = [
        _values(row, statuses[row.plan_id], today)
        for row in rows
        if row.snapshot_due or not row.is_same or row.current_status is not statuses[row.plan_id]
    ]
    for start in range(0, len(wanted), BATCH):
        with transactions.write() as session:
            _keep_unchanged(session, wanted[start : start + BATCH])
    with transactions.read() as session:
        scores = session.scalar(sa.select(sa.func.count()).select_from(Score).where(Score.on == today))
    return {"plans": len(rows), "scores of this day": scores or 0}


def _statuses(session: Session, rows: Sequence[Any], day: Day) -> dict[int, PlanStatus]:
    """The status of each plan, its pace counted. One statement for every BATCH of plans that have a pace."""
    paced = [row.plan_id for row in rows if row.is_agreed and has_pace(row.status, row.milestones, row.to_do)]
    agreed: dict[int, Agreed] = {}
    for start in range(0, len(paced), BATCH):
        agreed |= agreed_of(session, paced[start : start + BATCH])
    return {row.plan_id: slowed(row.status, pace(agreed.get(row.plan_id), row.reported, day.today)) for row in rows}


def _values(row: Any, status: PlanStatus, today: date) -> dict[str, Any]:
    """The parameters of `_upsert`; `row` as of queries/score_inputs.py."""
    figures = {name: getattr(row, name) for name in ("plan_id", "inputs_revision", "reported", "verified", "parts")}
    return {f"new_{name}": value for name, value in {**figures, "on": today, "status": status}.items()}


def _keep_unchanged(session: Session, values: Sequence[dict[str, Any]]) -> None:
    """Writes the scores of those plans whose inputs are still the same, locked against whoever would change them."""
    ids = [each["new_plan_id"] for each in values]
    locked = sa.select(Plan.id, Plan.inputs_revision).where(Plan.id.in_(ids)).order_by(Plan.id)
    now = {row.id: row.inputs_revision for row in session.execute(locked.with_for_update(read=True))}
    unchanged = [each for each in values if now.get(each["new_plan_id"]) == each["new_inputs_revision"]]
    if unchanged:
        session.connection().execute(_upsert(session, returning=False), unchanged)


def _upsert(session: Session, *, returning: bool = True) -> Any:
    """The INSERT of a score, in place of that of the same day. An older sequence of inputs never replaces a newer.

    Put together once for each database, since a plan is scored with every change.
    """
    key = session.get_bind().dialect.name, returning
    if key not in _UPSERTS:
        new = insert_into(session, Score).values(
            method=METHOD,
            parts=sa.bindparam("new_parts", type_=sa.Text()),
            **{name: sa.bindparam(f"new_{name}") for name in _FIGURES},
        )
        upsert = new.on_conflict_do_update(
            index_elements=["plan_id", "on"],
            set_={name: new.excluded[name] for name in ("method", "parts", *_FIGURES)},
            where=_score.c.inputs_revision <= new.excluded.inputs_revision,
        )
        _UPSERTS[key] = upsert.returning(Score) if returning else upsert
    return _UPSERTS[key]


_UPSERTS: dict[tuple[str, bool], Any] = {}
_FIGURES = ("plan_id", "on", "inputs_revision", "reported", "verified", "status")
# The tables and not the classes: the plan's own revision, which editing forms carry, stays as it is.
_plan, _score = Base.metadata.tables["plan"], Base.metadata.tables["score"]
_COUNT_THE_CHANGE = (
    sa.update(_plan)
    .where(_plan.c.id == sa.bindparam("this_plan"))
    .values(inputs_revision=_plan.c.inputs_revision + 1)
    .returning(_plan.c.inputs_revision)
)
_FORGET_LATER = sa.delete(_score).where(
    _score.c.plan_id == sa.bindparam("this_plan"), _score.c.on > sa.bindparam("today", type_=sa.Date())
)
