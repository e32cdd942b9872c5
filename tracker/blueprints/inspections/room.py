"""The evidence room of an inspection, for those who decide: what was promised, and what shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request

from tracker import clock
from tracker.blueprints.inspections.views import blueprint
from tracker.domain.credit import REPORTED_DONE
from tracker.domain.deciding import Hands, why_not_independent
from tracker.domain.evidence_room import Shown
from tracker.domain.lifecycles import STILL_ASKED
from tracker.domain.permissions import Actor, Permission, can
from tracker.domain.vocabulary import DecisionLevel, EvidenceState
from tracker.extensions import db
from tracker.queries import evidence_room, inspections, room_evidence
from tracker.queries.evidence_room import RoomMilestone, RoomRecommendation
from tracker.queries.room_evidence import Shows
from tracker.web.guards import guarded, needs
from tracker.web.paging import asked_page
from tracker.web.signed_in import current_actor

MILESTONES_A_PAGE = 20
CHOICES = (
    (None, "All"),
    (Shown.NOT_SHOWN, "Not shown"),
    (Shown.INSUFFICIENT, "Insufficient, partly or out of date"),
    (Shown.WAITING, "Waiting for a decision"),
    (Shown.NOT_DONE, "Not reported done"),
    (Shown.VERIFIED, "Verified"),
)


@dataclass(frozen=True, slots=True)
class RoomLine:
    """A milestone and what shows it. `verb` is what this person may do about it, None where nothing."""

    milestone: RoomMilestone
    shows: Shows
    verb: str | None


@dataclass(frozen=True, slots=True)
class RoomPart:
    """The milestones of one recommendation that are on the page."""

    recommendation: RoomRecommendation
    lines: tuple[RoomLine, ...]


@blueprint.route("/inspections/<int:inspection_id>/evidence")
@needs(GET=Permission.SEE_EVIDENCE_ROOM)
def evidence(inspection_id: int) -> str:
    actor, today = current_actor(), clock.today()
    inspection = guarded(inspections.get(db.session(), inspection_id, seen_by=actor))
    recommendations = evidence_room.recommendations_of(db.session(), inspection, seen_by=actor, today=today)
    promised = evidence_room.milestones_of(db.session(), inspection, recommendations)
    chosen, counts = _chosen(), evidence_room.counts_of(promised)
    asked = [each for each in promised if chosen is None or each.shown is chosen]
    page = asked_page(size=MILESTONES_A_PAGE).of(len(asked))
    on_page = asked[page.offset : page.offset + page.limit]
    shows = room_evidence.of_milestones(db.session(), on_page, seen_by=actor, today=today)
    with_milestones = {each.recommendation.id for each in promised}
    is_first = chosen is None and page.number == 1
    return render_template(
        "inspections/evidence.html",
        inspection=inspection,
        parts=_parts([RoomLine(each, shows[each.id], verb_for(actor, each, shows[each.id])) for each in on_page]),
        bare=[each for each in recommendations if each.id not in with_milestones] if is_first else [],
        chosen=chosen,
        choices=[(value, words, len(promised) if value is None else counts[value]) for value, words in CHOICES],
        is_empty=not promised,
        page=page,
        is_cancelled=Shown.CANCELLED,
        is_available=EvidenceState.AVAILABLE,
        agreed_only=not can(actor, Permission.SEE_PLAN, inspection),
        may_see_unit=inspection.unit is not None and can(actor, Permission.SEE_UNIT, inspection.unit),
        today=today,
    )


def _chosen() -> Shown | None:
    """The filter in the address; None, which is all, where it names none."""
    asked = request.args.get("gap")
    return Shown(asked) if asked in set(Shown) else None


def _parts(lines: Sequence[RoomLine]) -> list[RoomPart]:
    by_recommendation: dict[int, list[RoomLine]] = {}
    for line in lines:
        by_recommendation.setdefault(line.milestone.recommendation.id, []).append(line)
    return [RoomPart(of[0].milestone.recommendation, tuple(of)) for of in by_recommendation.values()]


def verb_for(actor: Actor, milestone: RoomMilestone, shows: Shows) -> str | None:
    """What this person may do about a milestone that is reported done: "Verify", "Review", or nothing.

    A review that could not stand beside an inspector's decision is not offered.
    """
    hands = Hands(
        milestone.place.owner_id or 0,
        milestone.owner_id,
        milestone.completed_by_id,
        shows.uploaders,
        milestone.recommendation.had_a_hand,
    )
    is_decided_on = milestone.state in REPORTED_DONE and milestone.recommendation.state in STILL_ASKED
    if not is_decided_on or why_not_independent(actor.person_id, hands, actor.stands_in_for) is not None:
        return None
    if can(actor, Permission.VERIFY_MILESTONE, milestone):
        return "Verify"
    if shows.stands is not None and shows.stands.level is DecisionLevel.VERIFICATION:
        return None
    return "Review" if can(actor, Permission.REVIEW_MILESTONE, milestone) else None
