"""What a database holds, to compare before with after."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.models import Base


def contents(session: Session, *, without: tuple[str, ...] = ()) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but those named, in the order of their keys."""
    return {
        table.name: [tuple(row) for row in session.execute(sa.select(table).order_by(*table.primary_key))]
        for table in Base.metadata.sorted_tables
        if table.name not in without
    }
