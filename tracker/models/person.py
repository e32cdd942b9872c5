"""People, how they prove who they are, and what they are assigned to do."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.permissions import NATIONAL_ROLES, Place
from tracker.domain.vocabulary import IdentityKind, Role
from tracker.models.base import Base, Editable, Key, Name, one_of
from tracker.models.organisation import Region, Unit


class Person(Editable, Base):
    """Somebody who may sign in. `ended_at` is set when they are deactivated; the row stays for the history."""

    __tablename__ = "person"
    __table_args__ = (sa.CheckConstraint("email = lower(email)", name="email_is_lower_case"),)

    id: Mapped[Key]
    email: Mapped[str] = mapped_column(sa.String(254), unique=True)
    name: Mapped[Name]
    ended_at: Mapped[datetime | None]

    identities: Mapped[list[Identity]] = relationship(back_populates="person", lazy="raise_on_sql")
    assignments: Mapped[list[Assignment]] = relationship(
        back_populates="person", lazy="raise_on_sql", order_by="Assignment.id"
    )

    @property
    def place(self) -> Place:
        return Place(person_id=self.id)


class Identity(Editable, Base):
    """One way a person signs in: a password of ours, or an issuer's subject.

    `setup_token_hash` is the SHA-256 of a single-use link with which the person chooses a password.
    """

    __tablename__ = "identity"
    __table_args__ = (
        sa.UniqueConstraint("issuer", "subject"),
        sa.UniqueConstraint("person_id", "kind"),
        sa.CheckConstraint("kind <> 'issuer' OR (issuer IS NOT NULL AND subject IS NOT NULL)", name="issuer_is_named"),
        sa.CheckConstraint("kind = 'password' OR password_hash IS NULL", name="only_passwords_are_hashed"),
        sa.CheckConstraint("(setup_token_hash IS NULL) = (setup_expires_at IS NULL)", name="setup_token_has_an_expiry"),
    )

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    kind: Mapped[IdentityKind] = mapped_column(one_of(IdentityKind, "kind"))
    password_hash: Mapped[str | None] = mapped_column(sa.String(300), info={"history": "secret"})
    issuer: Mapped[str | None] = mapped_column(sa.String(300))
    subject: Mapped[str | None] = mapped_column(sa.String(300))
    setup_token_hash: Mapped[str | None] = mapped_column(sa.String(64), unique=True, info={"history": "secret"})
    setup_expires_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(back_populates="identities", lazy="raise_on_sql")


_ROLES_IN_A_UNIT = "role IN ('unit_head', 'contributor')"
_NATIONAL = "role IN (" + ", ".join(f"'{role.value}'" for role in sorted(NATIONAL_ROLES)) + ")"


def _one_open_assignment(column: str) -> sa.Index:
    """The same person does not hold the same role in the same scope twice at a time."""
    return sa.Index(
        f"uq_assignment_open_{column}",
        "person_id",
        "role",
        column,
        unique=True,
        sqlite_where=sa.text(f"ends_on IS NULL AND {column} IS NOT NULL"),
        postgresql_where=sa.text(f"ends_on IS NULL AND {column} IS NOT NULL"),
    )


class Assignment(Editable, Base):
    """A person in a role in exactly one scope: a unit, a region, an inspection, or (all three empty) everywhere.

    The last day is `ends_on`; empty means until further notice. `ended_at` is set where it was ended at once: then
    the rights go with the next request, and not with the day.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        sa.CheckConstraint(f"({_ROLES_IN_A_UNIT}) = (unit_id IS NOT NULL)", name="unit_is_its_scope"),
        sa.CheckConstraint("(role = 'regional_lead') = (region_id IS NOT NULL)", name="region_is_its_scope"),
        sa.CheckConstraint("(role = 'inspector') = (inspection_id IS NOT NULL)", name="inspection_is_its_scope"),
        sa.CheckConstraint(
            f"({_NATIONAL}) = (unit_id IS NULL AND region_id IS NULL AND inspection_id IS NULL)",
            name="exactly_one_scope",
        ),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_it_starts"),
        sa.CheckConstraint("ended_at IS NULL OR ends_on IS NOT NULL", name="an_ended_one_has_a_last_day"),
        _one_open_assignment("unit_id"),
        _one_open_assignment("region_id"),
        _one_open_assignment("inspection_id"),
        sa.Index(
            "uq_assignment_open_everywhere",
            "person_id",
            "role",
            unique=True,
            sqlite_where=sa.text(f"ends_on IS NULL AND {_NATIONAL}"),
            postgresql_where=sa.text(f"ends_on IS NULL AND {_NATIONAL}"),
        ),
    )

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    role: Mapped[Role] = mapped_column(one_of(Role, "role"))
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    region_id: Mapped[int | None] = mapped_column(sa.ForeignKey("region.id"), index=True)
    inspection_id: Mapped[int | None] = mapped_column(sa.ForeignKey("inspection.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(back_populates="assignments", lazy="raise_on_sql")
    unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")
    region: Mapped[Region | None] = relationship(lazy="raise_on_sql")
