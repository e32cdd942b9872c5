"""Scores as one set-based statement: the other spelling of domain/scoring.py.

What it leaves to Python are the pace of agreed plans (domain/earned_schedule.py) and whether they ought to have been
measured (domain/outcome.py), which can only lower a status.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.credit import REPORTED_DONE, WHOLE, Gap
from tracker.domain.lifecycles import NEVER_SUBMITTED, OPEN_MILESTONE
from tracker.domain.london import london_date
from tracker.domain.outcome import unmeasured_from
from tracker.domain.score_facts import Day
from tracker.domain.score_standing import Ahead
from tracker.domain.scoring import FULL, NEAR_DAYS, WIDE_GAP, Totals
from tracker.domain.vocabulary import MilestoneState, PlanStatus
from tracker.models import Deadline, Inspection, Plan, PlanVersion, Recommendation, Score
from tracker.queries.score_blockers import answers
from tracker.queries.score_facts import IS_MEASURED, window
from tracker.queries.score_milestones import FRESH, Scope, constants, freshest, number, shelf_lives_on, word, worth


def asked_on(day: Day) -> dict[str, object]:
    """The parameters of the statements below for a day."""
    return {
        "today": day.today,
        "long_overdue_before": day.long_overdue_before,
        "near_until": day.today + timedelta(days=NEAR_DAYS),
        **shelf_lives_on(day.today),
    }


def figures_of_one(session: Session, plan_id: int, day: Day) -> Any:
    """The figures of a plan. One statement."""
    return session.connection().execute(FIGURES_OF_ONE, {**asked_on(day), "plan_id": plan_id}).one()


def figures_of(session: Session, plan_ids: Sequence[int], day: Day) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """The figures of these plans: see `figures` for the columns. One statement."""
    return session.execute(FIGURES_OF_SOME, {**asked_on(day), "plan_ids": list(plan_ids)}).all()


def ahead_of(row: Any, falls: date | None) -> Ahead:
    """The dates ahead of the plan of `row`, one of `figures`, whose pace falls on `falls`."""
    fresh = {life: end for life, name in FRESH.items() if (end := getattr(row, name))}
    expected = window(row.first, row.last)
    return Ahead(
        row.next_due, row.overdue_since, row.plan_due, row.next_answer, expected, falls, unmeasured(row), fresh
    )


def unmeasured(row: Any) -> date | None:
    """From when the plan of `row`, one of `figures`, ought to have been measured and is not (domain/outcome.py)."""
    agreed_on = london_date(row.first_agreed_at) if row.first_agreed_at else None
    return unmeasured_from(agreed_on, row.last_due, row.is_measured)


def figures(asked_about: Scope) -> sa.Select[*tuple[Any, ...]]:
    """A row a plan: plan_id, inputs_revision, reported, verified, status (without pace and outcome), parts, milestones,
    to_do, first_agreed_at, last_due, is_measured, and what `ahead_of` reads: next_due, overdue_since, plan_due,
    next_answer, first, last, and fresh_… by shelf life.

    `parts` is canonical JSON as text; `to_do`: milestones planned or underway.
    """
    sums, fresh, waiting = _sums(asked_about), freshest(asked_about), answers(asked_about)
    counted = {**sums.c, "blocked": waiting.c.blocked}
    total = {each.name: sa.func.coalesce(counted[each.name], number(0)) for each in fields(Totals)}
    lines = sa.func.coalesce(sums.c.by_milestone, word(""))
    is_near = sa.and_(sa.bindparam("near_until", type_=sa.Date()) >= FIRST, LAST >= _TODAY)
    return (
        sa.select(
            Plan.id.label("plan_id"),
            Plan.inputs_revision,
            _share(total["reported"], total["weight"]).label("reported"),
            _share(total["verified"], total["weight"]).label("verified"),
            _status(total, is_near).label("status"),
            _parts(total, lines).label("parts"),
            total["milestones"].label("milestones"),
            (total["planned"] + total["underway"]).label("to_do"),
            _FIRST_AGREED.label("first_agreed_at"),
            sums.c.last_due,
            IS_MEASURED.label("is_measured"),
            sums.c.next_due,
            sums.c.overdue_since,
            waiting.c.next_answer,
            sa.case((_NEVER_SUBMITTED, Deadline.due_on)).label("plan_due"),
            FIRST.label("first"),
            LAST.label("last"),
            *(column for column in fresh.c if column.name != "plan_id"),
        )
        .join(Plan.deadline)
        .join(Plan.recommendation)
        .join(Recommendation.inspection)
        .outerjoin(sums, sums.c.plan_id == Plan.id)
        .outerjoin(fresh, fresh.c.plan_id == Plan.id)
        .outerjoin(waiting, waiting.c.plan_id == Plan.id)
        .where(asked_about(Plan.id))
    )


def _sums(asked_about: Scope) -> sa.Subquery:
    """The fields of Totals but `blocked`, and the lines of all milestones, by plan."""
    each = worth(asked_about)
    column = each.c
    is_open = column.state.in_(constants(sorted(OPEN_MILESTONE)))
    is_overdue = sa.and_(column.due_on < _TODAY, column.due_on >= _LONG_OVERDUE_BEFORE)
    missing = column.weight * (column.reported - column.verified)
    values: dict[str, sa.ColumnElement[int]] = {
        "milestones": sa.func.count(),
        "planned": _count(column.state == word(MilestoneState.PLANNED)),
        "underway": _count(column.state == word(MilestoneState.UNDERWAY)),
        "done": _count(column.state.in_(constants(sorted(REPORTED_DONE)))),
        "cancelled": _count(column.state == word(MilestoneState.CANCELLED)),
        "sufficient": sa.func.sum(column.is_sufficient),
        "overdue": _count(sa.and_(is_open, column.due_on < _TODAY)),
        "long_overdue": _count(sa.and_(is_open, column.due_on < _LONG_OVERDUE_BEFORE)),
        "weight": sa.func.sum(column.weight),
        "weight_removed": _sum_where(column.state == word(MilestoneState.CANCELLED), column.weight),
        "reported": sa.func.sum(column.weight * column.reported),
        "verified": sa.func.sum(column.weight * column.verified),
        "gap_waiting": _sum_where(column.gap == word(Gap.WAITING), missing),
        "gap_judged": _sum_where(column.gap == word(Gap.JUDGED), missing),
        "gap_unshown": _sum_where(column.gap == word(Gap.UNSHOWN), missing),
        "gap_underway": _sum_where(column.gap == word(Gap.UNDERWAY), missing),
    }
    return (
        sa.select(
            column.plan_id,
            *(value.label(name) for name, value in values.items()),
            sa.func.min(sa.case((sa.and_(is_open, column.due_on >= _TODAY), column.due_on))).label("next_due"),
            sa.func.min(sa.case((sa.and_(is_open, is_overdue), column.due_on))).label("overdue_since"),
            sa.func.max(sa.case((column.state != word(MilestoneState.CANCELLED), column.due_on))).label("last_due"),
            sa.func.aggregate_strings(_line(each), ",").label("by_milestone"),
        )
        .group_by(column.plan_id)
        .subquery("sums")
    )


def _line(each: sa.Subquery) -> sa.ColumnElement[str]:
    """The milestone's line in `by_milestone`, as canonical JSON. Lines are joined in the order of the subquery."""
    numbers = [_text(each.c[name]) + word(",") for name in ("ordinal", "weight", "reported", "verified")]
    text = word("[") + numbers[0] + numbers[1] + numbers[2] + numbers[3]
    return text + word('"') + each.c.gap + word('",') + _text(each.c.stale) + word("]")


