"""Where an act is played: one plan, in a transaction of the day, and what has been made for it so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from sqlalchemy.orm import Session

from tracker.adapters.storage import Storage
from tracker.commands.demo.days import working_days
from tracker.commands.demo.people import SamplePerson
from tracker.domain.london import london_date
from tracker.domain.permissions import Actor
from tracker.models import Evidence, EvidenceVersion, Milestone, Person, Plan, Recommendation
from tracker.models.transactions import Transactions
from tracker.queries import evidence, milestones, plans, recommendations
from tracker.queries.actors import actor_of


@dataclass
class Props:
    """What was made for a plan, by the words that its table calls it: ids of milestones, pieces of evidence and, by
    the name of its file, the version uploaded last, and of milestones the date change asked for last and what blocked
    them last; of measures, and of each the reading added last; the judgement recorded last.
    """

    milestones: dict[str, int] = field(default_factory=dict)
    evidence: dict[str, int] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    date_changes: dict[str, int] = field(default_factory=dict)
    blockers: dict[str, int] = field(default_factory=dict)
    measures: dict[str, int] = field(default_factory=dict)
    readings: dict[str, int] = field(default_factory=dict)
    judgement: int = 0


@dataclass(frozen=True)
class Stage:
    """`by` does something to the plan of `recommendation_id` at an instant; `now` is the last day of the story."""

    transactions: Transactions
    storage: Storage
    people: dict[SamplePerson, int]
    recommendation_id: int
    props: Props
    by: SamplePerson
    at: datetime
    now: date

    @property
    def today(self) -> date:
        return london_date(self.at)

    def day(self, working_days_from_now: int) -> date:
        """A day so many working days from the last of the story; before it where negative."""
        return working_days(self.now, working_days_from_now)

    def play(self, what: Callable[[Session, Actor], None]) -> None:
        """In a transaction of its own, by the person with the rights of the day."""
        with self.transactions.write() as session:
            what(session, self.actor(session))

    def actor(self, session: Session) -> Actor:
        person = session.get_one(Person, self.people[self.by])
        return actor_of(session, person, today=self.today)

    def recommendation(self, session: Session, by: Actor) -> Recommendation:
        return recommendations.get(session, self.recommendation_id, seen_by=by)

    def plan(self, session: Session, by: Actor) -> Plan:
        plan = plans.of_recommendation(session, self.recommendation_id, seen_by=by)
        if plan is None:
            raise LookupError(f"{by.name} sees no plan of recommendation {self.recommendation_id}")
        return plan

    def milestone(self, session: Session, key: str, by: Actor) -> Milestone:
        return milestones.get(session, self.props.milestones[key], seen_by=by)

    def evidence(self, session: Session, key: str, by: Actor) -> Evidence:
        return evidence.get(session, self.props.evidence[key], seen_by=by)

    def version(self, session: Session, file_name: str, by: Actor) -> EvidenceVersion:
        return evidence.version(session, self.props.versions[file_name], seen_by=by)


class Act(Protocol):
    """Something done `ago` working days before the last of the story."""

    @property
    def ago(self) -> int: ...
    @property
    def by(self) -> SamplePerson: ...
    def do(self, stage: Stage) -> None:
        """Through the services' verbs."""
