"""Nobody's change is lost: a verb that edits compares the revision its form was opened with."""

from __future__ import annotations

from tracker.domain.errors import Conflict
from tracker.models.base import Editable


def unchanged_since(row: Editable, seen_revision: int) -> None:
    """Raises Conflict where `row` has moved on from the revision the person saw."""
    if row.revision != seen_revision:
        raise Conflict("Somebody else changed this while you were working on it.")
