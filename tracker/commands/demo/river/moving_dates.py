"""Acts about due dates that were agreed: another is asked for, approved, declined or no longer asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.commands.demo.people import SamplePerson
from tracker.commands.demo.river.stage import Stage
from tracker.domain.permissions import Actor
from tracker.queries import date_changes
from tracker.services.date_changes import (
    approve_date_change,
    ask_date_change,
    decline_date_change,
    withdraw_date_change,
)


@dataclass(frozen=True, slots=True)
class Ask:
    """For a milestone to be due `to` working days from the last day of the story."""

    ago: int
    by: SamplePerson
    key: str
    to: int
    reason: str

    def do(self, stage: Stage) -> None:
        def what(session: Session, by: Actor) -> None:
            milestone = stage.milestone(session, self.key, by)
            made = ask_date_change(
                session,
                milestone,
                to_on=stage.day(self.to),
                reason=self.reason,
                seen_revision=milestone.revision,
                by=by,
                at=stage.at,
                today=stage.today,
            )
            stage.props.date_changes[self.key] = made.id

        stage.play(what)


@dataclass(frozen=True, slots=True)
class _OfAsk:
    """What becomes of the date change asked for last for a milestone."""

    ago: int
    by: SamplePerson
    key: str
    verb: Callable[..., object]
    note: str | None = None

    def do(self, stage: Stage) -> None:
        def what(session: Session, by: Actor) -> None:
            change = date_changes.get(session, stage.props.date_changes[self.key], seen_by=by)
            words = {} if self.note is None else {"note": self.note, "today": stage.today}
            self.verb(session, change, seen_revision=change.revision, by=by, at=stage.at, **words)

        stage.play(what)


def approve(ago: int, by: SamplePerson, key: str, note: str) -> _OfAsk:
    return _OfAsk(ago, by, key, approve_date_change, note)


def decline(ago: int, by: SamplePerson, key: str, note: str) -> _OfAsk:
    return _OfAsk(ago, by, key, decline_date_change, note)


def no_longer_ask(ago: int, by: SamplePerson, key: str) -> _OfAsk:
    return _OfAsk(ago, by, key, withdraw_date_change)
