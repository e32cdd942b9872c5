"""The searches that people keep: one's own, and those that others share."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from tracker.domain.errors import NotFound
from tracker.domain.permissions import Actor
from tracker.models import SavedView
from tracker.queries.scope import scope_of


def own(session: Session, actor: Actor) -> Sequence[SavedView]:
    """Those that `actor` keeps, by name. One statement."""
    return session.scalars(_OWN, scope_of(actor)).all()


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
