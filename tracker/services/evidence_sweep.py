"""Putting right what a crash, a full disk or an absent scanner left behind, in both directions.

Rows whose file waits are scanned now; rows whose upload never ended are refused; bytes that no row needs are removed.
Nothing younger than the grace is touched, so that no upload in hand is disturbed. Running it twice changes nothing.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice

from tracker.adapters.storage import BytesMissing, Damaged, Storage, open_verified, sha256_of
from tracker.adapters.virus_scan import Scanner, ScannerAway
from tracker.domain.errors import InvalidMove
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import EvidenceState
from tracker.models.transactions import Transactions
from tracker.queries import evidence, evidence_files
from tracker.services.evidence import Checked, refuse, settle
from tracker.services.faults import in_words
from tracker.services.leases import LeaseLost

log = logging.getLogger(__name__)
GRACE = timedelta(hours=24)
_NOT_FINISHED = "was never uploaded to its end. Upload it again."
_BATCH = 500


@dataclass
class Swept:
    """How many waiting files were scanned and settled, how many uploads given up, how many bytes removed; and which
    files could not be dealt with, in words: they are left for the next time."""

    settled: int = 0
    given_up: int = 0
    removed: int = 0
    faults: list[str] = field(default_factory=list)


def sweep(
    transactions: Transactions,
    storage: Storage,
    scanner: Scanner,
    *,
    by: Actor,
    at: datetime,
    today: date,
    grace: timedelta = GRACE,
) -> Swept:
    """One sweep, each row in a transaction of its own. An absent scanner leaves what waits waiting."""
    before = at - grace
    swept = scan_waiting(transactions, storage, scanner, by=by, at=at, today=today)
    with transactions.read() as session:
        begun = evidence_files.in_state(session, EvidenceState.RECEIVED, uploaded_before=before)
        begun += evidence_files.in_state(session, EvidenceState.SCANNING, uploaded_before=before)
    for version_id, key in begun:
        with _naming(version_id, swept):
            swept.given_up += _given_up(transactions, storage, version_id, key, by, at)
    swept.removed = _remove_orphans(transactions, storage, before) + storage.tidy(before=before)
    return swept


def scan_waiting(
    transactions: Transactions, storage: Storage, scanner: Scanner, *, by: Actor, at: datetime, today: date
) -> Swept:
    """Scans and settles the files that wait. One statement where none does."""
    swept = Swept()
    with transactions.read() as session:
        waiting = evidence_files.in_state(session, EvidenceState.SCANNING)
    for version_id, key in waiting:
        try:
            with _naming(version_id, swept):
                swept.settled += _settled(transactions, storage, scanner, version_id, key, by, at, today)
        except ScannerAway as away:
            swept.faults.append(f"Evidence version {version_id} waits: {away}")
            if not _answers(scanner):  # else it is this file alone, which must not hold up the others
                log.critical("the virus scanner is away: %s", away)
                break
    return swept


def damaged(transactions: Transactions, storage: Storage) -> list[int]:
    """The ids of all versions whose bytes are missing or are not those that were uploaded, each logged as critical."""
    with transactions.read() as session:
        rows = evidence_files.with_bytes(session)
    found = []
    for version_id, key, sha256 in rows:
        try:
            open_verified(storage, key, sha256).close()
        except (BytesMissing, Damaged) as fault:
            log.critical("evidence version %s is %s", version_id, type(fault).__name__)
            found.append(version_id)
    return found


@contextmanager
def _naming(version_id: int, swept: Swept) -> Iterator[None]:
    """One file that fails is named and stops no other."""
    try:
        yield
    except (LeaseLost, ScannerAway):
        raise
    except Exception as error:
        log.exception("evidence version %s could not be dealt with", version_id)
        swept.faults.append(f"Evidence version {version_id}: {in_words(error)}")


def _answers(scanner: Scanner) -> bool:
    try:
        scanner.scan(io.BytesIO())
    except ScannerAway:
        return False
    return True


def _settled(
    transactions: Transactions,
    storage: Storage,
    scanner: Scanner,
    version_id: int,
    key: str,
    by: Actor,
    at: datetime,
    today: date,
) -> int:
    try:
        with storage.open(key) as source:
            scan = scanner.scan(source)
            source.seek(0)
            digest = sha256_of(source)
    except BytesMissing:
        return 0  # given up once the grace is over
    found = Checked(digest, scan.said, scan.virus)
    try:
        with transactions.write() as session:
            settle(session, evidence.version(session, version_id, seen_by=by), found=found, by=by, at=at, today=today)
    except InvalidMove:
        return 0  # somebody else settled it meanwhile
    return 1


def _given_up(transactions: Transactions, storage: Storage, version_id: int, key: str, by: Actor, at: datetime) -> int:
    """Refuses an upload that never ended; one that merely waits for the scanner has its bytes, and goes on waiting."""
    with transactions.write() as session:
        version = evidence.version(session, version_id, seen_by=by)
        if version.state is EvidenceState.SCANNING and _is_there(storage, key):
            return 0
        if version.state not in (EvidenceState.RECEIVED, EvidenceState.SCANNING):
            return 0
        refuse(session, version, because=_NOT_FINISHED, by=by, at=at)
    return 1


def _is_there(storage: Storage, key: str) -> bool:
    try:
        storage.open(key).close()
    except BytesMissing:
        return False
    return True


def _remove_orphans(transactions: Transactions, storage: Storage, before: datetime) -> int:
    removed = 0
    old = (kept.key for kept in storage.kept() if kept.written_at < before)
    for keys in _batches(old):
        with transactions.read() as session:
            needed = evidence_files.keys_needed(session, keys)
        for key in keys:
            if key not in needed:
                storage.delete(key)
                removed += 1
    return removed


def _batches(keys: Iterator[str]) -> Iterator[list[str]]:
    while batch := list(islice(keys, _BATCH)):
        yield batch
