"""When a plan is delivered, and for how long that must hold. Source: product rules, section 6 (plan)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from tracker.domain.deadlines import Calendar, Rule
from tracker.domain.errors import RuleBroken
from tracker.domain.lifecycles import UNAGREED
from tracker.domain.plan_gaps import NEEDS_MILESTONES
from tracker.domain.vocabulary import MilestoneState, PeriodUnit, PlanState, Response

SETTLED = frozenset({MilestoneState.VERIFIED, MilestoneState.CANCELLED})


class Promised(Protocol):
    @property
    def title(self) -> str: ...
    @property
    def is_embed(self) -> bool: ...
    @property
    def state(self) -> MilestoneState: ...


class Agreed(Protocol):
    @property
    def state(self) -> PlanState: ...
    @property
    def response(self) -> Response: ...


class Measured(Protocol):
    """A measure, and the last day of its latest period that stands; None without any reading."""

    @property
    def name(self) -> str: ...
    @property
    def read_until(self) -> date | None: ...


def undelivered(milestones: Sequence[Promised], measures: Sequence[Measured], *, agreed_on: date | None) -> list[str]:
    """What is still missing before the plan is delivered, in words; empty where nothing is.

    Every milestone is verified or cancelled, among the verified one that shows the change in practice, and each measure
    (there is one at least) was read for a period that ends after the plan was first agreed.
    """
    missing = [f"‘{one.title}’ is not verified" for one in milestones if one.state not in SETTLED]
    if not any(one.is_embed and one.state is not MilestoneState.CANCELLED for one in milestones):
        missing.append("No embed milestone is verified")
    if not measures:
        missing.append("Nothing measures the outcome of this plan")
    for measure in measures:
        if measure.read_until is None or agreed_on is None or measure.read_until < agreed_on:
            missing.append(f"‘{measure.name}’ has no reading since the plan was agreed")
    return missing


def refuse_last_embed(plan: Agreed, milestone: Promised, milestones: Iterable[Promised]) -> None:
    """RuleBroken where this is the only embed milestone that stands of a plan that was agreed, and so is not cancelled.

    One whose recommendation is not agreed after all needs none.
    """
    if plan.state in UNAGREED or plan.response not in NEEDS_MILESTONES:
        return
    standing = (one for one in milestones if one.is_embed and one.state is not MilestoneState.CANCELLED)
    if milestone.is_embed and all(one is milestone for one in standing):
        raise RuleBroken("", "This is the only embed milestone of the plan. Add another by a change of the plan first")


def sustained_on(sustains_from: date, months: int, calendar: Calendar) -> date:
    """The day on which a sustain period of so many months is over."""
    return Rule(months, PeriodUnit.MONTHS).date_from(sustains_from, calendar) if months else sustains_from
