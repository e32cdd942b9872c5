"""The history: append-only rows, each carrying the hash of the one before it."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.models.base import Base, CanonicalJson, Name, canonical_json

GENESIS = "0" * 64
ALGORITHM = "sha256/1"


class Event(Base):
    """One change: who, what, before, after, when. `sequence` has no gap; triggers refuse UPDATE and DELETE.

    `actor` says who in words, also where no person acted (a command, a job); `subject` and `subject_id` name the
    row; `before` and `after` hold the columns that changed.
    """

    __tablename__ = "event"
    __table_args__ = (sa.Index("ix_event_subject", "subject", "subject_id", "sequence"),)

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[Name]
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(60))
    subject: Mapped[str] = mapped_column(sa.String(60))
    subject_id: Mapped[int]
    before: Mapped[dict[str, Any] | None] = mapped_column(CanonicalJson)
    after: Mapped[dict[str, Any] | None] = mapped_column(CanonicalJson)
    note: Mapped[str | None] = mapped_column(sa.Text)
    request_id: Mapped[str | None] = mapped_column(sa.String(64))
    algorithm: Mapped[str] = mapped_column(sa.String(20))
    previous_hash: Mapped[str] = mapped_column(sa.String(64))
    hash: Mapped[str] = mapped_column(sa.String(64), unique=True)


class HistoryHead(Base):
    """The one row that says where the history ends. Whoever appends locks it, last of all locks."""

    __tablename__ = "history_head"
    __table_args__ = (sa.CheckConstraint("id = 1", name="there_is_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sequence: Mapped[int]
    hash: Mapped[str] = mapped_column(sa.String(64))


def entry_hash(entry: Event) -> str:
    """SHA-256 over the canonical text of every column of an entry but the hash itself."""
    text = canonical_json(
        {
            "sequence": entry.sequence,
            "at": entry.at.isoformat(timespec="microseconds"),
            "actor": entry.actor,
            "actor_id": entry.actor_id,
            "kind": entry.kind,
            "subject": entry.subject,
            "subject_id": entry.subject_id,
            "before": entry.before,
            "after": entry.after,
            "note": entry.note,
            "request_id": entry.request_id,
            "algorithm": entry.algorithm,
            "previous_hash": entry.previous_hash,
        }
    )
    return sha256(text.encode()).hexdigest()
