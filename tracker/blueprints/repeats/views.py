"""What a recommendation repeats and what repeats it; regional and national leads and administrators say so."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.blueprints.repeats.forms import RepeatForm
from tracker.domain.permissions import Permission, can
from tracker.extensions import db
from tracker.queries import recommendations, repeats
from tracker.services.repeats import say_repeats
from tracker.web.guards import guarded, needs
from tracker.web.signed_in import current_actor

blueprint = Blueprint("repeats", __name__)


@blueprint.route("/recommendations/<int:recommendation_id>/repeats", methods=["GET", "POST"])
@needs(GET=Permission.SEE_RECOMMENDATION, POST=Permission.LINK_REPEAT)
def show(recommendation_id: int) -> ResponseReturnValue:
    actor, session = current_actor(), db.session()
    recommendation = guarded(recommendations.get(session, recommendation_id, seen_by=actor))
    earlier, later = repeats.linked(session, recommendation, seen_by=actor)
    form = None
    if can(actor, Permission.LINK_REPEAT, recommendation):
        found = repeats.candidates(session, recommendation, seen_by=actor)
        form = RepeatForm(obj=recommendation, candidates=found)
    if form is not None and form.validate_on_submit():
        with form.showing_broken_rules():
            say_repeats(
                session,
                recommendation,
                form.repeat_of_id.data or None,
                seen_revision=form.seen_revision,
                by=actor,
                at=clock.now(),
            )
            db.session.commit()
            flash("What this recommendation repeats was saved.", "success")
            return redirect(url_for("repeats.show", recommendation_id=recommendation_id))
    page = {"recommendation": recommendation, "earlier": earlier, "later": later, "chooses": form is not None}
    if form is None:
        return render_template("repeats/show.html", **page)
    return render_template("repeats/show.html", form=form, **page), form.status
