"""When the next inspection is expected."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Actor, Permission, require
from tracker.models import Inspection, Plan, Recommendation
from tracker.services.editing import is_sent_again, unchanged_since
from tracker.services.event_kinds import EventKind
from tracker.services.record import record
from tracker.services.scores import rescore


def set_window(
    session: Session,
    inspection: Inspection,
    *,
    earliest: date | None,
    latest: date | None,
    seen_revision: int,
    by: Actor,
    at: datetime,
    today: date,
) -> None:
    """From when and until when fieldwork may begin; one day alone is `earliest`, nothing known is neither.

    Scores of its plans are worked out again: near the visit a gap between reported and verified weighs more.
    RuleBroken where the latest stands alone, or before the earliest. Raises Conflict.
    """
    require(by, Permission.EDIT_WINDOW, inspection)
    session.refresh(inspection, _COLUMNS, with_for_update=True)
    wanted, kind = (earliest, latest), EventKind.WINDOW_SET
    is_set = (inspection.reinspection_earliest, inspection.reinspection_latest) == wanted
    if is_set and is_sent_again(session, inspection, kind, by=by, seen_revision=seen_revision):
        return
    unchanged_since(inspection, seen_revision)
    if latest is not None and earliest is None:
        raise RuleBroken("reinspection_earliest", "Enter the earliest day")
    if earliest is not None and earliest <= inspection.published_on:
        raise RuleBroken("reinspection_earliest", "The next inspection must be after this one was published")
    if earliest is not None and latest is not None and latest < earliest:
        raise RuleBroken("reinspection_latest", "The latest day must not be before the earliest day")
    inspection.reinspection_earliest, inspection.reinspection_latest = wanted
    record(session, kind, inspection, by=by, at=at)
    for plan in session.scalars(_PLANS, {"inspection_id": inspection.id}).all():
        rescore(session, plan, today=today)


_COLUMNS = ("revision", "reinspection_earliest", "reinspection_latest")
_PLANS = (
    sa.select(Plan)
    .join(Recommendation, Recommendation.id == Plan.recommendation_id)
    .where(Recommendation.inspection_id == sa.bindparam("inspection_id"))
    .order_by(Plan.id)
)
