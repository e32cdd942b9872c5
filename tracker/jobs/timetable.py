"""Which code a job of the timetable runs. When is a matter of the domain (domain/timetable.py)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Protocol

from tracker.adapters.storage import Storage
from tracker.adapters.virus_scan import Scanner
from tracker.domain.timetable import EVIDENCE, OVERDUE, RESCORE, Job
from tracker.jobs import evidence, overdue, rescore
from tracker.jobs.outcome import Outcome
from tracker.models.transactions import Transactions


class Work(Protocol):
    def __call__(self, transactions: Transactions, /, *, today: date, at: datetime) -> Outcome: ...


def work_with(storage: Storage, scanner: Scanner) -> Mapping[Job, Work]:
    """The work of each job, with what it needs of the outside world; in the order in which one tick runs them."""
    return {
        OVERDUE: overdue.run,
        RESCORE: rescore.run,
        EVIDENCE: partial(evidence.run, storage=storage, scanner=scanner),
    }


def work_of_each_tick(storage: Storage, scanner: Scanner) -> Work:
    """What cannot wait for its day, and is cheap where there is nothing to do."""
    return partial(evidence.scan_waiting, storage=storage, scanner=scanner)
