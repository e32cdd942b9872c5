"""One item of a reading as a row that a form edits: its values as they stand, by the names of the form's fields."""

from __future__ import annotations

from datetime import date
from typing import Any

from tracker.blueprints.imports.words import day_or_month
from tracker.domain.report_mending import values_of
from tracker.domain.report_parsing import from_json
from tracker.domain.report_parsing.parsed_report import ParsedReport, Source
from tracker.models import ReportImport

# Where a form's field has another name, or another shape, than the value of a reading.
_PARTS = {
    "subject_name": ("subject", "name"),
    "subject_kind": ("subject", "kind"),
    "due_text": ("due", "text"),
    "due_date": ("due", "date"),
}


class Item:
    """Reads the working copy at each question: after a conflict, the row holds what somebody else made of it.

    `part` and `index` name it as domain/report_mending.py does. `index` None is an item that is being added: it has
    no values yet.
    """

    def __init__(self, report_import: ReportImport, part: str, index: int | None) -> None:
        self.report_import = report_import
        self.part = part
        self.index = index

    @property
    def revision(self) -> int:
        return self.report_import.revision

    @property
    def report(self) -> ParsedReport:
        return from_json(self.report_import.mended)

    @property
    def source(self) -> Source | None:
        """Where the item stands in the report; None for what is about the report as a whole, or is being added."""
        if self.index is None or self.part == "about":
            return None
        items = getattr(self.report, self.part)
        found: Source | None = items[self.index].source if self.index < len(items) else None
        return found

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        values = self._values()
        whole, part = _PARTS.get(name, (name, ""))
        value = values.get(whole)
        if part:
            value = value[part] if value else None
        return _as_typed(name, value)

    def _values(self) -> dict[str, Any]:
        if self.index is None:
            return {"counts_towards_overall": True}
        try:
            return values_of(self.report, self.part, self.index)
        except IndexError:
            return {}


def _as_typed(name: str, value: Any) -> Any:
    if name == "due_date" and value:
        return date.fromisoformat(value)
    return day_or_month(value) if name in ("published", "fieldwork_started") else value
