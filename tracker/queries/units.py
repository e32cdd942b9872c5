"""Units one may see, each with its latest inspection and how its plans stand; and the inspections of no unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from tracker.domain.errors import NotFound
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import Rating, RecommendationState, SubjectKind
from tracker.models import Deadline, Inspection, Person, Plan, Recommendation, Region, Unit
from tracker.models.person import Assignment
from tracker.queries.plans import WAS_SUBMITTED
from tracker.queries.scope import INSPECTIONS_SEEN, UNITS_SEEN, scope_of
from tracker.queries.sessions import holds_on


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A line of the list. `waiting` counts open recommendations whose plan was never submitted, `overdue` those of them
    past their date, `ownerless` open recommendations without a plan."""

    unit_id: int
    unit: str
    region: str
    inspection_id: int | None
    published_on: date | None
    rating: Rating | None
    recommendations: int
    waiting: int
    overdue: int
    ownerless: int


@dataclass(frozen=True, slots=True)
class OtherRow:
    """The same for an inspection that is not of a unit: of a `region`, or thematic where that is None."""

    inspection_id: int
    title: str
    kind: SubjectKind
    region: str | None
    published_on: date
    rating: Rating | None
    recommendations: int
    waiting: int
    overdue: int
    ownerless: int


def get(session: Session, unit_id: int, *, seen_by: Actor) -> Unit:
    """The unit with its region; NotFound where it is not theirs to see."""
    unit = session.scalars(_ONE, {"unit_id": unit_id, **scope_of(seen_by)}).one_or_none()
    if unit is None:
        raise NotFound("There is no such unit.")
    return unit


def people_of(session: Session, unit: Unit, *, today: date) -> list[Assignment]:
    """Who works in the unit today, the head first."""
    statement = (
        sa.select(Assignment)
        .join(Assignment.person)
        .where(Assignment.unit_id == unit.id, holds_on(today))
        .options(contains_eager(Assignment.person))
        .order_by(Assignment.role.desc(), Person.name)
    )
    return list(session.scalars(statement))


def seen(session: Session, *, seen_by: Actor, today: date, offset: int, limit: int) -> tuple[list[UnitRow], int]:
    """A page of the units that may be seen, by region and name, and how many there are. One statement."""
    rows, total = _page_and_total(session, _SEEN, _COUNT, seen_by, today, offset, limit)
    return [UnitRow(*row) for row in rows], total


def of_region(session: Session, region: Region, *, seen_by: Actor, today: date) -> list[UnitRow]:
    """The units of a region that may be seen, by name. One statement."""
    rows = session.connection().execute(_OF_REGION, {"region_id": region.id, "today": today, **scope_of(seen_by)}).all()
    return [UnitRow(*row) for row in rows]


def other_inspections(
    session: Session, *, seen_by: Actor, today: date, offset: int, limit: int
) -> tuple[list[OtherRow], int]:
    """A page of the inspections of regions and of themes that may be seen, the newest first, and how many."""
    rows, total = _page_and_total(session, _OTHERS, _COUNT_OTHERS, seen_by, today, offset, limit)
    return [OtherRow(*row) for row in rows], total


def _page_and_total(
    session: Session,
    page: sa.Select[Any],
    count: sa.Select[int],
    seen_by: Actor,
    today: date,
    offset: int,
    limit: int,
) -> tuple[list[Any], int]:
    """The rows of a page, and how many there are on all of them: that stands in each row, and is asked for alone only
    behind the last page."""
    asked = {"today": today, "offset": offset, "limit": limit, **scope_of(seen_by)}
    rows = session.connection().execute(page, asked).all()
    if rows:
        return [row[:-1] for row in rows], rows[0][-1]
    return [], (session.scalar(count, scope_of(seen_by)) or 0) if offset else 0


_NEWEST_FIRST = (Inspection.published_on.desc(), Inspection.id.desc())
_OFFSET, _LIMIT = (sa.bindparam(name, type_=sa.Integer()) for name in ("offset", "limit"))


def _units() -> sa.Select[Any]:
    """The units that may be seen, each with its latest inspection."""
    latest = (
        sa.select(Inspection.id)
        .where(Inspection.unit_id == Unit.id)
        .order_by(Inspection.published_on.desc(), Inspection.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        sa.select(Unit.id, Unit.name.label("unit"), Region.name.label("region"), latest.label("inspection_id"))
        .join(Region, Region.id == Unit.region_id)
        .where(UNITS_SEEN)
        .order_by(Region.name, Unit.name, Unit.id)
    )


def _other_page() -> sa.Subquery:
    return (
        sa.select(
            Inspection.id.label("inspection_id"),
            Inspection.title.label("title"),
            Inspection.subject_kind.label("subject_kind"),
            Region.name.label("region"),
        )
        .outerjoin(Inspection.unit)
        .outerjoin(Inspection.region)
        .where(Inspection.unit_id.is_(None), INSPECTIONS_SEEN)
        .order_by(*_NEWEST_FIRST)
        .offset(_OFFSET)
        .limit(_LIMIT)
        .subquery("page")
    )


def _with_counts(page: sa.Subquery, *order: Any, total: sa.Select[int] | None = None) -> sa.Select[Any]:
    """The columns of a page, how its inspections and their plans stand, and the `total` of all pages if asked for."""
    is_open = Recommendation.state == RecommendationState.OPEN
    waits = sa.and_(is_open, sa.not_(WAS_SUBMITTED))
    is_past = Deadline.due_on < sa.bindparam("today", type_=sa.Date())
    shown = (*page.c, Inspection.published_on, Inspection.overall_rating)
    return (
        sa.select(
            *shown,
            sa.func.count(Recommendation.id),
            sa.func.count(sa.case((waits, 1))),
            sa.func.count(sa.case((sa.and_(waits, is_past), 1))),
            sa.func.count(sa.case((sa.and_(is_open, Plan.id.is_(None)), 1))),
            *(() if total is None else (total.scalar_subquery(),)),
        )
        .select_from(page)
        .outerjoin(Inspection, Inspection.id == page.c.inspection_id)
        .outerjoin(Recommendation, Recommendation.inspection_id == Inspection.id)
        .outerjoin(Plan, Plan.recommendation_id == Recommendation.id)
        .outerjoin(Deadline, Deadline.id == Plan.deadline_id)
        .group_by(*shown, Inspection.id)
        .order_by(*order)
    )


_ONE = (
    sa.select(Unit)
    .join(Unit.region)
    .where(Unit.id == sa.bindparam("unit_id"), UNITS_SEEN)
    .options(contains_eager(Unit.region))
)
_COUNT = sa.select(sa.func.count()).select_from(sa.select(Unit.id).where(UNITS_SEEN).subquery())
# only what the units of one page have is looked at, and not everybody's
_page = _units().offset(_OFFSET).limit(_LIMIT).subquery("page")
_SEEN = _with_counts(_page, _page.c.region, _page.c.unit, _page.c.id, total=_COUNT)
_in_region = _units().where(Unit.region_id == sa.bindparam("region_id", type_=sa.Integer())).subquery("page")
_OF_REGION = _with_counts(_in_region, _in_region.c.unit, _in_region.c.id)
_COUNT_OTHERS = sa.select(sa.func.count()).select_from(
    sa.select(Inspection.id).outerjoin(Inspection.unit).where(Inspection.unit_id.is_(None), INSPECTIONS_SEEN).subquery()
)
_OTHERS = _with_counts(_other_page(), *_NEWEST_FIRST, total=_COUNT_OTHERS)
