"""What is overdue on a date and has not been marked for its due date."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from tracker.domain.lifecycles import STILL_ASKED
from tracker.models import Deadline, Milestone, OverdueMark, Plan, Recommendation
from tracker.queries import milestones
from tracker.queries.plans import WAS_SUBMITTED


def ids_of(session: Session, unmarked: sa.Select[Any], model: type[Milestone | Plan], *, today: date) -> list[int]:
    """The ids of what one of the statements below finds, in their order."""
    return list(session.scalars(unmarked.with_only_columns(model.id, maintain_column_froms=True), {"today": today}))


def found_on(session: Session, day: date) -> dict[str, int]:
    """How many milestones and plans were marked for a day, however many runs that took."""
    row = session.execute(_FOUND, {"day": day}).one()
    return {"milestones": row.milestones, "plans": row.plans}


_TODAY: sa.BindParameter[date] = sa.bindparam("today", type_=sa.Date())
_IS_ASKED = Recommendation.state.in_(sorted(STILL_ASKED))
UNMARKED_MILESTONES = (
    sa.select(Milestone)
    .join(Milestone.plan)
    .join(Plan.recommendation)
    .where(
        _IS_ASKED,
        milestones.overdue(_TODAY),
        ~sa.exists().where(OverdueMark.milestone_id == Milestone.id, OverdueMark.due_on == Milestone.due_on),
    )
    .order_by(Milestone.id)
)
"""Open milestones, of what is still asked, that are late on `today` and bear no mark for their date."""

UNMARKED_PLANS = (
    sa.select(Plan)
    .join(Deadline, Deadline.id == Plan.deadline_id)
    .join(Plan.recommendation)
    .where(
        _IS_ASKED,
        sa.not_(WAS_SUBMITTED),
        Deadline.due_on < _TODAY,
        ~sa.exists().where(OverdueMark.plan_id == Plan.id, OverdueMark.due_on == Deadline.due_on),
    )
    .order_by(Plan.id)
    .options(contains_eager(Plan.deadline))
)
"""Plans never submitted whose own date lies before `today`, likewise."""

_FOUND = sa.select(
    sa.func.count(OverdueMark.milestone_id).label("milestones"), sa.func.count(OverdueMark.plan_id).label("plans")
).where(OverdueMark.found_on == sa.bindparam("day", type_=sa.Date()))
