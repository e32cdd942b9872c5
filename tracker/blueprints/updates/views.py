"""The progress updates of a plan, and sending one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.blueprints.updates.forms import UpdateForm
from tracker.domain.lifecycles import STILL_ASKED
from tracker.domain.permissions import Permission, can
from tracker.domain.vocabulary import Confidence
from tracker.extensions import db
from tracker.queries import milestones, plans, updates
from tracker.services.updates import send_update
from tracker.web.guards import guarded, needs
from tracker.web.paging import asked_page
from tracker.web.signed_in import current_actor

blueprint = Blueprint("updates", __name__)


@blueprint.route("/plans/<int:plan_id>/updates")
@needs(GET=Permission.SEE_PLAN)
def index(plan_id: int) -> str:
    actor, page = current_actor(), asked_page()
    plan = guarded(plans.get(db.session(), plan_id, seen_by=actor))
    sent, total = updates.of_plan(db.session(), plan_id, offset=page.offset, limit=page.limit)
    theirs = milestones.to_show(plan, milestones.of_plan(db.session(), plan), actor)
    may_send = plan.recommendation.state in STILL_ASKED and can(actor, Permission.SEND_UPDATE, theirs)
    return render_template("updates/index.html", plan=plan, updates=sent, page=page.of(total), may_send=may_send)


@blueprint.route("/plans/<int:plan_id>/updates/send", methods=["GET", "POST"])
@needs(GET=Permission.SEND_UPDATE, POST=Permission.SEND_UPDATE)
def send(plan_id: int) -> ResponseReturnValue:
    actor = current_actor()
    plan, form = plans.get(db.session(), plan_id, seen_by=actor), UpdateForm()
    guarded(milestones.to_show(plan, milestones.of_plan(db.session(), plan), actor))
    if form.validate_on_submit():
        with form.showing_broken_rules():
            send_update(
                db.session(),
                plan,
                narrative=form.narrative.data or "",
                confidence=Confidence(form.confidence.data),
                by=actor,
                at=clock.now(),
            )
            db.session.commit()
            flash("The update was sent.", "success")
            return redirect(url_for("updates.index", plan_id=plan_id))
    return render_template("updates/send.html", form=form, plan=plan), form.status
