"""Judging the progress of a recommendation, releasing the judgement, and closing it with a verdict."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.blueprints.judgements.forms import ChangeJudgementForm, JudgeForm, VerdictForm
from tracker.domain.permissions import Permission, inspects
from tracker.domain.vocabulary import Progress, VerdictWord
from tracker.extensions import db
from tracker.queries import judgements, plans, recommendations
from tracker.queries.score_explained import current_and_before
from tracker.services import judgements as verbs
from tracker.web.forms import pressed_revision
from tracker.web.guards import guarded, needs
from tracker.web.signed_in import current_actor

blueprint = Blueprint("judgements", __name__)


@blueprint.route("/recommendations/<int:recommendation_id>/judge", methods=["GET", "POST"])
@needs(GET=Permission.JUDGE_PROGRESS, POST=Permission.JUDGE_PROGRESS)
def judge(recommendation_id: int) -> ResponseReturnValue:
    actor = current_actor()
    recommendation = guarded(recommendations.get(db.session(), recommendation_id, seen_by=actor))
    form = JudgeForm()
    if form.validate_on_submit():
        with form.showing_broken_rules():
            verbs.judge(
                db.session(),
                recommendation,
                plan_delivered=Progress(form.plan_delivered.data),
                outcome_improved=Progress(form.outcome_improved.data),
                why=form.why.data or "",
                by=actor,
                at=clock.now(),
            )
            db.session.commit()
            return _back_to(
                recommendation_id, "Your judgement was recorded. Only inspectors see it until you release it."
            )
    return render_template("judgements/judge.html", form=form, recommendation=recommendation), form.status


@blueprint.route("/judgements/<int:judgement_id>/change", methods=["GET", "POST"])
@needs(GET=Permission.JUDGE_PROGRESS, POST=Permission.JUDGE_PROGRESS)
def change(judgement_id: int) -> ResponseReturnValue:
    actor = current_actor()
    judgement = guarded(judgements.get(db.session(), judgement_id, seen_by=actor))
    verbs.refuse_others(judgement, actor, "change")
    recommendation, form = judgement.recommendation, ChangeJudgementForm(obj=judgement)
    recommendation_id = recommendation.id
    if form.validate_on_submit():
        with form.showing_broken_rules():
            verbs.change_judgement(
                db.session(),
                judgement,
                plan_delivered=Progress(form.plan_delivered.data),
                outcome_improved=Progress(form.outcome_improved.data),
                why=form.why.data or "",
                seen_revision=form.seen_revision,
                by=actor,
                at=clock.now(),
            )
            db.session.commit()
            return _back_to(
                recommendation_id, "Your judgement was changed. Only inspectors see it until you release it."
            )
    return render_template("judgements/judge.html", form=form, recommendation=recommendation), form.status


@blueprint.route("/judgements/<int:judgement_id>/release", methods=["POST"])
@needs(POST=Permission.JUDGE_PROGRESS)
def release(judgement_id: int) -> ResponseReturnValue:
    actor = current_actor()
    judgement = guarded(judgements.get(db.session(), judgement_id, seen_by=actor))
    recommendation_id, seen = judgement.recommendation_id, pressed_revision(judgement)
    verbs.release(db.session(), judgement, seen_revision=seen, by=actor, at=clock.now())
    db.session.commit()
    return _back_to(recommendation_id, "The judgement was released.")


@blueprint.route("/recommendations/<int:recommendation_id>/verdict", methods=["GET", "POST"])
@needs(GET=Permission.GIVE_VERDICT, POST=Permission.GIVE_VERDICT)
def verdict(recommendation_id: int) -> ResponseReturnValue:
    actor = current_actor()
    recommendation = guarded(recommendations.get(db.session(), recommendation_id, seen_by=actor))
    form = VerdictForm(obj=recommendation, needs_citing=not inspects(actor, recommendation.place))
    plan = plans.of_recommendation(db.session(), recommendation_id, seen_by=actor)
    score = current_and_before(db.session(), plan.id, today=clock.today())[0] if plan else None
    if form.validate_on_submit():
        with form.showing_broken_rules():
            verbs.give_verdict(
                db.session(),
                recommendation,
                verdict=VerdictWord(form.verdict.data),
                why=form.why.data or "",
                cites=form.cited,
                seen_revision=form.seen_revision,
                by=actor,
                at=clock.now(),
            )
            db.session.commit()
            return _back_to(recommendation_id, "The recommendation was closed.")
    page = {"recommendation": recommendation, "plan": plan, "score": score}
    return render_template("judgements/verdict.html", form=form, **page), form.status


def _back_to(recommendation_id: int, message: str) -> ResponseReturnValue:
    flash(message, "success")
    return redirect(url_for("recommendations.show", recommendation_id=recommendation_id) + "#judgements")
