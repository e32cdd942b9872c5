"""What blocks a milestone: somebody else's answer that is waited for. Source: product rules, sections 3 and 8."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain.errors import RuleBroken
from tracker.domain.vocabulary import Whose

LONGEST_WHAT = 500
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a blocker. `raised_to`: whom it was taken to above those who have to answer; may be empty."""

    what: str
    whose: Whose
    asked_on: date | None
    answer_due_on: date | None
    raised_to: str = ""


def whole(said: Said, *, today: date) -> Said:
    """What is said, as it came. RuleBroken, naming the field, where it cannot be so."""
    if not said.what:
        raise RuleBroken("what", "Enter what blocks the milestone")
    if len(said.what) > LONGEST_WHAT:
        raise RuleBroken("what", f"What blocks the milestone must be {LONGEST_WHAT} characters or fewer")
    if len(said.raised_to) > LONGEST_NAME:
        raise RuleBroken("raised_to", f"Whom it was raised to must be {LONGEST_NAME} characters or fewer")
    if said.asked_on is None:
        raise RuleBroken("asked_on", "Enter when you asked")
    if said.answer_due_on is None:
        raise RuleBroken("answer_due_on", "Enter when the answer is due")
    if said.asked_on > today:
        raise RuleBroken("asked_on", "The day you asked must be today or in the past")
    if said.answer_due_on < said.asked_on:
        raise RuleBroken("answer_due_on", "The answer must be due on or after the day you asked")
    return said


def check_cleared(cleared_on: date | None, outcome: str, *, asked_on: date, today: date) -> date:
    """The day on which it was cleared. RuleBroken, naming the field, where it cannot have been."""
    if cleared_on is None:
        raise RuleBroken("cleared_on", "Enter when it was cleared")
    if not asked_on <= cleared_on <= today:
        raise RuleBroken("cleared_on", "The day it was cleared must be between the day you asked and today")
    if not outcome:
        raise RuleBroken("outcome", "Enter how it was cleared")
    return cleared_on


def is_past_answer(answer_due_on: date, cleared_on: date | None, today: date) -> bool:
    """Still open after the day the answer was due: it puts its plan at risk."""
    return cleared_on is None and answer_due_on < today
