"""Marks what has become overdue: each item once for each due date, in the history and for its owner's list.

A mark is unique for its item and due date, and is written with its entry in the history in one transaction. So two
runs at once, a run cut off in the middle and a run repeated all end with the same marks and the same entries.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.permissions import Actor
from tracker.models import Milestone, OverdueMark, Plan
from tracker.models.transactions import Transactions
from tracker.models.upserts import insert_into
from tracker.queries import overdue
from tracker.services.event_kinds import EventKind
from tracker.services.faults import in_words
from tracker.services.leases import LeaseLost
from tracker.services.record import record

log = logging.getLogger(__name__)
BATCH = 100


@dataclass(frozen=True)
class Kind:
    """One kind of item: the statement that finds those unmarked, the column of its mark, and where its date stands."""

    name: str
    model: type[Milestone | Plan]
    event: EventKind
    unmarked: sa.Select[Any]
    key: str
    due_on: Callable[[Any], date]


MILESTONES = Kind(
    "Milestone",
    Milestone,
    EventKind.MILESTONE_OVERDUE,
    overdue.UNMARKED_MILESTONES,
    "milestone_id",
    lambda milestone: milestone.due_on,
)
PLANS = Kind("Plan", Plan, EventKind.PLAN_OVERDUE, overdue.UNMARKED_PLANS, "plan_id", lambda plan: plan.deadline.due_on)


@dataclass(frozen=True)
class Marked:
    """How many items bear the mark of the day, and why others could not be marked, in words."""

    counts: dict[str, int]
    faults: tuple[str, ...]


def mark_overdue(transactions: Transactions, *, today: date, by: Actor, at: datetime) -> Marked:
    """Marks every open milestone, and every plan never submitted, whose date lies before `today`.

    An item that fails is tried by itself, named in `faults` and left for the next run; the others are marked.
    """
    faults: list[str] = []
    for kind in (MILESTONES, PLANS):
        with transactions.read() as session:
            ids = overdue.ids_of(session, kind.unmarked, kind.model, today=today)
        for start in range(0, len(ids), BATCH):
            faults += _mark_batch(transactions, kind, ids[start : start + BATCH], today, by, at)
    with transactions.read() as session:
        return Marked(overdue.found_on(session, today), tuple(faults))


def _mark_batch(
    transactions: Transactions, kind: Kind, ids: Sequence[int], today: date, by: Actor, at: datetime
) -> list[str]:
    """Marks a batch in one transaction; where that fails, each of it in its own, so that one stops none but itself."""
    try:
        with transactions.write() as session:
            _mark(session, kind, ids, today, by, at)
    except LeaseLost:
        raise
    except Exception as error:
        if len(ids) > 1:
            alone = [_mark_batch(transactions, kind, [item], today, by, at) for item in ids]
            return [fault for faults in alone for fault in faults]
        log.exception("%s %s could not be marked overdue", kind.name, ids[0])
        return [f"{kind.name} {ids[0]}: {in_words(error)}"]
    return []


def _mark(session: Session, kind: Kind, ids: Sequence[int], today: date, by: Actor, at: datetime) -> None:
    """Those of `ids` that are late and unmarked still, locked against whoever would finish them now."""
    of_batch = kind.unmarked.where(kind.model.id.in_(ids)).with_for_update(key_share=True, of=kind.model)
    items = {item.id: item for item in session.scalars(of_batch, {"today": today})}
    if not items:
        return
    marks = [{kind.key: item.id, "due_on": kind.due_on(item), "found_on": today} for item in items.values()]
    insert = insert_into(session, OverdueMark).values(marks).on_conflict_do_nothing()
    new = session.scalars(insert.returning(getattr(OverdueMark, kind.key))).all()
    for item_id in sorted(new):
        due_on = kind.due_on(items[item_id])
        note = f"It was due on {due_on.day} {due_on:%B} {due_on.year}."
        record(session, kind.event, items[item_id], by=by, at=at, note=note)
