"""What the child process does with a report: bytes → document → parsed report → JSON."""

from __future__ import annotations

from tracker.adapters.report_text import document_from
from tracker.domain.report_parsing import as_json, parse


def read(data: bytes, name: str) -> dict[str, object]:
    """The parsed report of a file as JSON holds it. Raises UnreadableReport; called inside the sandbox only."""
    return as_json(parse(document_from(data, name)))
