"""What an inspector says of a recommendation: progress at a revisit, its release, and the verdict that closes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.errors import InvalidMove, NotPermitted, RuleBroken
from tracker.domain.lifecycles import RECOMMENDATION
from tracker.domain.permissions import Actor, Permission, inspects, require
from tracker.domain.vocabulary import Progress, RecommendationState, VerdictWord
from tracker.models import ProgressJudgement, Recommendation, Verdict
from tracker.queries import judgements
from tracker.services.editing import is_sent_again, unchanged_since
from tracker.services.event_kinds import EventKind
from tracker.services.independence import has_a_hand_in_its_plan
from tracker.services.locking import lock_recommendation
from tracker.services.record import record

CLOSED = "This recommendation is closed."


def judge(
    session: Session,
    recommendation: Recommendation,
    *,
    plan_delivered: Progress,
    outcome_improved: Progress,
    why: str,
    by: Actor,
    at: datetime,
) -> ProgressJudgement:
    """An inspector's judgement on the two axes, seen by the inspectorate only until it is released.

    Raises NotPermitted, InvalidMove where the recommendation is closed, RuleBroken without a reason or where an
    earlier judgement of the same inspector is not released yet.
    """
    require(by, Permission.JUDGE_PROGRESS, recommendation)
    lock_recommendation(session, recommendation)
    _refuse_who_had_a_hand(session, recommendation, by)
    if recommendation.state is RecommendationState.CLOSED:
        raise InvalidMove(CLOSED)
    if not why:
        raise RuleBroken("why", "Enter why you judge so")
    wanted = {"plan_delivered": plan_delivered, "outcome_improved": outcome_improved, "why": why}
    recorded = judgements.unreleased(session, recommendation.id, by.person_id)
    if recorded is not None:
        if _says(recorded, wanted):
            return recorded  # the same form, sent again
        raise RuleBroken("why", "You have recorded a judgement already. Release it before you record another")
    judgement = ProgressJudgement(recommendation=recommendation, inspector_id=by.person_id, judged_at=at, **wanted)
    session.add(judgement)
    # an entry about the judgement and not the recommendation, whose history others read
    record(session, EventKind.PROGRESS_JUDGED, judgement, by=by, at=at)
    return judgement


def change_judgement(
    session: Session,
    judgement: ProgressJudgement,
    *,
    plan_delivered: Progress,
    outcome_improved: Progress,
    why: str,
    seen_revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Its inspector thinks better of it before it is released. NotPermitted, Conflict, InvalidMove, RuleBroken."""
    _begin_own(session, judgement, by, "change")
    wanted = {"plan_delivered": plan_delivered, "outcome_improved": outcome_improved, "why": why}
    is_the_same = _says(judgement, wanted)
    kind = EventKind.JUDGEMENT_CHANGED
    if is_the_same and is_sent_again(session, judgement, kind, by=by, seen_revision=seen_revision):
        return
    unchanged_since(judgement, seen_revision)
    if judgement.released_at is not None:
        raise InvalidMove("This judgement was released, so it cannot be changed. Record another.")
    if not why:
        raise RuleBroken("why", "Enter why you judge so")
    if is_the_same:
        return
    for name, value in wanted.items():
        setattr(judgement, name, value)
    record(session, kind, judgement, by=by, at=at)


def _says(judgement: ProgressJudgement, wanted: Mapping[str, object]) -> bool:
    return all(getattr(judgement, name) == value for name, value in wanted.items())


def release(session: Session, judgement: ProgressJudgement, *, seen_revision: int, by: Actor, at: datetime) -> None:
    """From now on everybody who sees the recommendation reads the judgement. Raises InvalidMove, Conflict."""
    _begin_own(session, judgement, by, "release")
    kind = EventKind.JUDGEMENT_RELEASED
    if is_sent_again(session, judgement, kind, by=by, seen_revision=seen_revision):
        return
    unchanged_since(judgement, seen_revision)
    if judgement.released_at is not None:
        raise InvalidMove("This judgement was released already.")
    judgement.released_at = at
    record(session, kind, judgement, by=by, at=at)


def give_verdict(
    session: Session,
    recommendation: Recommendation,
    *,
    verdict: VerdictWord,
    why: str,
    cites: str,
    seen_revision: int,
    by: Actor,
    at: datetime,
) -> Verdict:
    """Closes the recommendation. Who is not its inspector cites the paragraph that the inspectorate has published."""
    require(by, Permission.GIVE_VERDICT, recommendation)
    lock_recommendation(session, recommendation)
    _refuse_who_had_a_hand(session, recommendation, by)
    kind = EventKind.VERDICT_GIVEN
    if is_sent_again(session, recommendation, kind, by=by, seen_revision=seen_revision, note=why):
        stands = judgements.verdict_of(session, recommendation.id)
        if stands is not None and (stands.verdict, stands.cites) == (verdict, cites):
            return stands
    unchanged_since(recommendation, seen_revision)
    state = RECOMMENDATION.move(recommendation.state, "close")
    if not why:
        raise RuleBroken("why", "Enter why this is the verdict")
    if not cites and not inspects(by, recommendation.place):
        raise RuleBroken("cites", "Enter the paragraph that HMI Probation has published")
    recommendation.state = state
    given = Verdict(
        recommendation_id=recommendation.id,
        verdict=verdict,
        why=why,
        cites=cites,
        given_at=at,
        given_by_id=by.person_id,
    )
    session.add(given)
    session.flush()
    record(session, kind, recommendation, by=by, at=at, note=why, covers=[given])
    return given


def refuse_others(judgement: ProgressJudgement, by: Actor, to: str) -> None:
    """Raises NotPermitted for everybody but the inspector whose judgement it is. `to`: what they wanted to do to it."""
    if by.person_id is None or judgement.inspector_id != by.person_id:
        raise NotPermitted(f"Only the inspector who recorded a judgement can {to} it.")


def _begin_own(session: Session, judgement: ProgressJudgement, by: Actor, to: str) -> None:
    """Locks the judgement of this inspector and reads it anew. Raises NotPermitted where it is another's."""
    require(by, Permission.JUDGE_PROGRESS, judgement)
    refuse_others(judgement, by, to)
    lock_recommendation(session, judgement.recommendation)
    session.refresh(judgement, _COLUMNS)


_COLUMNS = tuple(attribute.key for attribute in sa.inspect(ProgressJudgement).column_attrs)


def _refuse_who_had_a_hand(session: Session, recommendation: Recommendation, by: Actor) -> None:
    if has_a_hand_in_its_plan(session, recommendation, by):
        raise NotPermitted("You wrote, own or uploaded a part of this plan, so somebody else must judge it.")
