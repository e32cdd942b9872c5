"""Inspections: one whole, and those one may see."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from tracker.domain.errors import NotFound
from tracker.domain.permissions import Actor, scope_ids
from tracker.domain.vocabulary import Role
from tracker.models import Inspection, StandardRating, Unit
from tracker.queries.scope import inspections_seen_by


def get(session: Session, inspection_id: int, *, seen_by: Actor) -> Inspection:
    """The inspection with its unit and region; NotFound where it is not theirs to see."""
    return _one(session, inspection_id, seen_by)


def get_whole(session: Session, inspection_id: int, *, seen_by: Actor) -> Inspection:
    """The same with its standards, key questions and findings: four statements, however many there are."""
    return _one(
        session,
        inspection_id,
        seen_by,
        selectinload(Inspection.standards).selectinload(StandardRating.key_questions),
        selectinload(Inspection.findings),
    )


def of_unit(session: Session, unit: Unit, *, seen_by: Actor) -> list[Inspection]:
    """The inspections of a unit that may be seen, the newest first."""
    statement = sa.select(Inspection).join(Inspection.unit).where(Unit.id == unit.id, inspections_seen_by(seen_by))
    return list(session.scalars(statement.order_by(Inspection.published_on.desc(), Inspection.id.desc())))


def assigned_to(session: Session, actor: Actor) -> list[Inspection]:
    """The inspections `actor` is an inspector of, the newest first."""
    assigned = scope_ids(actor, [Role.INSPECTOR], "inspection_id")
    statement = sa.select(Inspection).where(Inspection.id.in_(assigned))
    return list(session.scalars(statement.order_by(Inspection.published_on.desc(), Inspection.id.desc())))


def _one(session: Session, inspection_id: int, seen_by: Actor, *options: ExecutableOption) -> Inspection:
    inspection = session.scalars(
        sa.select(Inspection)
        .outerjoin(Inspection.unit)
        .where(Inspection.id == inspection_id, inspections_seen_by(seen_by))
        .options(contains_eager(Inspection.unit), joinedload(Inspection.region), *options)
    ).one_or_none()
    if inspection is None:
        raise NotFound("There is no such inspection.")
    return inspection
