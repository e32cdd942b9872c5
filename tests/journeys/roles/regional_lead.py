"""What the regional lead does with a plan: returns it, agrees it."""

from __future__ import annotations

from tests.journeys.roles.plans import Case
from tests.journeys.visitor import Visitor


def returns(visitor: Visitor, case: Case, *, note: str) -> None:
    visitor.opens("/your-items")
    visitor.reads("Plans to agree or return")
    visitor.opens(case.address)
    visitor.presses("Return the plan")
    visitor.fills("What needs to change?", note)
    visitor.presses("Return plan")
    visitor.reads("Returned", note)


def agrees(visitor: Visitor, case: Case) -> None:
    visitor.opens(case.address)
    visitor.presses("Agree the plan")
    visitor.is_at("Agree the plan for recommendation")
    visitor.reads(*(each.title for each in case.milestones))
    visitor.presses("Agree plan")
    visitor.is_at("Recommendation")
    visitor.reads("Agreed")
