"""The queue of what waits for a decision, and the page on which one is made: the same for review and verification."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.blueprints.decisions.forms import DecideForm
from tracker.domain.credit import REPORTED_DONE
from tracker.domain.deciding import why_not_independent, why_not_sufficient
from tracker.domain.errors import InvalidMove, NotPermitted
from tracker.domain.permissions import Actor, Permission, can
from tracker.domain.vocabulary import DecisionLevel, DecisionOutcome, EvidenceState, Role
from tracker.extensions import db
from tracker.models import Milestone
from tracker.queries import decisions, milestones, plan_decisions, review_queue
from tracker.services.decisions import NOT_REPORTED_DONE
from tracker.services.decisions import decide as decide_on
from tracker.web.guards import guarded, guarded_service, needs
from tracker.web.paging import Page, asked_page
from tracker.web.signed_in import current_actor
from tracker.web.sorting import Sorting, asked_order

blueprint = Blueprint("decisions", __name__)
_REVIEWERS = (Role.REGIONAL_LEAD, Role.ASSURANCE_REVIEWER, Role.NATIONAL_LEAD)


@blueprint.route("/reviews")
@needs(GET=Permission.SEE_REVIEWS)
def queue() -> str:
    guarded_service()
    actor = current_actor()
    reviews = actor.has(*_REVIEWERS)
    verifies = actor.has(Role.INSPECTOR)
    return render_template(
        "decisions/queue.html",
        to_review=_waiting(actor, DecisionLevel.REVIEW, "sort", "page") if reviews else None,
        to_verify=_waiting(actor, DecisionLevel.VERIFICATION, "verify_sort", "verify_page") if verifies else None,
    )


@blueprint.route("/milestones/<int:milestone_id>/decide", methods=["GET", "POST"])
@needs(GET=Permission.DECIDE_ON_MILESTONE, POST=Permission.DECIDE_ON_MILESTONE)
def decide(milestone_id: int) -> ResponseReturnValue:
    actor = current_actor()
    milestone = guarded(milestones.get(db.session(), milestone_id, seen_by=actor))
    _refuse_what_the_verb_would(milestone, actor)
    recommendation_id = milestone.plan.recommendation_id
    level = level_for(actor, milestone)
    offered = decisions.to_look_at(db.session(), milestone_id, seen_by=actor)
    before = plan_decisions.of_milestone(db.session(), milestone, seen_by=actor, today=clock.today())
    form = DecideForm(obj=milestone)
    because = why_not_sufficient(actor, milestone.place, milestone.keeps_people_safe, milestone.is_drawn)
    because = because if level is DecisionLevel.REVIEW else None
    form.offer(offered, may_be_sufficient=because is None)
    if form.validate_on_submit():
        with form.showing_broken_rules():
            decide_on(
                db.session(),
                milestone,
                level=level,
                outcome=DecisionOutcome(form.outcome.data),
                why=form.why.data or "",
                version_ids=form.versions.data or (),
                seen_revision=form.seen_revision,
                by=actor,
                at=clock.now(),
                today=clock.today(),
            )
            db.session.commit()
            flash("Your decision was recorded.", "success")
            address = url_for("recommendations.show", recommendation_id=recommendation_id)
            return redirect(f"{address}#milestone-{milestone_id}")
    page = {
        "milestone": milestone,
        "recommendation_id": recommendation_id,
        "level": level,
        "before": before,
        "because": because,
        "nothing_to_open": None if offered else _why_nothing(milestone_id),
    }
    return render_template("decisions/decide.html", form=form, offered=offered, **page), form.status


def _why_nothing(milestone_id: int) -> str:
    """Why no file can be looked at, in words. One statement."""
    states = decisions.uploaded_for(db.session(), milestone_id)
    if not states:
        return "No evidence has been uploaded."
    if EvidenceState.AVAILABLE in states:
        return "Restricted evidence was uploaded that you cannot open."
    return "No file that was uploaded can be opened: each is still being checked, was refused or was withdrawn."


def level_for(actor: Actor, milestone: Milestone) -> DecisionLevel:
    """An inspector of this inspection verifies; everybody else who may decide reviews."""
    verifies = can(actor, Permission.VERIFY_MILESTONE, milestone)
    return DecisionLevel.VERIFICATION if verifies else DecisionLevel.REVIEW


def _refuse_what_the_verb_would(milestone: Milestone, actor: Actor) -> None:
    """The page says at once what would be refused at the end."""
    hands = decisions.hands_in(db.session(), milestone, actor.answers_for)
    because = why_not_independent(actor.person_id, hands, actor.stands_in_for)
    if because is not None:
        raise NotPermitted(because)
    if milestone.state not in REPORTED_DONE:
        raise InvalidMove(NOT_REPORTED_DONE)


def _waiting(actor: Actor, level: DecisionLevel, sort: str, page: str) -> tuple[object, Page, Sorting]:
    """A page of a queue; who both reviews and verifies sees two, each with its parameters in the address."""
    asked, sorting = asked_page(page), asked_order(review_queue.ORDERS, sort, page)
    lines, total = review_queue.to_decide(
        db.session(), actor, level, limit=asked.limit, offset=asked.offset, order=sorting.asked
    )
    return lines, asked.of(total), sorting
