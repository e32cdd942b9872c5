"""What the scheduler did: the runs of its jobs, and whether it is awake."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.models import JobRun, Lease

# More than one: a run ahead of its date does not stand for the day, so the ones before it are looked at too.
NEWEST = 10


def newest_runs(session: Session, name: str, *, until: date) -> list[JobRun]:
    """The newest runs of a job for dates not after `until`."""
    return list(session.scalars(_NEWEST, {"name": name, "until": until}))


def recent_runs(session: Session, *, offset: int, limit: int) -> tuple[list[JobRun], int]:
    """A page of all runs, the last begun first, and how many there are."""
    total = session.scalar(sa.select(sa.func.count()).select_from(JobRun)) or 0
    rows = session.scalars(
        sa.select(JobRun).order_by(JobRun.began_at.desc(), JobRun.id.desc()).offset(offset).limit(limit)
    )
    return list(rows), total


def last_run_of_each(session: Session) -> dict[str, JobRun]:
    """By the name of the job, its run that began last."""
    newest = sa.select(JobRun.name, sa.func.max(JobRun.began_at).label("began_at")).group_by(JobRun.name).subquery()
    statement = sa.select(JobRun).join(
        newest, sa.and_(JobRun.name == newest.c.name, JobRun.began_at == newest.c.began_at)
    )
    return {run.name: run for run in session.scalars(statement.order_by(JobRun.id))}


def lease_until(session: Session, name: str) -> datetime | None:
    """Until when somebody holds a lease, or held it last; None where nobody ever did."""
    return session.scalar(sa.select(Lease.expires_at).where(Lease.name == name))


_NEWEST = (
    sa.select(JobRun)
    .where(JobRun.name == sa.bindparam("name"), JobRun.on <= sa.bindparam("until", type_=sa.Date()))
    .order_by(JobRun.on.desc())
    .limit(NEWEST)
)
