"""Acts of planning and work: milestones are written, the plan goes to and fro, and work is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from tracker.commands.demo.people import SamplePerson
from tracker.commands.demo.river.stage import Stage
from tracker.domain.permissions import Actor
from tracker.domain.promises import Promise
from tracker.domain.vocabulary import DeadlineSource
from tracker.models import Plan
from tracker.services.agreement import agree_plan, return_plan, submit_plan
from tracker.services.milestones import (
    add_milestone,
    cancel_milestone,
    complete_milestone,
    reopen_milestone,
    start_milestone,
)
from tracker.services.plan_delivery import assure_plan, deliver_plan, sustain_plan
from tracker.services.plans import edit_plan


@dataclass(frozen=True, slots=True)
class Promised:
    """A milestone as its table names it. `due` and `starts` count working days from the last day of the story."""

    key: str
    title: str
    owner: SamplePerson
    due: int
    weight: int = 10
    expected: str = ""
    starts: int | None = None
    behalf: str = ""
    is_embed: bool = False
    is_safe: bool = False
    source: DeadlineSource = DeadlineSource.UNIT
    because: str = ""

    def promise(self, stage: Stage) -> Promise:
        return Promise(
            title=self.title,
            owner_id=stage.people[self.owner],
            due_on=stage.day(self.due),
            weight=self.weight,
            starts_on=None if self.starts is None else stage.day(self.starts),
            on_behalf_of=self.behalf,
            due_source=self.source,
            due_reason=self.because,
            evidence_expected=self.expected,
            is_embed=self.is_embed,
            keeps_people_safe=self.is_safe,
        )


@dataclass(frozen=True, slots=True)
class Write:
    """Milestones are added, in this order."""

    ago: int
    by: SamplePerson
    milestones: tuple[Promised, ...]

    def do(self, stage: Stage) -> None:
        for promised in self.milestones:
            stage.play(lambda session, by, one=promised: self._add(stage, session, by, one))  # type: ignore[misc]

    def _add(self, stage: Stage, session: Session, by: Actor, promised: Promised) -> None:
        plan = stage.plan(session, by)
        added = add_milestone(session, plan, promise=promised.promise(stage), by=by, at=stage.at, today=stage.today)
        stage.props.milestones[promised.key] = added.id


@dataclass(frozen=True, slots=True)
class _OfPlan:
    ago: int
    by: SamplePerson
    verb: Callable[..., object]
    words: dict[str, str] = field(default_factory=dict)

    def do(self, stage: Stage) -> None:
        def what(session: Session, by: Actor) -> None:
            plan = stage.plan(session, by)
            self.verb(session, plan, seen_revision=plan.revision, by=by, at=stage.at, today=stage.today, **self.words)

        stage.play(what)


@dataclass(frozen=True, slots=True)
class _OfMilestone:
    ago: int
    by: SamplePerson
    key: str
    verb: Callable[..., object]
    words: dict[str, str] = field(default_factory=dict)

    def do(self, stage: Stage) -> None:
        def what(session: Session, by: Actor) -> None:
            one = stage.milestone(session, self.key, by)
            self.verb(session, one, seen_revision=one.revision, by=by, at=stage.at, today=stage.today, **self.words)

        stage.play(what)


def say_success(ago: int, by: SamplePerson, words: str) -> _OfPlan:
    return _OfPlan(ago, by, _say_success, {"words": words})


def _say_success(session: Session, plan: Plan, *, words: str, **how: Any) -> None:
    edit_plan(session, plan, owner_id=plan.owner_id, success_measure=words, **how)


def submit(ago: int, by: SamplePerson) -> _OfPlan:
    return _OfPlan(ago, by, submit_plan)


def agree(ago: int, by: SamplePerson) -> _OfPlan:
    return _OfPlan(ago, by, agree_plan)


def give_back(ago: int, by: SamplePerson, what_to_change: str) -> _OfPlan:
    return _OfPlan(ago, by, return_plan, {"what_to_change": what_to_change})


def deliver(ago: int, by: SamplePerson) -> _OfPlan:
    return _OfPlan(ago, by, deliver_plan)


def sustain(ago: int, by: SamplePerson) -> _OfPlan:
    return _OfPlan(ago, by, sustain_plan)


def assure(ago: int, by: SamplePerson) -> _OfPlan:
    return _OfPlan(ago, by, assure_plan)


def start(ago: int, by: SamplePerson, key: str) -> _OfMilestone:
    return _OfMilestone(ago, by, key, start_milestone)


def complete(ago: int, by: SamplePerson, key: str, note: str) -> _OfMilestone:
    return _OfMilestone(ago, by, key, complete_milestone, {"note": note})


def reopen(ago: int, by: SamplePerson, key: str, why: str) -> _OfMilestone:
    return _OfMilestone(ago, by, key, reopen_milestone, {"why": why})


def cancel(ago: int, by: SamplePerson, key: str, reason: str) -> _OfMilestone:
    return _OfMilestone(ago, by, key, cancel_milestone, {"reason": reason})
