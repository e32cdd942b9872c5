"""What a score is made of: plain facts of a plan, its milestones, their evidence and decisions, and of the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.deadlines import Calendar, Window
from tracker.domain.vocabulary import DecisionLevel, DecisionOutcome, EvidenceKind, MilestoneState

LONG_OVERDUE = 10
"""Working days after which something overdue takes a plan off track."""


@dataclass(frozen=True)
class LookedAt:
    """An evidence version that a decision looked at, as it stands now."""

    version_id: int
    evidence_id: int
    kind: EvidenceKind
    period_to: date | None
    is_withdrawn: bool


@dataclass(frozen=True)
class Shown:
    """A piece of evidence linked to a milestone: its latest available version."""

    evidence_id: int
    version_id: int
    number: int


@dataclass(frozen=True)
class DecisionFacts:
    """`id` grows with time: of two decisions the one with the greater id is the later."""

    id: int
    level: DecisionLevel
    outcome: DecisionOutcome
    measure_revision: int
    looked_at: tuple[LookedAt, ...] = ()


@dataclass(frozen=True)
class MilestoneFacts:
    """`shown` has one entry for each linked piece of evidence that has an available version. `is_replaced`: it was
    cancelled and another milestone took its place, so that its weight counts no longer."""

    ordinal: int
    weight: int
    state: MilestoneState
    due_on: date
    measure_revision: int = 1
    decisions: tuple[DecisionFacts, ...] = ()
    shown: tuple[Shown, ...] = ()
    is_replaced: bool = False


@dataclass(frozen=True)
class PlannedMilestone:
    """What an agreed version promised of a milestone."""

    weight: int
    due_on: date
    starts_on: date | None = None


@dataclass(frozen=True)
class Agreed:
    """The version of the plan agreed last, and the day on which the first, the baseline, was."""

    began_on: date
    milestones: tuple[PlannedMilestone, ...]


@dataclass(frozen=True)
class PlanFacts:
    """`plan_due` is the day by which the plan was to be submitted; `window` the reinspection's;
    `is_measured`: whether a reading of any measure of its outcome stands.

    `waits_until`: the day by which each open blocker of an open milestone was to be answered, the first one first.
    """

    milestones: tuple[MilestoneFacts, ...]
    was_submitted: bool
    plan_due: date
    window: Window | None = None
    agreed: Agreed | None = None
    is_measured: bool = False
    waits_until: tuple[date, ...] = ()


@dataclass(frozen=True)
class Day:
    """A date in London. What was due before `long_overdue_before` is overdue by more than ten working days."""

    today: date
    long_overdue_before: date


def day_of(today: date, calendar: Calendar) -> Day:
    """The day with what the calendar says of it."""
    limit = today
    while calendar.working_days_between(limit - timedelta(days=1), today) <= LONG_OVERDUE:
        limit -= timedelta(days=1)
    return Day(today, limit)
