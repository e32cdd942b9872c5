"""Inspections: one whole, and those one may see."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from tracker.domain.errors import NotFound
from tracker.domain.permissions import Actor, scope_ids
from tracker.domain.vocabulary import Role
from tracker.models import Finding, Inspection, KeyQuestionResult, StandardRating, Unit
from tracker.queries.scope import INSPECTIONS_SEEN, scope_of


def get(session: Session, inspection_id: int, *, seen_by: Actor) -> Inspection:
    """The inspection with its unit and region; NotFound where it is not theirs to see."""
    inspection = session.scalars(_ONE, {"inspection_id": inspection_id, **scope_of(seen_by)}).one_or_none()
    if inspection is None:
        raise NotFound("There is no such inspection.")
    return inspection


def get_whole(session: Session, inspection_id: int, *, seen_by: Actor) -> Inspection:
    """The same with its standards, key questions and findings: four statements, however many there are.

    These are asked for by statements of our own: `selectinload` puts its own together anew at every request, which
    costs more than the rows do.
    """
    inspection = get(session, inspection_id, seen_by=seen_by)
    asked = {"inspection_id": inspection_id}
    standards = session.scalars(_STANDARDS, asked).all()
    questions = session.scalars(_QUESTIONS, asked).all()
    for standard in standards:
        of_standard = [question for question in questions if question.standard_rating_id == standard.id]
        set_committed_value(standard, "key_questions", of_standard)
    set_committed_value(inspection, "standards", standards)
    set_committed_value(inspection, "findings", session.scalars(_FINDINGS, asked).all())
    return inspection


def of_unit(session: Session, unit: Unit, *, seen_by: Actor) -> list[Inspection]:
    """The inspections of a unit that may be seen, the newest first."""
    return list(session.scalars(_OF_UNIT, {"unit_id": unit.id, **scope_of(seen_by)}))


def assigned_to(session: Session, actor: Actor) -> list[Inspection]:
    """The inspections `actor` is an inspector of, the newest first."""
    return list(session.scalars(_ASSIGNED, {"assigned": scope_ids(actor, [Role.INSPECTOR], "inspection_id")}))


_ASKED: sa.BindParameter[int] = sa.bindparam("inspection_id")
_NEWEST_FIRST = (Inspection.published_on.desc(), Inspection.id.desc())
_ONE = (
    sa.select(Inspection)
    .outerjoin(Inspection.unit)
    .where(Inspection.id == _ASKED, INSPECTIONS_SEEN)
    .options(contains_eager(Inspection.unit), joinedload(Inspection.region))
)
_STANDARDS = sa.select(StandardRating).where(StandardRating.inspection_id == _ASKED).order_by(StandardRating.ordinal)
_QUESTIONS = (
    sa.select(KeyQuestionResult)
    .join(StandardRating, StandardRating.id == KeyQuestionResult.standard_rating_id)
    .where(StandardRating.inspection_id == _ASKED)
    .order_by(StandardRating.ordinal, KeyQuestionResult.ordinal)
)
_FINDINGS = sa.select(Finding).where(Finding.inspection_id == _ASKED).order_by(Finding.ordinal)
_OF_UNIT = (
    sa.select(Inspection)
    .join(Inspection.unit)
    .where(Unit.id == sa.bindparam("unit_id"), INSPECTIONS_SEEN)
    .order_by(*_NEWEST_FIRST)
)
_ASSIGNED = (
    sa.select(Inspection)
    .where(Inspection.id.in_(sa.bindparam("assigned", type_=sa.Integer(), expanding=True)))
    .order_by(*_NEWEST_FIRST)
)
