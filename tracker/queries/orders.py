"""The orders in which a list may be asked for: by each of some columns, up and down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

Column = sa.SQLColumnExpression[Any]
Orders = Mapping[str, Sequence[sa.ColumnElement[Any]]]


def orders(columns: Mapping[str, Column], usual: Sequence[Any]) -> Orders:
    """What to ORDER BY for each word that an address may hold.

    "" is the `usual` order, which must end with something unique; "due" is by the column of that name and "-due" the
    other way around. Rows that say nothing come last either way, in both databases; ties are in the usual order.
    """
    found: dict[str, Sequence[Any]] = {"": tuple(usual)}
    for name, column in columns.items():
        found[name] = (column.is_(None), column.asc(), *usual)
        found[f"-{name}"] = (column.is_(None), column.desc(), *usual)
    return found
