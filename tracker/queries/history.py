"""The history, checked from its first entry to its last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.models import Event, HistoryHead
from tracker.models.event import ALGORITHM, GENESIS, entry_hash

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place where the history is not what was written: the sequence number, and what is wrong in words."""

    sequence: int
    reason: str


def verify(session: Session, *, batch: int = BATCH) -> Broken | None:
    """None where every entry up to the head is there, whole and chained to the one before; else the first fault.

    Reads `batch` entries at a time, so that memory does not grow with the history. Entries that others append
    while this reads are left for the next time.
    """
    head = session.execute(sa.select(HistoryHead.sequence, HistoryHead.hash)).one_or_none()
    if head is None:
        return Broken(0, "the head of the history is missing")
    expected, previous = 1, GENESIS
    for entry in _entries(session, head.sequence, batch):
        if isinstance(entry, Broken):
            return entry
        fault = _fault(entry, expected, previous)
        if fault:
            return Broken(expected, fault)
        expected, previous = expected + 1, entry.hash
    return _fault_at_the_end(session, expected - 1, previous, head)


def _entries(session: Session, last: int, batch: int) -> Iterator[Event | Broken]:
    reached = 0
    while reached < last:
        entries = _read(session, reached, min(last, reached + batch))
        yield from entries
        reached += batch


def _read(session: Session, after: int, up_to: int) -> list[Event | Broken]:
    """The entries of one batch; where one holds what cannot be read at all, those before it and then that fault."""
    statement = sa.select(Event).where(Event.sequence > after, Event.sequence <= up_to).order_by(Event.sequence)
    try:
        return list(session.scalars(statement))
    except (ValueError, TypeError):
        if up_to - after == 1:
            return [Broken(up_to, "the entry cannot be read")]
        middle = (after + up_to) // 2
        first = _read(session, after, middle)
        return first if first and isinstance(first[-1], Broken) else [*first, *_read(session, middle, up_to)]


def _fault(entry: Event, expected: int, previous: str) -> str | None:
    if entry.sequence != expected:
        return "the entry is missing"
    if entry.previous_hash != previous:
        return "the entry does not follow from the one before it"
    if entry.algorithm != ALGORITHM or entry.hash != entry_hash(entry):
        return "the entry was changed after it was written"
    return None


def _fault_at_the_end(session: Session, count: int, last_hash: str, head: sa.Row[int, str]) -> Broken | None:
    if count < head.sequence:
        return Broken(count + 1, "the entry is missing")
    if last_hash != head.hash:
        return Broken(head.sequence, "the head of the history does not name this entry")
    beyond = sa.select(sa.func.min(Event.sequence)).where(
        Event.sequence > sa.select(HistoryHead.sequence).scalar_subquery()
    )
    extra = session.scalar(beyond)
    return Broken(extra, "the entry stands after the end of the history") if extra is not None else None


def length(session: Session) -> int:
    """How many entries there are."""
    return session.scalar(sa.select(sa.func.count()).select_from(Event)) or 0


def head(session: Session) -> tuple[int, str]:
    """Where the history ends: the number of its last entry and that entry's hash."""
    row = session.scalars(sa.select(HistoryHead)).one()
    return row.sequence, row.hash
