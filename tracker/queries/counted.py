"""How many rows a statement would find, as a column of another statement."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa


def counted(statement: sa.Select[*tuple[Any, ...]]) -> sa.ScalarSelect[int]:
    """The number of rows of `statement` on all of its pages, asked with the same parameters but those of the page.

    For statements that say what they select from and group nothing: the columns, which may count too, and the order
    are left out.
    """
    rows = statement.order_by(None).offset(None).limit(None)
    return rows.with_only_columns(sa.func.count()).scalar_subquery()