def _parts(total: Mapping[str, sa.ColumnElement[int]], lines: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """What domain/scoring.py's `parts_of` gives, as canonical JSON: names in the order of the alphabet."""
    text: sa.ColumnElement[str] = word('{"by_milestone":[') + lines + word("]")
    for name in sorted(total):
        text = text + word(f',"{name}":') + _text(total[name])
    return text + word("}")


def _status(
    total: Mapping[str, sa.ColumnElement[int]], is_near: sa.ColumnElement[bool]
) -> sa.ColumnElement[PlanStatus]:
    unsupported = total["gap_judged"] + total["gap_unshown"] + total["gap_underway"]
    delivered = sa.and_(
        total["sufficient"] > number(0), total["sufficient"] == total["milestones"] - total["cancelled"]
    )
    late_plan = sa.and_(_NEVER_SUBMITTED, Deadline.due_on < _TODAY)
    long_late_plan = sa.and_(_NEVER_SUBMITTED, Deadline.due_on < _LONG_OVERDUE_BEFORE)
    late = sa.or_(total["overdue"] > number(0), total["blocked"] > number(0), late_plan)
    words = sa.case(
        (delivered, word(PlanStatus.DELIVERED)),
        (sa.or_(total["long_overdue"] > number(0), long_late_plan), word(PlanStatus.OFF_TRACK)),
        (late, word(PlanStatus.AT_RISK)),
        (sa.and_(is_near, unsupported > number(WIDE_GAP) * total["weight"]), word(PlanStatus.AT_RISK)),
        (total["underway"] + total["done"] > number(0), word(PlanStatus.ON_TRACK)),
        else_=word(PlanStatus.NOT_STARTED),
    )
    return sa.type_coerce(words, Score.status.type)


def _share(twentieths: sa.ColumnElement[int], weight: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
    return sa.case(
        (weight > number(0), (number(2 * FULL // WHOLE) * twentieths + weight) // (number(2) * weight)), else_=number(0)
    )


def _count(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return _sum_where(condition, number(1))


def _sum_where(condition: sa.ColumnElement[bool], value: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
    return sa.func.sum(sa.case((condition, value), else_=number(0)))


def _text(number: sa.ColumnElement[int]) -> sa.ColumnElement[str]:
    return sa.cast(number, sa.String())


_TODAY = sa.bindparam("today", type_=sa.Date())
_NEVER_SUBMITTED = Plan.state.in_(constants(sorted(NEVER_SUBMITTED)))
_FIRST_AGREED = (
    sa.select(PlanVersion.agreed_at)
    .where(PlanVersion.plan_id == Plan.id)
    .order_by(PlanVersion.number)
    .limit(number(1))
    .scalar_subquery()
)
_LONG_OVERDUE_BEFORE = sa.bindparam("long_overdue_before", type_=sa.Date())
FIRST = sa.func.coalesce(Inspection.reinspection_earliest, Inspection.reinspection_latest)
LAST = sa.func.coalesce(Inspection.reinspection_latest, Inspection.reinspection_earliest)
FIGURES_OF_ALL = figures(lambda plan_id: sa.true())
FIGURES_OF_ONE = figures(lambda plan_id: plan_id == sa.bindparam("plan_id", type_=sa.Integer()))
FIGURES_OF_SOME = figures(lambda plan_id: plan_id.in_(sa.bindparam("plan_ids", type_=sa.Integer(), expanding=True)))
