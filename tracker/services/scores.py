"""Keeping scores: of one plan with every change of what it counts, of all plans when the date has changed something.

Score rows leave no entry in the history: they can be worked out again from what does.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from tracker.adapters import bank_holidays
from tracker.domain.score_facts import day_of
from tracker.domain.scoring import METHOD, score
from tracker.models import Base, Plan, Score
from tracker.queries.score_facts import facts_of


def rescore(session: Session, plan: Plan, *, today: date) -> Score:
    """Works the plan's score out again in the caller's transaction: a verb's last step when it changed what counts.

    Counts the change in `plan.inputs_revision`, which also locks the plan. Scores dated later are of older facts, so
    they go.
    """
    session.flush()
    revision = session.execute(_COUNT_THE_CHANGE, {"this_plan": plan.id}).scalar_one()
    set_committed_value(plan, "inputs_revision", revision)
    figures = score(facts_of(session, [plan.id])[plan.id], day_of(today, bank_holidays.calendar()))
    session.execute(_FORGET_LATER, {"this_plan": plan.id, "today": today})
    return _keep(
        session,
        plan_id=plan.id,
        on=today,
        method=METHOD,
        inputs_revision=revision,
        reported=figures.reported,
        verified=figures.verified,
        status=figures.status,
        parts=figures.parts,
    )


def _keep(session: Session, **values: Any) -> Score:
    """The plan's row for that day, new or in place of the one there is."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    new = dialect.insert(Score).values(values)
    changes = {name: new.excluded[name] for name in values if name not in ("plan_id", "on")}
    upsert = new.on_conflict_do_update(index_elements=["plan_id", "on"], set_=changes)
    kept: Score = session.scalars(upsert.returning(Score), execution_options={"populate_existing": True}).one()
    return kept


# The table and not the class: the plan's own revision, which editing forms carry, stays as it is.
_plan = Base.metadata.tables["plan"]
_COUNT_THE_CHANGE = (
    sa.update(_plan)
    .where(_plan.c.id == sa.bindparam("this_plan"))
    .values(inputs_revision=_plan.c.inputs_revision + 1)
    .returning(_plan.c.inputs_revision)
)
_FORGET_LATER = sa.delete(Score).where(
    Score.plan_id == sa.bindparam("this_plan"), Score.on > sa.bindparam("today", type_=sa.Date())
)
