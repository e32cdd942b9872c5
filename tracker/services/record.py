"""The one door to the history.

A verb changes rows and calls `record`, which names the change. Whatever changed and was not named stops the commit,
so nothing can be changed without an entry. Entries are appended in one step just before the commit, with the head of
the history locked last: the order of the chain is the order of the commits.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import InstanceState, ORMExecuteState, Session

from tracker.domain.permissions import Actor
from tracker.models.base import Base, Recorded
from tracker.models.event import ALGORITHM, Event, HistoryHead, entry_hash
from tracker.services.event_kinds import EventKind

_CHANGES = "history: changed and not yet recorded"
_ENTRIES = "history: to be appended"
REQUEST_ID = "history: request id"


@dataclass
class Change:
    """What a row's columns held before the first change not yet recorded; `is_new` where there was no row."""

    is_new: bool = False
    is_gone: bool = False
    before: dict[str, Any] = field(default_factory=dict)


class Unrecorded(Exception):
    """A row changed and no verb recorded it. A fault in the code, never in what a person did."""


def record(
    session: Session,
    kind: EventKind,
    subject: Recorded,
    *,
    by: Actor,
    at: datetime,
    note: str | None = None,
    covers: Iterable[Recorded] = (),
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Names what has changed in `subject` (and in the rows it `covers`, such as its ratings) since the last record.

    Flushes, so that new rows have their ids. `note` is text a person gave as the reason. `before` and `after` are
    JSON values beside those of the columns, by name: what changed inside a column that is itself left out.
    """
    session.flush()
    changes: dict[Recorded, Change] = session.info.setdefault(_CHANGES, {})
    stood, stands = _sides(subject, changes.pop(subject, Change()))
    for row in covers:
        old, new = _sides(row, changes.pop(row, Change()))
        stood |= {_name(row): old} if old else {}
        stands |= {_name(row): new} if new else {}
    stood, stands = {**stood, **(before or {})}, {**stands, **(after or {})}
    session.info.setdefault(_ENTRIES, []).append(
        {
            "at": at,
            "actor": by.name,
            "actor_id": by.person_id,
            "kind": kind.value,
            "subject": _table(subject),
            "subject_id": _key(subject),
            "before": stood or None,
            "after": stands or None,
            "note": note or None,
            "request_id": session.info.get(REQUEST_ID),
        }
    )


# plain statements, put together once: every change of anything ends with them
_EVENT_COLUMNS = tuple(attribute.key for attribute in sa.inspect(Event).column_attrs if attribute.key != "hash")
_LOCK_HEAD = sa.select(HistoryHead.sequence, HistoryHead.hash).with_for_update()
_APPEND = sa.insert(Base.metadata.tables["event"])
_MOVE_HEAD = sa.update(Base.metadata.tables["history_head"]).values(
    sequence=sa.bindparam("new_sequence"), hash=sa.bindparam("new_hash")
)


# --- what the session watches --------------------------------------------------------------------------------------


@event.listens_for(Session, "before_flush")
def _note_changes(session: Session, _context: object, _instances: object) -> None:
    changes: dict[Recorded, Change] = session.info.setdefault(_CHANGES, {})
    for row in (*session.new, *session.dirty, *session.deleted):
        if not isinstance(row, Recorded):
            continue
        is_new, is_gone, before = row in session.new, row in session.deleted, _before(row)
        if is_new or is_gone or before:
            known = changes.setdefault(row, Change(is_new=is_new))
            known.is_gone = is_gone
            known.before = before | known.before


@event.listens_for(Session, "before_commit")
def _append_entries(session: Session) -> None:
    if session.in_nested_transaction():
        return
    session.flush()
    left = session.info.pop(_CHANGES, {})
    entries = session.info.pop(_ENTRIES, [])
    if left:
        raise Unrecorded("changed without a record: " + ", ".join(sorted(_table(row) for row in left)))
    if not entries:
        return
    connection = session.connection()
    sequence, previous = session.connection().execute(_LOCK_HEAD).one()
    rows = []
    for values in entries:
        entry = Event(sequence=sequence + 1, previous_hash=previous, algorithm=ALGORITHM, **values)
        sequence, previous = entry.sequence, entry_hash(entry)
        rows.append({name: getattr(entry, name) for name in _EVENT_COLUMNS} | {"hash": previous})
    connection.execute(_APPEND, rows)
    connection.execute(_MOVE_HEAD, {"new_sequence": sequence, "new_hash": previous})


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_CHANGES, None)
    session.info.pop(_ENTRIES, None)


@event.listens_for(Session, "do_orm_execute")
def _refuse_bulk_writes(state: ORMExecuteState) -> None:
    if (state.is_update or state.is_delete) and state.bind_mapper and issubclass(state.bind_mapper.class_, Recorded):
        raise Unrecorded(f"a bulk write of {state.bind_mapper.class_.__name__} would leave no entry")


# --- reading a change off a row ------------------------------------------------------------------------------------


def _before(row: Recorded) -> dict[str, Any]:
    """What the changed columns, and the changed links to other rows, held when the row was loaded."""
    state: InstanceState[Any] = sa.inspect(row)
    before = {}
    for column in _columns(row):
        history = state.attrs[column].history
        if history.has_changes():
            before[column] = _plain(history.deleted[0] if history.deleted else None)
    for link in _links(row):
        history = state.attrs[link].history
        if history.has_changes():
            before[link] = sorted(_key(other) for other in (*history.unchanged, *history.deleted))
    return before


def _sides(row: Recorded, change: Change) -> tuple[dict[str, Any], dict[str, Any]]:
    """What stood before and what stands after, by column; a secret's value in neither."""
    hidden = _secrets(row)
    before = {name: "(secret)" if name in hidden else value for name, value in change.before.items()}
    if change.is_gone:
        return {name: value for name, value in before.items() if value is not None}, {}
    columns = _columns(row) if change.is_new else [name for name in change.before if name in _columns(row)]
    after = {name: "(secret)" if name in hidden else _plain(getattr(row, name)) for name in columns}
    links = [name for name in change.before if name not in columns]
    after |= {name: sorted(_key(other) for other in getattr(row, name)) for name in links}
    return {} if change.is_new else before, after


def _columns(row: Recorded) -> list[str]:
    attributes = sa.inspect(type(row)).column_attrs
    return [a.key for a in attributes if a.columns[0].info.get("history") != "left out"]


def _secrets(row: Recorded) -> set[str]:
    return {a.key for a in sa.inspect(type(row)).column_attrs if a.columns[0].info.get("history") == "secret"}


def _links(row: Recorded) -> list[str]:
    """The many-to-many relationships: their rows are this row's data and have no class of their own."""
    return [r.key for r in sa.inspect(type(row)).relationships if r.secondary is not None]


def _plain(value: Any) -> Any:
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


def _table(row: Recorded) -> str:
    return str(sa.inspect(type(row)).local_table.name)


def _key(row: Recorded) -> int:
    return int(sa.inspect(row).identity[0])


def _name(row: Recorded) -> str:
    return f"{_table(row)} {_key(row)}"
