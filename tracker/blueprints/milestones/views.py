"""Promising and editing milestones, and saying that one has begun, is done, is open again or is cancelled."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.blueprints.milestones.forms import CancelForm, CompleteForm, EditMilestoneForm, ReopenForm
from tracker.domain.errors import NotFound
from tracker.domain.lifecycles import CHANGED_BESIDE, OPEN_TO_EDITING
from tracker.domain.permissions import Permission
from tracker.domain.promises import fixed_by_agreement
from tracker.extensions import db
from tracker.models import Milestone, Plan
from tracker.queries import date_changes, dependencies, milestones, plans
from tracker.queries.owners import possible_milestone_owners
from tracker.services import milestones as verbs
from tracker.services.dependencies import wait_for
from tracker.web.forms import ButtonForm, pressed_revision
from tracker.web.guards import guarded, needs
from tracker.web.promise_form import Promised
from tracker.web.signed_in import current_actor
from tracker.web.too_late import WRITE, too_late, too_late_to_edit

blueprint = Blueprint("milestones", __name__)


@blueprint.route("/plans/<int:plan_id>/milestones/add", methods=["GET", "POST"])
@needs(GET=Permission.EDIT_MILESTONE, POST=Permission.EDIT_MILESTONE)
def add(plan_id: int) -> ResponseReturnValue:
    actor = current_actor()
    plan = guarded(plans.get(db.session(), plan_id, seen_by=actor))
    if (answer := too_late(plan, WRITE, actor)) is not None:
        return answer
    form = Promised(owner_id=plan.owner_id)
    form.offer(possible_milestone_owners(db.session(), plan.place, today=clock.today()))
    form.offer_to_wait_for(milestones.of_plan(db.session(), plan))
    if form.validate_on_submit():
        with form.showing_broken_rules():
            milestone = verbs.add_milestone(
                db.session(), plan, promise=form.promise(), by=actor, at=clock.now(), today=clock.today()
            )
            _wait(milestone, form)
            address = _page_of(plan)
            db.session.commit()
            return _back_to(address, "The milestone was added.")
    return render_template("milestones/add.html", form=form, plan=plan), form.status


@blueprint.route("/milestones/<int:milestone_id>/edit", methods=["GET", "POST"])
@needs(GET=Permission.EDIT_MILESTONE, POST=Permission.EDIT_MILESTONE)
def edit(milestone_id: int) -> ResponseReturnValue:
    actor = current_actor()
    milestone = guarded(milestones.get(db.session(), milestone_id, seen_by=actor))
    plan = milestone.plan
    if (answer := too_late_to_edit(milestone, actor)) is not None:
        return answer
    form = EditMilestoneForm(
        obj=milestone,
        fixed=fixed_by_agreement(
            is_open_to_editing=plan.state in OPEN_TO_EDITING, was_agreed=date_changes.was_agreed(db.session(), plan)
        ),
        waits=lambda: dependencies.of_milestone(db.session(), milestone_id),
    )
    form.offer(possible_milestone_owners(db.session(), plan.place, today=clock.today()), milestone.owner)
    form.offer_to_wait_for(one for one in milestones.of_plan(db.session(), plan) if one.id != milestone_id)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            verbs.edit_milestone(
                db.session(),
                milestone,
                promise=form.promise(milestone),
                seen_revision=form.seen_revision,
                by=actor,
                at=clock.now(),
                today=clock.today(),
            )
            _wait(milestone, form)
            address = _page_of(plan)
            db.session.commit()
            return _back_to(address, "The milestone was saved.")
    shown = {"milestone": milestone, "plan": plan, "may_change_plan": plan.state in CHANGED_BESIDE}
    return render_template("milestones/edit.html", form=form, **shown), form.status


@blueprint.route("/plans/<int:plan_id>/milestones/<int:milestone_id>/remove", methods=["GET", "POST"])
@needs(GET=Permission.EDIT_MILESTONE, POST=Permission.EDIT_MILESTONE)
def remove(plan_id: int, milestone_id: int) -> ResponseReturnValue:
    """The address names the plan too, which is still there when the button is pressed a second time."""
    actor = current_actor()
    plan = guarded(plans.get(db.session(), plan_id, seen_by=actor))
    address = _page_of(plan)
    milestone = next((one for one in milestones.of_plan(db.session(), plan) if one.id == milestone_id), None)
    if milestone is None:
        if request.method == "POST" and milestones.was_removed(db.session(), plan, milestone_id):
            return _back_to(address, "The milestone was removed.")
        raise NotFound("There is no such milestone.")
    if (answer := too_late(plan, WRITE, actor)) is not None:
        return answer
    form = ButtonForm(obj=milestone)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            verbs.remove_milestone(
                db.session(),
                milestone,
                seen_revision=form.seen_revision,
                by=actor,
                at=clock.now(),
                today=clock.today(),
            )
            db.session.commit()
            return _back_to(address, "The milestone was removed.")
    return render_template("milestones/remove.html", form=form, milestone=milestone, plan=plan), form.status


@blueprint.route("/milestones/<int:milestone_id>/start", methods=["POST"])
@needs(POST=Permission.WORK_ON_MILESTONE)
def start(milestone_id: int) -> ResponseReturnValue:
    actor = current_actor()
    milestone = guarded(milestones.get(db.session(), milestone_id, seen_by=actor))
    plan, seen = milestone.plan, pressed_revision(milestone)
    verbs.start_milestone(db.session(), milestone, seen_revision=seen, by=actor, at=clock.now(), today=clock.today())
    address = _page_of(plan)
    db.session.commit()
    return _back_to(address, "The milestone is underway.")


@blueprint.route("/milestones/<int:milestone_id>/complete", methods=["GET", "POST"])
@needs(GET=Permission.WORK_ON_MILESTONE, POST=Permission.WORK_ON_MILESTONE)
def complete(milestone_id: int) -> ResponseReturnValue:
    actor = current_actor()
    milestone = guarded(milestones.get(db.session(), milestone_id, seen_by=actor))
    plan, form = milestone.plan, CompleteForm(obj=milestone)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            verbs.complete_milestone(
                db.session(),
                milestone,
                note=form.note.data or "",
                seen_revision=form.seen_revision,
                by=actor,
                at=clock.now(),
                today=clock.today(),
            )
            address = _page_of(plan)
            db.session.commit()
            return _back_to(address, "The milestone was reported done.")
    return render_template("milestones/complete.html", form=form, milestone=milestone, plan=plan), form.status


@blueprint.route("/milestones/<int:milestone_id>/reopen", methods=["GET", "POST"])
@needs(GET=Permission.WORK_ON_MILESTONE, POST=Permission.WORK_ON_MILESTONE)
def reopen(milestone_id: int) -> ResponseReturnValue:
    actor = current_actor()
    milestone = guarded(milestones.get(db.session(), milestone_id, seen_by=actor))
    plan, form = milestone.plan, ReopenForm(obj=milestone)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            verbs.reopen_milestone(
                db.session(),
                milestone,
                why=form.why.data or "",
                seen_revision=form.seen_revision,
                by=actor,
                at=clock.now(),
                today=clock.today(),
            )
            address = _page_of(plan)
            db.session.commit()
            return _back_to(address, "The milestone was reopened.")
    return render_template("milestones/reopen.html", form=form, milestone=milestone, plan=plan), form.status


@blueprint.route("/milestones/<int:milestone_id>/cancel", methods=["GET", "POST"])
@needs(GET=Permission.CANCEL_MILESTONE, POST=Permission.CANCEL_MILESTONE)
def cancel(milestone_id: int) -> ResponseReturnValue:
    actor = current_actor()
    milestone = guarded(milestones.get(db.session(), milestone_id, seen_by=actor))
    plan, form = milestone.plan, CancelForm(obj=milestone)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            verbs.cancel_milestone(
                db.session(),
                milestone,
                reason=form.reason.data or "",
                seen_revision=form.seen_revision,
                by=actor,
                at=clock.now(),
                today=clock.today(),
            )
            address = _page_of(plan)
            db.session.commit()
            return _back_to(address, "The milestone was cancelled.")
    return render_template("milestones/cancel.html", form=form, milestone=milestone, plan=plan), form.status


def _wait(milestone: Milestone, form: Promised) -> None:
    """What it waits for is saved with what it promises: both or neither."""
    db.session.flush()
    wanted, seen = form.depends_on.data or (), milestone.revision
    wait_for(db.session(), milestone, wanted, seen_revision=seen, by=current_actor(), at=clock.now())


def _page_of(plan: Plan) -> str:
    """Asked before the commit, after which the plan would be loaded anew for it."""
    return url_for("recommendations.show", recommendation_id=plan.recommendation_id)


def _back_to(address: str, message: str) -> ResponseReturnValue:
    flash(message, "success")
    return redirect(f"{address}#milestones")
