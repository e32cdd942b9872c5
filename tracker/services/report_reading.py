"""A report that was read is kept, mended and, where it is of no use, discarded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.domain import report_mending
from tracker.domain.errors import RuleBroken, TrackerError, UnreadableReport
from tracker.domain.lifecycles import IMPORT
from tracker.domain.permissions import Actor, Permission, require
from tracker.domain.report_mending import Step
from tracker.domain.report_parsing import as_json, from_json
from tracker.domain.report_parsing.parsed_report import ParsedReport
from tracker.models import ReportImport
from tracker.queries.imports import isbn_key, of_bytes
from tracker.services.editing import unchanged_since
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

LONGEST_FILE_NAME = 255


class AlreadyImported(TrackerError):
    """The very same bytes were read before; `existing` says what became of them."""

    def __init__(self, existing: ReportImport) -> None:
        super().__init__("This report is already imported.")
        self.existing = existing


def keep_reading(
    session: Session,
    *,
    data_sha256: str,
    file_name: str,
    size: int,
    reading: Mapping[str, object],
    by: Actor,
    at: datetime,
) -> ReportImport:
    """Keeps what was read from a file, to be checked. Raises AlreadyImported for bytes that were read before.

    `reading` comes from a process that has seen an untrusted file: what is not in the shape of a parsed report is
    refused as UnreadableReport. Of two equal files at the same instant a UNIQUE index lets one in.
    """
    require(by, Permission.IMPORT_REPORTS)
    report = _trusted(reading)
    existing = of_bytes(session, data_sha256)
    if existing is not None:
        raise AlreadyImported(existing)
    kept = _added(session, data_sha256, file_name, size, report, by=by, at=at)
    record(session, EventKind.REPORT_READ, kept, by=by, at=at, after=hashes(kept))
    return kept


def _added(
    session: Session, data_sha256: str, file_name: str, size: int, report: ParsedReport, *, by: Actor, at: datetime
) -> ReportImport:
    written = as_json(report)
    kept = ReportImport(
        sha256=data_sha256,
        file_name=_short(file_name),
        size=size,
        isbn=_stored_isbn(report),
        reading=written,
        mended=written,
        read_at=at,
        read_by_id=by.person_id,
    )
    try:
        with session.begin_nested():
            session.add(kept)
            session.flush()
    except IntegrityError:
        existing = of_bytes(session, data_sha256)
        if existing is None:
            raise
        raise AlreadyImported(existing) from None
    return kept


def hashes(report_import: ReportImport) -> dict[str, str]:
    """What the history says of a reading and its working copy, so that neither can be changed unnoticed."""
    return {"reading_sha256": report_import.reading_sha256, "mended_sha256": report_import.mended_sha256}


def mend(
    session: Session,
    report_import: ReportImport,
    *,
    section: str,
    index: int = 0,
    values: Mapping[str, Any],
    seen_revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Changes the values of one item; section and index as in domain/report_mending.py. Conflict, RuleBroken."""

    def step(report: ParsedReport) -> ParsedReport:
        return report_mending.mended(report, section, index, values)

    said = Step("changed", section, index)
    _change(session, report_import, step, said, seen_revision=seen_revision, by=by, at=at)


def add_item(
    session: Session,
    report_import: ReportImport,
    *,
    section: str,
    values: Mapping[str, Any],
    position: int | None = None,
    seen_revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Adds an item that the reading missed, at the end of its list or before `position`."""

    def step(report: ParsedReport) -> ParsedReport:
        return report_mending.added(report, section, values, position)

    said = Step("added", section, position)
    _change(session, report_import, step, said, seen_revision=seen_revision, by=by, at=at)


def remove_item(
    session: Session,
    report_import: ReportImport,
    *,
    section: str,
    index: int,
    seen_revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Takes out an item that the report does not hold."""

    def step(report: ParsedReport) -> ParsedReport:
        return report_mending.removed(report, section, index)

    said = Step("removed", section, index)
    _change(session, report_import, step, said, seen_revision=seen_revision, by=by, at=at)


def discard(session: Session, report_import: ReportImport, *, seen_revision: int, by: Actor, at: datetime) -> None:
    """Closes the reading without an inspection. The same file may then be read anew."""
    lock_for("discard", session, report_import, seen_revision=seen_revision, by=by)
    close(report_import, "discard", by=by, at=at)
    record(session, EventKind.REPORT_DISCARDED, report_import, by=by, at=at)


def lock_for(move: str, session: Session, report_import: ReportImport, *, seen_revision: int, by: Actor) -> None:
    """Holds the row until the end of the transaction, for a move of domain/lifecycles.IMPORT.

    Raises InvalidMove where the state of the reading does not allow it, Conflict where it changed since it was seen.
    """
    require(by, Permission.IMPORT_REPORTS, report_import)
    session.refresh(report_import, ["revision", "state", "mended", "inspection_id"], with_for_update=True)
    IMPORT.move(report_import.state, move)
    unchanged_since(report_import, seen_revision)


def close(report_import: ReportImport, move: str, *, by: Actor, at: datetime) -> None:
    """Ends the reading by "confirm" or "discard". Raises InvalidMove."""
    report_import.state = IMPORT.move(report_import.state, move)
    report_import.closed_at = at
    report_import.closed_by_id = by.person_id


def _change(
    session: Session,
    report_import: ReportImport,
    step: Callable[[ParsedReport], ParsedReport],
    said: Step,
    *,
    seen_revision: int,
    by: Actor,
    at: datetime,
) -> None:
    lock_for("mend", session, report_import, seen_revision=seen_revision, by=by)
    before = from_json(report_import.mended)
    try:
        report = step(before)
    except ValueError as error:
        raise RuleBroken("", f"This value cannot be kept: {error}.") from None
    except IndexError:
        raise RuleBroken("", "This item is no longer there.") from None
    old, new = said.sides(before, report)
    stood = {**old, "mended_sha256": report_import.mended_sha256}
    report_import.mended = as_json(report)
    report_import.isbn = _stored_isbn(report)
    record(
        session,
        EventKind.READING_MENDED,
        report_import,
        by=by,
        at=at,
        note=said.note(before, report),
        before=stood,
        after={**new, "mended_sha256": report_import.mended_sha256},
    )


def _trusted(reading: Mapping[str, object]) -> ParsedReport:
    try:
        return from_json(reading)
    except ValueError as error:
        raise UnreadableReport(
            "This file could not be read as a report. Save it again as a new file, and try that one."
        ) from error


def _stored_isbn(report: ParsedReport) -> str | None:
    key = isbn_key(report.isbn)
    return key if key and len(key) <= 20 else None


def _short(name: str) -> str:
    """The end of the name, where its extension is, without what a database or a header cannot hold."""
    bare = "".join(character for character in name.rsplit("/", 1)[-1] if character.isprintable()).strip()
    return (bare or "report")[-LONGEST_FILE_NAME:]
