"""The job `rescore`: the scores that the date alone has changed, and the snapshots that are due."""

from __future__ import annotations

from datetime import date, datetime

from tracker.jobs.outcome import Outcome
from tracker.models.transactions import Transactions
from tracker.services.rescoring import rescore_all


def run(transactions: Transactions, *, today: date, at: datetime) -> Outcome:
    return Outcome(rescore_all(transactions, today=today))
