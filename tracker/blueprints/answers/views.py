"""Standards, key questions and findings are suggested by words in common, and chosen by a person."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.blueprints.answers.candidates import groups_of
from tracker.blueprints.answers.forms import AnswersForm
from tracker.domain.permissions import Permission
from tracker.extensions import db
from tracker.queries import inspections, recommendations
from tracker.services.recommendations import link
from tracker.web.guards import guarded, needs
from tracker.web.signed_in import current_actor

blueprint = Blueprint("answers", __name__)


@blueprint.route("/recommendations/<int:recommendation_id>/answers", methods=["GET", "POST"])
@needs(GET=Permission.LINK_RECOMMENDATION, POST=Permission.LINK_RECOMMENDATION)
def choose(recommendation_id: int) -> ResponseReturnValue:
    actor = current_actor()
    recommendation = guarded(recommendations.get_with_links(db.session(), recommendation_id, seen_by=actor))
    inspection = inspections.get_whole(db.session(), recommendation.inspection_id, seen_by=actor)
    form = AnswersForm(obj=recommendation, groups=groups_of(recommendation, inspection))
    if form.validate_on_submit():
        with form.showing_broken_rules():
            link(
                db.session(),
                recommendation,
                standards=form.standards.data or [],
                key_questions=form.key_questions.data or [],
                findings=form.findings.data or [],
                seen_revision=form.seen_revision,
                by=actor,
                at=clock.now(),
            )
            db.session.commit()
            flash("The linked standards and findings were saved.")
            return redirect(url_for("recommendations.show", recommendation_id=recommendation_id))
    return render_template("answers/choose.html", form=form, recommendation=recommendation), form.status
