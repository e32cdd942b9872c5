"""A corrected edition of a report that is stored: the differences, and which of them to accept."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.blueprints.imports.forms import DifferencesForm
from tracker.blueprints.imports.views import blueprint
from tracker.domain.permissions import Permission
from tracker.domain.report_parsing import from_json
from tracker.domain.vocabulary import ImportState
from tracker.extensions import db
from tracker.queries import imports
from tracker.services.report_corrections import apply_corrections
from tracker.services.report_corrections import differences as differences_of
from tracker.web.guards import guarded, needs
from tracker.web.signed_in import current_actor


@blueprint.route("/imports/<int:import_id>/differences", methods=["GET", "POST"])
@needs(GET=Permission.IMPORT_REPORTS, POST=Permission.IMPORT_REPORTS)
def differences(import_id: int) -> ResponseReturnValue:
    actor = current_actor()
    reading = guarded(imports.get(db.session(), import_id, seen_by=actor))
    twin = imports.inspection_with_isbn(db.session(), from_json(reading.mended).isbn)
    if reading.state is not ImportState.READ or twin is None:
        return redirect(url_for("imports.show", import_id=import_id))
    found = differences_of(db.session(), reading, twin)
    form = DifferencesForm(obj=reading)
    form.offer(found)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            inspection = apply_corrections(
                db.session(),
                reading,
                accepted=set(form.accepted.data or ()),
                seen_revision=form.seen_revision,
                by=actor,
                at=clock.now(),
            )
            inspection_id = inspection.id
            db.session.commit()
            flash("The inspection was changed as you accepted.")
            return redirect(url_for("inspections.show", inspection_id=inspection_id))
    if form.is_conflict:
        reading = imports.get(db.session(), import_id, seen_by=actor)
        found = differences_of(db.session(), reading, twin)
        form.offer(found)
    return (
        render_template("imports/differences.html", form=form, reading=reading, twin=twin, differences=found),
        form.status,
    )
