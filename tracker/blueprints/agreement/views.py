"""Submitting a plan, and agreeing or returning it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.blueprints.agreement.forms import ReturnForm
from tracker.domain.errors import NotPermitted
from tracker.domain.permissions import Permission
from tracker.extensions import db
from tracker.models import Plan
from tracker.queries import milestones, plans, promised
from tracker.queries.agreement import had_a_hand_in, missing, returned, returned_last
from tracker.services.agreement import WROTE_IT, agree_plan, return_plan, submit_plan
from tracker.web.forms import ButtonForm
from tracker.web.guards import guarded, needs
from tracker.web.plan_gaps import linked
from tracker.web.signed_in import current_actor
from tracker.web.too_late import WRITE, too_late

blueprint = Blueprint("agreement", __name__)


@blueprint.route("/plans/<int:plan_id>/submit", methods=["GET", "POST"])
@needs(GET=Permission.SUBMIT_PLAN, POST=Permission.SUBMIT_PLAN)
def submit(plan_id: int) -> ResponseReturnValue:
    actor = current_actor()
    plan = guarded(plans.get(db.session(), plan_id, seen_by=actor))
    if (answer := too_late(plan, WRITE, actor)) is not None:
        return answer
    shown = promised.of_plan(db.session(), plan, seen_by=actor, today=clock.today())
    gaps = linked(missing(db.session(), plan, milestones.of_plan(db.session(), plan), today=clock.today()), plan_id)
    form = ButtonForm(obj=plan)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            submit_plan(
                db.session(), plan, seen_revision=form.seen_revision, by=actor, at=clock.now(), today=clock.today()
            )
            db.session.commit()
            return _back_to(plan, "The plan was submitted to be agreed.")
    page = {"plan": plan, "promised": shown, "gaps": gaps, "returned": returned(db.session(), [plan]).get(plan_id)}
    return render_template("agreement/submit.html", form=form, **page), form.status


@blueprint.route("/plans/<int:plan_id>/agree", methods=["GET", "POST"])
@needs(GET=Permission.AGREE_PLAN, POST=Permission.AGREE_PLAN)
def agree(plan_id: int) -> ResponseReturnValue:
    plan = _to_be_decided(plan_id)
    if (answer := too_late(plan, "agree", current_actor())) is not None:
        return answer
    shown = promised.of_plan(db.session(), plan, seen_by=current_actor(), today=clock.today())
    asked = returned_last(db.session(), plan)
    form = ButtonForm(obj=plan)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            agree_plan(
                db.session(),
                plan,
                seen_revision=form.seen_revision,
                by=current_actor(),
                at=clock.now(),
                today=clock.today(),
            )
            db.session.commit()
            return _back_to(plan, "The plan was agreed.")
    page = {"plan": plan, "promised": shown, "returned": asked}
    return render_template("agreement/agree.html", form=form, **page), form.status


@blueprint.route("/plans/<int:plan_id>/return", methods=["GET", "POST"])
@needs(GET=Permission.AGREE_PLAN, POST=Permission.AGREE_PLAN)
def give_back(plan_id: int) -> ResponseReturnValue:
    plan = _to_be_decided(plan_id)
    if (answer := too_late(plan, "return", current_actor())) is not None:
        return answer
    form = ReturnForm(obj=plan)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            return_plan(
                db.session(),
                plan,
                what_to_change=form.what_to_change.data or "",
                seen_revision=form.seen_revision,
                by=current_actor(),
                at=clock.now(),
                today=clock.today(),
            )
            db.session.commit()
            return _back_to(plan, "The plan was returned to its owner.")
    return render_template("agreement/return.html", form=form, plan=plan), form.status


def _to_be_decided(plan_id: int) -> Plan:
    """The plan, for somebody who may decide on it. NotPermitted before the page, not only once it is sent."""
    actor = current_actor()
    plan = guarded(plans.get(db.session(), plan_id, seen_by=actor))
    if had_a_hand_in(db.session(), plan, actor.answers_for):
        raise NotPermitted(WROTE_IT)
    return plan


def _back_to(plan: Plan, message: str) -> ResponseReturnValue:
    flash(message, "success")
    return redirect(url_for("recommendations.show", recommendation_id=plan.recommendation_id))
