"""Responding to a recommendation, and editing the plan's owner and success measure."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.blueprints.plans.forms import EditPlanForm, RespondForm
from tracker.domain.permissions import Permission
from tracker.extensions import db
from tracker.models import Plan
from tracker.queries import plans
from tracker.queries.owners import possible_owners
from tracker.services.plans import edit_plan
from tracker.services.plans import respond as give_response
from tracker.web.guards import guarded, needs
from tracker.web.signed_in import current_actor
from tracker.web.too_late import WRITE, too_late

blueprint = Blueprint("plans", __name__)


@blueprint.route("/plans/<int:plan_id>/respond", methods=["GET", "POST"])
@needs(GET=Permission.RESPOND, POST=Permission.RESPOND)
def respond(plan_id: int) -> ResponseReturnValue:
    actor = current_actor()
    plan = guarded(plans.get(db.session(), plan_id, seen_by=actor))
    if (answer := too_late(plan, WRITE, actor)) is not None:
        return answer
    form = RespondForm(obj=plan)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            give_response(
                db.session(),
                plan,
                response=form.chosen_response,
                agreed_part=form.agreed_part.data or "",
                reason=form.chosen_reason,
                text=form.text.data or "",
                seen_revision=form.seen_revision,
                by=actor,
                at=clock.now(),
            )
            db.session.commit()
            return _back_to(plan, "Your response was saved.")
    return render_template("plans/respond.html", form=form, plan=plan, today=clock.today()), form.status


@blueprint.route("/plans/<int:plan_id>/edit", methods=["GET", "POST"])
@needs(GET=Permission.EDIT_PLAN, POST=Permission.EDIT_PLAN)
def edit(plan_id: int) -> ResponseReturnValue:
    actor = current_actor()
    plan = guarded(plans.get(db.session(), plan_id, seen_by=actor))
    if (answer := too_late(plan, WRITE, actor)) is not None:
        return answer
    form = EditPlanForm(obj=plan)
    form.offer(possible_owners(db.session(), plan.place, today=clock.today()), plan.owner)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            edit_plan(
                db.session(),
                plan,
                owner_id=form.owner_id.data,
                success_measure=form.success_measure.data or "",
                seen_revision=form.seen_revision,
                by=actor,
                at=clock.now(),
                today=clock.today(),
            )
            db.session.commit()
            return _back_to(plan, "The plan was saved.")
    return render_template("plans/edit.html", form=form, plan=plan), form.status


def _back_to(plan: Plan, message: str) -> ResponseReturnValue:
    flash(message, "success")
    return redirect(url_for("recommendations.show", recommendation_id=plan.recommendation_id))
