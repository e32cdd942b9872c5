"""When the next inspection is expected, for administrators."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms.validators import Optional

from tracker import clock
from tracker.blueprints.inspections.views import blueprint
from tracker.domain.permissions import Permission
from tracker.extensions import db
from tracker.queries import inspections
from tracker.services.windows import set_window
from tracker.web.date_field import DayField
from tracker.web.forms import EditForm
from tracker.web.guards import guarded, needs
from tracker.web.signed_in import current_actor


class WindowForm(EditForm):
    """The earliest and the latest day of fieldwork; neither where nothing is known."""

    reinspection_earliest = DayField("Earliest day", validators=[Optional()])
    reinspection_latest = DayField(
        "Latest day",
        description="Leave this empty if the day itself is known.",
        validators=[Optional()],
    )


@blueprint.route("/inspections/<int:inspection_id>/window", methods=["GET", "POST"])
@needs(GET=Permission.EDIT_WINDOW, POST=Permission.EDIT_WINDOW)
def window(inspection_id: int) -> ResponseReturnValue:
    actor = current_actor()
    inspection = guarded(inspections.get(db.session(), inspection_id, seen_by=actor))
    form = WindowForm(obj=inspection)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            set_window(
                db.session(),
                inspection,
                earliest=form.reinspection_earliest.data,
                latest=form.reinspection_latest.data,
                seen_revision=form.seen_revision,
                by=actor,
                at=clock.now(),
                today=clock.today(),
            )
            db.session.commit()
            flash("The expected dates were saved.", "success")
            return redirect(url_for("inspections.show", inspection_id=inspection_id))
    return render_template("inspections/window.html", form=form, inspection=inspection), form.status
