"""The job `overdue`: each item that has become overdue is marked once."""

from __future__ import annotations

from datetime import date, datetime

from tracker.domain.permissions import Actor
from tracker.jobs.outcome import Outcome
from tracker.models.transactions import Transactions
from tracker.services.overdue import mark_overdue

SYSTEM = Actor(None, "The service")


def run(transactions: Transactions, *, today: date, at: datetime) -> Outcome:
    marked = mark_overdue(transactions, today=today, by=SYSTEM, at=at)
    return Outcome(marked.counts, marked.faults)
