"""The figures of inspections, from their plans' current scores: the set-based spelling of domain/roll_up.py."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.lifecycles import STILL_ASKED
from tracker.domain.permissions import Actor
from tracker.domain.roll_up import WORST_FIRST, RollUp, Weakest
from tracker.models import Inspection, Plan, Recommendation, Score
from tracker.queries.scope import PLANS_SEEN, scope_of
from tracker.queries.scores import CURRENT


def of_inspections(
    session: Session, inspection_ids: Collection[int], *, seen_by: Actor, today: date
) -> dict[int, RollUp]:
    """By inspection, of the plans that may be seen and whose recommendation still stands. One statement.

    Without inspections of which no such plan was scored.
    """
    asked = {"inspection_ids": list(inspection_ids), "today": today, **scope_of(seen_by)}
    return {row[0]: _roll_up(row) for row in session.execute(_OF_INSPECTIONS, asked)}


def _roll_up(row: Any) -> RollUp:
    _, weight, reported, verified, overdue, *rest = row
    counts, weakest = rest[: len(WORST_FIRST)], rest[len(WORST_FIRST) :]
    return RollUp(weight, reported, verified, overdue, tuple(counts), Weakest(*weakest))


# The parts are JSON kept as text; PostgreSQL wants to be told.
_parts = sa.type_coerce(sa.cast(Score.parts, sa.JSON().with_variant(sa.Text(), "sqlite")), sa.JSON())
OVERDUE: sa.ColumnElement[int] = _parts["overdue"].as_integer()
"""How many milestones are overdue by a score. Over a statement that selects from Score."""

_severity = sa.case({status: severity for severity, status in enumerate(WORST_FIRST)}, value=Score.status)
_plans = (
    sa.select(
        Recommendation.inspection_id,
        Recommendation.id,
        Recommendation.number,
        Recommendation.text,
        Recommendation.weight,
        Score.reported,
        Score.verified,
        _severity.label("severity"),
        OVERDUE.label("overdue"),
        sa.func.row_number()
        .over(
            partition_by=Recommendation.inspection_id,
            order_by=(Score.verified, _severity, Score.reported, Recommendation.id),
        )
        .label("place"),
    )
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .join(Plan, Plan.recommendation_id == Recommendation.id)
    .join(Score, CURRENT)
    .where(
        Recommendation.inspection_id.in_(sa.bindparam("inspection_ids", type_=sa.Integer(), expanding=True)),
        Recommendation.state.in_(sorted(STILL_ASKED)),
        PLANS_SEEN,
    )
    .subquery("plans")
)


def _of_weakest(name: str) -> sa.ColumnElement[Any]:
    return sa.func.max(sa.case((_plans.c.place == 1, _plans.c[name])))


_OF_INSPECTIONS = sa.select(
    _plans.c.inspection_id,
    sa.func.sum(_plans.c.weight),
    sa.func.sum(_plans.c.weight * _plans.c.reported),
    sa.func.sum(_plans.c.weight * _plans.c.verified),
    sa.func.sum(_plans.c.overdue),
    *(sa.func.count(sa.case((_plans.c.severity == severity, 1))) for severity in range(len(WORST_FIRST))),
    *map(_of_weakest, ("verified", "severity", "reported", "id", "number", "text")),
).group_by(_plans.c.inspection_id)
