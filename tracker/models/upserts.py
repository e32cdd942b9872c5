"""INSERT … ON CONFLICT, which both databases have and SQLAlchemy spells once for each."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from tracker.models.base import Base


def insert_into(session: Session, model: type[Base]) -> Any:
    """An INSERT that offers `on_conflict_do_nothing` and `on_conflict_do_update`, for the database of `session`."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(model)
