"""The progress updates of a plan and of a milestone, and sending one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.blueprints.updates.forms import MilestoneUpdateForm, UpdateForm
from tracker.domain.lifecycles import STILL_ASKED
from tracker.domain.permissions import Permission, Placed, can
from tracker.domain.vocabulary import Confidence
from tracker.extensions import db
from tracker.models import Milestone, Plan
from tracker.queries import milestones, plans, updates
from tracker.services.updates import send_update
from tracker.web.guards import guarded, needs
from tracker.web.paging import asked_page
from tracker.web.signed_in import current_actor

blueprint = Blueprint("updates", __name__)


@blueprint.route("/plans/<int:plan_id>/updates")
@needs(GET=Permission.SEE_PLAN)
def index(plan_id: int) -> str:
    plan = guarded(plans.get(db.session(), plan_id, seen_by=current_actor()))
    return _index(plan, None, _theirs(plan))


@blueprint.route("/milestones/<int:milestone_id>/updates")
@needs(GET=Permission.SEE_PLAN)
def of_milestone(milestone_id: int) -> str:
    milestone = guarded(milestones.get(db.session(), milestone_id, seen_by=current_actor()))
    return _index(milestone.plan, milestone, milestone)


@blueprint.route("/plans/<int:plan_id>/updates/send", methods=["GET", "POST"])
@needs(GET=Permission.SEND_UPDATE, POST=Permission.SEND_UPDATE)
def send(plan_id: int) -> ResponseReturnValue:
    plan = plans.get(db.session(), plan_id, seen_by=current_actor())
    guarded(_theirs(plan))
    return _send(plan, None, UpdateForm(), url_for("updates.index", plan_id=plan_id))


@blueprint.route("/milestones/<int:milestone_id>/updates/send", methods=["GET", "POST"])
@needs(GET=Permission.SEND_UPDATE, POST=Permission.SEND_UPDATE)
def send_on_milestone(milestone_id: int) -> ResponseReturnValue:
    milestone = guarded(milestones.get(db.session(), milestone_id, seen_by=current_actor()))
    here = url_for("updates.of_milestone", milestone_id=milestone_id)
    return _send(milestone.plan, milestone, MilestoneUpdateForm(), here)


def _theirs(plan: Plan) -> Placed:
    return milestones.to_show(plan, milestones.of_plan(db.session(), plan), current_actor())


def _index(plan: Plan, milestone: Milestone | None, theirs: Placed) -> str:
    actor, page = current_actor(), asked_page()
    of_one = milestone.id if milestone else None
    sent, total = updates.of_plan(db.session(), plan, of_one, seen_by=actor, offset=page.offset, limit=page.limit)
    may_send = plan.recommendation.state in STILL_ASKED and can(actor, Permission.SEND_UPDATE, theirs)
    return render_template(
        "updates/index.html", plan=plan, milestone=milestone, updates=sent, page=page.of(total), may_send=may_send
    )


def _send(plan: Plan, milestone: Milestone | None, form: UpdateForm, here: str) -> ResponseReturnValue:
    if form.validate_on_submit():
        with form.showing_broken_rules():
            send_update(
                db.session(),
                plan,
                milestone,
                narrative=form.narrative.data or "",
                confidence=Confidence(form.confidence.data),
                by=current_actor(),
                at=clock.now(),
            )
            db.session.commit()
            flash("The update was sent.", "success")
            return redirect(here)
    return render_template("updates/send.html", form=form, plan=plan, milestone=milestone, here=here), form.status
