"""Why a stored score is not the one before it, and what of a plan's evidence will be stale when inspectors come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.score_words import Explanation, explained
from tracker.domain.shelf_life import stale_on
from tracker.domain.vocabulary import EvidenceState, PlanStatus
from tracker.models import Evidence, EvidenceVersion, Score
from tracker.queries.plan_evidence import PlanEvidence


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
    """The score of the day before that was kept, and the reasons for what has changed since."""

    since: date
    changes: Explanation


def current_and_before(session: Session, plan_id: int, *, today: date) -> tuple[ScoreOfDay | None, ScoreOfDay | None]:
    """The plan's current score and the one of the day before it that was kept, where there are such. One statement."""
    found = [
        ScoreOfDay._make(row) for row in session.connection().execute(_LATEST_TWO, {"plan_id": plan_id, "today": today})
    ]
    return (found[0] if found else None), (found[1] if len(found) > 1 else None)


def explanation(score: ScoreOfDay, before: ScoreOfDay | None, evidence: PlanEvidence) -> Explained | None:
    """Why `score` is not `before`; None for a plan's first score."""
    if before is None:
        return None
    stale = {line[-1] for line in score.parts["by_milestone"]} - {0}
    dated = ((key, evidence.pieces[key].versions[0]) for key in stale if key in evidence.pieces)
    since = {key: day for key, one in dated if (day := stale_on(one.kind, one.period_to))}
    return Explained(before.on, explained(before, score, since))


def stale_at(session: Session, plan_id: int, *, on: date) -> list[tuple[int, str, date]]:
    """Id, title and day of going stale of the plan's available evidence that will be stale by `on`, soonest first."""
    rows = session.execute(_AVAILABLE, {"plan_id": plan_id})
    dated = [(row.id, row.title, since) for row in rows if (since := stale_on(row.kind, row.period_to))]
    return sorted((each for each in dated if each[2] <= on), key=lambda each: (each[2], each[0]))


_PLAN = sa.bindparam("plan_id", type_=sa.Integer())
_LATEST_TWO = (
    sa.select(Score.on, Score.method, Score.reported, Score.verified, Score.status, Score.parts)
    .where(Score.plan_id == _PLAN, Score.on <= sa.bindparam("today", type_=sa.Date()))
    .order_by(Score.on.desc())
    .limit(2)
)
_AVAILABLE = sa.select(Evidence.id, Evidence.title, Evidence.kind, Evidence.period_to).where(
    Evidence.plan_id == _PLAN,
    sa.exists().where(EvidenceVersion.evidence_id == Evidence.id, EvidenceVersion.state == EvidenceState.AVAILABLE),
)
