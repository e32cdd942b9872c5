"""The values of an entry of the history in words: dates, names in place of ids, and what a whole row says in a line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from tracker.domain import vocabulary
from tracker.queries.events import REFERS_TO
from tracker.web.filters import day, instant
from tracker.web.labels import label
from tracker.web.labels.history import COLUMNS, THINGS

Names = Mapping[tuple[str, int], str]

_SECRET = "(secret)"  # noqa: S105 (what the history holds in place of one)
_HIDDEN = ("_id", "sha256", "matching_key", "calendar_version", "measure_revision")  # so these columns end
_ORDER = {column: place for place, column in enumerate(COLUMNS)}
_WORDS: dict[str, Any] = {
    "response": vocabulary.Response,
    "response_reason": vocabulary.ResponseReason,
    "role": vocabulary.Role,
    "source": vocabulary.DeadlineSource,
    "subject_kind": vocabulary.SubjectKind,
    "plan.state": vocabulary.PlanState,
    "recommendation.state": vocabulary.RecommendationState,
    "plan_change.state": vocabulary.PlanChangeState,
    "report_import.state": vocabulary.ImportState,
    "unit.kind": vocabulary.UnitKind,
    "finding.kind": vocabulary.FindingKind,
    "inspection.kind": vocabulary.InspectionKind,
    "identity.kind": vocabulary.IdentityKind,
    "plan_due_unit": vocabulary.PeriodUnit,
    "deadline.unit": vocabulary.PeriodUnit,
    "due_source": vocabulary.DeadlineSource,
    "milestone.state": vocabulary.MilestoneState,
    "whose": vocabulary.Whose,
    "date_change.state": vocabulary.DateChangeState,
    "date_change.level": vocabulary.DateChangeLevel,
    "confidence": vocabulary.Confidence,
    "decision.level": vocabulary.DecisionLevel,
    "outcome": vocabulary.DecisionOutcome,
    "plan_delivered": vocabulary.Progress,
    "outcome_improved": vocabulary.Progress,
    "verdict": vocabulary.VerdictWord,
    "evidence.kind": vocabulary.EvidenceKind,
    "evidence_version.state": vocabulary.EvidenceState,
}


_LINES: dict[str, Callable[[Callable[[str], str]], str]] = {
    "date_change": lambda of: f"{of('from_on')} to {of('to_on')}",
    "milestone_dependency": lambda of: of("depends_on_id"),
    "milestone_replacement": lambda of: of("replacement_id"),
    "absence": lambda of: f"{of('from_on')} to {of('to_on')}, {of('deputy_id')} stands in",
    "blocker": lambda of: f"{of('what')} ({of('whose')}, answer due {of('answer_due_on')})",
    "reading": lambda of: f"{of('numerator')} of {of('denominator')}, {of('starts_on')} to {of('ends_on')}",
    "progress_update": lambda of: f"{of('confidence')}: {of('narrative')}",
    "mention": lambda of: of("person_id"),
    "handover": lambda of: f"{of('from_id')} to {of('to_id')}",
    "handover_item": lambda of: "Milestone" if of("milestone_id") else "Plan",
    "decision": lambda of: of("outcome"),
    "verdict": lambda of: of("verdict"),
    "plan_version": lambda of: f"Version {of('number')}",
    "evidence_version": lambda of: of("file_name"),
}
"""What a row of these tables says, given a way to its columns in words."""


def is_shown(column: str) -> bool:
    """Everything is, but keys and hashes, which say nothing to a reader."""
    return column in COLUMNS or column in REFERS_TO or not (column == "id" or column.endswith(_HIDDEN))


def order_of(column: str) -> tuple[int, str]:
    """The columns that have a name in the order of their list, then the others by the alphabet."""
    return _ORDER.get(column, len(_ORDER)), column


def name_of(table: str, column: str) -> str:
    """The name people know a column by; one that has none by its own, made readable."""
    return COLUMNS.get(f"{table}.{column}") or COLUMNS.get(column) or readable(column)


def readable(word: str) -> str:
    """due_on → Due on"""
    return word.replace("_", " ").strip().capitalize()


def thing(table: str, *, many: bool = False) -> str:
    """What a row of a table is called, one or several."""
    one, several = THINGS.get(table, (readable(table), readable(table)))
    return several if many else one


def shown(table: str, column: str, value: Any, names: Names) -> str:
    """A value of an entry; empty for none."""
    if value is None or value == [] or value == "":
        return ""
    if value == _SECRET:
        return "Not shown"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if column in REFERS_TO and not isinstance(value, str):
        return _named(REFERS_TO[column], value, names)
    if isinstance(value, list):
        return "\n".join(shown(table, "", one, names) for one in value)
    if isinstance(value, dict):
        lines = ((name_of(table, key), shown(table, key, one, names)) for key, one in value.items() if is_shown(key))
        return "\n".join(f"{name}: {words}" for name, words in lines if words)
    return _in_words(table, column, value)


def summary(table: str, row: Mapping[str, Any], names: Names) -> str:
    """What a whole row says, in a line."""

    def of(column: str) -> str:
        return shown(table, column, row.get(column), names)

    if table in _LINES:
        return _LINES[table](of)
    match table:
        case "deadline":
            return of("due_on")
        case "standard_rating":
            return ", ".join(filter(None, (f"{of('code')} {of('name')}".strip(), of("rating"))))
        case "key_question_result":
            return f"{of('question')} {of('percentage')}%"
        case "finding":
            return ": ".join(filter(None, (of("kind"), of("text"))))
        case "identity":
            return of("kind")
        case "assignment":
            place = of("unit_id") or of("region_id") or of("inspection_id")
            return ", ".join(filter(None, (of("role"), place)))
    return of("name") or of("title") or of("text") or shown(table, "", dict(row), names)


def _named(table: str, value: Any, names: Names) -> str:
    """Rows by their names; one that is no longer there by its kind and key."""
    keys = value if isinstance(value, list) else [value]
    return "\n".join(names.get((table, key)) or f"{thing(table)} {key}" for key in keys)


def _in_words(table: str, column: str, value: Any) -> str:
    words = _WORDS.get(f"{table}.{column}") or _WORDS.get(column)
    if words is not None and value in {word.value for word in words}:
        return label(words(value))
    if isinstance(value, str):
        try:
            if column.endswith("_on"):
                return day(date.fromisoformat(value))
            if column.endswith("_at"):
                return instant(datetime.fromisoformat(value))
        except ValueError:
            return value
    return str(value)
