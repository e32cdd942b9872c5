"""A person as an Actor: what they may do on a day, for questions about somebody other than who asks."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.permissions import Actor
from tracker.models import Assignment, Person
from tracker.queries.sessions import held_from, holds_on


def actor_of(session: Session, person: Person, *, today: date) -> Actor:
    """`person` with the assignments that hold `today`."""
    held = session.scalars(
        sa.select(Assignment).where(Assignment.person_id == person.id, holds_on(today)).order_by(Assignment.id)
    )
    return Actor(person.id, person.name, tuple(map(held_from, held)))
