"""Units one may see, each with its latest inspection and how its plans stand; and the inspections of no unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, contains_eager

from tracker.domain.errors import NotFound
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import Rating, RecommendationState, SubjectKind
from tracker.models import Deadline, Inspection, Person, Plan, Recommendation, Region, Unit
from tracker.models.person import Assignment
from tracker.queries.orders import orders
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


def seen(
    session: Session, *, seen_by: Actor, today: date, offset: int, limit: int, order: str = ""
) -> tuple[list[UnitRow], int]:
    """A page of the units that may be seen, by region and name or in one of ORDERS, and how many. One statement."""
    rows, total = _page_and_total(session, _SEEN[order], _COUNT, seen_by, today, offset, limit)
    return [UnitRow(*row) for row in rows], total


def of_region(session: Session, region: Region, *, seen_by: Actor, today: date, order: str = "") -> list[UnitRow]:
    """The units of a region that may be seen, by name or in one of ORDERS. One statement."""
    asked = {"region_id": region.id, "today": today, **scope_of(seen_by)}
    rows = session.connection().execute(_OF_REGION[order], asked).all()
    return [UnitRow(*row) for row in rows]


def other_inspections(
    session: Session, *, seen_by: Actor, today: date, offset: int, limit: int, order: str = ""
) -> tuple[list[OtherRow], int]:
    """A page of the inspections of regions and of themes that may be seen, the newest first or in one of OTHER_ORDERS,
    and how many."""
    rows, total = _page_and_total(session, _OTHERS[order], _COUNT_OTHERS, seen_by, today, offset, limit)
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


_OFFSET, _LIMIT = (sa.bindparam(name, type_=sa.Integer()) for name in ("offset", "limit"))
_latest, _here, _other = aliased(Inspection), aliased(Recommendation), aliased(Recommendation)


def _how_many(recommendation: Any, inspection: Any) -> sa.ScalarSelect[int]:
    of_it = sa.select(sa.func.count(recommendation.id)).where(recommendation.inspection_id == inspection.id)
    return of_it.correlate(inspection).scalar_subquery()


ORDERS = orders(
    {"unit": Unit.name, "published": _latest.published_on, "recommendations": _how_many(_here, _latest)},
    (Region.name, Unit.name, Unit.id),
)
OTHER_ORDERS = orders(
    {
        "title": Inspection.title,
        "published": Inspection.published_on,
        "recommendations": _how_many(_other, Inspection),
    },
    (Inspection.published_on.desc(), Inspection.id.desc()),
)


def _units(order: str) -> sa.Select[Any]:
    """The units that may be seen, each with its latest inspection and its `place` in that order."""
    newest = (
        sa.select(Inspection.id)
        .where(Inspection.unit_id == Unit.id)
        .order_by(Inspection.published_on.desc(), Inspection.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        sa.select(
            Unit.id,
            Unit.name.label("unit"),
            Region.name.label("region"),
            _latest.id.label("inspection_id"),
            sa.func.row_number().over(order_by=ORDERS[order]).label("place"),
        )
        .join(Region, Region.id == Unit.region_id)
        .outerjoin(_latest, _latest.id == newest)
        .where(UNITS_SEEN)
    )


def _others(order: str) -> sa.Select[Any]:
    return (
        sa.select(
            Inspection.id.label("inspection_id"),
            Inspection.title.label("title"),
            Inspection.subject_kind.label("subject_kind"),
            Region.name.label("region"),
            sa.func.row_number().over(order_by=OTHER_ORDERS[order]).label("place"),
        )
        .outerjoin(Inspection.unit)
        .outerjoin(Inspection.region)
        .where(Inspection.unit_id.is_(None), INSPECTIONS_SEEN)
    )


def _one_page(lines: sa.Select[Any]) -> sa.Select[Any]:
    """Only what the lines of one page have is looked at, and not everybody's."""
    return lines.order_by(sa.literal_column("place")).offset(_OFFSET).limit(_LIMIT)


def _with_counts(lines: sa.Select[Any], *, total: sa.Select[int] | None = None) -> sa.Select[Any]:
    """The lines, how their inspections and the plans of these stand, and the `total` of all pages if asked for."""
    page = lines.subquery("page")
    is_open = Recommendation.state == RecommendationState.OPEN
    waits = sa.and_(is_open, sa.not_(WAS_SUBMITTED))
    is_past = Deadline.due_on < sa.bindparam("today", type_=sa.Date())
    shown: list[Any] = [column for column in page.c if column is not page.c.place]
    shown += [Inspection.published_on, Inspection.overall_rating]
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
        .group_by(*shown, page.c.place)
        .order_by(page.c.place)
    )


_ONE = (
    sa.select(Unit)
    .join(Unit.region)
    .where(Unit.id == sa.bindparam("unit_id"), UNITS_SEEN)
    .options(contains_eager(Unit.region))
)
_COUNT = sa.select(sa.func.count()).select_from(sa.select(Unit.id).where(UNITS_SEEN).subquery())
_COUNT_OTHERS = sa.select(sa.func.count()).select_from(
    sa.select(Inspection.id).outerjoin(Inspection.unit).where(Inspection.unit_id.is_(None), INSPECTIONS_SEEN).subquery()
)
_IN_REGION = Unit.region_id == sa.bindparam("region_id", type_=sa.Integer())
_SEEN = {order: _with_counts(_one_page(_units(order)), total=_COUNT) for order in ORDERS}
_OF_REGION = {order: _with_counts(_units(order).where(_IN_REGION)) for order in ORDERS}
_OTHERS = {order: _with_counts(_one_page(_others(order)), total=_COUNT_OTHERS) for order in OTHER_ORDERS}
