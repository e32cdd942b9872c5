"""Acts of waiting: for the answer of others, which blocks a milestone until it comes, and for other milestones."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.commands.demo.people import SamplePerson
from tracker.commands.demo.river.stage import Stage
from tracker.domain.blockers import Said
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import Whose
from tracker.queries import blockers
from tracker.services.blockers import clear_blocker, raise_blocker
from tracker.services.dependencies import wait_for


@dataclass(frozen=True, slots=True)
class Block:
    """What blocks a milestone. It was asked for on the day; `due`, the answer, counts working days from now."""

    ago: int
    by: SamplePerson
    key: str
    whose: Whose
    what: str
    due: int
    raised_to: str = ""

    def do(self, stage: Stage) -> None:
        said = Said(self.what, self.whose, stage.today, stage.day(self.due), self.raised_to)

        def what(session: Session, by: Actor) -> None:
            milestone = stage.milestone(session, self.key, by)
            made = raise_blocker(session, milestone, said=said, by=by, at=stage.at, today=stage.today)
            stage.props.blockers[self.key] = made.id

        stage.play(what)


@dataclass(frozen=True, slots=True)
class Clear:
    """What blocked the milestone last does so no more, since that day."""

    ago: int
    by: SamplePerson
    key: str
    outcome: str

    def do(self, stage: Stage) -> None:
        def what(session: Session, by: Actor) -> None:
            blocker = blockers.get(session, stage.props.blockers[self.key], seen_by=by)
            clear_blocker(
                session,
                blocker,
                cleared_on=stage.today,
                outcome=self.outcome,
                seen_revision=blocker.revision,
                by=by,
                at=stage.at,
                today=stage.today,
            )

        stage.play(what)


@dataclass(frozen=True, slots=True)
class WaitFor:
    """A milestone waits for `others` of its plan."""

    ago: int
    by: SamplePerson
    key: str
    others: tuple[str, ...]

    def do(self, stage: Stage) -> None:
        def what(session: Session, by: Actor) -> None:
            milestone = stage.milestone(session, self.key, by)
            wanted = [stage.props.milestones[other] for other in self.others]
            wait_for(session, milestone, wanted, seen_revision=milestone.revision, by=by, at=stage.at)

        stage.play(what)
