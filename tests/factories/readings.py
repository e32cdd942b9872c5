"""Readings of invented reports, as the child process hands them over, and kept ones."""

from __future__ import annotations

import functools
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from tests.factories.organisations import AT, OPERATOR
from tracker.adapters.report_text import document_from
from tracker.domain.permissions import Actor
from tracker.domain.report_parsing import as_json, from_json, parse
from tracker.domain.report_parsing.parsed_report import ParsedReport
from tracker.models import ReportImport
from tracker.services.report_reading import keep_reading

SAMPLES = Path(__file__).parents[1] / "samples" / "reports"
REAL_REPORTS = Path(__file__).parents[2].parent / "shared" / "reports"
REAL_REPORT = REAL_REPORTS / "cambridgeshire-and-peterborough-2024.txt"
MARLOW_VALE = "marlow_vale_pdu_2024.txt"


@functools.cache
def _read(path: Path) -> str:
    return json.dumps(as_json(parse(document_from(path.read_bytes(), path.name))))


def reading_of(path: str | Path) -> dict[str, Any]:
    """What is read from a sample (by its name) or from any report (by its path)."""
    found: dict[str, Any] = json.loads(_read(SAMPLES / path))
    return found


def a_reading(session: Session, path: str | Path = MARLOW_VALE, *, by: Actor = OPERATOR, **values: Any) -> ReportImport:
    """A sample's reading, kept; `values` take the place of some of what was read, and make it another file."""
    reading = reading_of(path) | values
    data = json.dumps(reading, sort_keys=True).encode()
    name = Path(path).name
    digest = sha256(data).hexdigest()
    return keep_reading(session, data_sha256=digest, file_name=name, size=len(data), reading=reading, by=by, at=AT)


def report_of(report_import: ReportImport) -> ParsedReport:
    """The working copy of a kept reading."""
    return from_json(report_import.mended)
