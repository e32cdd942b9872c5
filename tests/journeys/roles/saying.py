"""Comments: what people of HMPPS say to one another, and who is mentioned finds it."""

from __future__ import annotations

from tests.journeys.roles.plans import Case
from tests.journeys.roles.ways import goes_home, goes_to
from tests.journeys.visitor import Visitor


def comments(visitor: Visitor, case: Case, text: str) -> None:
    goes_to(visitor, case)
    visitor.follows("Comments")
    visitor.fills("Add a comment", text)
    visitor.presses("Add comment")
    visitor.reads("Your comment was added.", text)


def finds_that_they_are_mentioned(visitor: Visitor, text: str, *, by: str) -> None:
    goes_home(visitor)
    visitor.reads("Mentioned", text)
    visitor.follows(text)
    visitor.reads(by, text)
    goes_home(visitor)
    visitor.presses(f"Put away the comment of {by}")
    visitor.reads("The mention was put away.")
    visitor.does_not_read(text)


def finds_no_comments(visitor: Visitor, case: Case, text: str) -> None:
    """Neither beside the plan, nor told in what happened to it."""
    goes_to(visitor, case)
    assert not visitor.can_follow("Comments")
    visitor.does_not_read(text)
    visitor.follows("Timeline")
    visitor.does_not_read(text)
