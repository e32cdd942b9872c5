"""Forms that did their work: each works once, however often it is sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.models.base import Base, CanonicalJson, Key


class SentForm(Base):
    """`key` is the random one that the form was drawn with; the row is committed together with what the form did.

    `answer` is where its person was led and what they were told, put here once the work is committed.
    """

    __tablename__ = "sent_form"
    __table_args__ = (sa.UniqueConstraint("person_id", "key"),)

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    key: Mapped[str] = mapped_column(sa.String(64))
    content_hash: Mapped[str] = mapped_column(sa.String(64))
    sent_at: Mapped[datetime]
    answer: Mapped[dict[str, Any] | None] = mapped_column(CanonicalJson)
