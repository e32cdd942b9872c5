"""What the story has made so far, by the names the tables use, and how a step of it is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.adapters.storage import Storage
from tracker.commands.demo.people import SamplePerson
from tracker.commands.demo.reports import Report
from tracker.domain.london import london_date
from tracker.domain.permissions import Actor
from tracker.models import Person, Recommendation
from tracker.models.transactions import Transactions
from tracker.queries.actors import actor_of

Steps: TypeAlias = Iterator[tuple[datetime, Callable[[datetime], None]]]


@dataclass
class Known:
    """Ids by name. `today` is the last day of the story, which ends before it; `hashes` each person's password."""

    transactions: Transactions
    storage: Storage
    today: date
    hashes: dict[SamplePerson, str]
    regions: dict[str, int] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)
    people: dict[SamplePerson, int] = field(default_factory=dict)
    links: dict[SamplePerson, str] = field(default_factory=dict)
    inspections: dict[Report, int] = field(default_factory=dict)

    def person(self, session: Session, person: SamplePerson) -> Person:
        return session.get_one(Person, self.people[person])

    def actor(self, session: Session, person: SamplePerson, instant: datetime) -> Actor:
        """The person with the rights of that day."""
        return actor_of(session, self.person(session, person), today=london_date(instant))

    def recommendation_id(self, session: Session, report: Report, place: int) -> int:
        """The recommendation at a place of its report, from 1."""
        statement = sa.select(Recommendation.id).where(
            Recommendation.inspection_id == self.inspections[report], Recommendation.ordinal == place
        )
        return session.scalars(statement).one()


def step(known: Known, do: Callable[[Known, Session, datetime], None]) -> Callable[[datetime], None]:
    """`do` in a transaction of its own."""

    def taken(instant: datetime) -> None:
        with known.transactions.write() as session:
            do(known, session, instant)

    return taken
