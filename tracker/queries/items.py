"""What needs an administrator now: reports to check, and recommendations that nobody owns."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.lifecycles import STILL_ASKED
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import ImportState
from tracker.models import Inspection, Plan, Recommendation, ReportImport
from tracker.queries.counted import counted
from tracker.queries.scope import INSPECTIONS_SEEN, scope_of


@dataclass(frozen=True, slots=True)
class Ownerless:
    """A recommendation that nobody owns: addressed to others than the inspected unit."""

    recommendation_id: int
    number: str | None
    addressee: str | None
    text: str
    title: str


def ownerless(session: Session, actor: Actor, *, limit: int) -> tuple[list[Ownerless], int]:
    """The first recommendations without a plan that `actor` may see, the newest report first; and how many."""
    asked = scope_of(actor)
    total = session.scalar(_COUNT_OWNERLESS, asked) or 0
    rows = session.execute(_OWNERLESS, {"limit": limit, **asked})
    return [Ownerless(*row) for row in rows], total


def readings_to_check(session: Session) -> list[ReportImport]:
    """Reports that were read and wait for somebody to confirm or discard them, the oldest first."""
    return list(session.scalars(_READ))


_READ = (
    sa.select(ReportImport)
    .select_from(ReportImport)
    .where(ReportImport.state == ImportState.READ)
    .order_by(ReportImport.read_at)
)
TO_CHECK = counted(_READ)
"""How many of these there are."""
_LIMIT = sa.bindparam("limit", type_=sa.Integer())

_is_asked = Recommendation.state.in_(sorted(STILL_ASKED))
_ownerless = (
    sa.select(Recommendation.id)
    .select_from(Recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .outerjoin(Plan, Plan.recommendation_id == Recommendation.id)
    .where(Plan.id.is_(None), _is_asked, INSPECTIONS_SEEN)
)
WITHOUT_PLAN = counted(_ownerless)
"""How many recommendations nobody owns, asked with `scope_of`."""
_COUNT_OWNERLESS = sa.select(WITHOUT_PLAN)
_OWNERLESS = (
    _ownerless.with_only_columns(
        Recommendation.id,
        Recommendation.number,
        Recommendation.addressee,
        Recommendation.text,
        Inspection.title,
        maintain_column_froms=True,
    )
    .order_by(Inspection.published_on.desc(), Inspection.id, Recommendation.ordinal)
    .limit(_LIMIT)
)
