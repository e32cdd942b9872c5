"""What the head of PDU does: responds, plans, submits."""

from __future__ import annotations

import re
from dataclasses import replace

from tests.factories.people import PASSWORD
from tests.journeys.cast import HEAD
from tests.journeys.roles.plans import Case, Promised
from tests.journeys.visitor import Visitor


def chooses_a_password(visitor: Visitor, link: str) -> None:
    visitor.opens(link)
    visitor.fills("New password", PASSWORD)
    visitor.presses("Save password")


def finds_the_recommendations(visitor: Visitor) -> list[str]:
    """The addresses of those that wait for a response, in the order of Your items."""
    table = visitor.window.get_by_role("table", name=re.compile("^Waiting for your response"))
    addresses = [str(link.get_attribute("href")) for link in table.get_by_role("link").all()]
    return [each for each in dict.fromkeys(addresses) if each.startswith("/recommendations/")]


def responds(visitor: Visitor, case: Case) -> None:
    visitor.opens(case.address)
    visitor.presses("Respond to this recommendation")
    visitor.chooses("Agreed", to="Do you agree with this recommendation?")
    visitor.fills("Explain your response", "We agree, and have begun.")
    visitor.presses("Save response")
    visitor.reads("Your response was saved.")


def reads_in_the_history_that_they_responded(visitor: Visitor, case: Case) -> None:
    visitor.opens(case.address)
    visitor.follows("History of this recommendation")
    visitor.reads(f"{HEAD.name} responded to the recommendation")


def adds_a_milestone(visitor: Visitor, promised: Promised) -> None:
    visitor.presses("Add a milestone")
    visitor.fills("What will be done?", promised.title)
    visitor.selects(promised.owner, from_="Owner")
    visitor.fills_day("Due date", promised.due_on)
    visitor.fills("What evidence will show it?", promised.evidence_expected)
    visitor.fills("Weight", str(promised.weight))
    if promised.is_embed:
        visitor.ticks("This is the embed milestone")
    if promised.keeps_people_safe:
        visitor.ticks("This is about keeping other people safe")
    visitor.presses("Add milestone")
    visitor.reads("The milestone was added.")
    visitor.reads_in_row(promised.title, promised.owner, "Planned")


def submits(visitor: Visitor, case: Case) -> None:
    visitor.opens(case.address)
    visitor.presses("Submit the plan")
    visitor.is_at("Submit the plan for recommendation")
    visitor.reads(*(each.title for each in case.milestones))
    visitor.presses("Submit plan")
    visitor.reads("Submitted")


def reads_why_the_plan_came_back_and_mends_it(visitor: Visitor, case: Case, *, note: str, expected: str) -> None:
    """Finds it among their items, and says more of the evidence that its embed milestone expects."""
    visitor.opens("/your-items")
    visitor.reads("Returned to you")
    visitor.opens(case.address)
    visitor.reads("returned this plan", note)
    visitor.follows("Edit", within=visitor.row(case.audit.title))
    visitor.fills("What evidence will show it?", expected)
    visitor.presses("Save milestone")
    case.audit = replace(case.audit, evidence_expected=expected)
    visitor.reads_in_row(case.audit.title, expected)
