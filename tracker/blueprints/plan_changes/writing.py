"""Writing the draft of a change: the plan's own words, its milestones, and new ones."""

from __future__ import annotations

from dataclasses import asdict

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.blueprints.plan_changes.forms import CancelForm, MilestoneForm, NewMilestoneForm, PlanForm
from tracker.blueprints.plan_changes.loading import open_change, plan_seen
from tracker.blueprints.plan_changes.views import blueprint
from tracker.domain.errors import InvalidMove, NotFound
from tracker.domain.permissions import Permission
from tracker.domain.plan_change import as_proposed, plan_as_proposed, replaceable
from tracker.extensions import db
from tracker.models import Milestone, Plan, PlanChange
from tracker.queries import milestones, replacements
from tracker.queries.owners import possible_milestone_owners
from tracker.services import plan_changes as verbs
from tracker.web.forms import pressed_revision
from tracker.web.guards import needs
from tracker.web.signed_in import current_actor


@blueprint.route("/plans/<int:plan_id>/change/plan", methods=["GET", "POST"])
@needs(GET=Permission.EDIT_PLAN, POST=Permission.EDIT_PLAN)
def words(plan_id: int) -> ResponseReturnValue:
    """The plan's own words, as they are to be."""
    plan = plan_seen(plan_id)
    change = open_change(plan)

    def proposed(row: PlanChange) -> dict[str, object]:
        fields = plan_as_proposed(plan, row.draft)
        return fields | {"reason": fields["response_reason"], "text": fields["response_text"]}

    form = PlanForm(obj=change, proposed=proposed)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            verbs.propose_plan(
                db.session(),
                change,
                wanted={
                    "response": form.chosen_response,
                    "agreed_part": form.agreed_part.data or "",
                    "response_reason": form.chosen_reason,
                    "response_text": form.text.data or "",
                    "success_measure": form.success_measure.data or "",
                    "sustain_months": form.sustain_months.data,
                },
                seen_revision=form.seen_revision,
                by=current_actor(),
                at=clock.now(),
            )
            return _saved(plan_id)
    return render_template("plan_changes/words.html", form=form, plan=plan), form.status


@blueprint.route("/plans/<int:plan_id>/change/milestones/<int:milestone_id>", methods=["GET", "POST"])
@needs(GET=Permission.EDIT_PLAN, POST=Permission.EDIT_PLAN)
def milestone(plan_id: int, milestone_id: int) -> ResponseReturnValue:
    """What a standing milestone is to promise."""
    plan = plan_seen(plan_id)
    change = open_change(plan)
    stands = _standing(plan, milestone_id)
    form = MilestoneForm(obj=change, proposed=lambda row: as_proposed(stands, row.draft))
    if form.validate_on_submit():
        with form.showing_broken_rules():
            verbs.propose_milestone(
                db.session(),
                change,
                stands,
                wanted=form.wanted(),
                seen_revision=form.seen_revision,
                by=current_actor(),
                at=clock.now(),
            )
            return _saved(plan_id)
    return render_template("plan_changes/milestone.html", form=form, plan=plan, milestone=stands), form.status


@blueprint.route("/plans/<int:plan_id>/change/milestones/<int:milestone_id>/cancel", methods=["GET", "POST"])
@needs(GET=Permission.EDIT_PLAN, POST=Permission.EDIT_PLAN)
def cancel_milestone(plan_id: int, milestone_id: int) -> ResponseReturnValue:
    """Why a standing milestone is to be cancelled with the change."""
    plan = plan_seen(plan_id)
    change = open_change(plan)
    stands = _standing(plan, milestone_id)
    form = CancelForm(obj=change, proposed=lambda row: {"reason": row.draft.cancelled.get(milestone_id, "")})
    if form.validate_on_submit():
        with form.showing_broken_rules():
            verbs.propose_cancelling(
                db.session(),
                change,
                stands,
                why=form.reason.data or "",
                seen_revision=form.seen_revision,
                by=current_actor(),
                at=clock.now(),
            )
            return _saved(plan_id)
    return render_template("plan_changes/cancel.html", form=form, plan=plan, milestone=stands), form.status


@blueprint.route("/plans/<int:plan_id>/change/milestones/<int:milestone_id>/keep", methods=["POST"])
@needs(POST=Permission.EDIT_PLAN)
def keep_milestone(plan_id: int, milestone_id: int) -> ResponseReturnValue:
    """It is not to be cancelled after all."""
    change = open_change(plan_seen(plan_id))
    seen = pressed_revision(change)
    verbs.keep_after_all(db.session(), change, milestone_id, seen_revision=seen, by=current_actor(), at=clock.now())
    return _saved(plan_id)


@blueprint.route("/plans/<int:plan_id>/change/new/<int:key>", methods=["GET", "POST"])
@needs(GET=Permission.EDIT_PLAN, POST=Permission.EDIT_PLAN)
def new_milestone(plan_id: int, key: int) -> ResponseReturnValue:
    """A milestone that the plan is to have: by its number in the draft, 0 for another."""
    plan = plan_seen(plan_id)
    change = open_change(plan)
    if key and key not in change.draft.added:
        raise InvalidMove("This new milestone was taken out of the change.")

    def proposed(row: PlanChange) -> dict[str, object]:
        if key not in row.draft.added:
            return {"owner_id": plan.owner_id}
        return asdict(row.draft.added[key]) | {"replaces": row.draft.replaces(key)}

    form = NewMilestoneForm(obj=change, proposed=proposed)
    form.offer(possible_milestone_owners(db.session(), plan.place, today=clock.today()))
    already = replacements.of_plan(db.session(), plan_id)
    form.offer_places(replaceable(milestones.of_plan(db.session(), plan), change.draft, key, already))
    if form.validate_on_submit():
        with form.showing_broken_rules():
            verbs.propose_new(
                db.session(),
                change,
                key=key or None,
                promise=form.promise(),
                replaces=form.replaces.data or (),
                seen_revision=form.seen_revision,
                by=current_actor(),
                at=clock.now(),
                today=clock.today(),
            )
            return _saved(plan_id)
    return render_template("plan_changes/new.html", form=form, plan=plan, key=key), form.status


@blueprint.route("/plans/<int:plan_id>/change/new/<int:key>/take-out", methods=["POST"])
@needs(POST=Permission.EDIT_PLAN)
def take_out(plan_id: int, key: int) -> ResponseReturnValue:
    change = open_change(plan_seen(plan_id))
    verbs.take_out(
        db.session(), change, key, seen_revision=pressed_revision(change), by=current_actor(), at=clock.now()
    )
    return _saved(plan_id)


def _standing(plan: Plan, milestone_id: int) -> Milestone:
    """A milestone of the plan. Raises NotFound."""
    stands = next((one for one in milestones.of_plan(db.session(), plan) if one.id == milestone_id), None)
    if stands is None:
        raise NotFound("There is no such milestone.")
    return stands


def _saved(plan_id: int) -> ResponseReturnValue:
    db.session.commit()
    flash("The change was saved. The plan is as it was agreed until somebody agrees the change.", "success")
    return redirect(url_for("plan_changes.show", plan_id=plan_id))
