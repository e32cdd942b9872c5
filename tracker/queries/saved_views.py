"""The searches that people keep: one's own, and those that others share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload

from tracker.domain.errors import NotFound
from tracker.domain.permissions import Actor
from tracker.models import Assignment, Person, SavedView, Unit
from tracker.queries.scope import scope_of
from tracker.queries.sessions import holds_on


@dataclass(frozen=True, slots=True)
class SharedView:
    """A line of what others share."""

    id: int
    name: str
    shared_by: str


def own(session: Session, actor: Actor) -> Sequence[SavedView]:
    """Those that `actor` keeps, by name. One statement."""
    return session.scalars(_OWN, scope_of(actor)).all()


def shared_with(
    session: Session, actor: Actor, *, today: date, offset: int, limit: int
) -> tuple[Sequence[SharedView], int]:
    """A page of what others share who work today in a region of `actor` or a unit of it, by name, and how many; of
    everybody for those who read everything. One statement."""
    asked = {"today": today, "offset": offset, "limit": limit, **scope_of(actor)}
    rows = session.execute(_SHARED, asked).all()
    return [SharedView(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


def get(session: Session, view_id: int, *, seen_by: Actor) -> SavedView:
    """One's own or a shared one, with who keeps it. NotFound for others."""
    view = session.scalars(_ONE, {"view_id": view_id, **scope_of(seen_by)}).one_or_none()
    if view is None:
        raise NotFound("There is no such saved view.")
    return view


def named(session: Session, name: str, actor: Actor) -> SavedView | None:
    """The one of that name that `actor` keeps, if any."""
    return session.scalars(_NAMED, {"name": name, **scope_of(actor)}).one_or_none()


_PERSON = sa.bindparam("scope_person", type_=sa.Integer())
_OWN = sa.select(SavedView).where(SavedView.person_id == _PERSON).order_by(SavedView.name)
_NAMED = _OWN.where(SavedView.name == sa.bindparam("name", type_=sa.String()))
_ONE = (
    sa.select(SavedView)
    .where(
        SavedView.id == sa.bindparam("view_id", type_=sa.Integer()),
        sa.or_(SavedView.is_shared, SavedView.person_id == _PERSON),
    )
    .options(joinedload(SavedView.person))
)

_theirs, _own = aliased(Unit), aliased(Unit)
_UNITS, _REGIONS = (sa.bindparam(f"scope_{name}", type_=sa.Integer(), expanding=True) for name in ("units", "regions"))
_their_region = sa.func.coalesce(Assignment.region_id, _theirs.region_id)
_works_near = (
    sa.select(Assignment.id)
    .outerjoin(_theirs, _theirs.id == Assignment.unit_id)
    .where(
        Assignment.person_id == SavedView.person_id,
        holds_on(sa.bindparam("today", type_=sa.Date())),
        sa.or_(
            _their_region.in_(_REGIONS),
            _their_region.in_(sa.select(_own.region_id).where(_own.id.in_(_UNITS))),
        ),
    )
    .correlate(SavedView)
    .exists()
)
_SHARED = (
    sa.select(SavedView.id, SavedView.name, Person.name, sa.func.count().over())
    .select_from(SavedView)
    .join(SavedView.person)
    .where(
        SavedView.is_shared,
        SavedView.person_id != _PERSON,
        Person.ended_at.is_(None),
        sa.or_(sa.bindparam("scope_reads_all", type_=sa.Boolean()), _works_near),
    )
    .order_by(SavedView.name, Person.name, SavedView.id)
    .offset(sa.bindparam("offset", type_=sa.Integer()))
    .limit(sa.bindparam("limit", type_=sa.Integer()))
)
