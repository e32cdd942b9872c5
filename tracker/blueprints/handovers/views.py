"""Handing over what somebody holds, and accepting what was handed over."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.blueprints.handovers.forms import HandoverForm, form_for, lines_of
from tracker.domain.handovers import in_words
from tracker.domain.permissions import Permission, can, may_ever
from tracker.domain.vocabulary import DecisionLevel
from tracker.extensions import db
from tracker.models import Person
from tracker.queries import handovers, handovers_waiting, review_queue
from tracker.queries.actors import actor_of
from tracker.queries.handovers import HeldItem, Holder
from tracker.queries.takers import Taker, takers_of
from tracker.services.handovers import Outcome, accept_handover, hand_over
from tracker.web.guards import guarded, needs
from tracker.web.signed_in import current_actor

blueprint = Blueprint("handovers", __name__)


@blueprint.route("/people/<int:person_id>/handover", methods=["GET", "POST"])
@needs(GET=Permission.HAND_OVER, POST=Permission.HAND_OVER)
def give(person_id: int) -> ResponseReturnValue:
    actor = current_actor()
    holder = guarded(handovers.get_holder(db.session(), person_id, seen_by=actor))
    items, takers = _held(holder)
    form = form_for(items, takers, holder.person.name)
    if form.validate_on_submit():
        if not items and not form.wanted:
            flash("There is nothing left to hand over.")
            return redirect(url_for("handovers.give", person_id=person_id))
        with form.showing_broken_rules():
            outcome = hand_over(
                db.session(),
                holder.person,
                form.wanted,
                reason=form.reason.data or "",
                by=actor,
                at=clock.now(),
                today=clock.today(),
            )
            db.session.commit()
            _tell(outcome, takers)
            if not outcome.refused:
                return redirect(url_for("handovers.give", person_id=person_id))
            holder = handovers.get_holder(db.session(), person_id, seen_by=actor)
            items = _what_stayed(form, _held(holder)[0], outcome)
    return _page(holder, items, form), form.status


@blueprint.route("/handovers/<int:handover_id>/accept", methods=["POST"])
@needs(POST=Permission.ACCEPT_HANDOVER)
def accept(handover_id: int) -> ResponseReturnValue:
    actor = current_actor()
    handover = guarded(handovers_waiting.get(db.session(), handover_id, seen_by=actor))
    accept_handover(db.session(), handover, by=actor, at=clock.now())
    db.session.commit()
    flash("You accepted the handover.", "success")
    return redirect(url_for("items.show") + "#handed-over")


def _held(holder: Holder) -> tuple[Sequence[HeldItem], list[Taker]]:
    """What may be handed over, and who may take over any of it but the holder."""
    items = handovers.held_by(db.session(), holder.person.id, seen_by=current_actor())
    takers = takers_of(db.session(), items, today=clock.today())
    return items, [taker for taker in takers if taker.person_id != holder.person.id]


def _tell(outcome: Outcome, takers: Sequence[Taker]) -> None:
    if outcome.moved:
        names = in_words(taker.name for taker in takers if taker.person_id in outcome.moved.values())
        count = len(outcome.moved)
        flash(f"{count} item{'s were' if count > 1 else ' was'} handed over to {names}. They are asked to accept.")
    elif not outcome.refused:
        flash("This was handed over already.")


def _what_stayed(form: HandoverForm, items: Sequence[HeldItem], outcome: Outcome) -> list[HeldItem]:
    """Puts each reason beside its item; what is not on the page any more is said at its top."""
    form.refuse(outcome.refused)
    stayed = [item for item in items if item.key in form]
    shown = {item.key for item in stayed}
    for name in form.item_names() - shown:
        for message in form[name].errors:
            flash(message, "warning")
        del form[name]
    return stayed


def _page(holder: Holder, items: Sequence[HeldItem], form: HandoverForm) -> str:
    actor = current_actor()
    return render_template(
        "handovers/give.html",
        holder=holder.person,
        form=form,
        lines=lines_of(form, items),
        titles={item.key: _title(item) for item in items},
        reviews=_reviews(holder.person),
        manages_people=can(actor, Permission.MANAGE_PEOPLE),
        today=clock.today(),
    )


def _title(item: HeldItem) -> str:
    """An administrator hands over what they may not read."""
    may_read = item.milestone_id is None or can(current_actor(), Permission.SEE_PLAN, item)
    return item.text if may_read else f"Milestone {item.ordinal}"


def _reviews(person: Person) -> int:
    """How many milestones wait for a review that this person may make today. At most two statements."""
    holder = actor_of(db.session(), person, today=clock.today())
    if not may_ever(holder, Permission.REVIEW_MILESTONE):
        return 0
    _lines, total = review_queue.to_decide(db.session(), holder, DecisionLevel.REVIEW, limit=1)
    return total
