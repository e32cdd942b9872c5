"""An ask for another due date lapses with what it asks for: a milestone reported done or cancelled has no date to move.

Else it would wait for a decision that nobody can make, and nobody could ask anew once the milestone is reopened.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.lifecycles import DATE_CHANGE
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import DateChangeState
from tracker.models import DateChange, Milestone

DONE = "Lapsed when the milestone was reported done."
CANCELLED = "Lapsed when the milestone was cancelled."


def lapse_date_change(
    session: Session, milestone: Milestone, *, words: str, by: Actor, at: datetime
) -> tuple[DateChange, ...]:
    """Ends the ask that waits, if there is one, and says so in `words`; for whoever records it to cover.

    Within the verb that ends the milestone's work, under the lock of its plan.
    """
    waiting = session.scalars(_WAITING, {"milestone_id": milestone.id}).one_or_none()
    if waiting is None:
        return ()
    waiting.state = DATE_CHANGE.move(waiting.state, "lapse")
    waiting.withdrawn_at, waiting.withdrawn_by_id = at, by.person_id
    waiting.note = words
    return (waiting,)


_WAITING = sa.select(DateChange).where(
    DateChange.milestone_id == sa.bindparam("milestone_id", type_=sa.Integer()),
    DateChange.state == DateChangeState.ASKED,
)
