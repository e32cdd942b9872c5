"""Nobody's change is lost: a verb that edits compares the revision its form was opened with."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.errors import Conflict
from tracker.domain.permissions import Actor
from tracker.models import Event
from tracker.models.base import Editable, Recorded
from tracker.services.event_kinds import EventKind


def unchanged_since(row: Editable, seen_revision: int) -> None:
    """Raises Conflict where `row` has moved on from the revision the person saw."""
    if row.revision != seen_revision:
        raise Conflict("Somebody else changed this while you were working on it.")


def is_sent_again(
    session: Session,
    row: Recorded,
    kind: EventKind,
    *,
    by: Actor,
    seen_revision: int | None = None,
    note: str | None = None,
) -> bool:
    """Whether a form has done its work already: a second click, a page gone back to, a proxy that tried again.

    It has where the latest entry about `row` says that this person did this, giving the same `note`, and the row has
    moved on from the revision that the form was opened with, if it carries one. The row is locked, and what else the
    form says is for the caller to compare.
    """
    if seen_revision is not None and isinstance(row, Editable) and not 0 < seen_revision < row.revision:
        return False
    key = sa.inspect(row).identity[0]
    latest = session.execute(_LATEST, {"subject": sa.inspect(type(row)).local_table.name, "key": key}).one_or_none()
    return latest is not None and tuple(latest) == (kind.value, by.person_id, note or None)


_LATEST = (
    sa.select(Event.kind, Event.actor_id, Event.note)
    .where(Event.subject == sa.bindparam("subject"), Event.subject_id == sa.bindparam("key"))
    .order_by(Event.sequence.desc())
    .limit(1)
)
