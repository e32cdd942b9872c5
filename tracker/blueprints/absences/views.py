"""When people are away: a list of what is to come, saying so, and saying that somebody is back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.blueprints.absences.forms import AbsenceForm
from tracker.domain.permissions import Permission
from tracker.extensions import db
from tracker.queries import absences
from tracker.services.absences import end_absence, set_absence
from tracker.web.forms import pressed_revision
from tracker.web.guards import guarded, needs
from tracker.web.signed_in import current_actor

blueprint = Blueprint("absences", __name__)


@blueprint.route("/absences")
@needs(GET=Permission.SIGNED_IN)
def index() -> str:
    actor, today = current_actor(), clock.today()
    return render_template(
        "absences/index.html",
        people=absences.people_to_set(db.session(), actor, today=today),
        to_come=absences.to_come(db.session(), actor, today=today),
        me=actor.person_id,
        today=today,
    )


@blueprint.route("/absences/of/<int:person_id>/add", methods=["GET", "POST"])
@needs(GET=Permission.SET_ABSENCE, POST=Permission.SET_ABSENCE)
def add(person_id: int) -> ResponseReturnValue:
    actor, today = current_actor(), clock.today()
    person = absences.person_to_set(db.session(), person_id, seen_by=actor, today=today)
    guarded(absences.place_of(db.session(), person, actor, today=today))
    deputies = absences.possible_deputies(db.session(), person, today=today)
    form = AbsenceForm()
    form.offer(deputies)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            set_absence(
                db.session(),
                person,
                from_on=form.from_on.data,
                to_on=form.to_on.data,
                deputy_id=form.deputy_id.data,
                by=actor,
                at=clock.now(),
                today=today,
            )
            db.session.commit()
            return _back("The absence was added.")
    page = {"person": person, "deputies": deputies, "is_me": person_id == actor.person_id}
    return render_template("absences/add.html", form=form, **page), form.status


@blueprint.route("/absences/<int:absence_id>/end", methods=["POST"])
@needs(POST=Permission.SET_ABSENCE)
def end(absence_id: int) -> ResponseReturnValue:
    actor, today = current_actor(), clock.today()
    absence = absences.get(db.session(), absence_id, seen_by=actor, today=today)
    guarded(absences.place_of(db.session(), absence.person, actor, today=today))
    seen = pressed_revision(absence)
    end_absence(db.session(), absence, seen_revision=seen, by=actor, at=clock.now(), today=today)
    db.session.commit()
    return _back("The absence was ended.")


def _back(message: str) -> ResponseReturnValue:
    flash(message, "success")
    return redirect(url_for("absences.index"))
