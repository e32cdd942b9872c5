"""Another due date for a milestone: who decides on it, what may be asked, and how far the date has slipped.

Source: product rules, section 6 (date change). The original date is the one that stood before the first approved
change: what was agreed with the plan, or set when the milestone was added. It is worked out from the approved changes,
which are kept for ever, and stored nowhere else, so that the two can never disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tracker.domain.deadlines import Calendar
from tracker.domain.errors import RuleBroken
from tracker.domain.vocabulary import DateChangeLevel


class Move(Protocol):
    """An approved change."""

    @property
    def from_on(self) -> date: ...
    @property
    def to_on(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Slips:
    """How far a milestone's due date is from its first. `count` is of approved changes to a later day.

    `days` and `working_days` lead from the original to the current date; negative where it was brought forward.
    """

    original: date
    current: date
    count: int
    days: int
    working_days: int

    @property
    def has_moved(self) -> bool:
        return self.original != self.current


@dataclass(frozen=True, slots=True)
class OnTime:
    """Whether what is done was done by the original and by the current date."""

    original: bool
    current: bool


def slips(due_on: date, approved: Sequence[Move], calendar: Calendar) -> Slips:
    """The slips of a milestone due on that day now; `approved` in the order in which they were approved."""
    original = approved[0].from_on if approved else due_on
    return Slips(
        original=original,
        current=due_on,
        count=sum(move.to_on > move.from_on for move in approved),
        days=(due_on - original).days,
        working_days=calendar.working_days_between(original, due_on),
    )


def on_time(done_on: date, dates: Slips) -> OnTime:
    """`done_on` in London; on the very day is on time.

    Worked out from facts that stay: the day on which the milestone was reported done, the approved changes, and the
    due date, which cannot be moved while the milestone is done.
    """
    return OnTime(done_on <= dates.original, done_on <= dates.current)


def level_for(*, approved_before: bool, a_regional_lead_has_a_part: bool, has_a_region: bool) -> DateChangeLevel:
    """The regional lead decides on a milestone's first change; the national lead on any further one.

    Also on what a regional lead asked for or owns, and where no region is concerned.
    """
    goes_up = approved_before or a_regional_lead_has_a_part or not has_a_region
    return DateChangeLevel.NATION if goes_up else DateChangeLevel.REGION


def check_asked(to_on: date | None, reason: str, *, due_on: date, starts_on: date | None, today: date) -> date:
    """The date asked for. RuleBroken, naming the field, where it cannot be asked for."""
    if to_on is None:
        raise RuleBroken("to_on", "Enter the new due date")
    if to_on == due_on:
        raise RuleBroken("to_on", "New due date must be different from the due date now")
    if to_on < today:
        raise RuleBroken("to_on", "New due date must be today or in the future")
    if starts_on is not None and to_on < starts_on:
        raise RuleBroken("to_on", "New due date must be the same as or after the start date")
    if not reason:
        raise RuleBroken("reason", "Enter why the milestone needs another due date")
    return to_on
