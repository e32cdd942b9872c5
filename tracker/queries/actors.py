"""A person as an Actor: what they may do on a day, for questions about somebody other than who asks."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.permissions import Actor
from tracker.models import Absence, Assignment, Person
from tracker.queries.sessions import absence_holds_on, held_from, holds_on


def actor_of(session: Session, person: Person, *, today: date) -> Actor:
    """`person` with the assignments and the absences of others that hold `today`."""
    held = session.scalars(
        sa.select(Assignment).where(Assignment.person_id == person.id, holds_on(today)).order_by(Assignment.id)
    )
    away = session.scalars(sa.select(Absence.person_id).where(Absence.deputy_id == person.id, absence_holds_on(today)))
    return Actor(person.id, person.name, tuple(map(held_from, held)), frozenset(away))
