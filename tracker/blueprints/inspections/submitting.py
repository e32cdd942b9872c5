"""Submitting the plans of an inspection together: which are complete, which lack what, and one press for those."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.blueprints.inspections.views import blueprint
from tracker.domain.permissions import Permission
from tracker.extensions import db
from tracker.models import Plan
from tracker.queries import inspections
from tracker.queries.agreement import Move, returned
from tracker.queries.plan_submission import ToSubmit, to_submit
from tracker.services.plan_submission import submit_plans
from tracker.services.several import Outcome
from tracker.web.forms import Form
from tracker.web.guards import guarded, needs
from tracker.web.plan_gaps import LinkedGap, linked
from tracker.web.signed_in import current_actor


class SubmitForm(Form):
    """One button. Beside it the page sends `plan`, once a complete plan: its id and the revision that was seen."""

    @property
    def seen_revisions(self) -> dict[int, int]:
        sent = (value.partition(":") for value in request.form.getlist("plan"))
        return {int(key): int(seen) for key, _, seen in sent if _is_number(key) and _is_number(seen)}


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) < 10


@dataclass(frozen=True, slots=True)
class Line:
    plan: Plan
    name: str
    gaps: list[LinkedGap]
    returned: Move | None


@blueprint.route("/inspections/<int:inspection_id>/submit-plans", methods=["GET", "POST"])
@needs(GET=Permission.SUBMIT_PLANS, POST=Permission.SUBMIT_PLANS)
def submit_together(inspection_id: int) -> ResponseReturnValue:
    actor, today = current_actor(), clock.today()
    inspection = guarded(inspections.get(db.session(), inspection_id, seen_by=actor))
    form = SubmitForm()
    if form.validate_on_submit():
        outcome = submit_plans(
            db.session(), inspection, seen_revisions=form.seen_revisions, by=actor, at=clock.now(), today=today
        )
        messages = _in_words(outcome)
        db.session.commit()
        for message, category in messages:
            flash(message, category)
        return redirect(url_for("inspections.submit_together", inspection_id=inspection_id))
    found = to_submit(db.session(), inspection, seen_by=actor, today=today)
    notes = returned(db.session(), [one.plan for one in found])
    lines = [_line(one, notes.get(one.plan.id)) for one in found]
    return render_template("inspections/submit_plans.html", form=form, inspection=inspection, lines=lines), form.status


def _line(one: ToSubmit, note: Move | None) -> Line:
    return Line(one.plan, _name(one.plan), linked(one.gaps, one.plan.id), note)


def _name(plan: Plan) -> str:
    return f"Recommendation {plan.recommendation.number or plan.recommendation.ordinal}"


def _in_words(outcome: Outcome[Plan]) -> list[tuple[str, str]]:
    count = len(outcome.done)
    said = [(f"{count} plan{'' if count == 1 else 's'} submitted to be agreed.", "success")] if count else []
    said += [(f"{_name(plan)} was not submitted. {why}", "error") for plan, why in outcome.refused]
    return said or [("No plan was left to submit.", "information")]
