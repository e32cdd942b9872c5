"""The comments on a plan and on a milestone, adding one, and putting a mention away. Inspectors see none of it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.blueprints.comments.forms import CommentForm
from tracker.domain.lifecycles import STILL_ASKED
from tracker.domain.permissions import Permission, can
from tracker.extensions import db
from tracker.models import Milestone, Plan
from tracker.queries import comments, milestones, plans
from tracker.services.comments import comment_on, put_away
from tracker.web.guards import guarded, needs
from tracker.web.paging import asked_page
from tracker.web.signed_in import current_actor

blueprint = Blueprint("comments", __name__)


@blueprint.route("/plans/<int:plan_id>/comments", methods=["GET", "POST"])
@needs(GET=Permission.SEE_COMMENTS, POST=Permission.COMMENT)
def of_plan(plan_id: int) -> ResponseReturnValue:
    return _page(guarded(plans.get(db.session(), plan_id, seen_by=current_actor())), None)


@blueprint.route("/milestones/<int:milestone_id>/comments", methods=["GET", "POST"])
@needs(GET=Permission.SEE_COMMENTS, POST=Permission.COMMENT)
def of_milestone(milestone_id: int) -> ResponseReturnValue:
    milestone = guarded(milestones.get(db.session(), milestone_id, seen_by=current_actor()))
    return _page(milestone.plan, milestone)


@blueprint.route("/mentions/<int:mention_id>/done", methods=["POST"])
@needs(POST=Permission.COMMENT)
def done(mention_id: int) -> ResponseReturnValue:
    actor = current_actor()
    mention = guarded(comments.get_mention(db.session(), mention_id, seen_by=actor))
    put_away(db.session(), mention, by=actor, at=clock.now())
    db.session.commit()
    flash("The mention was put away.", "success")
    return redirect(url_for("items.show") + "#mentioned")


def _page(plan: Plan, milestone: Milestone | None) -> ResponseReturnValue:
    actor, page, form = current_actor(), asked_page(), CommentForm()
    here = _address(plan.id, milestone.id if milestone else None)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            comment_on(
                db.session(),
                plan,
                milestone,
                text=form.text.data or "",
                by=actor,
                at=clock.now(),
                today=clock.today(),
            )
            db.session.commit()
            flash("Your comment was added.", "success")
            return redirect(here)
    made, total = comments.of_plan(
        db.session(), plan.id, milestone.id if milestone else None, offset=page.offset, limit=page.limit
    )
    may_add = plan.recommendation.state in STILL_ASKED and can(actor, Permission.COMMENT, plan)
    shown = render_template(
        "comments/index.html",
        plan=plan,
        milestone=milestone,
        here=here,
        comments=made,
        form=form if may_add else None,
        readers=comments.readers(db.session(), plan.place, today=clock.today()) if may_add else [],
        page=page.of(total),
    )
    return shown, form.status


def _address(plan_id: int, milestone_id: int | None) -> str:
    if milestone_id is None:
        return url_for("comments.of_plan", plan_id=plan_id)
    return url_for("comments.of_milestone", milestone_id=milestone_id)
