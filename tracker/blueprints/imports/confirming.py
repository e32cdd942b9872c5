"""A checked reading is confirmed: it becomes an inspection with its plans."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker import clock
from tracker.blueprints.imports.confirm_form import KNOWN, ConfirmForm
from tracker.blueprints.imports.situation import situation_of
from tracker.blueprints.imports.views import blueprint
from tracker.domain.deadlines import DEFAULT_PLAN_RULE
from tracker.domain.permissions import Permission
from tracker.domain.report_obstacles import obstacles
from tracker.domain.vocabulary import ImportState
from tracker.extensions import db
from tracker.models import Inspection, Person, ReportImport, Unit
from tracker.queries import imports
from tracker.queries.people import find_by_email
from tracker.services.password_links import GOOD_FOR, make_password_link
from tracker.services.report_confirming import confirm as confirm_reading
from tracker.web.guards import guarded, needs
from tracker.web.signed_in import current_actor


@blueprint.route("/imports/<int:import_id>/confirm", methods=["GET", "POST"])
@needs(GET=Permission.IMPORT_REPORTS, POST=Permission.IMPORT_REPORTS)
def confirm(import_id: int) -> ResponseReturnValue:
    reading = guarded(imports.get(db.session(), import_id, seen_by=current_actor()))
    situation = situation_of(db.session(), reading, today=clock.today())
    if reading.state is not ImportState.READ or situation.twin or obstacles(situation.report):
        return redirect(url_for("imports.show", import_id=import_id))
    form = ConfirmForm(obj=reading, situation=situation)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            return _confirmed(reading, form)
    if form.is_refused:  # a double click, or somebody else at the same instant: the same page for both
        return redirect(url_for("imports.show", import_id=import_id))
    if form.is_conflict:
        reading = imports.get(db.session(), import_id, seen_by=current_actor())
        situation = situation_of(db.session(), reading, today=clock.today())
    return (
        render_template(
            "imports/confirm.html", form=form, reading=reading, situation=situation, rule=DEFAULT_PLAN_RULE.in_words()
        ),
        form.status,
    )


def _confirmed(reading: ReportImport, form: ConfirmForm) -> str | Response:
    """The answer to a confirmation. A new head's link stands in this one answer and nowhere else."""
    actor, at = current_actor(), clock.now()
    session = db.session()
    published_on, choices = form.published_on.data, _choices(form)
    assert published_on is not None
    inspection = confirm_reading(
        session,
        reading,
        published_on=published_on,
        **choices,
        seen_revision=form.seen_revision,
        by=actor,
        at=at,
    )
    head = find_by_email(session, choices["new_head"][1]) if choices["new_head"] else None
    token = make_password_link(session, head, by=actor, at=at) if head else None
    made, inspection_id = imports.made_of(session, reading), inspection.id
    session.commit()
    if head is None or token is None:
        flash("The inspection was stored.")
        return redirect(url_for("imports.show", import_id=reading.id))
    return render_template(
        "imports/confirmed.html",
        inspection=session.get_one(Inspection, inspection_id),
        made=made,
        head=head,
        link=url_for("sign_in.choose_password", token=token, _external=True),
        expires_at=at + GOOD_FOR,
    )


def _choices(form: ConfirmForm) -> dict[str, Any]:
    session, situation = db.session(), form.situation
    unit, new_unit, region_name = situation.unit, None, None
    if form.is_new_unit:
        new_unit = (form.unit_name.data, form.chosen_region() or "")
    elif form.unit and form.unit.data == KNOWN and form.unit_id.data:
        unit = session.get(Unit, int(form.unit_id.data))
    if situation.is_of_region:
        region_name = form.chosen_region()
    head, new_head = _head(form)
    return {"unit": unit, "new_unit": new_unit, "region_name": region_name, "head": head, "new_head": new_head}


def _head(form: ConfirmForm) -> tuple[Person | None, tuple[str, str] | None]:
    if form.head_id:
        return db.session().get(Person, int(form.head_id.data)), None
    if not form.head_email or not form.head_email.data:
        return None, None
    known = find_by_email(db.session(), form.head_email.data)
    return known, None if known else (form.head_name.data or "", form.head_email.data)
