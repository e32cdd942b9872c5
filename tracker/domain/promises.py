"""What makes the promise of a milestone whole: its words, weight and dates. Source: product rules, section 6."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain.errors import RuleBroken
from tracker.domain.vocabulary import DeadlineSource

LIGHTEST, HEAVIEST = 1, 100
LONGEST_TITLE = 200
# A decision was made about these. When one changes, the credit it gave goes.
MEASURE = ("title", "keeps_people_safe", "evidence_expected")
# Agreed with the plan: what is measured (keeping people safe among it, which is reviewed outside the unit's line), the
# weights, which milestone embeds the change, and the dates that the scores are measured by.
DATES = ("due_on", "due_source", "due_reason")
AGREED_WITH_THE_PLAN = (*MEASURE, "weight", "is_embed", *DATES)


def fixed_by_agreement(*, is_open_to_editing: bool, was_agreed: bool) -> tuple[str, ...]:
    """What of a milestone cannot be edited. Once its plan was ever agreed, its dates move by a date change only; the
    rest of what was agreed changes with the plan (services/plan_changes.py)."""
    if not is_open_to_editing:
        return AGREED_WITH_THE_PLAN
    return DATES if was_agreed else ()


@dataclass(frozen=True, slots=True)
class Promise:
    """What a milestone promises. `evidence_expected` may be empty until the plan is submitted."""

    title: str
    owner_id: int
    due_on: date
    weight: int
    starts_on: date | None = None
    on_behalf_of: str = ""
    due_source: DeadlineSource = DeadlineSource.UNIT
    due_reason: str = ""
    evidence_expected: str = ""
    is_embed: bool = False
    keeps_people_safe: bool = False


def refuse_before_publication(due_on: date, published_on: date) -> None:
    """RuleBroken where something would have been due before the report that asked for it was published."""
    if due_on < published_on:
        published = f"{published_on.day} {published_on:%B} {published_on.year}"
        raise RuleBroken("due_on", f"Due date must be on or after {published}, when the report was published")


def whole(promise: Promise) -> Promise:
    """The promise as it came. RuleBroken, naming the field, where it cannot be kept as it is."""
    if not promise.title:
        raise RuleBroken("title", "Enter what will be done")
    if len(promise.title) > LONGEST_TITLE:
        raise RuleBroken("title", f"What will be done must be {LONGEST_TITLE} characters or fewer")
    if not LIGHTEST <= promise.weight <= HEAVIEST:
        raise RuleBroken("weight", f"Weight must be a whole number between {LIGHTEST} and {HEAVIEST}")
    if promise.starts_on is not None and promise.starts_on > promise.due_on:
        raise RuleBroken("starts_on", "Start date must be the same as or before the due date")
    if promise.due_source is not DeadlineSource.UNIT and not promise.due_reason:
        raise RuleBroken(
            "due_reason", "Enter where this date comes from, such as a letter or a paragraph of the report"
        )
    return promise
