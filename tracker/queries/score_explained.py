"""Why a stored score is not the one before it, and what of a plan's evidence will be stale when inspectors come."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.score_words import Explanation, explained
from tracker.domain.shelf_life import stale_on
from tracker.domain.vocabulary import EvidenceState
from tracker.models import Evidence, EvidenceVersion, Score
from tracker.queries import scores


@dataclass(frozen=True)
class Explained:
    """The score of the day before that was kept, and the reasons for what has changed since."""

    since: date
    changes: Explanation


def explanation(session: Session, score: Score) -> Explained | None:
    """None for a plan's first score. Two statements at the most."""
    before = scores.before(session, score)
    if before is None:
        return None
    stale = {line[-1] for line in score.parts["by_milestone"]} - {0}
    return Explained(before.on, explained(before, score, _stale_since(session, stale)))


def stale_at(session: Session, plan_id: int, *, on: date) -> list[tuple[int, str, date]]:
    """Id, title and day of going stale of the plan's available evidence that will be stale by `on`, soonest first."""
    rows = session.execute(_EVIDENCE.where(Evidence.plan_id == plan_id, _IS_AVAILABLE))
    dated = [(row.id, row.title, since) for row in rows if (since := stale_on(row.kind, row.period_to))]
    return sorted((each for each in dated if each[2] <= on), key=lambda each: (each[2], each[0]))


def _stale_since(session: Session, evidence_ids: Collection[int]) -> dict[int, date]:
    if not evidence_ids:
        return {}
    rows = session.execute(_EVIDENCE.where(Evidence.id.in_(evidence_ids)))
    return {row.id: since for row in rows if (since := stale_on(row.kind, row.period_to))}


_EVIDENCE = sa.select(Evidence.id, Evidence.title, Evidence.kind, Evidence.period_to)
_IS_AVAILABLE = sa.exists().where(
    EvidenceVersion.evidence_id == Evidence.id, EvidenceVersion.state == EvidenceState.AVAILABLE
)
