"""Changing an agreed plan: starting, writing, submitting, deciding and discarding a draft beside it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.blueprints.plan_changes.forms import (
    DecideForm,
    StartForm,
)
from tracker.blueprints.plan_changes.loading import (
    address_of,
    beside,
    names_of,
    open_change,
    plan_seen,
)
from tracker.domain.errors import InvalidMove, NotPermitted
from tracker.domain.lifecycles import OPEN_MILESTONE, PLAN, PLAN_CHANGE, STILL_ASKED
from tracker.domain.permissions import Permission, can
from tracker.extensions import db
from tracker.models import Plan, PlanChange
from tracker.queries import plan_changes, plan_work
from tracker.queries.agreement import had_a_hand_in
from tracker.queries.owners import possible_milestone_owners
from tracker.queries.promised import speaking_against
from tracker.services import plan_changes as verbs
from tracker.services.agreement import WROTE_IT
from tracker.services.plan_change_decisions import agree_change, return_change
from tracker.web.forms import ButtonForm
from tracker.web.guards import needs
from tracker.web.signed_in import current_actor

blueprint = Blueprint("plan_changes", __name__)


@blueprint.route("/plans/<int:plan_id>/change", methods=["GET", "POST"])
@needs(GET=Permission.SEE_PLAN_CHANGE, POST=Permission.CHANGE_PLAN)
def show(plan_id: int) -> ResponseReturnValue:
    """The change that is open, or the form that starts one."""
    plan = plan_seen(plan_id)
    form = StartForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            verbs.start_change(db.session(), plan, why=form.why.data or "", by=current_actor(), at=clock.now())
            db.session.commit()
            return redirect(url_for("plan_changes.show", plan_id=plan_id))
    change = plan_changes.open_of(db.session(), plan)
    if change is not None:
        return _beside(plan, change)
    return _to_start(plan, form)


def _to_start(plan: Plan, form: StartForm) -> ResponseReturnValue:
    is_asked = plan.recommendation.state in STILL_ASKED
    may_start = is_asked and (plan.state, "change") in PLAN.moves and can(current_actor(), Permission.CHANGE_PLAN, plan)
    return render_template("plan_changes/start.html", form=form, plan=plan, may_start=may_start), form.status


def _beside(plan: Plan, change: PlanChange) -> ResponseReturnValue:
    actor, today = current_actor(), clock.today()
    found = beside(plan, change, today=today)
    people = possible_milestone_owners(db.session(), plan.place, today=today)
    moves = {move for state, move in PLAN_CHANGE.moves if state is change.state}
    is_asked = plan.recommendation.state in STILL_ASKED
    may_write = is_asked and "write" in moves and can(actor, Permission.EDIT_PLAN, plan)
    may_decide = is_asked and "agree" in moves and can(actor, Permission.AGREE_PLAN, plan)
    return render_template(
        "plan_changes/show.html",
        plan=plan,
        found=found,
        names=names_of(people, found.standing),
        address_of=address_of,
        cancellable={one.id for one in found.standing if one.state in OPEN_MILESTONE},
        may_write=may_write,
        may_submit=may_write and can(actor, Permission.SUBMIT_PLAN, plan),
        may_decide=may_decide and not had_a_hand_in(db.session(), plan, actor.answers_for),
    )


@blueprint.route("/plans/<int:plan_id>/change/submit", methods=["GET", "POST"])
@needs(GET=Permission.SUBMIT_PLAN, POST=Permission.SUBMIT_PLAN)
def submit(plan_id: int) -> ResponseReturnValue:
    """All that is asked for, read once more before it is asked."""
    plan, today = plan_seen(plan_id), clock.today()
    change = open_change(plan)
    if request.method == "GET":
        PLAN_CHANGE.move(change.state, "submit")
    found = beside(plan, change, today=today)
    names = names_of(possible_milestone_owners(db.session(), plan.place, today=today), found.standing)
    form = ButtonForm(obj=change)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            seen, at = form.seen_revision, clock.now()
            verbs.submit_change(db.session(), change, seen_revision=seen, by=current_actor(), at=at, today=today)
            db.session.commit()
            flash("The change was submitted to be agreed. Until then the plan is as it was agreed.", "success")
            return redirect(url_for("plan_changes.show", plan_id=plan_id))
    return render_template("plan_changes/submit.html", form=form, plan=plan, found=found, names=names), form.status


@blueprint.route("/plans/<int:plan_id>/change/discard", methods=["GET", "POST"])
@needs(GET=Permission.EDIT_PLAN, POST=Permission.EDIT_PLAN)
def discard(plan_id: int) -> ResponseReturnValue:
    """Asks first. Pressed twice, it is discarded."""
    plan = plan_seen(plan_id)
    change = plan_changes.latest_of(db.session(), plan)
    if change is None:
        raise InvalidMove(verbs.GONE)
    if request.method == "GET":
        PLAN_CHANGE.move(change.state, "discard")
    form = ButtonForm(obj=change)
    if form.validate_on_submit():
        address = url_for("recommendations.show", recommendation_id=plan.recommendation_id)
        with form.showing_broken_rules():
            seen = form.seen_revision
            verbs.discard_change(db.session(), change, seen_revision=seen, by=current_actor(), at=clock.now())
            db.session.commit()
            flash("The change was discarded. The plan is as it was agreed.", "success")
            return redirect(address)
    return render_template("plan_changes/discard.html", form=form, plan=plan), form.status


@blueprint.route("/plans/<int:plan_id>/change/decide", methods=["GET", "POST"])
@needs(GET=Permission.AGREE_PLAN, POST=Permission.AGREE_PLAN)
def decide(plan_id: int) -> ResponseReturnValue:
    """The change side by side with what was agreed, for whoever agrees or returns it."""
    plan, actor, today = plan_seen(plan_id), current_actor(), clock.today()
    if had_a_hand_in(db.session(), plan, actor.answers_for):
        raise NotPermitted(WROTE_IT)
    change = plan_changes.latest_of(db.session(), plan)
    if change is None:
        raise InvalidMove(verbs.GONE)
    found = beside(plan, change, today=today)
    names = names_of(possible_milestone_owners(db.session(), plan.place, today=today), found.standing)
    work = plan_work.of_plan(db.session(), plan, seen_by=actor, today=today)
    against = speaking_against(db.session(), plan, work, today=today)
    form = DecideForm(obj=change)
    if form.validate_on_submit():
        address = url_for("recommendations.show", recommendation_id=plan.recommendation_id)
        with form.showing_broken_rules():
            message = _decided(form, change)
            db.session.commit()
            flash(message, "success")
            return redirect(address)
    page = {"plan": plan, "found": found, "names": names, "contradictions": against}
    return render_template("plan_changes/decide.html", form=form, **page), form.status


def _decided(form: DecideForm, change: PlanChange) -> str:
    seen, by, at = form.seen_revision, current_actor(), clock.now()
    if form.decision.data == "agree":
        agree_change(db.session(), change, seen_revision=seen, by=by, at=at, today=clock.today())
        return "The change was agreed. It is now the plan."
    what = form.what_to_change.data or ""
    return_change(db.session(), change, what_to_change=what, seen_revision=seen, by=by, at=at)
    return "The change was returned. The plan is as it was agreed."
