"""A region: its units side by side, each by its latest inspection."""

from __future__ import annotations

from flask import Blueprint, render_template

from tracker import clock
from tracker.domain.permissions import Permission
from tracker.domain.roll_up import together
from tracker.extensions import db
from tracker.queries import regions, roll_ups, units
from tracker.web.guards import guarded, needs
from tracker.web.signed_in import current_actor
from tracker.web.sorting import asked_order

blueprint = Blueprint("regions", __name__)


@blueprint.route("/regions/<int:region_id>")
@needs(GET=Permission.SEE_REGION)
def show(region_id: int) -> str:
    actor, today = current_actor(), clock.today()
    region = guarded(regions.get(db.session(), region_id, seen_by=actor))
    sorting = asked_order(units.ORDERS)
    rows = units.of_region(db.session(), region, seen_by=actor, today=today, order=sorting.asked)
    shown = [row.inspection_id for row in rows if row.inspection_id is not None]
    figures = roll_ups.of_inspections(db.session(), shown, seen_by=actor, today=today)
    return render_template(
        "regions/show.html",
        region=region,
        rows=rows,
        sorting=sorting,
        figures=figures,
        roll_up=together(figures.values()),
    )
