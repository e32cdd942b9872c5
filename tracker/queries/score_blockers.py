"""Blockers as scores count them, as SQL: those that are open, of milestones whose work is not reported done."""

from __future__ import annotations

import sqlalchemy as sa

from tracker.domain.lifecycles import OPEN_MILESTONE
from tracker.models import Blocker, Milestone
from tracker.queries.score_milestones import Scope, constants, number

COUNTS: sa.ColumnElement[bool] = sa.and_(
    Blocker.cleared_on.is_(None), Milestone.state.in_(constants(sorted(OPEN_MILESTONE)))
)
"""Over a statement that selects from Blocker joined to its milestone."""


def answers(asked_about: Scope) -> sa.Subquery:
    """A row a plan that waits for answers: plan_id, blocked (how many are late), and next_answer, the earliest date
    of those that are not."""
    today = sa.bindparam("today", type_=sa.Date())
    is_late = Blocker.answer_due_on < today
    return (
        sa.select(
            Milestone.plan_id,
            sa.func.sum(sa.case((is_late, number(1)), else_=number(0))).label("blocked"),
            sa.func.min(sa.case((sa.not_(is_late), Blocker.answer_due_on))).label("next_answer"),
        )
        .join(Blocker.milestone)
        .where(COUNTS, asked_about(Milestone.plan_id))
        .group_by(Milestone.plan_id)
        .subquery("answers")
    )
