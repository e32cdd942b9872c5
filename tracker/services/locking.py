"""One writer of a plan at a time: whatever belongs to a plan is changed under the lock of its row."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.models import Plan

_COLUMNS = tuple(attribute.key for attribute in sa.inspect(Plan).column_attrs)


def lock_plan(session: Session, plan: Plan) -> None:
    """Locks the plan's row until the transaction ends, and reads it anew: a verb's first step after `require`.

    SQLite has one writer at a time anyway and only reads.
    """
    session.flush()  # reading anew would forget what is not written yet
    session.refresh(plan, _COLUMNS, with_for_update=True)
