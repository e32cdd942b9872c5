"""An inspection: its ratings, key questions, findings, and its recommendations with how each stands."""

from __future__ import annotations

from flask import Blueprint, render_template

from tracker import clock
from tracker.domain.countdown import countdown
from tracker.domain.findings import lowest_percentages, sections_of
from tracker.domain.permissions import Permission, can
from tracker.extensions import db
from tracker.queries import inspection_lines, inspections, published
from tracker.web.guards import guarded, needs
from tracker.web.signed_in import current_actor

blueprint = Blueprint("inspections", __name__)


@blueprint.route("/inspections/<int:inspection_id>")
@needs(GET=Permission.SEE_INSPECTION)
def show(inspection_id: int) -> str:
    actor, today = current_actor(), clock.today()
    inspection = guarded(inspections.get(db.session(), inspection_id, seen_by=actor))
    lines = inspection_lines.of_inspection(db.session(), inspection, seen_by=actor, today=today)
    sees_drafts = can(actor, Permission.SEE_PLAN, inspection)
    inspects = can(actor, Permission.JUDGE_PROGRESS, inspection)
    standards = published.standards_of(db.session(), inspection)
    return render_template(
        "inspections/show.html",
        inspection=inspection,
        recommendations=lines,
        roll_up=inspection_lines.roll_up(lines),
        standing=sum(line.stands for line in lines),
        may_see_plans=sees_drafts or inspects,
        agreed_only=inspects and not sees_drafts,
        may_see_evidence=can(actor, Permission.SEE_EVIDENCE_ROOM, inspection),
        standards=standards,
        sections=sections_of(standards, published.findings_of(db.session(), inspection)),
        lowest={standard.id: lowest_percentages(standard.key_questions) for standard in standards},
        may_see_unit=inspection.unit is not None and can(actor, Permission.SEE_UNIT, inspection.unit),
        countdown=countdown(inspection.reinspection_earliest, inspection.reinspection_latest, today),
        may_submit_plans=any(line.is_to_submit for line in lines) and can(actor, Permission.SUBMIT_PLANS, inspection),
        may_edit_window=can(actor, Permission.EDIT_WINDOW, inspection),
        today=today,
    )
