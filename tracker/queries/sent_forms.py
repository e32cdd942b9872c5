"""Whether a form did its work already, and where that led."""

from __future__ import annotations

from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.models import SentForm


class Sent(NamedTuple):
    """What was sent, by its hash, and `answer` as its service put it; None as long as that is still to come."""

    content_hash: str
    answer: dict[str, Any] | None


def find(session: Session, person_id: int, key: str) -> Sent | None:
    """What this person sent by the form of that key; None where it did nothing yet."""
    row = session.execute(_FIND, {"person": person_id, "form": key}).one_or_none()
    return None if row is None else Sent(*row)


_FIND = sa.select(SentForm.content_hash, SentForm.answer).where(
    SentForm.person_id == sa.bindparam("person"), SentForm.key == sa.bindparam("form")
)
