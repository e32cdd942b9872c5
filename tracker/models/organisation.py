"""Regions, the units in them, and the other names a unit goes by."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.permissions import Place
from tracker.domain.vocabulary import UnitKind
from tracker.models.base import Base, Editable, Key, Name, Recorded, one_of


class Region(Editable, Base):
    """A probation region."""

    __tablename__ = "region"

    id: Mapped[Key]
    name: Mapped[Name] = mapped_column(unique=True)
    code: Mapped[str | None] = mapped_column(sa.String(20), unique=True)

    @property
    def place(self) -> Place:
        return Place(region_id=self.id)


class Unit(Editable, Base):
    """A Probation Delivery Unit, or a youth justice service."""

    __tablename__ = "unit"
    __table_args__ = (
        sa.UniqueConstraint("region_id", "kind", "name"),
        sa.CheckConstraint("valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from", name="valid_dates"),
    )

    id: Mapped[Key]
    region_id: Mapped[int] = mapped_column(sa.ForeignKey("region.id"), index=True)
    name: Mapped[Name]
    kind: Mapped[UnitKind] = mapped_column(one_of(UnitKind, "kind"), default=UnitKind.PDU)
    delius_code: Mapped[str | None] = mapped_column(sa.String(20), unique=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    successor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)

    region: Mapped[Region] = relationship(lazy="raise_on_sql")
    aliases: Mapped[list[UnitAlias]] = relationship(back_populates="unit", lazy="raise_on_sql", order_by="UnitAlias.id")

    @property
    def place(self) -> Place:
        return Place(unit_id=self.id, region_id=self.region_id)


class UnitAlias(Recorded, Base):
    """Another name of a unit, as some report or list spells it. `matching_key` is the name made comparable."""

    __tablename__ = "unit_alias"

    id: Mapped[Key]
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    name: Mapped[Name]
    matching_key: Mapped[Name] = mapped_column(unique=True)

    unit: Mapped[Unit] = relationship(back_populates="aliases", lazy="raise_on_sql")
