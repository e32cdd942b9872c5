"""Why a stored score is not the one before it, and what of a plan's evidence will be stale when inspectors come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.domain.lifecycles import OPEN_MILESTONE
from tracker.domain.score_words import Explanation, became, explained
from tracker.domain.shelf_life import stale_on
from tracker.domain.vocabulary import MilestoneState, PlanStatus
from tracker.models import Score
from tracker.queries.plan_milestones import PlanMilestone
from tracker.queries.plan_work import PlanWork


class ScoreOfDay(NamedTuple):
    """A stored score (models/score.py)."""

    on: date
    method: int
    reported: int
    verified: int
    status: PlanStatus
    parts: dict[str, Any]


@dataclass(frozen=True)
class Explained:
    """The last day on which another score was kept, and the reasons for what has changed since.

    `was`: the status of that day, where it is another; `became` then says why, in words.
    """

    since: date
    changes: Explanation
    was: PlanStatus | None
    became: str


@dataclass(frozen=True, slots=True)
class SoonStale:
    """A piece of evidence that will be stale on a day: from `since` on. Its title is empty where it may not be seen."""

    evidence_id: int
    title: str
    since: date


def current_and_before(session: Session, plan_id: int, *, today: date) -> tuple[ScoreOfDay | None, ScoreOfDay | None]:
    """The plan's current score and the latest one before it that says something else: another figure or another status.

    None where there is no such. Snapshots of what is the same are kept every night near the reinspection, so the one
    before would mostly say nothing. One statement.
    """
    rows = session.connection().execute(_CURRENT_AND_BEFORE, {"plan_id": plan_id, "today": today}).all()
    found = [ScoreOfDay._make(row) for row in rows]
    return (found[0] if found else None), (found[1] if len(found) > 1 else None)


def explanation(score: ScoreOfDay, before: ScoreOfDay | None, work: PlanWork, why: str) -> Explained | None:
    """Why `score` is not `before`; None where there is none before. `why` says by which rule it has its status."""
    if before is None:
        return None
    stale = {line[-1] for line in score.parts["by_milestone"]} - {0}
    pieces = work.evidence.pieces
    dated = ((key, pieces[key].versions[0]) for key in stale if key in pieces)
    since = {key: day for key, one in dated if (day := stale_on(one.kind, one.period_to))}
    was = before.status if before.status is not score.status else None
    late = [one.ordinal for one in work.milestones if _became_overdue(one, before.on, score.on)]
    return Explained(before.on, explained(before, score, since), was, became(why, late))


def stale_by(work: PlanWork, on: date) -> list[SoonStale]:
    """The available evidence of milestones that were not cancelled and that will be stale on `on`, the soonest first.

    What may not be seen is among it, since figures count it, and is not named.
    """
    kept = {one.id for one in work.milestones if one.state is not MilestoneState.CANCELLED}
    found = []
    for key, piece in work.evidence.pieces.items():
        latest = piece.latest_available
        since = stale_on(latest.kind, latest.period_to) if latest and kept.intersection(piece.milestone_ids) else None
        if latest and since and since <= on:
            found.append(SoonStale(key, latest.title if piece.is_seen else "", since))
    return sorted(found, key=lambda each: (each.since, each.evidence_id))


def _became_overdue(one: PlanMilestone, after: date, by: date) -> bool:
    return one.state in OPEN_MILESTONE and after <= one.due_on < by


_PLAN = sa.bindparam("plan_id", type_=sa.Integer())
_latest = (
    sa.select(Score.on, Score.reported, Score.verified, Score.status)
    .where(Score.plan_id == _PLAN, Score.on <= sa.bindparam("today", type_=sa.Date()))
    .order_by(Score.on.desc())
    .limit(1)
    .cte("latest")
)
_earlier = aliased(Score)
_before = (
    sa.select(sa.func.max(_earlier.on))
    .where(
        _earlier.plan_id == _PLAN,
        _earlier.on < _latest.c.on,
        sa.or_(
            _earlier.reported != _latest.c.reported,
            _earlier.verified != _latest.c.verified,
            _earlier.status != _latest.c.status,
        ),
    )
    .correlate(_latest)
    .scalar_subquery()
)
_CURRENT_AND_BEFORE = (
    sa.select(Score.on, Score.method, Score.reported, Score.verified, Score.status, Score.parts)
    .join(_latest, sa.or_(Score.on == _latest.c.on, Score.on == _before))
    .where(Score.plan_id == _PLAN)
    .order_by(Score.on.desc())
)
