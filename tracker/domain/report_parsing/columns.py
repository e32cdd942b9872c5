"""A table of recommendations, whose head says what stands in which column."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain.report_parsing.document import Line
from tracker.domain.report_parsing.wording import squash

_TEXTS = {"recommendation", "recommendations"}
_NUMBERS = {"no", "number", "ref", "reference", "recno", "recommendationnumber"}
_ADDRESSEES = {
    "owner", "addressee", "addressedto", "for", "to", "responsible", "responsibility", "lead", "who", "organisation",
    "responsibleowner", "responsibleorganisation",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """The places of a table's columns, counted from 0; `others` are the heads of those that are not read."""

    count: int
    text: int
    number: int | None
    addressee: int | None
    others: tuple[str, ...]

    def read(self, line: Line) -> tuple[str, str | None] | None:
        """(the number and words, the addressee) of a row of this table; None of any other line."""
        if len(line.cells) != self.count or not line.cells[self.text]:
            return None
        number = line.cells[self.number].rstrip(".") if self.number is not None else ""
        text = f"{number}. {line.cells[self.text]}" if number else line.cells[self.text]
        return text, line.cells[self.addressee] or None if self.addressee is not None else None


def columns_of(line: Line) -> Columns | None:
    """The columns a row announces, where one of its cells is "Recommendation" and another is not."""
    heads = [squash(cell) for cell in line.cells]
    text = next((place for place, head in enumerate(heads) if head in _TEXTS), None)
    if text is None or len(heads) < 2:
        return None
    number = next((place for place, head in enumerate(heads) if head in _NUMBERS), None)
    addressee = next((place for place, head in enumerate(heads) if head in _ADDRESSEES), None)
    known = {text, number, addressee}
    others = tuple(cell for place, cell in enumerate(line.cells) if place not in known and cell)
    return Columns(len(heads), text, number, addressee, others)
