"""The story of an item: its entries in plain words, what each says, and the kinds by which the story is filtered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from tracker.models import Event
from tracker.services.event_kinds import EventKind
from tracker.web.event_values import Names, name_of, thing
from tracker.web.event_words import Change, told

Subjects = Mapping[tuple[str, int], str]
LONGEST = 300  # of a text that changed: beyond, the story only says that it did

_JUDGING = frozenset(
    kind
    for kind in EventKind
    if kind.value.startswith("progress_judgement.") and kind is not EventKind.JUDGEMENT_RELEASED
)
"""How a judgement came to be. Others than its inspectors learn of it when it is released."""
_NEVER = frozenset({EventKind.EVIDENCE_READ})
"""What an inspector opens is for the inspectorate only."""
_DECISIONS = frozenset({EventKind.MILESTONE_REVIEWED, EventKind.MILESTONE_VERIFIED, EventKind.CREDIT_LOST})
_MEASURED = ("plan.measure_", "plan.reading_")
_DATES = ("milestone.date_change", "milestone.became_overdue", "plan.became_overdue")


def _in(*starts: str) -> Callable[[EventKind], bool]:
    return lambda kind: kind.value.startswith(starts)


def _is_decision(kind: EventKind) -> bool:
    return kind in _DECISIONS or kind is EventKind.VERDICT_GIVEN or _in("progress_judgement.")(kind)


# The first that fits is the kind of an entry, by its word in the address; what fits none is not part of any story.
KINDS: dict[str, tuple[str, Callable[[EventKind], bool]]] = {
    "updates": ("Updates", _in("plan.update_", "milestone.update_")),
    "comments": ("Comments", _in("comment.")),
    "decisions": ("Decisions", _is_decision),
    "dates": ("Dates", _in(*_DATES)),
    "outcome": ("Outcome", _in(*_MEASURED)),
    "evidence": ("Evidence", lambda kind: _in("evidence")(kind) and kind not in _NEVER),
    "milestones": ("Milestones", _in("milestone.")),
    "plan": ("Plan", _in("plan.", "plan_change.", "recommendation.")),
}


def kind_of(event: EventKind) -> str | None:
    """The word of the kind that an entry belongs to."""
    return next((word for word, (_, fits) in KINDS.items() if fits(event)), None)


def kinds_asked(word: str, *, shows_judging: bool) -> list[str]:
    """The stored kinds of entries to tell: of one kind of the story, or of all where `word` names none."""
    wanted = {word} if word in KINDS else set(KINDS)
    hidden = _NEVER if shows_judging else _NEVER | _JUDGING
    return sorted(event.value for event in EventKind if event not in hidden and kind_of(event) in wanted)


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened: a sentence, what it is about (with its page, if it has one), what was said, and what
    came of it line by line."""

    sequence: int
    sentence: str
    about: str
    url: str | None
    at: datetime
    note: str | None
    lines: tuple[str, ...]


def moment(entry: Event, names: Names, subjects: Subjects, url: str | None = None) -> Moment:
    """An entry of the history (web/event_words.py) as its story tells it: without what only the history needs.

    `url`: the page of what it is about.
    """
    said = told(entry, names, subjects)
    shown = _TOLD_OF_NEW if said.is_new else None
    return Moment(
        sequence=said.sequence,
        sentence=f"{said.actor} {said.words}",
        about=said.about,
        url=url,
        at=said.at,
        note=said.note,
        lines=tuple(_line(each) for each in said.changes if _is_told(each, shown) and each.after != said.note),
    )


_NEW_COLUMNS = (
    *("text", "due_on", "owner_id", "evidence_expected", "kind", "shows", "file_name", "what", "verdict"),
    *("plan_delivered", "outcome_improved", "why"),
)
_NEW_ROWS = ("progress_update", "reading", "measure", "date_change", "decision", "verdict", "blocker")
_BOOKKEEPING = ("state", "measure_revision", "revision", "is_drawn", "level", "scan", "sha256", "media_type", "size")
_TOLD_OF_NEW = frozenset(
    {name_of("comment", "text"), *(name_of("", column) for column in _NEW_COLUMNS), *(thing(row) for row in _NEW_ROWS)}
)
_KEPT_BACK = frozenset(
    {
        *(name_of("", column) for column in (*_BOOKKEEPING, "completed_at")),
        *(thing(row) for row in ("plan_version", "decided_version", "mention")),
    }
)


def _is_told(change: Change, only: Collection[str] | None) -> bool:
    """A new row is told by a few of its columns; of a change all but who and when, which the sentence says."""
    if only is not None:
        return change.column in only and bool(change.after)
    last = change.column.rpartition(": ")[2]
    return last not in _KEPT_BACK and not last.lower().endswith((" at", " by", " by id", " on"))


def _line(change: Change) -> str:
    if max(len(change.before), len(change.after)) > LONGEST and change.before:
        return f"{change.column} was changed"
    if not change.before:
        return f"{change.column}: {change.after}"
    if not change.after:
        return f"{change.column} was taken out: {change.before}"
    return f"{change.column}: from {change.before} to {change.after}"
