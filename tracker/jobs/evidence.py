"""The job `evidence`: what waits is scanned, uploads that never ended are given up, bytes nobody needs removed."""

from __future__ import annotations

from datetime import date, datetime

from tracker.adapters.storage import Storage
from tracker.adapters.virus_scan import Scanner
from tracker.domain.permissions import Actor
from tracker.jobs.outcome import Outcome
from tracker.models.transactions import Transactions
from tracker.queries import evidence_files
from tracker.services import evidence_sweep

SYSTEM = Actor(None, "The service")


def run(transactions: Transactions, /, *, today: date, at: datetime, storage: Storage, scanner: Scanner) -> Outcome:
    """Once a day. Counts how the files then stand."""
    swept = evidence_sweep.sweep(transactions, storage, scanner, by=SYSTEM, at=at, today=today)
    with transactions.read() as session:
        counts = evidence_files.counts(session)
    return Outcome({f"files {state}": count for state, count in counts.items()}, tuple(swept.faults))


def scan_waiting(
    transactions: Transactions, /, *, today: date, at: datetime, storage: Storage, scanner: Scanner
) -> Outcome:
    """At every tick, so that a file waits for minutes and not for a night. One statement where nothing waits."""
    swept = evidence_sweep.scan_waiting(transactions, storage, scanner, by=SYSTEM, at=at, today=today)
    return Outcome({"files settled": swept.settled}, tuple(swept.faults))
