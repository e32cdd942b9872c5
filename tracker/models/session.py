"""Who is signed in, in which browser, and who tried to be."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.vocabulary import SessionEnd
from tracker.models.base import Base, Key, one_of
from tracker.models.person import Person


class BrowserSession(Base):
    """A signed-in browser. The cookie holds a random token; only its SHA-256 stands here (ASVS 7.2.3).

    `seen_at` moves at most once a minute; the idle and the absolute limit are judged on every request.
    """

    __tablename__ = "browser_session"
    __table_args__ = (
        sa.CheckConstraint("(ended_at IS NULL) = (ended_because IS NULL)", name="an_end_has_a_reason"),
        sa.Index(
            "ix_browser_session_open",
            "person_id",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[SessionEnd | None] = mapped_column(one_of(SessionEnd, "ended_because"))

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class LoginAttempt(Base):
    """One try to sign in, by the e-mail address typed and the network address it came from."""

    __tablename__ = "login_attempt"
    __table_args__ = (
        sa.Index("ix_login_attempt_email_at", "email", "at"),
        sa.Index("ix_login_attempt_address_at", "address", "at"),
    )

    id: Mapped[Key]
    email: Mapped[str] = mapped_column(sa.String(254))
    address: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime]
    succeeded: Mapped[bool] = mapped_column(default=False)
