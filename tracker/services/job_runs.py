"""The ledger of the clock: one row a job and date, written when a run begins and when it ends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.models import JobRun
from tracker.models.upserts import insert_into


def begin_run(session: Session, name: str, *, on: date, at: datetime) -> None:
    """Notes that a run begins. What an earlier run for the date came to stands until this one ends."""
    session.execute(
        insert_into(session, JobRun)
        .values(name=name, on=on, began_at=at)
        .on_conflict_do_update(
            index_elements=[JobRun.name, JobRun.on],
            set_={"began_at": at, "ended_at": None, "runs": JobRun.runs + 1},
        )
    )


def end_run(
    session: Session, name: str, *, on: date, counts: Mapping[str, int], fault: str | None, at: datetime
) -> None:
    """Notes what came of it; `fault` is None where all went well."""
    session.execute(
        sa.update(JobRun)
        .where(JobRun.name == name, JobRun.on == on)
        .values(ended_at=at, outcome=dict(counts), fault=fault)
        .execution_options(synchronize_session=False)
    )
