"""An inspection: its ratings, key questions, findings, and its recommendations with how each stands."""

from __future__ import annotations

from flask import Blueprint, render_template

from tracker import clock
from tracker.domain.countdown import countdown
from tracker.domain.findings import lowest_percentages, sections_of
from tracker.domain.permissions import Permission, can
from tracker.extensions import db
from tracker.queries import inspections, published, recommendations
from tracker.web.guards import guarded, needs
from tracker.web.signed_in import current_actor

blueprint = Blueprint("inspections", __name__)


@blueprint.route("/inspections/<int:inspection_id>")
@needs(GET=Permission.SEE_INSPECTION)
def show(inspection_id: int) -> str:
    actor, today = current_actor(), clock.today()
    inspection = guarded(inspections.get(db.session(), inspection_id, seen_by=actor))
    standards = published.standards_of(db.session(), inspection)
    return render_template(
        "inspections/show.html",
        inspection=inspection,
        recommendations=recommendations.of_inspection(db.session(), inspection, seen_by=actor),
        standards=standards,
        sections=sections_of(standards, published.findings_of(db.session(), inspection)),
        lowest={standard.id: lowest_percentages(standard.key_questions) for standard in standards},
        may_see_unit=inspection.unit is not None and can(actor, Permission.SEE_UNIT, inspection.unit),
        countdown=countdown(inspection.reinspection_earliest, inspection.reinspection_latest, today),
        may_edit_window=can(actor, Permission.EDIT_WINDOW, inspection),
        today=today,
    )
