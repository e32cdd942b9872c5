"""Whether a plan is delivered, and the buttons that lead it on: delivered, sustained, assured."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.domain.errors import RuleBroken
from tracker.domain.lifecycles import PLAN, STILL_ASKED
from tracker.domain.permissions import Permission, can
from tracker.extensions import db
from tracker.models import Plan
from tracker.queries import plans
from tracker.queries.agreement import had_a_hand_in
from tracker.queries.plan_delivery import missing, sustained_until
from tracker.services.plan_delivery import assure_plan, deliver_plan, sustain_plan
from tracker.web.forms import pressed_revision
from tracker.web.guards import guarded, needs
from tracker.web.signed_in import current_actor

blueprint = Blueprint("delivery", __name__)


@blueprint.route("/plans/<int:plan_id>/delivery")
@needs(GET=Permission.SEE_PLAN)
def show(plan_id: int) -> str:
    actor, today = current_actor(), clock.today()
    plan = _seen(plan_id)
    until = sustained_until(plan)
    moves = {move for state, move in PLAN.moves if state is plan.state and plan.recommendation.state in STILL_ASKED}
    gaps = missing(db.session(), plan) if moves & {"deliver", "sustain"} else []
    decides = can(actor, Permission.ASSURE_PLAN, plan) and not had_a_hand_in(db.session(), plan, actor.answers_for)
    return render_template(
        "delivery/show.html",
        plan=plan,
        missing=gaps,
        until=until,
        is_over=until is not None and until <= today,
        may_deliver="deliver" in moves and not gaps and can(actor, Permission.DELIVER_PLAN, plan),
        may_sustain="sustain" in moves and not gaps and decides,
        may_assure="assure" in moves and decides and until is not None and until <= today,
    )


@blueprint.route("/plans/<int:plan_id>/deliver", methods=["POST"])
@needs(POST=Permission.DELIVER_PLAN)
def deliver(plan_id: int) -> ResponseReturnValue:
    return _move(_seen(plan_id), deliver_plan, "Everything in the plan is delivered.")


@blueprint.route("/plans/<int:plan_id>/sustain", methods=["POST"])
@needs(POST=Permission.ASSURE_PLAN)
def sustain(plan_id: int) -> ResponseReturnValue:
    return _move(_seen(plan_id), sustain_plan, "The sustain period began today.")


@blueprint.route("/plans/<int:plan_id>/assure", methods=["POST"])
@needs(POST=Permission.ASSURE_PLAN)
def assure(plan_id: int) -> ResponseReturnValue:
    return _move(_seen(plan_id), assure_plan, "The plan is assured and awaits inspection.")


def _seen(plan_id: int) -> Plan:
    return guarded(plans.get(db.session(), plan_id, seen_by=current_actor()))


def _move(plan: Plan, verb: Callable[..., None], message: str) -> ResponseReturnValue:
    """One press; what is refused is said on the page that has the button. Without a revision nothing was seen."""
    address, seen = url_for("delivery.show", plan_id=plan.id), pressed_revision(plan)
    try:
        verb(db.session(), plan, seen_revision=seen, by=current_actor(), at=clock.now(), today=clock.today())
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "error")
        return redirect(address)
    db.session.commit()
    flash(message, "success")
    return redirect(address)
