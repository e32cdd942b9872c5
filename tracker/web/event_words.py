"""An entry of the history in words: its columns by their names, its values as people know them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tracker.domain import vocabulary
from tracker.models import Event
from tracker.services.event_kinds import EventKind
from tracker.web.filters import day
from tracker.web.labels import COLUMNS, label

_DAYS = ("reinspection_earliest", "reinspection_latest")
_PEOPLE = ("owner_id", "person_id")
_KINDS = {kind.value: kind for kind in EventKind}
_WORDS: dict[str, Any] = {
    "response": vocabulary.Response,
    "response_reason": vocabulary.ResponseReason,
    "role": vocabulary.Role,
    "due_source": vocabulary.DeadlineSource,
}
_STATES: dict[str, Any] = {
    "plan": vocabulary.PlanState,
    "milestone": vocabulary.MilestoneState,
    "recommendation": vocabulary.RecommendationState,
    "report_import": vocabulary.ImportState,
}


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


def told(entry: Event, people: Mapping[int, str], parts: Mapping[tuple[str, int], str]) -> Told:
    """`people` gives the names of those whose ids stand in the entry, `parts` those of parts by table and id."""
    kind = _KINDS.get(entry.kind)
    before, after = entry.before or {}, entry.after or {}
    columns = [name for name in COLUMNS if name in before or name in after]
    words = _WORDS | {"state": _STATES.get(entry.subject, vocabulary.PlanState)}
    changes = (
        Change(COLUMNS[name], *(_shown(name, side.get(name), people, words) for side in (before, after)))
        for name in columns
    )
    return Told(
        sequence=entry.sequence,
        actor=entry.actor,
        words=kind.words if kind else entry.kind,
        about=parts.get((entry.subject, entry.subject_id), ""),
        at=entry.at,
        note=entry.note,
        changes=tuple(change for change in changes if change.before != change.after),
    )


def _shown(column: str, value: Any, people: Mapping[int, str], words: Mapping[str, Any]) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if column in _PEOPLE:
        return people.get(value, f"Person {value}")
    if column.endswith("_on") or column in _DAYS:
        return day(date.fromisoformat(value))
    if column in words and value in {word.value for word in words[column]}:
        return label(words[column](value))
    return str(value)
