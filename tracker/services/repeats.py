"""Saying which recommendation of an earlier inspection one repeats."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from tracker.domain.errors import RuleBroken
from tracker.domain.lifecycles import RECOMMENDATION, STILL_ASKED
from tracker.domain.permissions import Actor, Permission, require
from tracker.domain.repeats import Made, refusal
from tracker.domain.vocabulary import RecommendationState
from tracker.models import Recommendation
from tracker.queries import repeats
from tracker.services.editing import unchanged_since
from tracker.services.event_kinds import EventKind
from tracker.services.independence import has_a_hand_in_its_plan
from tracker.services.locking import lock_recommendation
from tracker.services.record import record

FIELD = "repeat_of_id"
HAS_A_HAND = "You wrote, own or uploaded a part of the earlier plan, so somebody else must say that it is repeated"


def say_repeats(
    session: Session,
    recommendation: Recommendation,
    earlier_id: int | None,
    *,
    seen_revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """It repeats the earlier one of that id, or none. An earlier one that still stands counts as repeated from then
    on, and stands as before once nothing repeats it. Its plan asks nothing more then, so nobody says so of a plan that
    they own, wrote or uploaded for.

    All that take part are locked, in the order of their ids. Raises NotPermitted, Conflict, RuleBroken("repeat_of_id").
    """
    require(by, Permission.LINK_REPEAT, recommendation)
    before = (
        repeats.get_earlier(session, recommendation.repeat_of_id, seen_by=by) if recommendation.repeat_of_id else None
    )
    after = repeats.get_earlier(session, earlier_id, seen_by=by) if earlier_id else None
    if earlier_id and after is None:
        raise RuleBroken(FIELD, "Select a recommendation of an earlier inspection")
    for row in sorted({recommendation, before, after} - {None}, key=lambda one: one.id if one else 0):
        if row is not None:
            lock_recommendation(session, row)
    session.refresh(recommendation, ["repeat_of_id"])
    if recommendation.repeat_of_id == earlier_id:
        return
    unchanged_since(recommendation, seen_revision)
    _refuse(session, recommendation, before, after, by)
    recommendation.repeat_of_id = earlier_id
    record(session, EventKind.RECOMMENDATION_REPEATS, recommendation, by=by, at=at)
    if after is not None and after.state in STILL_ASKED:
        after.state = RECOMMENDATION.move(after.state, "repeat")
        record(session, EventKind.RECOMMENDATION_REPEATED, after, by=by, at=at)
    if before is not None and before.state is RecommendationState.REPEATED:
        _open_again(session, before, by, at)


def _refuse(
    session: Session, this: Recommendation, before: Recommendation | None, after: Recommendation | None, by: Actor
) -> None:
    """RuleBroken where `this` cannot repeat `after`, or where they have a part in the plan of either earlier one."""
    why_not = refusal(_made(this), _made(after), repeats.links(session)) if after is not None else None
    if why_not is not None:
        raise RuleBroken(FIELD, why_not)
    if any(earlier is not None and has_a_hand_in_its_plan(session, earlier, by) for earlier in (before, after)):
        raise RuleBroken(FIELD, HAS_A_HAND)


def _open_again(session: Session, earlier: Recommendation, by: Actor, at: datetime) -> None:
    session.flush()
    if not repeats.is_repeated(session, earlier.id):
        earlier.state = RECOMMENDATION.move(earlier.state, "no longer repeat")
        if repeats.has_an_assured_plan(session, earlier.id):
            earlier.state = RECOMMENDATION.move(earlier.state, "assure")
        record(session, EventKind.RECOMMENDATION_NOT_REPEATED, earlier, by=by, at=at)


def _made(recommendation: Recommendation) -> Made:
    place = recommendation.place
    return Made(recommendation.id, place.unit_id, place.region_id, recommendation.inspection.published_on)
