"""Acts of handing over: a milestone goes to another owner, who accepts it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.commands.demo.people import SamplePerson
from tracker.commands.demo.river.stage import Stage
from tracker.domain.permissions import Actor
from tracker.models import Person
from tracker.queries import handovers_waiting
from tracker.services.handovers import accept_handover, hand_over


@dataclass(frozen=True, slots=True)
class HandOver:
    """A milestone goes from its holder to another. Anything refused is a fault of the table."""

    ago: int
    by: SamplePerson
    key: str
    holder: SamplePerson
    to: SamplePerson
    reason: str

    def do(self, stage: Stage) -> None:
        def what(session: Session, by: Actor) -> None:
            milestone = stage.milestone(session, self.key, by)
            outcome = hand_over(
                session,
                session.get_one(Person, stage.people[self.holder]),
                {(milestone.plan_id, milestone.id): stage.people[self.to]},
                reason=self.reason,
                by=by,
                at=stage.at,
                today=stage.today,
            )
            if outcome.refused:
                raise LookupError(f"{self.key}: {outcome.refused}")

        stage.play(what)


@dataclass(frozen=True, slots=True)
class Accept:
    """Whoever does it accepts what was handed over to them first."""

    ago: int
    by: SamplePerson

    def do(self, stage: Stage) -> None:
        def what(session: Session, by: Actor) -> None:
            first = handovers_waiting.to_accept(session, by)[0]
            accept_handover(session, handovers_waiting.get(session, first.handover_id, seen_by=by), by=by, at=stage.at)

        stage.play(what)
