"""A form works once: its key is claimed in the transaction of its work, under a unique constraint.

Two that are sent at once: on SQLite the second waits to write, on PostgreSQL to put in the same key, until the first
has committed (and the key is taken) or was refused (and it is free). These rows leave no Event: they say nothing of
what was done, which has its own.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.models import SentForm
from tracker.models.upserts import insert_into

# longer than any session, and with it than any page that is still open
KEPT = timedelta(days=1)


def claim(session: Session, *, person_id: int, key: str, content_hash: str, at: datetime) -> bool:
    """Whether this form has done nothing yet. The key is then taken, if what follows is committed."""
    values = {"person_id": person_id, "key": key, "content_hash": content_hash, "sent_at": at}
    put = insert_into(session, SentForm).values(values).on_conflict_do_nothing(index_elements=["person_id", "key"])
    return session.execute(put.returning(SentForm.id)).one_or_none() is not None


def keep_answer(session: Session, *, person_id: int, key: str, answer: dict[str, Any], at: datetime) -> None:
    """Where the form led, in a transaction after that of its work. Forgets what the person sent the day before."""
    _of_all(session, sa.update(SentForm).where(_is(person_id, key)).values(answer=answer))
    _of_all(session, sa.delete(SentForm).where(SentForm.person_id == person_id, SentForm.sent_at < at - KEPT))


def release(session: Session, *, person_id: int, key: str) -> None:
    """Lets the form be sent again: it led nowhere."""
    _of_all(session, sa.delete(SentForm).where(_is(person_id, key)))


def _is(person_id: int, key: str) -> sa.ColumnElement[bool]:
    return sa.and_(SentForm.person_id == person_id, SentForm.key == key)


def _of_all(session: Session, statement: sa.Update | sa.Delete) -> None:
    session.execute(statement.execution_options(synchronize_session=False))
