"""One writer of a plan at a time: whatever belongs to a plan is changed under the lock of its row."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from tracker.domain.errors import InvalidMove, NotFound
from tracker.domain.lifecycles import STILL_ASKED
from tracker.models import Milestone, Person, Plan, Recommendation

NO_LONGER_STANDS = "This recommendation no longer stands. Its plan is kept as it was."


def lock_plan(session: Session, plan: Plan, *, whatever_its_state: bool = False) -> None:
    """Locks the rows of the plan and of its recommendation until the transaction ends, and reads the plan anew.

    A verb's first step after `require`. Both are locked, so that both are read as they are once the lock is had.

    Raises InvalidMove where the recommendation no longer stands (closed, superseded or repeated), unless
    `whatever_its_state`: what the service itself has to bring to an end, such as the check of a file. SQLite has one
    writer at a time anyway and only reads.
    """
    session.flush()  # reading anew would forget what is not written yet
    row = session.connection().execute(_LOCK, {"plan_id": plan.id}).one()
    for name in _COLUMNS:
        set_committed_value(plan, name, getattr(row, name))
    if row.recommendation_state not in STILL_ASKED and not whatever_its_state:
        raise InvalidMove(NO_LONGER_STANDS)


def lock_milestone(session: Session, milestone: Milestone) -> None:
    """Locks the milestone's plan, and reads the milestone anew under that lock. Raises as `lock_plan` does.

    NotFound where the milestone was removed.
    """
    lock_plan(session, milestone.plan)
    # a statement of its own: PostgreSQL reads anew, after it has waited, only the row that it waited for
    row = session.connection().execute(_MILESTONE, {"milestone_id": milestone.id}).one_or_none()
    if row is None:
        raise NotFound("There is no such milestone.")
    for name in _OF_MILESTONE:
        set_committed_value(milestone, name, getattr(row, name))


def lock_recommendation(session: Session, recommendation: Recommendation) -> None:
    """Locks the recommendation's row until the transaction ends, and reads it anew."""
    session.refresh(recommendation, ["revision", "state"], with_for_update=True)


def lock_person(session: Session, person: Person) -> None:
    """Locks the person's row until the transaction ends, and reads it anew: for their roles, and what they keep."""
    session.refresh(person, ["revision", "ended_at"], with_for_update=True)


_OF_MILESTONE = tuple(attribute.key for attribute in sa.inspect(Milestone).column_attrs)
_MILESTONE = sa.select(*(getattr(Milestone, name).label(name) for name in _OF_MILESTONE)).where(
    Milestone.id == sa.bindparam("milestone_id", type_=sa.Integer())
)
_COLUMNS = tuple(attribute.key for attribute in sa.inspect(Plan).column_attrs)
_LOCK = (
    sa.select(
        *(getattr(Plan, name).label(name) for name in _COLUMNS), Recommendation.state.label("recommendation_state")
    )
    .join(Plan.recommendation)
    .where(Plan.id == sa.bindparam("plan_id", type_=sa.Integer()))
    .with_for_update(of=(Plan, Recommendation))
)
