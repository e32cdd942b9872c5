"""Another due date for a milestone: its owner asks, somebody else decides, and every date is kept."""

from __future__ import annotations

from datetime import date

from tests.journeys.roles.plans import Case, Promised
from tests.journeys.roles.ways import goes_home, goes_to
from tests.journeys.visitor import Visitor


def asks_for(visitor: Visitor, case: Case, milestone: Promised, *, to: date, why: str) -> None:
    goes_to(visitor, case)
    visitor.follows(f"Ask for another date for {milestone.title}")
    visitor.fills_day("What date do you ask for?", to)
    visitor.fills("Why does it need another date?", why)
    visitor.presses("Ask for this date")
    visitor.reads(in_words(to), why)


def decides(visitor: Visitor, milestone: Promised, decision: str, *, why: str = "") -> None:
    """From their items, one click from the decision."""
    goes_home(visitor)
    visitor.reads("Date changes to decide")
    visitor.follows(milestone.title)
    visitor.is_at("Decide on another due date")
    visitor.chooses(decision, to="What do you decide?")
    visitor.fills("Why?", why)
    visitor.presses("Record decision")
    assert visitor.problems() == []


def finds_nothing_to_decide(visitor: Visitor, milestone: Promised) -> None:
    """It goes to somebody a level up."""
    goes_home(visitor)
    assert not visitor.can_follow(milestone.title)


def reads_the_dates(visitor: Visitor, case: Case, milestone: Promised, *words: str) -> None:
    goes_to(visitor, case)
    visitor.follows(f"Due dates of {milestone.title}")
    visitor.reads(*words)


def in_words(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
