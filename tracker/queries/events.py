"""The history of one item, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.models import Event, Person


def of(
    session: Session, subjects: Iterable[tuple[str, int]], *, offset: int, limit: int
) -> tuple[Sequence[Event], int]:
    """A page of what happened to any of `subjects` (table, id), and how many entries there are."""
    whose = sa.or_(*(sa.and_(Event.subject == table, Event.subject_id == key) for table, key in subjects))
    total = session.scalar(sa.select(sa.func.count()).select_from(Event).where(whose)) or 0
    entries = session.scalars(
        sa.select(Event).where(whose).order_by(Event.sequence.desc()).offset(offset).limit(limit)
    ).all()
    return entries, total


def names_of_people(session: Session, entries: Iterable[Event]) -> dict[int, str]:
    """The names of the people whose ids stand in columns of `entries` (owner_id, responded_by_id …)."""
    keys = {
        value
        for entry in entries
        for side in (entry.before, entry.after)
        for column, value in (side or {}).items()
        if isinstance(value, int) and column.endswith(("owner_id", "_by_id", "person_id"))
    }
    if not keys:
        return {}
    rows = session.execute(sa.select(Person.id, Person.name).where(Person.id.in_(keys)))
    return {person_id: name for person_id, name in rows}  # noqa: C416 (dict() would take a Result for a mapping)
