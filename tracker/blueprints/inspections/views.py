"""An inspection: its ratings, key questions, findings, and its recommendations with how each stands."""

from __future__ import annotations

from flask import Blueprint, render_template

from tracker import clock
from tracker.domain.findings import lowest_percentages, sections_of
from tracker.domain.permissions import Permission, can
from tracker.extensions import db
from tracker.queries import inspections, recommendations
from tracker.web.guards import guarded, needs
from tracker.web.signed_in import current_actor

blueprint = Blueprint("inspections", __name__)


@blueprint.route("/inspections/<int:inspection_id>")
@needs(GET=Permission.SEE_INSPECTION)
def show(inspection_id: int) -> str:
    actor = current_actor()
    inspection = guarded(inspections.get_whole(db.session(), inspection_id, seen_by=actor))
    return render_template(
        "inspections/show.html",
        inspection=inspection,
        recommendations=recommendations.of_inspection(db.session(), inspection, seen_by=actor),
        sections=sections_of(inspection.standards, inspection.findings),
        lowest={standard.id: lowest_percentages(standard.key_questions) for standard in inspection.standards},
        may_see_unit=inspection.unit is not None and can(actor, Permission.SEE_UNIT, inspection.unit),
        today=clock.today(),
    )
