"""The declarative base, the column types both databases share, and what every editable row has."""

from __future__ import annotations

import enum
import json
from datetime import UTC, datetime
from typing import Annotated, Any

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.engine import Dialect

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An instant. Goes in aware, is kept in UTC, comes back aware (SQLite alone would drop the zone)."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant must say its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class CanonicalJson(sa.types.TypeDecorator[Any]):
    """JSON kept as one exact text (sorted keys, no spaces), so that a hash over it holds on both databases."""

    impl = sa.Text()
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else canonical_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


def canonical_json(value: Any) -> str:
    """The one text of a JSON value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def one_of(words: type[enum.Enum], name: str) -> sa.Enum:
    """A text column that holds one of `words`, held by a CHECK named `name`."""
    return sa.Enum(
        words,
        name=name,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


Key = Annotated[int, orm.mapped_column(primary_key=True)]
Name = Annotated[str, orm.mapped_column(sa.String(200))]
LongText = Annotated[str, orm.mapped_column(sa.Text)]

REGISTRY = orm.registry(
    metadata=sa.MetaData(naming_convention=NAMING),
    type_annotation_map={datetime: UtcDateTime, dict[str, Any]: CanonicalJson},
)


class Base(orm.DeclarativeBase):
    """The base of every table."""

    registry = REGISTRY


class Recorded:
    """A row whose every change must be recorded in the history before the commit (services/record.py).

    A column with `info={"history": "secret"}` is named there without its value; with "left out" not at all.
    """


@sa.event.listens_for(Recorded, "attribute_instrument", propagate=True)
def _know_the_old_value(_class: type, _key: str, attribute: Any) -> None:
    """Without this a column set on an expired row would not know what stood before. Before any model is declared."""
    if isinstance(attribute.property, orm.ColumnProperty):
        attribute.impl.active_history = True


class Editable(Recorded):
    """A row that people edit. `revision` counts its changes; two writers of one revision end as one Conflict."""

    revision: orm.Mapped[int] = orm.mapped_column(default=1, server_default=sa.text("1"), info={"history": "left out"})

    @orm.declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 (declared attributes get the class)
        return {"version_id_col": cls.revision}


def at_and_by(name: str) -> sa.CheckConstraint:
    """`<name>_at` and `<name>_by_id` are both set or both empty."""
    return sa.CheckConstraint(f"({name}_at IS NULL) = ({name}_by_id IS NULL)", name=f"{name}_at_and_by")
