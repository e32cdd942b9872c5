"""What the head of PDU does besides writing plans: begins, reads the history, says how it goes, and delivers."""

from __future__ import annotations

from collections.abc import Sequence

from tests.factories.people import PASSWORD
from tests.journeys.cast import HEAD
from tests.journeys.roles.plans import Case
from tests.journeys.roles.ways import goes_to
from tests.journeys.visitor import Visitor


def chooses_a_password(visitor: Visitor, link: str) -> None:
    """Opens the link that somebody sent."""
    visitor.opens(link)
    visitor.fills("New password", PASSWORD)
    visitor.presses("Save password")


def finds_the_recommendations(visitor: Visitor) -> Sequence[tuple[str, str]]:
    """The name and the address of those that wait for a response, in the order of Your items."""
    links = visitor.window.get_by_role("main").locator("a[href^='/recommendations/']").all()
    found = {str(link.get_attribute("href")): link.inner_text() for link in links}
    return [(name, address) for address, name in found.items()]


def reads_in_the_history_that_they_responded(visitor: Visitor, case: Case) -> None:
    goes_to(visitor, case)
    visitor.follows("History of this recommendation")
    visitor.reads(f"{HEAD.name} responded to the recommendation")


def sends_an_update(visitor: Visitor, case: Case, text: str, *, confidence: str) -> None:
    goes_to(visitor, case)
    visitor.follows("Send an update")
    visitor.fills("How is the plan going?", text)
    visitor.chooses(confidence, to="Will it be delivered on time?")
    visitor.presses("Send update")
    visitor.reads("The update was sent.", text, confidence)


def says_that_the_plan_is_delivered(visitor: Visitor, case: Case) -> None:
    goes_to(visitor, case)
    visitor.follows("Delivery of the plan")
    visitor.does_not_read("What is still missing")
    visitor.presses("Say the plan is delivered")
    visitor.reads("Delivered")


def reads_the_story_of_the_plan(visitor: Visitor, case: Case, *sentences: str) -> None:
    """In the timeline, the latest first."""
    goes_to(visitor, case)
    visitor.follows("Timeline")
    visitor.reads_in_order(*sentences)
