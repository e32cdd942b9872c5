"""The outcome of a plan, its measures, and the readings of these."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.blueprints.measures.forms import (
    CorrectForm,
    EditMeasureForm,
    MeasureForm,
    QuestionForm,
    ReadingForm,
)
from tracker.blueprints.measures.outcome import outcome_line
from tracker.domain.lifecycles import OPEN_TO_EDITING, STILL_ASKED
from tracker.domain.outcome import next_target
from tracker.domain.permissions import Permission, can
from tracker.domain.vocabulary import PlanState
from tracker.extensions import db
from tracker.models import Plan
from tracker.queries import measures, plans
from tracker.services import measures as verbs
from tracker.web.forms import pressed_revision
from tracker.web.guards import guarded, needs
from tracker.web.signed_in import current_actor

blueprint = Blueprint("measures", __name__)


@blueprint.route("/plans/<int:plan_id>/measures")
@needs(GET=Permission.SEE_PLAN)
def index(plan_id: int) -> ResponseReturnValue:
    plan = guarded(plans.get(db.session(), plan_id, seen_by=current_actor()))
    return _index(plan, QuestionForm(formdata=None))


@blueprint.route("/plans/<int:plan_id>/measures/from-question", methods=["POST"])
@needs(POST=Permission.EDIT_MEASURES)
def from_question(plan_id: int) -> ResponseReturnValue:
    actor = current_actor()
    plan = guarded(plans.get(db.session(), plan_id, seen_by=actor))
    form = QuestionForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            verbs.measure_key_question(db.session(), plan, form.question_id, by=actor, at=clock.now())
            db.session.commit()
            return _back_to(plan_id, "The measure was added with the report’s figure and words.")
    return _index(plans.get(db.session(), plan_id, seen_by=actor), form)


@blueprint.route("/plans/<int:plan_id>/measures/add", methods=["GET", "POST"])
@needs(GET=Permission.EDIT_MEASURES, POST=Permission.EDIT_MEASURES)
def add(plan_id: int) -> ResponseReturnValue:
    actor = current_actor()
    plan = guarded(plans.get(db.session(), plan_id, seen_by=actor))
    form = MeasureForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            verbs.add_measure(db.session(), plan, figures=form.figures(), by=actor, at=clock.now())
            db.session.commit()
            return _back_to(plan_id, "The measure was added.")
    return render_template("measures/edit.html", form=form, plan=plan, measure=None), form.status


@blueprint.route("/measures/<int:measure_id>/edit", methods=["GET", "POST"])
@needs(GET=Permission.EDIT_MEASURES, POST=Permission.EDIT_MEASURES)
def edit(measure_id: int) -> ResponseReturnValue:
    actor = current_actor()
    measure = guarded(measures.get(db.session(), measure_id, seen_by=actor))
    plan, form = measure.plan, EditMeasureForm(obj=measure)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            seen = form.seen_revision
            verbs.edit_measure(
                db.session(), measure, figures=form.figures(), seen_revision=seen, by=actor, at=clock.now()
            )
            db.session.commit()
            return _back_to(plan.id, "The measure was saved.")
    return render_template("measures/edit.html", form=form, plan=plan, measure=measure), form.status


@blueprint.route("/measures/<int:measure_id>/remove", methods=["POST"])
@needs(POST=Permission.EDIT_MEASURES)
def remove(measure_id: int) -> ResponseReturnValue:
    actor = current_actor()
    measure = guarded(measures.get(db.session(), measure_id, seen_by=actor))
    plan_id, seen = measure.plan_id, pressed_revision(measure)
    verbs.remove_measure(db.session(), measure, seen_revision=seen, by=actor, at=clock.now())
    db.session.commit()
    return _back_to(plan_id, "The measure was taken out.")


@blueprint.route("/measures/<int:measure_id>/readings/add", methods=["GET", "POST"])
@needs(GET=Permission.ADD_READING, POST=Permission.ADD_READING)
def read(measure_id: int) -> ResponseReturnValue:
    actor = current_actor()
    measure = guarded(measures.get(db.session(), measure_id, seen_by=actor))
    form = ReadingForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            verbs.add_reading(db.session(), measure, count=form.count(), by=actor, at=clock.now(), today=clock.today())
            db.session.commit()
            return _back_to(measure.plan_id, "The reading was added.")
    return render_template("measures/read.html", form=form, measure=measure, reading=None), form.status


@blueprint.route("/readings/<int:reading_id>/correct", methods=["GET", "POST"])
@needs(GET=Permission.ADD_READING, POST=Permission.ADD_READING)
def correct(reading_id: int) -> ResponseReturnValue:
    actor = current_actor()
    reading = guarded(measures.get_reading(db.session(), reading_id, seen_by=actor))
    measure, form = reading.measure, CorrectForm(obj=reading)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            verbs.correct_reading(
                db.session(),
                reading,
                count=form.count(),
                why=form.why.data or "",
                seen_revision=form.seen_revision,
                by=actor,
                at=clock.now(),
                today=clock.today(),
            )
            db.session.commit()
            return _back_to(measure.plan_id, "The reading was corrected.")
    return render_template("measures/read.html", form=form, measure=measure, reading=reading), form.status


def _index(plan: Plan, form: QuestionForm) -> ResponseReturnValue:
    actor, is_asked = current_actor(), plan.recommendation.state in STILL_ASKED
    may_edit = is_asked and plan.state is not PlanState.SUBMITTED and can(actor, Permission.EDIT_MEASURES, plan)
    asked = measures.suggestions(db.session(), plan)
    page = render_template(
        "measures/index.html",
        plan=plan,
        form=form,
        lines=[outcome_line(measured) for measured in measures.of_plan(db.session(), plan.id)],
        suggestions=[(question, next_target(question.percentage)) for question in asked] if may_edit else [],
        may_add=may_edit,
        may_edit=may_edit and plan.state in OPEN_TO_EDITING,
        may_read=is_asked and can(actor, Permission.ADD_READING, plan),
    )
    return page, form.status


def _back_to(plan_id: int, message: str) -> ResponseReturnValue:
    flash(message, "success")
    return redirect(url_for("measures.index", plan_id=plan_id))
