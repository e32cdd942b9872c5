"""When a plan is delivered, and for how long that must hold. Source: product rules, section 6 (plan)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from tracker.domain.deadlines import Calendar, Rule
from tracker.domain.vocabulary import MilestoneState, PeriodUnit

SETTLED = frozenset({MilestoneState.VERIFIED, MilestoneState.CANCELLED})


class Promised(Protocol):
    @property
    def title(self) -> str: ...
    @property
    def state(self) -> MilestoneState: ...


class Measured(Protocol):
    """A measure, and the last day of its latest period that stands; None without any reading."""

    @property
    def name(self) -> str: ...
    @property
    def read_until(self) -> date | None: ...


def undelivered(milestones: Sequence[Promised], measures: Sequence[Measured], *, agreed_on: date | None) -> list[str]:
    """What is still missing before the plan is delivered, in words; empty where nothing is.

    Every milestone is verified or cancelled and at least one verified, and each measure was read for a period that
    ends after the plan was first agreed.
    """
    missing = [f"‘{one.title}’ is not verified" for one in milestones if one.state not in SETTLED]
    if not missing and not any(one.state is MilestoneState.VERIFIED for one in milestones):
        missing.append("No milestone of this plan is verified")
    for measure in measures:
        if measure.read_until is None or agreed_on is None or measure.read_until < agreed_on:
            missing.append(f"‘{measure.name}’ has no reading since the plan was agreed")
    return missing


def sustained_on(sustains_from: date, months: int, calendar: Calendar) -> date:
    """The day on which a sustain period of so many months is over."""
    return Rule(months, PeriodUnit.MONTHS).date_from(sustains_from, calendar) if months else sustains_from
