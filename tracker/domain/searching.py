"""What somebody looks for: words, and filters that narrow what they find. All of it stands in the address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.domain.vocabulary import MilestoneState, PlanStatus

MOST_WORDS = 8
LONGEST_WORD = 60


class Kind(StrEnum):
    """What can be found."""

    RECOMMENDATION = "recommendation"
    MILESTONE = "milestone"
    EVIDENCE = "evidence"


class FoundIn(StrEnum):
    """Where words were found, beside what a line shows as its title."""

    TITLE = "title"
    ADDRESSEE = "addressee"
    RESPONSE = "response"
    SUCCESS = "success"
    EXPECTED = "expected"
    ON_BEHALF_OF = "on_behalf_of"
    SHOWS = "shows"
    MEASURE = "measure"
    BLOCKER = "blocker"
    UPDATE = "update"
    COMMENT = "comment"
    PLACE = "place"


class Due(StrEnum):
    """When something is due, as people ask for it."""

    OVERDUE = "overdue"
    WEEK = "week"
    MONTH = "month"
    LATER = "later"


class Order(StrEnum):
    """What a list is sorted by."""

    DUE = "due"
    UNIT = "unit"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Search:
    """`words` must all be found. `owner` is a part of a name, `standard` the code of one. None filters nothing."""

    words: tuple[str, ...] = ()
    unit_id: int | None = None
    standard: str | None = None
    status: PlanStatus | None = None
    state: MilestoneState | None = None
    owner: str = ""
    due: Due | None = None
    order: Order = Order.DUE


def words_of(text: str) -> tuple[str, ...]:
    """The words of what was typed, at most MOST_WORDS of them, each cut to LONGEST_WORD characters."""
    return tuple(word[:LONGEST_WORD] for word in text.split()[:MOST_WORDS])


def due_between(due: Due, today: date) -> tuple[date | None, date | None]:
    """The first and last day that `due` means on `today`; None where it has no end on that side."""
    week, month = today + timedelta(days=7), today + timedelta(days=30)
    return {
        Due.OVERDUE: (None, today - timedelta(days=1)),
        Due.WEEK: (today, week),
        Due.MONTH: (today, month),
        Due.LATER: (month + timedelta(days=1), None),
    }[due]
