"""A report that was read and waits to be confirmed, or what became of it."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.permissions import Place
from tracker.domain.vocabulary import ImportState
from tracker.models.base import Base, CanonicalJson, Editable, Key, canonical_json, one_of
from tracker.models.inspection import Inspection
from tracker.models.person import Person

_HOLDS_THE_BYTES = sa.text("state <> 'discarded'")


class ReportImport(Editable, Base):
    """`reading` is what was read from the file and never changes; `mended` is what a person made of it.

    Both are too long for the history: it names their hashes, and each item that was mended in full.
    """

    __tablename__ = "report_import"
    __table_args__ = (
        sa.Index(
            "uq_report_import_sha256",
            "sha256",
            unique=True,
            sqlite_where=_HOLDS_THE_BYTES,
            postgresql_where=_HOLDS_THE_BYTES,
        ),
        sa.CheckConstraint("(state = 'confirmed') = (inspection_id IS NOT NULL)", name="confirmed_has_an_inspection"),
        sa.CheckConstraint("(state = 'read') = (closed_at IS NULL)", name="closed_when_no_longer_read"),
    )

    id: Mapped[Key]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    file_name: Mapped[str] = mapped_column(sa.String(255))
    size: Mapped[int]
    isbn: Mapped[str | None] = mapped_column(sa.String(20), index=True)
    state: Mapped[ImportState] = mapped_column(one_of(ImportState, "state"), default=ImportState.READ)
    reading: Mapped[dict[str, Any]] = mapped_column(CanonicalJson, info={"history": "left out"})
    mended: Mapped[dict[str, Any]] = mapped_column(CanonicalJson, info={"history": "left out"})
    read_at: Mapped[datetime]
    read_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    inspection_id: Mapped[int | None] = mapped_column(sa.ForeignKey("inspection.id"), index=True)

    inspection: Mapped[Inspection | None] = relationship(lazy="raise_on_sql")
    read_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[read_by_id])

    @property
    def reading_sha256(self) -> str:
        return _sha256_of(self.reading)

    @property
    def mended_sha256(self) -> str:
        return _sha256_of(self.mended)

    @property
    def place(self) -> Place:
        return Place()


def _sha256_of(value: dict[str, Any]) -> str:
    """Over the one canonical text, which is the very text in the column."""
    return sha256(canonical_json(value).encode()).hexdigest()
