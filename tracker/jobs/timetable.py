"""Which code a job of the timetable runs. When is a matter of the domain (domain/timetable.py)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol

from tracker.domain.timetable import OVERDUE, RESCORE, Job
from tracker.jobs import overdue, rescore
from tracker.jobs.outcome import Outcome
from tracker.models.transactions import Transactions


class Work(Protocol):
    def __call__(self, transactions: Transactions, /, *, today: date, at: datetime) -> Outcome: ...


WORK: Mapping[Job, Work] = {OVERDUE: overdue.run, RESCORE: rescore.run}
"""In the order in which one tick runs them."""
