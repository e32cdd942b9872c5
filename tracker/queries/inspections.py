"""Inspections: one whole, and those one may see."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from tracker.domain.errors import NotFound
from tracker.domain.permissions import Actor
from tracker.models import Inspection, StandardRating
from tracker.queries.scope import inspections_seen_by


def get(session: Session, inspection_id: int, *, seen_by: Actor) -> Inspection:
    """The inspection with its unit and region; NotFound where it is not theirs to see."""
    inspection = session.scalars(
        sa.select(Inspection)
        .outerjoin(Inspection.unit)
        .where(Inspection.id == inspection_id, inspections_seen_by(seen_by))
        .options(contains_eager(Inspection.unit), joinedload(Inspection.region))
    ).one_or_none()
    if inspection is None:
        raise NotFound("There is no such inspection.")
    return inspection


def with_ratings_and_findings(session: Session, inspection: Inspection) -> Inspection:
    """The same inspection with its standards, key questions and findings loaded: three statements, however many."""
    return session.scalars(
        sa.select(Inspection)
        .where(Inspection.id == inspection.id)
        .options(
            selectinload(Inspection.standards).selectinload(StandardRating.key_questions),
            selectinload(Inspection.findings),
        )
        .execution_options(populate_existing=True)
    ).one()
