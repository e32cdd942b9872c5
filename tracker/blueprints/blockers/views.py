"""Saying what blocks a milestone, changing what is said, and clearing it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.blueprints.blockers.forms import BlockerForm, ClearForm, EditBlockerForm
from tracker.domain.permissions import Permission
from tracker.extensions import db
from tracker.models import Milestone
from tracker.queries import blockers, milestones
from tracker.services.blockers import clear_blocker, edit_blocker, raise_blocker
from tracker.web.guards import guarded, needs
from tracker.web.signed_in import current_actor

blueprint = Blueprint("blockers", __name__)


@blueprint.route("/milestones/<int:milestone_id>/blockers/add", methods=["GET", "POST"])
@needs(GET=Permission.EDIT_BLOCKER, POST=Permission.EDIT_BLOCKER)
def add(milestone_id: int) -> ResponseReturnValue:
    actor = current_actor()
    milestone = guarded(milestones.get(db.session(), milestone_id, seen_by=actor))
    form, back = BlockerForm(asked_on=clock.today()), _address(milestone)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            raise_blocker(db.session(), milestone, said=form.said, by=actor, at=clock.now(), today=clock.today())
            db.session.commit()
            return _to(back, "The blocker was added.")
    return render_template("blockers/add.html", form=form, milestone=milestone), form.status


@blueprint.route("/blockers/<int:blocker_id>/edit", methods=["GET", "POST"])
@needs(GET=Permission.EDIT_BLOCKER, POST=Permission.EDIT_BLOCKER)
def edit(blocker_id: int) -> ResponseReturnValue:
    actor = current_actor()
    blocker = guarded(blockers.get(db.session(), blocker_id, seen_by=actor))
    milestone, form = blocker.milestone, EditBlockerForm(obj=blocker)
    back = _address(milestone)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            edit_blocker(
                db.session(),
                blocker,
                said=form.said,
                seen_revision=form.seen_revision,
                by=actor,
                at=clock.now(),
                today=clock.today(),
            )
            db.session.commit()
            return _to(back, "The blocker was saved.")
    return render_template("blockers/edit.html", form=form, milestone=milestone, blocker_id=blocker_id), form.status


@blueprint.route("/blockers/<int:blocker_id>/clear", methods=["GET", "POST"])
@needs(GET=Permission.EDIT_BLOCKER, POST=Permission.EDIT_BLOCKER)
def clear(blocker_id: int) -> ResponseReturnValue:
    actor = current_actor()
    blocker = guarded(blockers.get(db.session(), blocker_id, seen_by=actor))
    milestone, form = blocker.milestone, ClearForm(obj=blocker)
    back = _address(milestone)
    if form.cleared_on.data is None and not form.is_submitted():
        form.cleared_on.process_data(clock.today())
    if form.validate_on_submit():
        with form.showing_broken_rules():
            clear_blocker(
                db.session(),
                blocker,
                cleared_on=form.cleared_on.data,
                outcome=form.outcome.data or "",
                seen_revision=form.seen_revision,
                by=actor,
                at=clock.now(),
                today=clock.today(),
            )
            db.session.commit()
            return _to(back, "The blocker was cleared.")
    return render_template("blockers/clear.html", form=form, milestone=milestone, blocker=blocker), form.status


def _address(milestone: Milestone) -> str:
    """Where the milestone is shown; to be asked before the commit, which forgets what was loaded."""
    address = url_for("recommendations.show", recommendation_id=milestone.plan.recommendation_id)
    return f"{address}#milestone-{milestone.id}"


def _to(address: str, message: str) -> ResponseReturnValue:
    flash(message, "success")
    return redirect(address)
