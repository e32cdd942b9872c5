"""The due dates of a milestone: all that were, asking for another, deciding on it, and what waits to be decided."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.blueprints.date_changes.dates import dates_of
from tracker.blueprints.date_changes.forms import APPROVE, AskForm, DecideForm
from tracker.domain.errors import InvalidMove
from tracker.domain.permissions import Permission
from tracker.extensions import db
from tracker.queries import date_changes, milestones
from tracker.services.date_changes import (
    NOT_AGREED_YET,
    approve_date_change,
    ask_date_change,
    decline_date_change,
    withdraw_date_change,
)
from tracker.web.forms import pressed_revision
from tracker.web.guards import guarded, guarded_service, needs
from tracker.web.paging import asked_page
from tracker.web.signed_in import current_actor
from tracker.web.sorting import asked_order

blueprint = Blueprint("date_changes", __name__)


@blueprint.route("/date-changes")
@needs(GET=Permission.SEE_DATE_CHANGES)
def queue() -> str:
    guarded_service()
    page, sorting = asked_page(), asked_order(date_changes.ORDERS)
    lines, total = date_changes.waiting(
        db.session(), current_actor(), offset=page.offset, limit=page.limit, order=sorting.asked
    )
    return render_template("date_changes/queue.html", lines=lines, page=page.of(total), sorting=sorting)


@blueprint.route("/milestones/<int:milestone_id>/dates")
@needs(GET=Permission.SEE_PLAN)
def show(milestone_id: int) -> str:
    actor = current_actor()
    milestone = guarded(milestones.get(db.session(), milestone_id, seen_by=actor))
    dates = dates_of(db.session(), milestone, actor)
    return render_template("date_changes/show.html", milestone=milestone, dates=dates, today=clock.today())


@blueprint.route("/milestones/<int:milestone_id>/dates/ask", methods=["GET", "POST"])
@needs(GET=Permission.ASK_DATE_CHANGE, POST=Permission.ASK_DATE_CHANGE)
def ask(milestone_id: int) -> ResponseReturnValue:
    actor = current_actor()
    milestone = guarded(milestones.get(db.session(), milestone_id, seen_by=actor))
    if not date_changes.was_agreed(db.session(), milestone.plan):
        raise InvalidMove(NOT_AGREED_YET)
    dates = dates_of(db.session(), milestone, actor)
    form = AskForm(obj=milestone)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            ask_date_change(
                db.session(),
                milestone,
                to_on=form.to_on.data,
                reason=form.reason.data or "",
                seen_revision=form.seen_revision,
                by=actor,
                at=clock.now(),
                today=clock.today(),
            )
            db.session.commit()
            return _back_to(milestone_id, "You asked for another due date. Until it is approved, the date stays.")
    page = {"milestone": milestone, "dates": dates, "today": clock.today()}
    return render_template("date_changes/ask.html", form=form, **page), form.status


@blueprint.route("/date-changes/<int:change_id>", methods=["GET", "POST"])
@needs(GET=Permission.DECIDE_DATE_CHANGE, POST=Permission.DECIDE_DATE_CHANGE)
def decide(change_id: int) -> ResponseReturnValue:
    actor = current_actor()
    change = guarded(date_changes.get(db.session(), change_id, seen_by=actor))
    milestone = change.milestone
    dates = dates_of(db.session(), milestone, actor)
    form = DecideForm(obj=change)
    if form.validate_on_submit():
        approves, milestone_id = form.decision.data == APPROVE, milestone.id
        verb = approve_date_change if approves else decline_date_change
        with form.showing_broken_rules():
            verb(
                db.session(),
                change,
                note=form.note.data or "",
                seen_revision=form.seen_revision,
                by=actor,
                at=clock.now(),
                today=clock.today(),
            )
            db.session.commit()
            return _back_to(milestone_id, f"The new due date was {'approved' if approves else 'declined'}.")
    page = {"change": change, "milestone": milestone, "dates": dates, "today": clock.today()}
    return render_template("date_changes/decide.html", form=form, **page), form.status


@blueprint.route("/date-changes/<int:change_id>/withdraw", methods=["POST"])
@needs(POST=Permission.WITHDRAW_DATE_CHANGE)
def withdraw(change_id: int) -> ResponseReturnValue:
    actor = current_actor()
    change = guarded(date_changes.get(db.session(), change_id, seen_by=actor))
    milestone_id, seen = change.milestone_id, pressed_revision(change)
    withdraw_date_change(db.session(), change, seen_revision=seen, by=actor, at=clock.now())
    db.session.commit()
    return _back_to(milestone_id, "The date change was withdrawn. The due date stays as it was.")


def _back_to(milestone_id: int, message: str) -> ResponseReturnValue:
    flash(message, "success")
    return redirect(url_for("date_changes.show", milestone_id=milestone_id))
