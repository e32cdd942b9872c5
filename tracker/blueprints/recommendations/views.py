"""A recommendation with its plan, and naming an owner where it is addressed to others."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.blueprints.recommendations.beside import beside_plan
from tracker.blueprints.recommendations.decided import decided_on
from tracker.blueprints.recommendations.forms import OwnerForm
from tracker.blueprints.recommendations.judged import judged
from tracker.blueprints.recommendations.mending import to_mend
from tracker.blueprints.recommendations.next_steps import next_steps
from tracker.blueprints.recommendations.progress import PlanProgress, progress_of
from tracker.blueprints.recommendations.rights import rights_on_milestones
from tracker.blueprints.recommendations.work import change_link, work_on
from tracker.domain.deadlines import met_in_words
from tracker.domain.lifecycles import OPEN_TO_EDITING, STILL_ASKED, UNAGREED
from tracker.domain.london import london_date
from tracker.domain.permissions import Actor, Permission, can, may_ever
from tracker.domain.vocabulary import RecommendationState
from tracker.extensions import db
from tracker.queries import answered, milestones, plan_work, recommendations
from tracker.queries.owners import who_could_own
from tracker.queries.recommendation_seen import SeenPlan
from tracker.queries.recommendations import RecommendationWithPlan
from tracker.services.plan_opening import name_owner
from tracker.web.guards import guarded, needs
from tracker.web.signed_in import current_actor

blueprint = Blueprint("recommendations", __name__)
_NOTHING: dict[str, Any] = {
    "work": None,
    "progress": None,
    "beside": None,
    "decided": (),
    "uploads": False,
    "evidence_lines": (),
}


@blueprint.route("/recommendations/<int:recommendation_id>")
@needs(GET=Permission.SEE_RECOMMENDATION)
def show(recommendation_id: int) -> str:
    actor, today = current_actor(), clock.today()
    found = recommendations.get_with_plan(db.session(), recommendation_id, seen_by=actor, today=today)
    recommendation, plan = guarded(found.recommendation), found.plan
    unit = recommendation.inspection.unit
    is_open = recommendation.state is RecommendationState.OPEN
    is_asked = recommendation.state in STILL_ASKED
    is_written = is_open and plan is not None and plan.state in OPEN_TO_EDITING
    of_plan = _of_plan(found, plan, actor, today) if plan else _NOTHING
    progress: PlanProgress | None = of_plan["progress"]
    seen = judged(db.session(), recommendation, plan, progress.score if progress else None, actor)
    return render_template(
        "recommendations/show.html",
        recommendation=recommendation,
        plan=plan,
        **of_plan,
        judged=seen,
        next=next_steps(found, of_plan["work"], of_plan["decided"], seen, actor, today=today),
        owner=found.owner,
        repeats=found.repeats,
        repeated_in=found.repeated_in,
        answers=answered.by_recommendation(db.session(), recommendation),
        may_see_later=may_ever(actor, Permission.SEE_PLAN),
        is_open=is_open,
        may_see_unit=unit is not None and can(actor, Permission.SEE_UNIT, unit),
        may_respond=is_written and plan is not None and can(actor, Permission.RESPOND, plan),
        may_write=is_written and plan is not None and can(actor, Permission.EDIT_PLAN, plan),
        may_edit=is_open and plan is not None and can(actor, Permission.EDIT_PLAN, plan),
        may_set_due=is_open and can(actor, Permission.EDIT_PLAN_DEADLINE, plan or recommendation),
        shows_delivery=plan is not None and plan.state not in UNAGREED,
        plan_change=plan and change_link(plan, actor, is_asked=is_asked),
        may_upload=is_asked and of_plan["uploads"],
        may_link=can(actor, Permission.LINK_RECOMMENDATION, recommendation),
        submitted_on=london_date(found.submitted_at) if found.submitted_at else None,
        met_in_words=met_in_words,
        today=today,
    )


def _of_plan(found: RecommendationWithPlan, plan: SeenPlan, actor: Actor, today: date) -> dict[str, Any]:
    """What the page shows of a plan: its work, progress, decisions and evidence, each loaded once and shared."""
    work = plan_work.of_plan(db.session(), plan, seen_by=actor, today=today)
    rights_of = rights_on_milestones(actor, plan.place)
    beside = beside_plan(found.beside, plan, work.milestones, actor)
    shown = work_on(found, plan, work, actor, rights_of, today=today)
    progress = progress_of(db.session(), found, plan, work, unmeasured_from=beside.unmeasured_from, today=today)
    uploads = can(actor, Permission.UPLOAD_EVIDENCE, milestones.to_show(plan, work.milestones, actor))
    return {
        "work": shown,
        "progress": progress,
        "to_mend": to_mend(progress.contradictions, plan, shown, actor, may_upload=uploads) if progress else (),
        "beside": beside,
        "decided": decided_on(found, plan, work, actor, rights_of, today=today),
        "uploads": uploads,
        "evidence_lines": work.evidence.lines({milestone.id: milestone.title for milestone in work.milestones}),
    }


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
