"""The jobs: when each last ran and is next due; every run with what it did; and whether the scheduler is awake."""

from __future__ import annotations

from flask import Blueprint, render_template

from tracker import clock
from tracker.domain.permissions import Permission
from tracker.domain.timetable import SCHEDULER_LEASE, TIMETABLE, counted
from tracker.extensions import db
from tracker.queries import jobs
from tracker.web.guards import guarded_service, needs
from tracker.web.paging import asked_page

blueprint = Blueprint("jobs", __name__)


@blueprint.route("/jobs")
@needs(GET=Permission.SEE_JOBS)
def index() -> str:
    guarded_service()
    page, at = asked_page(), clock.now()
    last = jobs.last_run_of_each(db.session())
    runs, total = jobs.recent_runs(db.session(), offset=page.offset, limit=page.limit)
    held_until = jobs.lease_until(db.session(), SCHEDULER_LEASE)
    return render_template(
        "jobs/index.html",
        jobs=[(job, last.get(job.name), job.next_at(at)) for job in TIMETABLE],
        runs=runs,
        page=page.of(total),
        is_awake=held_until is not None and held_until > at,
        held_until=held_until,
        counted=counted,
    )
