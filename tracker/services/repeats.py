"""Saying which recommendation of an earlier inspection one repeats."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from tracker.domain.errors import RuleBroken
from tracker.domain.lifecycles import RECOMMENDATION
from tracker.domain.permissions import Actor, Permission, require
from tracker.domain.repeats import Made, refusal
from tracker.domain.vocabulary import RecommendationState
from tracker.models import Recommendation
from tracker.queries import repeats
from tracker.services.editing import unchanged_since
from tracker.services.event_kinds import EventKind
from tracker.services.locking import lock_recommendation
from tracker.services.record import record

FIELD = "repeat_of_id"


def say_repeats(
    session: Session,
    recommendation: Recommendation,
    earlier_id: int | None,
    *,
    seen_revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """It repeats the earlier one of that id, or none. An earlier one that is open counts as repeated from then on, and
    is open again once nothing repeats it.

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
    if after is not None:
        why_not = refusal(_made(recommendation), _made(after), repeats.links(session))
        if why_not is not None:
            raise RuleBroken(FIELD, why_not)
    recommendation.repeat_of_id = earlier_id
    record(session, EventKind.RECOMMENDATION_REPEATS, recommendation, by=by, at=at)
    if after is not None and after.state is RecommendationState.OPEN:
        after.state = RECOMMENDATION.move(after.state, "repeat")
        record(session, EventKind.RECOMMENDATION_REPEATED, after, by=by, at=at)
    if before is not None and before.state is RecommendationState.REPEATED:
        _open_again(session, before, by, at)


def _open_again(session: Session, earlier: Recommendation, by: Actor, at: datetime) -> None:
    session.flush()
    if not repeats.is_repeated(session, earlier.id):
        earlier.state = RECOMMENDATION.move(earlier.state, "no longer repeat")
        record(session, EventKind.RECOMMENDATION_NOT_REPEATED, earlier, by=by, at=at)


def _made(recommendation: Recommendation) -> Made:
    place = recommendation.place
    return Made(recommendation.id, place.unit_id, place.region_id, recommendation.inspection.published_on)
