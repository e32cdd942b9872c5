"""Acts of saying: how a plan or a milestone is going, comments on it or a milestone, and a mention that is put away."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.commands.demo.people import SamplePerson
from tracker.commands.demo.river.stage import Stage
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import Confidence
from tracker.queries import comments
from tracker.services.comments import comment_on, put_away
from tracker.services.updates import send_update


@dataclass(frozen=True, slots=True)
class Update:
    """How the plan is going, or the milestone that its table calls `key`."""

    ago: int
    by: SamplePerson
    confidence: Confidence
    narrative: str
    key: str | None = None

    def do(self, stage: Stage) -> None:
        def what(session: Session, by: Actor) -> None:
            plan = stage.plan(session, by)
            milestone = stage.milestone(session, self.key, by) if self.key else None
            how, words = self.confidence, self.narrative
            send_update(session, plan, milestone, narrative=words, confidence=how, by=by, at=stage.at)

        stage.play(what)


@dataclass(frozen=True, slots=True)
class Say:
    """A comment on the plan, or on the milestone that its table calls `key`."""

    ago: int
    by: SamplePerson
    text: str
    key: str | None = None

    def do(self, stage: Stage) -> None:
        def what(session: Session, by: Actor) -> None:
            plan = stage.plan(session, by)
            milestone = stage.milestone(session, self.key, by) if self.key else None
            comment_on(session, plan, milestone, text=self.text, by=by, at=stage.at, today=stage.today)

        stage.play(what)


@dataclass(frozen=True, slots=True)
class PutAway:
    """The latest mention of the person who does it waits for them no more."""

    ago: int
    by: SamplePerson

    def do(self, stage: Stage) -> None:
        def what(session: Session, by: Actor) -> None:
            (latest,), _ = comments.mentions_of(session, by, limit=1)
            put_away(session, comments.get_mention(session, latest.id, seen_by=by), by=by, at=stage.at)

        stage.play(what)
