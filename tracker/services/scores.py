"""Keeping scores: of one plan with every change of what it counts, of plans just opened, and as the clock asks.

Score rows leave no entry in the history: they can be worked out again from what does.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from tracker.adapters import bank_holidays
from tracker.domain.earned_schedule import falls_on, pace
from tracker.domain.score_facts import Agreed, Day, day_of
from tracker.domain.score_standing import changes_on
from tracker.domain.scoring import METHOD, has_pace, slowed, watched
from tracker.models import Base, Plan, Score
from tracker.models.upserts import insert_into
from tracker.queries.score_changes import STANDING
from tracker.queries.score_facts import agreed_of
from tracker.queries.score_inputs import ahead_of, figures_of, figures_of_one, unmeasured

Values = dict[str, Any]
"""A score as parameters of the statements below: its columns, each as `new_…`."""


def rescore(session: Session, plan: Plan, *, today: date) -> Any:
    """Works the plan's score out again in the caller's transaction: a verb's last step when it changed what counts.

    Returns the row of the score that is kept, by its columns' names.

    Counts the change in `plan.inputs_revision`, which also locks the plan. Scores dated later are of older facts, so
    they go.
    """
    session.flush()
    revision, latest = session.connection().execute(_COUNT_THE_CHANGE, {"this_plan": plan.id}).one()
    set_committed_value(plan, "inputs_revision", revision)
    day = day_of(today, bank_holidays.calendar())
    figures = figures_of_one(session, plan.id, day)
    if latest is not None and latest > today:
        session.execute(_FORGET_LATER, {"this_plan": plan.id, "today": today})
    [values] = worked_out(session, [figures], day)
    return session.connection().execute(_upsert_one(session), values).one()


def score_opened(session: Session, plans: Collection[Plan], *, today: date) -> None:
    """The first scores of plans just opened, so that every list has figures. Two statements, however many plans."""
    if not plans:
        return
    session.flush()
    day = day_of(today, bank_holidays.calendar())
    figures = figures_of(session, [plan.id for plan in plans], day)
    session.connection().execute(_upsert(session), worked_out(session, figures, day))


def worked_out(session: Session, rows: Sequence[Any], day: Day) -> list[Values]:
    """The scores of that day of `rows`, which are as of queries/score_inputs.py, their pace counted.

    One statement where any has a pace, else none.
    """
    paced = [row.plan_id for row in rows if row.first_agreed_at and has_pace(row.status, row.milestones, row.to_do)]
    agreed = agreed_of(session, paced) if paced else {}
    return [_values(row, agreed.get(row.plan_id), day) for row in rows]


def _values(row: Any, agreed: Agreed | None, day: Day) -> Values:
    at_pace = pace(agreed, row.reported, day.today)
    ahead = ahead_of(row, falls_on(agreed, at_pace, day.today))
    return {
        **{f"new_{name}": getattr(row, name) for name in ("plan_id", "inputs_revision", "reported", "verified")},
        "new_on": day.today,
        "new_status": watched(slowed(row.status, at_pace), unmeasured(row), day.today),
        "new_changes_on": changes_on(ahead, day, bank_holidays.calendar()),
        "new_parts": row.parts,
    }


def keep_unchanged(session: Session, values: Sequence[Values]) -> None:
    """Writes the scores of those plans whose inputs are still the same, locked against whoever would change them."""
    now = _locked(session, [each["new_plan_id"] for each in values])
    unchanged = [each for each in values if now.get(each["new_plan_id"]) == each["new_inputs_revision"]]
    if unchanged:
        session.connection().execute(_upsert(session), unchanged)


def let_stand(session: Session, standing: Sequence[Values]) -> None:
    """Says of scores, by `this_score`, until when they stand, where they are of the same inputs still."""
    if standing:
        session.connection().execute(_LET_STAND, standing)


def copy_standing(session: Session, plan_ids: Collection[int], *, today: date) -> None:
    """Keeps the current scores of these plans for `today` too, as far as they stand: snapshots of what is the same."""
    session.connection().execute(_copy(session), {"today": today, "plan_ids": plan_ids})


def _locked(session: Session, plan_ids: Collection[int]) -> dict[int, int]:
    """The revision of these plans' inputs by plan id, which nobody changes until the transaction ends."""
    locked = sa.select(_plan.c.id, _plan.c.inputs_revision).where(_plan.c.id.in_(plan_ids)).order_by(_plan.c.id)
    rows = session.connection().execute(locked.with_for_update(read=True))
    return {row.id: row.inputs_revision for row in rows}


