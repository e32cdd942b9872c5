"""Reports that were read: the list, one of them, and what they may be the same as."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from tracker.domain.errors import NotFound
from tracker.domain.permissions import Actor, Permission, can
from tracker.domain.vocabulary import ImportState, Role
from tracker.models import Assignment, Deadline, Inspection, Person, Plan, Recommendation, Region, ReportImport, Unit
from tracker.queries.orders import orders
from tracker.queries.sessions import holds_on


def get(session: Session, import_id: int, *, seen_by: Actor) -> ReportImport:
    """The reading with its inspection and who read it; NotFound for whoever imports no reports."""
    found = None
    if can(seen_by, Permission.IMPORT_REPORTS):
        found = session.scalars(
            sa.select(ReportImport)
            .where(ReportImport.id == import_id)
            .options(joinedload(ReportImport.inspection), joinedload(ReportImport.read_by))
        ).one_or_none()
    if found is None:
        raise NotFound("There is no such reading of a report.")
    return found


def seen(
    session: Session, *, seen_by: Actor, offset: int, limit: int, order: str = ""
) -> tuple[list[ReportImport], int]:
    """A page of all readings, those to be checked first, then the newest, or in one of ORDERS; and how many there are.
    Two statements."""
    if not can(seen_by, Permission.IMPORT_REPORTS):
        return [], 0
    total = session.scalar(sa.select(sa.func.count()).select_from(ReportImport)) or 0
    rows = session.scalars(
        sa.select(ReportImport)
        .outerjoin(ReportImport.read_by)
        .options(contains_eager(ReportImport.read_by))
        .order_by(*ORDERS[order])
        .offset(offset)
        .limit(limit)
    )
    return list(rows), total


_WAITING_FIRST = sa.case((ReportImport.state == ImportState.READ, 0), else_=1)
ORDERS = orders(
    {"read": ReportImport.read_at, "by": Person.name, "state": ReportImport.state},
    (_WAITING_FIRST, ReportImport.read_at.desc(), ReportImport.id.desc()),
)


def of_bytes(session: Session, sha256: str) -> ReportImport | None:
    """The reading of a file with these very bytes, unless it was discarded."""
    return session.scalars(
        sa.select(ReportImport).where(ReportImport.sha256 == sha256, ReportImport.state != ImportState.DISCARDED)
    ).one_or_none()


def isbn_key(isbn: str | None) -> str | None:
    """An ISBN as it is stored and compared: digits and X alone, however it was printed."""
    key = "".join(character for character in (isbn or "").upper() if character.isdigit() or character == "X")
    return key or None


def inspection_with_isbn(session: Session, isbn: str | None) -> Inspection | None:
    """The inspection whose report has this ISBN, in any spelling, with its unit and region."""
    key = isbn_key(isbn)
    if key is None:
        return None
    return (
        session.scalars(
            sa.select(Inspection)
            .where(Inspection.isbn == key)
            .options(joinedload(Inspection.unit).joinedload(Unit.aliases), joinedload(Inspection.region))
        )
        .unique()
        .one_or_none()
    )


def inspections_of(session: Session, unit: Unit) -> list[Inspection]:
    """What is already stored about a unit, the newest first: a report without an ISBN may be there twice."""
    statement = sa.select(Inspection).where(Inspection.unit_id == unit.id)
    return list(session.scalars(statement.order_by(Inspection.published_on.desc(), Inspection.id.desc())))


def all_units(session: Session) -> list[Unit]:
    """Every unit with its region, by region and name: what a report's name may be another spelling of."""
    statement = sa.select(Unit).join(Unit.region).options(joinedload(Unit.region)).order_by(Region.name, Unit.name)
    return list(session.scalars(statement))


def all_regions(session: Session) -> list[Region]:
    return list(session.scalars(sa.select(Region).order_by(Region.name)))


def heads_of(session: Session, subject: Unit | Region, *, today: date) -> list[Person]:
    """Who heads a unit, or leads a region, today."""
    if isinstance(subject, Unit):
        holds = sa.and_(Assignment.role == Role.UNIT_HEAD, Assignment.unit_id == subject.id)
    else:
        holds = sa.and_(Assignment.role == Role.REGIONAL_LEAD, Assignment.region_id == subject.id)
    statement = sa.select(Person).join(Person.assignments).where(holds, holds_on(today), Person.ended_at.is_(None))
    return list(session.scalars(statement.order_by(Person.name, Person.id)))


@dataclass(frozen=True, slots=True)
class Made:
    """What a confirmed reading became: how many plans, for whom and due when, and how many are for others."""

    inspection_id: int
    title: str
    recommendations: int
    plans: int
    owner: str | None
    due_on: date | None

    @property
    def others(self) -> int:
        return self.recommendations - self.plans


def made_of(session: Session, report_import: ReportImport) -> Made | None:
    """None where the reading is not confirmed."""
    if report_import.inspection_id is None:
        return None
    row = session.execute(
        sa.select(
            Inspection.id,
            Inspection.title,
            sa.func.count(Recommendation.id.distinct()),
            sa.func.count(Plan.id.distinct()),
            sa.func.min(Person.name),
            sa.func.min(Deadline.due_on),
        )
        .outerjoin(Recommendation, Recommendation.inspection_id == Inspection.id)
        .outerjoin(Plan, Plan.recommendation_id == Recommendation.id)
        .outerjoin(Plan.owner)
        .outerjoin(Plan.deadline)
        .where(Inspection.id == report_import.inspection_id)
        .group_by(Inspection.id, Inspection.title)
    ).one()
    return Made(*row)
