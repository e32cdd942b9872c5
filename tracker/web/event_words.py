"""An entry of the history in words: its columns by their names, its values as people know them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.models import Event
from tracker.services.event_kinds import EventKind
from tracker.web.event_values import Names, is_shown, name_of, order_of, shown, summary, thing
from tracker.web.labels.history import COLUMNS

_KINDS = {kind.value: kind for kind in EventKind}
_ITEM = COLUMNS["item"]  # which item of a reading was mended: told though it is the same before and after
FEW = 5  # so many new rows of a kind are told one by one; more are counted: a report has a hundred findings


@dataclass(frozen=True, slots=True)
class Change:
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """One entry, ready to be shown. `about` names the part of the item it is about. `is_new`: nothing stood before."""

    sequence: int
    actor: str
    words: str
    about: str
    at: datetime
    note: str | None
    changes: tuple[Change, ...]

    @property
    def is_new(self) -> bool:
        return not any(change.before for change in self.changes)


def told(entry: Event, names: Mapping[tuple[str, int], str], parts: Mapping[tuple[str, int], str]) -> Told:
    """`names` says what the rows are called to which the entry refers (queries/events.py, names_in); `parts` those
    parts of the item whose history this is, by table and id.
    """
    kind = _KINDS.get(entry.kind)
    before, after = entry.before or {}, entry.after or {}
    own, covered = _apart(before, after)
    changes = (*_columns(entry.subject, own, before, after, names), *_covered(covered, before, after, names))
    return Told(
        sequence=entry.sequence,
        actor=entry.actor,
        words=kind.words if kind else entry.kind,
        about=parts.get((entry.subject, entry.subject_id), ""),
        at=entry.at,
        note=entry.note,
        changes=tuple(change for change in changes if change.before != change.after or change.column == _ITEM),
    )


def _apart(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """The row's own columns, and the rows that the entry covers: "deadline 3", each with columns of its own."""
    keys = sorted({*before, *after}, key=order_of)
    covered = [key for key in keys if _is_row(key, before.get(key, after.get(key)))]
    return [key for key in keys if key not in covered], covered


def _is_row(key: str, value: Any) -> bool:
    return isinstance(value, dict) and key.partition(" ")[2].isdecimal()


def _columns(
    table: str,
    columns: list[str],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    names: Names,
    prefix: str = "",
) -> Iterator[Change]:
    for column in columns:
        if is_shown(column):
            old, new = (shown(table, column, side.get(column), names) for side in (before, after))
            is_secret = before.get(column) == after.get(column) == "(secret)"
            yield Change(prefix + name_of(table, column), old, "Changed" if is_secret else new)


def _covered(rows: list[str], before: Mapping[str, Any], after: Mapping[str, Any], names: Names) -> Iterator[Change]:
    new: dict[str, list[str]] = {}
    for row in sorted(rows, key=_by_table):
        table = row.partition(" ")[0]
        if row not in before:
            new.setdefault(table, []).append(summary(table, after[row], names))
        elif row not in after:
            yield Change(thing(table), summary(table, before[row], names), "")
        else:
            old, present = before[row], after[row]
            columns = sorted({*old, *present}, key=order_of)
            yield from _columns(table, columns, old, present, names, _prefix(row, names))
    for table, summaries in new.items():
        if len(summaries) > FEW:
            yield Change(thing(table, many=True), "", str(len(summaries)))
        else:
            yield from (Change(thing(table), "", words) for words in summaries)


def _by_table(row: str) -> tuple[str, int]:
    table, _, key = row.partition(" ")
    return table, int(key)


def _prefix(row: str, names: Names) -> str:
    """Which of several rows: its name where it has one. A deadline is the only one of its plan."""
    table, key = _by_table(row)
    if table == "deadline":
        return ""
    name = names.get((table, key))
    if table == "assignment" and name:
        name = shown(table, "role", name, names)
    return f"{name or thing(table)}: "