def _upsert(session: Session) -> Any:
    """The INSERT of a score, in place of that of the same day. An older sequence of inputs never replaces a newer.

    Put together once for each database, since a plan is scored with every change.
    """
    key = session.get_bind().dialect.name
    if key not in _UPSERTS:
        new = insert_into(session, Score).values(
            method=METHOD,
            parts=sa.bindparam("new_parts", type_=sa.Text()),
            **{name: sa.bindparam(f"new_{name}") for name in _FIGURES},
        )
        _UPSERTS[key] = new.on_conflict_do_update(
            index_elements=["plan_id", "on"],
            set_={name: new.excluded[name] for name in ("method", "parts", *_FIGURES)},
            where=_score.c.inputs_revision <= new.excluded.inputs_revision,
        )
    return _UPSERTS[key]


def _upsert_one(session: Session) -> Any:
    """The same of a single score, which returns what is kept."""
    key = session.get_bind().dialect.name
    if key not in _UPSERTS_OF_ONE:
        _UPSERTS_OF_ONE[key] = _upsert(session).returning(*_score.c)
    return _UPSERTS_OF_ONE[key]


def _copy(session: Session) -> Any:
    """Leaves out, by its lock on the plans, what somebody changes in the same moment. Put together once, likewise."""
    dialect = session.get_bind().dialect.name
    if dialect not in _COPIES:
        standing = (
            sa.select(_score.c.plan_id, sa.bindparam("today", type_=sa.Date()), *(_score.c[name] for name in _COPIED))
            .join(Plan, STANDING)
            .where(Plan.id.in_(sa.bindparam("plan_ids", expanding=True)), _score.c.on < sa.bindparam("today"))
            .order_by(Plan.id)
            .with_for_update(read=True, of=Plan)
        )
        insert = insert_into(session, Score).from_select(["plan_id", "on", *_COPIED], standing)
        _COPIES[dialect] = insert.on_conflict_do_nothing()
    return _COPIES[dialect]


_COPIES: dict[str, Any] = {}
_UPSERTS: dict[str, Any] = {}
_UPSERTS_OF_ONE: dict[str, Any] = {}
_COPIED = ("method", "inputs_revision", "reported", "verified", "status", "changes_on", "parts")
_FIGURES = ("plan_id", "on", "inputs_revision", "reported", "verified", "status", "changes_on")
# The tables and not the classes: the plan's own revision, which editing forms carry, stays as it is.
_plan, _score = Base.metadata.tables["plan"], Base.metadata.tables["score"]
_COUNT_THE_CHANGE = (
    sa.update(_plan)
    .where(_plan.c.id == sa.bindparam("this_plan"))
    .values(inputs_revision=_plan.c.inputs_revision + 1)
    .returning(
        _plan.c.inputs_revision,
        # by the parameter: by the plan's id SQLite would look through the scores of all plans here
        sa.select(sa.func.max(_score.c.on)).where(_score.c.plan_id == sa.bindparam("this_plan")).scalar_subquery(),
    )
)
_FORGET_LATER = sa.delete(_score).where(
    _score.c.plan_id == sa.bindparam("this_plan"), _score.c.on > sa.bindparam("today", type_=sa.Date())
)
_LET_STAND = (
    sa.update(_score)
    .where(_score.c.id == sa.bindparam("this_score"), _score.c.inputs_revision == sa.bindparam("new_inputs_revision"))
    .values(changes_on=sa.bindparam("new_changes_on", type_=sa.Date()))
)
