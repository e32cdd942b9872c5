"""Acts of changing an agreed plan: a change is begun, written and submitted, and agreed, returned or discarded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from tracker.commands.demo.people import SamplePerson
from tracker.commands.demo.river.planning import Promised
from tracker.commands.demo.river.stage import Stage
from tracker.domain.permissions import Actor
from tracker.domain.plan_change import MILESTONE_FIELDS, as_proposed
from tracker.models import Plan, PlanChange
from tracker.queries import plan_changes
from tracker.services.plan_change_decisions import agree_change, return_change
from tracker.services.plan_changes import (
    discard_change,
    propose_milestone,
    propose_new,
    start_change,
    submit_change,
)


def _open_of(session: Session, plan: Plan) -> PlanChange:
    change = plan_changes.open_of(session, plan)
    if change is None:
        raise LookupError(f"No change of plan {plan.id} is open")
    return change


@dataclass(frozen=True, slots=True)
class Begin:
    """A change of the agreed plan, with why."""

    ago: int
    by: SamplePerson
    why: str

    def do(self, stage: Stage) -> None:
        def what(session: Session, by: Actor) -> None:
            start_change(session, stage.plan(session, by), why=self.why, by=by, at=stage.at)

        stage.play(what)


@dataclass(frozen=True, slots=True)
class ProposeNew:
    """The change adds a milestone, in the place of those that these keys name."""

    ago: int
    by: SamplePerson
    promised: Promised
    instead_of: tuple[str, ...] = ()

    def do(self, stage: Stage) -> None:
        def what(session: Session, by: Actor) -> None:
            change = _open_of(session, stage.plan(session, by))
            propose_new(
                session,
                change,
                key=None,
                promise=self.promised.promise(stage),
                seen_revision=change.revision,
                by=by,
                at=stage.at,
                today=stage.today,
                replaces=[stage.props.milestones[key] for key in self.instead_of],
            )

        stage.play(what)


@dataclass(frozen=True, slots=True)
class ProposeOther:
    """The change has a milestone promise something else: fields of `plan_change.MILESTONE_FIELDS`."""

    ago: int
    by: SamplePerson
    key: str
    fields: dict[str, str | int | bool]

    def do(self, stage: Stage) -> None:
        assert self.fields.keys() <= set(MILESTONE_FIELDS)

        def what(session: Session, by: Actor) -> None:
            change = _open_of(session, stage.plan(session, by))
            milestone = stage.milestone(session, self.key, by)
            wanted = as_proposed(milestone, change.draft) | self.fields
            revision = change.revision
            propose_milestone(session, change, milestone, wanted=wanted, seen_revision=revision, by=by, at=stage.at)

        stage.play(what)


@dataclass(frozen=True, slots=True)
class _OfChange:
    """What becomes of the change that is open. `is_dated`: whether the verb asks for the day."""

    ago: int
    by: SamplePerson
    verb: Callable[..., object]
    is_dated: bool
    words: dict[str, str] = field(default_factory=dict)

    def do(self, stage: Stage) -> None:
        def what(session: Session, by: Actor) -> None:
            change = _open_of(session, stage.plan(session, by))
            day = {"today": stage.today} if self.is_dated else {}
            self.verb(session, change, seen_revision=change.revision, by=by, at=stage.at, **day, **self.words)

        stage.play(what)


def submit_it(ago: int, by: SamplePerson) -> _OfChange:
    return _OfChange(ago, by, submit_change, True)


def agree_to_it(ago: int, by: SamplePerson) -> _OfChange:
    return _OfChange(ago, by, agree_change, True)


def give_it_back(ago: int, by: SamplePerson, what_to_change: str) -> _OfChange:
    return _OfChange(ago, by, return_change, False, {"what_to_change": what_to_change})


def give_it_up(ago: int, by: SamplePerson) -> _OfChange:
    return _OfChange(ago, by, discard_change, False)
