"""The one door through which a report's file is read, for the command line and the web alike."""

from __future__ import annotations

from tracker.adapters import sandbox
from tracker.domain.errors import UnreadableReport

LARGEST_REPORT = 50 * 1024 * 1024  # bytes of a file
_READ = "tracker.adapters.report_reading:read"


def read_report(data: bytes, name: str, *, limits: sandbox.Limits | None = None) -> dict[str, object]:
    """What a report says, as the JSON of `report_parsing.as_json`, read in a child process.

    `data` is the whole file, `name` its file name (any text: it only helps to tell HTML from plain text). Raises
    UnreadableReport with one plain sentence for whatever cannot be read. Before trusting the answer, pass it
    through `report_parsing.from_json`: it comes from a process that has read an untrusted file.
    """
    answer = sandbox.run(_READ, data, name=name, limits=limits)
    if not isinstance(answer, dict):
        raise UnreadableReport(sandbox.DAMAGED)
    return answer
