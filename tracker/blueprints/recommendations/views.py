"""A recommendation with its plan, and naming an owner where it is addressed to others."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.blueprints.recommendations.decided import decided_on
from tracker.blueprints.recommendations.forms import OwnerForm
from tracker.blueprints.recommendations.judged import judged
from tracker.blueprints.recommendations.progress import progress_of
from tracker.blueprints.recommendations.work import work_on
from tracker.domain.permissions import Permission, can, may_ever
from tracker.domain.vocabulary import RecommendationState
from tracker.extensions import db
from tracker.queries import answered, evidence, recommendations
from tracker.queries.owners import who_could_own
from tracker.services.plan_opening import name_owner
from tracker.web.guards import guarded, needs
from tracker.web.signed_in import current_actor

blueprint = Blueprint("recommendations", __name__)


@blueprint.route("/recommendations/<int:recommendation_id>")
@needs(GET=Permission.SEE_RECOMMENDATION)
def show(recommendation_id: int) -> str:
    actor = current_actor()
    found = recommendations.get_with_plan(db.session(), recommendation_id, seen_by=actor)
    recommendation, plan = guarded(found.recommendation), found.plan
    unit = recommendation.inspection.unit
    is_open = recommendation.state is RecommendationState.OPEN
    work = work_on(db.session(), plan, actor, today=clock.today()) if plan else None
    progress = progress_of(db.session(), plan, today=clock.today()) if plan else None
    promised = [line.milestone for line in work.lines] if work else []
    return render_template(
        "recommendations/show.html",
        recommendation=recommendation,
        plan=plan,
        work=work,
        progress=progress,
        judged=judged(db.session(), recommendation, progress.score if progress else None, actor),
        decided=decided_on(db.session(), plan, promised, actor) if plan else [],
        evidence_lines=evidence.of_plan(db.session(), plan.id, seen_by=actor) if plan else [],
        owner=found.owner,
        answers=answered.by_recommendation(db.session(), recommendation),
        may_see_later=may_ever(actor, Permission.SEE_PLAN),
        is_open=is_open,
        may_see_unit=unit is not None and can(actor, Permission.SEE_UNIT, unit),
        may_respond=is_open and plan is not None and can(actor, Permission.RESPOND, plan),
        may_edit=is_open and plan is not None and can(actor, Permission.EDIT_PLAN, plan),
        may_upload=plan is not None and can(actor, Permission.UPLOAD_EVIDENCE, plan),
        may_link=can(actor, Permission.LINK_RECOMMENDATION, recommendation),
        may_name_owner=is_open and can(actor, Permission.NAME_OWNER, recommendation),
        today=clock.today(),
    )


@blueprint.route("/recommendations/<int:recommendation_id>/owner", methods=["GET", "POST"])
@needs(GET=Permission.NAME_OWNER, POST=Permission.NAME_OWNER)
def owner(recommendation_id: int) -> ResponseReturnValue:
    actor = current_actor()
    recommendation = guarded(recommendations.get(db.session(), recommendation_id, seen_by=actor))
    form = OwnerForm(obj=recommendation)
    form.offer(who_could_own(db.session(), recommendation.place, today=clock.today()))
    if form.validate_on_submit():
        with form.showing_broken_rules():
            name_owner(
                db.session(),
                recommendation,
                owner_id=form.owner_id.data,
                seen_revision=form.seen_revision,
                by=actor,
                at=clock.now(),
                today=clock.today(),
            )
            db.session.commit()
            flash("The owner was named and their plan opened.", "success")
            return redirect(url_for("recommendations.show", recommendation_id=recommendation_id))
    return render_template("recommendations/owner.html", form=form, recommendation=recommendation), form.status
